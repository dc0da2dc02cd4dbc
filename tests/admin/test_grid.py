"""The grid stores a period's values whole or not at all, and asks about what is doubtful."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from innovation.models import Amendment, Appointment, Area, Indicator, Observation, State, Topic
from innovation.models.roles import ENTRY
from tests.innovation.conftest import area, entered, entry, state, unit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2006, 12, 31)
YEARBOOK = dt.date(2006, 10, 1)
ODD = "6,200,000 is about 10,000 times the 580 of 2005."


@pytest.fixture(autouse=True)
def _new_years_eve(settings: Any) -> None:
    settings.INNOVATION_TODAY = TODAY


@pytest.fixture
def district() -> SimpleNamespace:
    """A district with 580 (10,000 yuan) of funds and 12 clubs the year before."""
    home = area(name="澜江区")
    funds, clubs = entered("funds", unit=unit("cny-10k"), order=1), entered("clubs", order=2)
    before = [state(funds, home, "2005", 580), state(clubs, home, "2005", 12)]
    return SimpleNamespace(home=home, funds=funds, clubs=clubs, before=before)


@pytest.fixture
def browser(staff: Client) -> Client:
    staff.cookies["lang"] = "en"
    return staff


def page(client: Client, **query: Any) -> Any:
    answer = client.get(reverse("admin:grid"), query)
    assert answer.status_code == 200
    return answer


def sent(answer: Any) -> dict[str, Any]:
    """What a browser would send back from the grid as it stands."""
    names = ("value", "qualifier", "status", "remark")
    data: dict[str, Any] = {}
    for row in answer.context["rows"]:
        data |= {f"{row.key}-{name}": row.typed[name] for name in names} | {f"{row.key}-version": row.token}
        data |= {f"{row.key}-reason": row.typed.get("reason", "")} if row.doubts else {}
    return data


def key(indicator: Indicator, where: Area, name: str = "value") -> str:
    return f"{indicator.pk}-{where.pk}-{name}"


def fill(client: Client, typed: dict[str, str], button: str = "_save", **query: Any) -> Any:
    """The answer to a grid in which some controls were changed."""
    address = f"{reverse('admin:grid')}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
    return client.post(address, sent(client.get(address)) | typed | {button: "yes"})


def errors(answer: Any) -> list[str]:
    """What is held against it, and what is doubtful."""
    assert answer.status_code == 200
    rows = answer.context["rows"]
    return [f"{row.indicator.code}: {said}" for row in rows for said in [*sum(row.errors.values(), []), *row.doubts]]


def on_file(period: str = "2006") -> list[tuple[Any, ...]]:
    """All that was stated for a period: indicator, value, decimals, status and state."""
    rows = Observation.objects.filter(period=period).order_by("indicator__order", "indicator", "area", "stated_on")
    return [(row.indicator.code, row.value, row.decimals, row.status, row.state) for row in rows]


def test_the_page_shows_the_year_before_and_what_is_on_file(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, qualifier="gt-yu", state=State.DRAFT)
    rows = page(browser).context["rows"]
    assert [(row.indicator.code, row.last_text, row.present_text, row.typed["value"]) for row in rows] == [
        ("funds", "580", "—", ""),
        ("clubs", "12", "13", "13"),
    ]
    with override("en"):
        told = [(row.present_marks, row.change_text) for row in rows]
    assert told == [([], ""), (["more than (余)"], "+8.3%")]


def test_blank_is_nothing_zero_is_zero_and_a_status_says_why_there_is_none(
    browser: Client, district: SimpleNamespace
) -> None:
    events, visits = entered("events", order=3), entered("visits", order=4)
    typed = {key(events, district.home): "0", key(visits, district.home, "status"): "L"}
    assert fill(browser, typed).status_code == 302
    assert on_file() == [("events", Decimal(0), 0, "A", "draft"), ("visits", None, 0, "L", "draft")]


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("600.50", "600.5", 2),
        ("６００", "600", 0),
        ("1,021", "1021", 0),
        ("600万元", "600", 0),
        ("600 cny-10k", "600", 0),
    ],
)
def test_a_number_is_read_as_it_is_typed(
    text: str, value: str, decimals: int, browser: Client, district: SimpleNamespace
) -> None:
    money = district.funds.unit
    money.prefix, money.word = "万", "元"
    money.save()
    assert fill(browser, {key(district.funds, district.home): text}).status_code == 302
    assert on_file() == [("funds", Decimal(value), decimals, "A", "draft")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "abc"}, "“abc” is no number. Write digits only; the unit stands beside the name."),
        ({"value": "600元"}, "“600元” is not in the unit of this row, cny-10k. Convert it."),
        ({"value": "NaN"}, "“NaN” is no number. Write digits only; the unit stands beside the name."),
        ({"value": "10①"}, "“10①” is not in the unit of this row, cny-10k. Convert it."),
        ({"value": "600.12345"}, "Ensure that there are no more than 4 decimal places."),
        ({"value": "9" * 30}, "Ensure that there are no more than 15 digits in total."),
        ({"value": "600\0"}, "Null characters are not allowed."),
        ({"remark": "new"}, "Enter a value, or the status that says why there is none. Missing is not 0."),
        (
            {"value": "600", "status": "O"},
            "Enter a value, or the status that says why there is none. Missing is not 0.",
        ),
        ({"value": "600", "status": "?"}, "Select a valid choice. ? is not one of the available choices."),
    ],
)
def test_one_wrong_cell_keeps_all_from_being_stored(
    typed: dict[str, str], said: str, browser: Client, district: SimpleNamespace
) -> None:
    wrong = {key(district.funds, district.home, name): text for name, text in typed.items()}
    answer = fill(browser, wrong | {key(district.clubs, district.home): "13"})
    assert errors(answer) == [f"funds: {said}"]
    column = next(iter(answer.context["rows"][0].errors))
    assert f'<a href="#{column}-{district.funds.pk}-{district.home.pk}">' in answer.content.decode()
    assert answer.context["rows"][1].typed["value"] == "13"
    assert on_file() == []


def test_what_did_not_change_writes_nothing(browser: Client, district: SimpleNamespace) -> None:
    row = state(district.clubs, district.home, "2006", "1300.50", remark="two\nlines", state=State.DRAFT)
    assert fill(browser, {}).status_code == 302
    assert fill(browser, {key(district.clubs, district.home): "1,300.50"}).status_code == 302
    row.refresh_from_db()
    assert (row.version, Observation.objects.count(), row.remark) == (1, 3, "two\nlines")


def test_a_draft_is_changed_in_place(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, stated_on=YEARBOOK, state=State.DRAFT)
    assert fill(browser, {key(district.clubs, district.home): "14"}).status_code == 302
    assert on_file() == [("clubs", Decimal(14), 0, "A", "draft")]


def test_what_was_published_before_is_revised_by_a_new_statement(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, stated_on=YEARBOOK)
    assert fill(browser, {key(district.clubs, district.home): "14"}, "_submit").status_code == 302
    assert on_file() == [("clubs", Decimal(13), 0, "A", "published"), ("clubs", Decimal(14), 0, "A", "submitted")]
    assert Observation.objects.get(value=14).stated_on == TODAY
    assert Amendment.objects.count() == 0


def test_what_was_published_today_is_amended(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, stated_on=TODAY)
    assert fill(browser, {key(district.clubs, district.home): "14"}).status_code == 302
    assert on_file() == [("clubs", Decimal(13), 0, "A", "published")]
    assert Amendment.objects.get().changes == {"value": ["13.0000", "14.0000"]}
    assert page(browser).context["rows"][1].typed["value"] == "14"
    assert fill(browser, {key(district.clubs, district.home): "15"}).status_code == 302
    assert Amendment.objects.get().changes == {"value": ["13.0000", "15.0000"]}


def test_a_value_on_file_is_not_wiped_out_by_an_empty_cell(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, stated_on=YEARBOOK, state=State.DRAFT)
    assert errors(fill(browser, {key(district.clubs, district.home): ""})) == [
        "clubs: A value is on file. Choose the status that says why there is none, or withdraw it."
    ]
    typed = {key(district.clubs, district.home): "", key(district.clubs, district.home, "status"): "Q"}
    assert fill(browser, typed).status_code == 302
    assert on_file() == [("clubs", None, 0, "Q", "draft")]


def test_a_doubtful_value_needs_a_tick_and_a_reason(browser: Client, district: SimpleNamespace) -> None:
    typed = {key(district.funds, district.home): "6200000", key(district.clubs, district.home): "13"}
    answer = fill(browser, typed)
    assert errors(answer) == [f"funds: {ODD} Check the decimal point: it may be 620."]
    mark = answer.context["rows"][0].doubt_mark
    address = reverse("admin:grid")
    ticked = sent(answer) | {key(district.funds, district.home, "confirmed"): mark}
    assert errors(browser.post(address, ticked))[0] == "funds: Say why it is so."
    reason = {key(district.funds, district.home, "reason"): "省里专项"}
    assert browser.post(address, ticked | reason | {key(district.funds, district.home): "5800000"}).status_code == 200
    assert on_file() == []
    assert browser.post(address, ticked | reason).status_code == 302
    row = Observation.objects.get(indicator=district.funds, period="2006")
    assert (row.value, row.note, row.history.first().history_change_reason) == (6200000, "省里专项", "省里专项")
    assert len(on_file()) == 2


def test_two_people_are_told_of_each_other(browser: Client, district: SimpleNamespace) -> None:
    row = Observation.objects.get(
        pk=state(district.clubs, district.home, "2006", 13, stated_on=YEARBOOK, state=State.DRAFT).pk
    )
    form = sent(page(browser))
    row.value, row.changed_by = Decimal(14), User.objects.create_user("other")
    row.save()
    mine = {key(district.clubs, district.home): "15", key(district.funds, district.home): "600"}
    answer = browser.post(reverse("admin:grid"), form | mine)
    assert errors(answer) == ["clubs: other saved 14 meanwhile; you typed 15. If yours is right, save again."]
    assert [row.typed["value"] for row in answer.context["rows"]] == ["600", "15"]
    assert on_file() == [("clubs", Decimal(14), 0, "A", "draft")]
    assert browser.post(reverse("admin:grid"), sent(answer)).status_code == 302
    assert [row[1] for row in on_file()] == [600, 15]


def test_a_value_that_appeared_meanwhile_is_no_prey(browser: Client, district: SimpleNamespace) -> None:
    form = sent(page(browser))
    state(district.clubs, district.home, "2006", 14, stated_on=YEARBOOK)
    answer = browser.post(reverse("admin:grid"), form | {key(district.clubs, district.home): "15"})
    assert errors(answer) == ["clubs: Somebody saved 14 meanwhile; you typed 15. If yours is right, save again."]
    same = browser.post(reverse("admin:grid"), form | {key(district.clubs, district.home): "14"})
    assert same.status_code == 302
    assert len(on_file()) == 1


def test_what_others_changed_and_nobody_touched_here_is_no_conflict(browser: Client, district: SimpleNamespace) -> None:
    row = Observation.objects.get(pk=state(district.clubs, district.home, "2006", 13, state=State.DRAFT).pk)
    form = sent(page(browser))
    row.value = Decimal(14)
    row.save()
    answer = browser.post(reverse("admin:grid"), form | {key(district.funds, district.home): "600", "_submit": "yes"})
    assert answer.status_code == 302
    assert [(row[1], row[4]) for row in on_file()] == [(600, "submitted"), (14, "draft")]


def test_what_is_stored_between_reading_and_writing_is_told_like_any_other(
    browser: Client, district: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted = {"stated_on": YEARBOOK, "state": State.DRAFT}
    key_of_row = state(district.clubs, district.home, "2006", 13, **drafted).pk
    check, races = Observation.validate_constraints, iter([True])

    def overtaken(self: Observation, *args: Any, **kwargs: Any) -> None:
        check(self, *args, **kwargs)
        if next(races, False):
            rival = Observation.objects.get(pk=key_of_row)
            rival.value = Decimal(14)
            rival.save()

    monkeypatch.setattr(Observation, "validate_constraints", overtaken)
    typed = {key(district.funds, district.home): "600", key(district.clubs, district.home): "15"}
    assert errors(fill(browser, typed)) == [
        "clubs: Somebody saved 14 meanwhile; you typed 15. If yours is right, save again."
    ]
    assert on_file() == [("clubs", Decimal(14), 0, "A", "draft")]


def test_submitting_hands_in_the_drafts_of_the_page(browser: Client, district: SimpleNamespace) -> None:
    state(district.clubs, district.home, "2006", 13, state=State.DRAFT)
    assert fill(browser, {}, "_submit").status_code == 302
    assert on_file() == [("clubs", Decimal(13), 0, "A", "submitted")]


def test_one_indicator_is_entered_for_each_area_below(browser: Client, district: SimpleNamespace) -> None:
    towns = [area(f"99010110{n}000", district.home) for n in (0, 1)]
    area("990101102000", district.home, valid_to=dt.date(2005, 6, 30))
    where = {"indicator": "clubs", "area": "990101"}
    assert fill(browser, {key(district.clubs, towns[1]): "5"}, **where).status_code == 302
    assert [row.area for row in page(browser, **where).context["rows"]] == towns
    assert Observation.objects.get(period="2006").area == towns[1]


def test_a_topic_narrows_the_rows_and_too_many_need_one(browser: Client, district: SimpleNamespace) -> None:
    other = entry(Topic, "other")
    Indicator.objects.bulk_create(
        [Indicator(code=f"i-{n}", name=f"i-{n}", topic=other, unit=district.clubs.unit) for n in range(199)]
    )
    answer = page(browser)
    assert answer.context["rows"] == []
    assert answer.context["query"].non_field_errors() == ["There are more than 200 rows. Choose a topic."]
    assert len(page(browser, topic="topic").context["rows"]) == 2
    assert len(page(browser, topic="other").context["rows"]) == 199


@pytest.mark.parametrize(
    "query",
    [
        {"area": "123456"},
        {"area": "990101\0"},
        {"area": "x" * 5000},
        {"period": "200x"},
        {"period": "9999"},
        {"period": "\0"},
        {"topic": "nothing"},
        {"indicator": "nothing"},
    ],
)
def test_an_impossible_address_gets_a_message(
    query: dict[str, str], browser: Client, district: SimpleNamespace
) -> None:
    answer = page(browser, **query)
    assert answer.context["query"].errors.keys() == query.keys()
    assert answer.context["rows"] == []
    assert browser.post(f"{reverse('admin:grid')}?period=200x", {}).status_code == 200


@pytest.mark.parametrize("period", ["2006", "2006-Q4", "2006-12-31", "../2006-12-31", "_U", "2005-01-01/P2Y", "1900"])
def test_any_period_can_be_entered(period: str, browser: Client, district: SimpleNamespace) -> None:
    assert fill(browser, {key(district.clubs, district.home): "12"}, period=period).status_code == 302
    assert on_file(period) == [("clubs", Decimal(12), 0, "A", "draft")]


def test_what_is_sent_names_its_area_and_period_also_where_the_address_did_not(
    browser: Client, district: SimpleNamespace
) -> None:
    assert 'action="?area=990101&amp;period=2006"' in page(browser).content.decode()


def test_a_running_period_is_provisional_unless_told(browser: Client, district: SimpleNamespace) -> None:
    assert fill(browser, {key(district.clubs, district.home): "13"}, period="2007").status_code == 302
    assert on_file("2007") == [("clubs", Decimal(13), 0, "P", "draft")]


def test_who_may_not_enter_values_has_no_grid(clerk: Callable[..., Client], district: SimpleNamespace) -> None:
    assert clerk("view_observation", "change_observation").get(reverse("admin:grid")).status_code == 403


def town_clerk(town: Area) -> Client:
    user = User.objects.create_user("town", password="secret", is_staff=True)
    Appointment.objects.create(user=user, role=Group.objects.get(name=ENTRY), area=town)
    client = Client()
    client.force_login(user)
    client.cookies["lang"] = "en"
    return client


def test_a_town_enters_for_itself_alone(district: SimpleNamespace) -> None:
    town = area("990101100000", district.home)
    state(district.clubs, district.home, "2006", 13, state=State.DRAFT)
    client = town_clerk(town)
    assert {row.area for row in page(client).context["rows"]} == {town}
    assert page(client, area="990101").context["rows"] == []
    form = {key(district.clubs, district.home): "99", key(district.clubs, district.home, "version"): "none:x"}
    assert client.post(f"{reverse('admin:grid')}?area=990101", form).status_code == 200
    assert fill(client, {key(district.clubs, town): "3"} | form).status_code == 302
    assert [row[1] for row in on_file()] == [13, 3]


def test_who_may_only_add_does_not_change_what_is_on_file(
    clerk: Callable[..., Client], district: SimpleNamespace
) -> None:
    client = clerk("add_observation", "view_observation")
    client.cookies["lang"] = "en"
    state(district.clubs, district.home, "2006", 13, state=State.DRAFT)
    assert errors(fill(client, {key(district.clubs, district.home): "14"})) == [
        "clubs: This value is not yours to change."
    ]


def test_the_number_of_queries_does_not_grow_with_the_indicators(browser: Client, district: SimpleNamespace) -> None:
    counts = []
    for number in (10, 100):
        for n in range(Indicator.objects.count(), number):
            made = entered(f"more-{n}")
            state(made, district.home, "2005", 12)
            state(made, district.home, "2006", 13, stated_on=TODAY)
        page(browser)
        with CaptureQueriesContext(connection) as queries:
            assert len(page(browser).context["rows"]) == number
        with CaptureQueriesContext(connection) as more:
            fill(browser, {})
        counts.append((len(queries), len(more)))
    assert counts[0] == counts[1]
