"""From a clerk's form to the public page: submitted, published or returned, by the row or many at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from innovation import models
from innovation.models import State
from tests.admin.addresses import address, entered
from tests.admin.rows import make
from tests.innovation.people import clerk, reviewer

pytestmark = pytest.mark.django_db
REVIEW = reverse("admin:review")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["lang"] = "en"
    return client


@pytest.fixture
def anna(db: None) -> Client:
    return signed_in(clerk(name="anna"))


@pytest.fixture
def bert(db: None) -> Client:
    return signed_in(reviewer(name="bert"))


def chosen(*rows: Any) -> list[str]:
    return [f"{row._meta.model_name}:{row.pk}:{row.version}" for row in rows]


def said(answer: Any) -> list[str]:
    """The messages of the page that an answer leads to."""
    return [str(message) for message in answer.context["messages"]]


def submit(client: Client, row: Any, **values: Any) -> Any:
    """Change a row in its form and press "Save and submit for review"."""
    page = address(type(row), "change", row.pk)
    return client.post(page, entered(client.get(page)) | values | {"_submit": "1"}, follow=True)


def test_a_form_saves_a_draft_or_hands_it_in(anna: Client) -> None:
    where = models.Area.objects.create(code="990101", name="区", type="district")
    for name, button in (("甲", "_save"), ("乙", "_submit")):
        data = {"name": name, "area": where.pk, "basis": "reported", button: "1"}
        data |= {"former_names-TOTAL_FORMS": 0, "former_names-INITIAL_FORMS": 0}
        assert anna.post(address(models.Enterprise, "add"), data).status_code == 302
    kept = models.Enterprise.objects.order_by("pk")
    assert [(row.name, row.state, row.entered_by.username) for row in kept] == [
        ("甲", "draft", "anna"),
        ("乙", "submitted", "anna"),
    ]


def test_nobody_types_the_state_into_a_form(anna: Client) -> None:
    row = make(models.Enterprise)
    page = address(models.Enterprise, "change", row.pk)
    anna.post(page, entered(anna.get(page)) | {"name": "改", "state": "published", "reviewed_by": "1"})
    row.refresh_from_db()
    assert (row.name, row.state, row.reviewed_by) == ("改", "draft", None)


def test_what_was_handed_in_is_published_together(anna: Client, bert: Client) -> None:
    rows = [make(models.Enterprise, number) for number in (1, 2)]
    for row in rows:
        submit(anna, row)
        row.refresh_from_db()
    answer = bert.post(REVIEW, {"chosen": chosen(*rows), "_publish": "1"}, follow=True)
    assert said(answer) == ["2 published."]
    assert [row.state for row in models.Enterprise.objects.all()] == ["published", "published"]


def test_a_holder_is_published_before_its_certificate(anna: Client, bert: Client) -> None:
    certificate = make(models.Certification)
    for row in (certificate.enterprise, certificate):
        submit(anna, row)
        row.refresh_from_db()
    both = chosen(certificate, certificate.enterprise)
    assert said(bert.post(REVIEW, {"chosen": both, "_publish": "1"}, follow=True)) == ["2 published."]


def test_what_is_returned_tells_the_clerk_why(anna: Client, bert: Client) -> None:
    row = make(models.Enterprise)
    submit(anna, row)
    row.refresh_from_db()
    assert said(bert.post(REVIEW, {"chosen": chosen(row), "_return": "1"}, follow=True)) == [
        f"{row}: Say what is to be mended."
    ]
    answer = bert.post(REVIEW, {"chosen": chosen(row), "_return": "1", "note": "缺信用代码"}, follow=True)
    assert said(answer) == ["1 returned."]
    assert "缺信用代码" in anna.get(address(models.Enterprise, "change", row.pk)).content.decode()


def test_what_was_changed_since_the_page_was_loaded_is_not_published(anna: Client, bert: Client) -> None:
    row = make(models.Enterprise)
    submit(anna, row)
    row.refresh_from_db()
    seen = chosen(row)
    submit(anna, row, name="后改")
    answer = bert.post(REVIEW, {"chosen": seen, "_publish": "1"}, follow=True)
    assert said(answer) == ["后改: It was changed or decided on since you loaded the page. Look at it again."]
    row.refresh_from_db()
    assert row.state == State.SUBMITTED


def test_a_change_of_a_public_record_shows_old_and_new_and_waits(anna: Client, bert: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    answer = submit(anna, row, name="新名", reason="更名通知")
    assert said(answer)[0] == f"“{row}” is public: the change waits for review, until then everybody sees it as it was."
    row.refresh_from_db()
    assert row.name == "示例企业1"
    page = bert.get(REVIEW).content.decode()
    for words in ("示例企业1 → <strong>新名</strong>", "更名通知", "anna"):
        assert words in page
    amendment = models.Amendment.objects.get()
    assert said(bert.post(REVIEW, {"chosen": chosen(amendment), "_publish": "1"}, follow=True)) == ["1 published."]
    row.refresh_from_db()
    assert (row.name, row.history.first().history_change_reason) == ("新名", "更名通知")


def test_the_form_of_a_public_record_shows_what_waits(anna: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    submit(anna, row, name="新名")
    page = anna.get(address(models.Enterprise, "change", row.pk))
    assert page.context["adminform"].form["name"].value() == "新名"
    assert "示例企业1 → <strong>新名</strong>" in page.content.decode()


def test_a_change_that_waits_can_be_dropped(anna: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    submit(anna, row, name="新名")
    place = address(models.Enterprise, "discard", row.pk)
    assert anna.post(place, {"version": "1"}).status_code == 200
    anna.post(place, {"version": anna.get(place).context["version"]})
    assert not models.Amendment.objects.exists()


def test_two_clerks_do_not_overwrite_each_others_change(anna: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    page = address(models.Enterprise, "change", row.pk)
    seen = entered(anna.get(page))
    submit(signed_in(clerk(name="carl")), row, name="卡尔所改")
    answer = anna.post(page, seen | {"name": "安娜所改"})
    assert answer.status_code == 200
    assert models.Amendment.objects.get().changes == {"name": ["示例企业1", "卡尔所改"]}


def test_a_public_record_is_withdrawn_with_a_reason_and_by_two(anna: Client, bert: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    place = address(models.Enterprise, "withdraw", row.pk)
    version = anna.get(place).context["version"]
    assert anna.post(place, {"reason": "", "version": version}).status_code == 200
    assert anna.post(place, {"reason": "重复登记", "version": version}).status_code == 302
    assert "重复登记" in bert.get(REVIEW).content.decode()
    bert.post(REVIEW, {"chosen": chosen(models.Amendment.objects.get()), "_publish": "1"})
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_a_public_record_is_not_deleted(anna: Client) -> None:
    row = make(models.Enterprise)
    row.state = State.PUBLISHED
    row.save()
    answer = anna.post(address(models.Enterprise, "delete", row.pk), {"post": "yes"})
    assert answer.headers["Location"] == address(models.Enterprise, "withdraw", row.pk)
    selected = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    anna.post(address(models.Enterprise, "changelist"), selected)
    assert models.Enterprise.objects.count() == 1


def test_own_entries_are_shown_but_not_to_be_ticked(bert: Client) -> None:
    user = User.objects.get(username="bert")
    row = models.Enterprise(area=models.Area.objects.create(code="990101", name="区", type="district"), name="甲")
    models.enter(row, user, submit=True)
    assert "disabled" in bert.get(REVIEW).content.decode()
    answer = bert.post(REVIEW, {"chosen": chosen(row), "_publish": "1"}, follow=True)
    assert said(answer) == ["甲: You entered or changed this yourself: somebody else has to publish it."]


def test_many_are_submitted_at_once_from_the_list(anna: Client) -> None:
    rows = [make(models.Enterprise, number) for number in (1, 2, 3)]
    rows[2].state = State.PUBLISHED
    rows[2].save()
    data = {"action": "submit_selected", "_selected_action": [row.pk for row in rows]}
    answer = anna.post(address(models.Enterprise, "changelist"), data, follow=True)
    assert said(answer) == [
        "2 records were submitted.",
        "1 record was left as it was: it is submitted or published already, or not yours.",
    ]


def test_chosen_rows_of_a_list_are_reviewed_on_one_page(anna: Client, bert: Client) -> None:
    rows = [make(models.Enterprise, number) for number in (1, 2, 3)]
    for row in rows:
        submit(anna, row)
    data = {"action": "review_selected", "_selected_action": [row.pk for row in rows[:2]]}
    answer = bert.post(address(models.Enterprise, "changelist"), data, follow=True)
    assert [item.row for item in answer.context["waiting"]] == rows[:2]


@pytest.mark.parametrize(
    "data",
    [
        {"chosen": "enterprise:1"},
        {"chosen": "user:1:1"},
        {"chosen": "enterprise:\0:1"},
        {"chosen": f"enterprise:{'9' * 30}:1"},
        {"chosen": "enterprise:999:1", "_publish": "1"},
        {},
    ],
)
def test_a_choice_that_is_none_changes_nothing(data: dict[str, str], bert: Client) -> None:
    assert bert.post(REVIEW, data, follow=True).status_code == 200


@pytest.mark.parametrize("query", ["kind=no", "pk=1,x,\0", "kind=enterprise&pk=" + "9" * 400])
def test_a_bad_address_shows_what_there_is(query: str, bert: Client) -> None:
    assert bert.get(f"{REVIEW}?{query}").status_code == 200


def test_the_page_asks_as_many_questions_for_many_rows_as_for_few(anna: Client, bert: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert bert.get(REVIEW).status_code == 200
        return len(asked)

    for number in (1, 2):
        submit(anna, make(models.Certification, number))
    bert.get(REVIEW)
    few = queries()
    for number in range(3, 20):
        submit(anna, make(models.Certification, number))
    assert queries() == few


def test_changes_ask_as_many_questions_for_many_as_for_few(anna: Client, bert: Client) -> None:
    industries = [make(models.Industry, number) for number in range(12)]

    def amended(numbers: range) -> None:
        for number in numbers:
            row = make(models.Enterprise, number)
            row.state = State.PUBLISHED
            row.save()
            submit(anna, row, industry=industries[number].pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert bert.get(REVIEW).status_code == 200
        return len(asked)

    amended(range(1, 3))
    bert.get(REVIEW)
    few = queries()
    amended(range(3, 12))
    assert queries() == few


def handed_in(number: int, user: User) -> None:
    where = models.Area.objects.create(code="990101", name="区", type="district")
    rows = [models.Enterprise(area=where, name=f"企业{n}", state=State.SUBMITTED) for n in range(number)]
    for row in rows:
        row.written_by(user)
    models.Enterprise.objects.bulk_create(rows)


def test_all_of_a_kind_are_published_at_once_where_a_page_does_not_hold_them(anna: Client, bert: Client) -> None:
    handed_in(201, User.objects.get(username="anna"))
    page = bert.get(REVIEW)
    assert page.context["many"] == {"enterprise": ("enterprises", 201)}
    later = models.Enterprise.objects.get(name="企业7")
    models.revise(later, User.objects.get(username="anna"))
    answer = bert.post(REVIEW, {"publish_all": "enterprise", "loaded": page.context["now"]})
    assert "200 of 200 published, 0 left" in b"".join(answer.streaming_content).decode()
    assert [row.name for row in models.Enterprise.objects.exclude(state=State.PUBLISHED)] == ["企业7"]


def test_own_entries_are_not_among_all_that_are_published(bert: Client) -> None:
    handed_in(3, User.objects.get(username="bert"))
    answer = bert.post(REVIEW, {"publish_all": "enterprise", "loaded": "2100-01-01T00:00:00+00:00"})
    b"".join(answer.streaming_content)
    assert models.Enterprise.objects.published().count() == 0


@pytest.mark.parametrize("data", [{"publish_all": "user"}, {"publish_all": "enterprise", "loaded": "x"}])
def test_all_of_what_is_no_kind_is_nothing(data: dict[str, str], bert: Client) -> None:
    assert b"Nothing was chosen" in b"".join(bert.post(REVIEW, data).streaming_content)


def public(number: int = 1) -> models.Enterprise:
    row = make(models.Enterprise, number)
    row.state = State.PUBLISHED
    row.save()
    return row


def test_of_a_list_only_own_rows_and_their_own_changes_are_submitted(bert: Client) -> None:
    row = public()
    other = make(models.Facility)
    other.pk, other.state, other._state.adding = row.pk, State.PUBLISHED, True
    other.save()
    models.Amendment.objects.create(record=other, area=other.area, changes={"name": ["", "x"]})
    draft = make(models.Enterprise, 2)
    superuser = User.objects.create_superuser("root")
    for client in (bert, signed_in(superuser)):
        data = {"action": "submit_selected", "_selected_action": [row.pk, draft.pk] if client is bert else [row.pk]}
        client.post(address(models.Enterprise, "changelist"), data)
    draft.refresh_from_db()
    assert (draft.state, models.Amendment.objects.get().state) == ("draft", "draft")


def test_a_change_that_names_a_deleted_row_is_told_and_breaks_no_page(anna: Client, bert: Client) -> None:
    row, industry = public(), make(models.Industry, 5)
    submit(anna, row, industry=industry.pk)
    industry.delete()
    assert anna.get(address(models.Enterprise, "change", row.pk)).status_code == 200
    answer = bert.post(REVIEW, {"chosen": chosen(models.Amendment.objects.get()), "_publish": "1"}, follow=True)
    assert "deleted since" in said(answer)[0]
    place = address(models.Enterprise, "discard", row.pk)
    anna.post(place, {"version": anna.get(place).context["version"]})
    assert not models.Amendment.objects.exists()


def test_what_no_database_takes_is_left_out_of_a_note(anna: Client, bert: Client) -> None:
    row = make(models.Enterprise)
    submit(anna, row)
    row.refresh_from_db()
    bert.post(REVIEW, {"chosen": chosen(row), "_return": "1", "note": "x\0y"})
    row.refresh_from_db()
    assert row.review_note == "xy"


def test_an_earlier_state_is_not_restored_over_a_change_that_waits(anna: Client) -> None:
    row = public()
    submit(anna, row, name="新名")
    before = models.Amendment.objects.get().changes
    page = address(models.Enterprise, "simple_history", row.pk, row.history.last().pk)
    data = {"name": "旧", "area": row.area_id, "basis": "reported", "row_version": "2"}
    assert "waits already" in said(anna.post(page, data, follow=True))[0]
    assert models.Amendment.objects.get().changes == before
