"""Spreadsheets in the admin: sent, checked, mended, confirmed, written, reviewed, undone."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import xlsxwriter
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from innovation import models
from innovation.exchange.batches import checking
from innovation.models import Batch, State
from innovation.models.roles import ADMINISTRATOR, ENTRY, READER, REVIEWER
from tests.admin.addresses import address
from tests.innovation.people import clerk, person, reviewer

pytestmark = pytest.mark.django_db
HEADINGS = ["地区", "企业名称", "统一社会信用代码", "从业人员"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def town() -> models.Area:
    district = models.Area.objects.create(code="990101", name="示例区", type="district")
    models.Area.objects.create(code="990101101000", name="乙镇", type="town", parent=district)
    return models.Area.objects.create(code="990101100000", name="中兴街道", type="subdistrict", parent=district)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["lang"] = "en"
    return client


@pytest.fixture
def anna(town: models.Area) -> Client:
    return signed_in(clerk(town.parent, "anna"))


def workbook(*rows: list[Any], headings: list[str] = HEADINGS) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    for number, row in enumerate([headings, *rows]):
        page.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def send(client: Client, data: bytes, sheet: str = "enterprises", name: str = "企业.xlsx") -> Batch:
    """The batch of a file that was sent and checked."""
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("admin:import", args=[sheet]), {"file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    b"".join(client.get(answer.headers["Location"]).streaming_content)
    return Batch.objects.order_by("-pk")[0]


def confirm(client: Client, batch: Batch, **data: Any) -> str:
    """Press "Import"; what the page says that follows the work."""
    answer = client.post(reverse("admin:import-write", args=[batch.pk]), data)
    if answer.status_code == 200:
        b"".join(answer.streaming_content)
    return page_of(client, batch)


def page_of(client: Client, batch: Batch, query: str = "") -> str:
    html = client.get(reverse("admin:import-batch", args=[batch.pk]) + query).content.decode()
    return re.sub(r"\s+", " ", html)


def names() -> list[tuple[str, str]]:
    return list(models.Enterprise.objects.order_by("pk").values_list("name", "state"))


def test_a_good_file_is_written_once_it_is_confirmed_and_waits_for_review(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12], ["乙镇", "乙公司", "", 7]))
    assert (batch.state, batch.findings["outcomes"], names()) == ("checked", {"ready": 2}, [])
    assert "0 wrong, 0 to be confirmed, 2 ready." in page_of(anna, batch)
    assert "2 new, 0 changed" in confirm(anna, batch)
    assert names() == [("甲公司", "submitted"), ("乙公司", "submitted")]
    row = models.Enterprise.objects.first()
    assert (row.entered_by.username, row.history.get().history_user.username) == ("anna", "anna")


def test_rows_are_kept_as_drafts_if_that_is_asked(anna: Client) -> None:
    confirm(anna, send(anna, workbook(["中兴街道", "甲公司", "", 12])), as_draft="on")
    assert names() == [("甲公司", "draft")]


def test_wrong_rows_are_left_out_and_told_with_their_number_cell_and_remedy(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12], ["中兴", "乙公司", "", 7], ["乙镇", "", "", "x"]))
    assert batch.findings["outcomes"] == {"ready": 1, "wrong": 2}
    page = page_of(anna, batch)
    for words in ("Row 3", "中兴街道", 'class="fault"', "Row 4"):
        assert words in page
    confirm(anna, batch)
    assert names() == [("甲公司", "submitted")]


def test_a_suggestion_is_taken_by_one_click(anna: Client) -> None:
    batch = send(anna, workbook(["中兴", "甲公司", "", 12]))
    problem = batch.findings["rows"][0]["problems"][0]
    assert problem["suggestion"] == "中兴街道"
    answer = anna.post(reverse("admin:import-mend", args=[batch.pk]), {"row": "2", "column": str(problem["column"])})
    b"".join(anna.get(answer.headers["Location"]).streaming_content)
    batch.refresh_from_db()
    assert batch.findings["outcomes"] == {"ready": 1}
    confirm(anna, batch)
    assert [row.area.name for row in models.Enterprise.objects.all()] == ["中兴街道"]


def test_doubtful_rows_need_a_tick_and_a_reason(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "91110108551385082A", 12], ["中兴街道", "乙公司", "", 3]))
    assert batch.findings["outcomes"] == {"doubtful": 1, "ready": 1}
    confirm(anna, batch, confirmed="2")
    assert names() == []
    confirm(anna, batch, confirmed="2", reason="执照如此")
    assert names() == [("甲公司", "submitted"), ("乙公司", "submitted")]


def test_doubtful_rows_that_nobody_confirmed_are_left_out(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "91110108551385082A", 12], ["中兴街道", "乙公司", "", 3]))
    confirm(anna, batch)
    assert names() == [("乙公司", "submitted")]


def test_a_public_record_is_changed_only_once_somebody_else_agrees(anna: Client, town: models.Area) -> None:
    row = models.Enterprise.objects.create(area=town, name="甲公司", staff=5, state=State.PUBLISHED)
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 6]))
    assert "5 → <strong>6</strong>" in page_of(anna, batch)
    assert "0 new, 1 changed" in confirm(anna, batch)
    row.refresh_from_db()
    amendment = models.Amendment.objects.get()
    assert (row.staff, amendment.changes, amendment.state) == (5, {"staff": ["5", "6"]}, "submitted")


def test_a_draft_is_changed_at_once(anna: Client, town: models.Area) -> None:
    row = models.Enterprise.objects.create(area=town, name="甲公司", staff=5)
    confirm(anna, send(anna, workbook(["中兴街道", "甲公司", "", 6])))
    row.refresh_from_db()
    assert (row.staff, row.version, row.state, row.history.count()) == (6, 2, "submitted", 2)


def test_the_marked_copy_is_mended_and_sent_again(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12], ["中兴", "乙公司", "", 7]))
    answer = anna.get(reverse("admin:import-marked", args=[batch.pk]))
    data = b"".join(answer.streaming_content)
    assert "checked.xlsx" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Check result"
    assert "中兴街道" in rows[2][-1]
    rows[2][0] = "中兴街道"
    again = send(anna, workbook(*rows[1:], headings=rows[0]))
    assert again.findings["outcomes"] == {"ready": 2}


def test_rows_taken_out_and_sent_back_change_nothing(anna: Client, town: models.Area) -> None:
    models.Enterprise.objects.create(area=town, name="甲公司", staff=5, state=State.PUBLISHED)
    models.Enterprise.objects.create(area=town, name="=乙", staff=None)
    data = b"".join(anna.get(reverse("admin:import-rows", args=["enterprises"])).streaming_content)
    batch = send(anna, data)
    assert (batch.findings["outcomes"], batch.findings["kinds"]) == ({"ready": 2}, {"unchanged": 2})
    assert "0 new, 0 changed" in confirm(anna, batch)
    assert [row.version for row in models.Enterprise.objects.all()] == [1, 1]


def test_a_name_is_changed_by_the_key_of_its_row(anna: Client, town: models.Area) -> None:
    row = models.Enterprise.objects.create(area=town, name="甲公司")
    data = b"".join(anna.get(reverse("admin:import-rows", args=["enterprises"])).streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    rows[1][rows[0].index("Name")] = "甲公司（改）"
    confirm(anna, send(anna, workbook(*rows[1:], headings=rows[0])))
    row.refresh_from_db()
    assert (row.name, models.Enterprise.objects.count()) == ("甲公司（改）", 1)


def test_a_row_that_somebody_changed_since_it_was_taken_out_is_refused(anna: Client, town: models.Area) -> None:
    row = models.Enterprise.objects.create(area=town, name="甲公司")
    data = b"".join(anna.get(reverse("admin:import-rows", args=["enterprises"])).streaming_content)
    row.staff = 9
    row.save()
    assert send(anna, data).findings["outcomes"] == {"wrong": 1}


def test_the_same_file_is_told_when_it_comes_again(anna: Client) -> None:
    data = workbook(["中兴街道", "甲公司", "", 12])
    confirm(anna, send(anna, data))
    again = send(anna, data)
    assert again.findings["kinds"] == {"unchanged": 1}
    assert "was imported already" in page_of(anna, again)


def test_a_batch_is_written_once(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12]))
    confirm(anna, batch)
    confirm(anna, batch)
    assert names() == [("甲公司", "submitted")]


def test_what_others_wrote_meanwhile_is_told_and_nothing_is_written(anna: Client, town: models.Area) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "91110108551385082Q", 12], ["中兴街道", "乙公司", "", 1]))
    other = models.Area.objects.get(name="乙镇")
    models.Enterprise.objects.create(area=other, name="另一家", credit_code="91110108551385082Q", state="published")
    confirm(anna, batch)
    assert [name for name, _state in names()] in (["另一家"], ["另一家", "乙公司"])


def test_an_import_is_undone(anna: Client, town: models.Area) -> None:
    draft = models.Enterprise.objects.create(area=town, name="草稿", staff=1)
    public = models.Enterprise.objects.create(area=town, name="公开", staff=1, state=State.PUBLISHED)
    batch = send(
        anna, workbook(["中兴街道", "甲公司", "", 12], ["中兴街道", "草稿", "", 2], ["中兴街道", "公开", "", 2])
    )
    confirm(anna, batch)
    assert "undone" in anna.post(reverse("admin:import-undo", args=[batch.pk]), follow=True).content.decode()
    draft.refresh_from_db()
    public.refresh_from_db()
    batch.refresh_from_db()
    assert (draft.staff, draft.state, public.staff, models.Amendment.objects.count()) == (1, "draft", 1, 0)
    assert (names(), batch.state) == ([("草稿", "draft"), ("公开", "published")], "undone")


def test_what_an_import_added_to_a_change_that_waited_is_undone_and_the_change_waits_on(
    anna: Client, town: models.Area
) -> None:
    row = models.Enterprise.objects.create(area=town, name="公开", staff=1, note="老", state=State.PUBLISHED)
    row.note = "新"
    models.revise(row, clerk(town, "carl"), submit=True)
    batch = send(anna, workbook(["中兴街道", "公开", "", 2]))
    page = page_of(anna, batch)
    assert "A change of it waits already; importing changes that further." in page
    assert "1 → <strong>2</strong>" in page
    confirm(anna, batch, confirmed="2", reason="新报")
    assert models.Amendment.objects.get().changes == {"staff": ["1", "2"], "note": ["老", "新"]}
    anna.post(reverse("admin:import-undo", args=[batch.pk]))
    assert models.Amendment.objects.get().changes == {"note": ["老", "新"]}


def test_an_import_is_not_undone_once_somebody_edited_what_it_wrote(anna: Client, town: models.Area) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12], ["中兴街道", "乙公司", "", 3]))
    confirm(anna, batch)
    row = models.Enterprise.objects.get(name="乙公司")
    row.publish(reviewer(town, "bert"))
    page = anna.post(reverse("admin:import-undo", args=[batch.pk]), follow=True).content.decode()
    assert "乙公司" in page
    assert names() == [("甲公司", "submitted"), ("乙公司", "published")]


def test_a_file_that_is_no_table_is_refused_in_words(anna: Client) -> None:
    batch = send(anna, b"%PDF-1.7 nothing", name="../../etc/表.xlsx")
    assert batch.file_name == "表.xlsx"
    assert "The file cannot be imported. Nothing was written." in page_of(anna, batch)
    assert anna.post(reverse("admin:import-write", args=[batch.pk])).status_code == 302
    assert names() == []


def test_a_file_without_a_needed_column_is_refused(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道"], headings=["地区"]))
    assert "企业名称" in page_of(anna, batch) or "Name" in page_of(anna, batch)
    assert batch.findings["refused"]


@pytest.mark.parametrize("data", [{}, {"file": ""}])
def test_no_file_is_told(data: dict[str, str], anna: Client) -> None:
    assert anna.post(reverse("admin:import", args=["enterprises"]), data).status_code == 200


# Scope


def test_rows_of_another_area_are_wrong(town: models.Area) -> None:
    client = signed_in(clerk(town, "of-town"))
    batch = send(client, workbook(["乙镇", "甲公司", "", 12], ["中兴街道", "乙公司", "", 1]))
    assert batch.findings["outcomes"] == {"wrong": 1, "ready": 1}


def test_a_hidden_record_of_another_area_is_neither_shown_nor_changed(town: models.Area) -> None:
    other = models.Area.objects.get(name="乙镇")
    code = "91110108551385082Q"
    models.Enterprise.objects.create(area=other, name="机密企业", credit_code=code, staff=7654321)
    client = signed_in(clerk(town, "of-town"))
    batch = send(client, workbook(["中兴街道", "甲公司", code, 12]))
    page = page_of(client, batch)
    assert "机密企业" not in page
    assert "7654321" not in page
    confirm(client, batch)
    assert models.Enterprise.objects.get().staff == 7654321


def test_rows_out_are_those_of_the_own_area(town: models.Area) -> None:
    for where in models.Area.objects.all():
        models.Enterprise.objects.create(area=where, name=f"{where.name}企业")
    client = signed_in(clerk(town, "of-town"))
    data = b"".join(client.get(reverse("admin:import-rows", args=["enterprises"])).streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[rows[0].index("Name")] for row in rows[1:]] == ["中兴街道企业"]


def test_a_template_names_no_hidden_row_of_another_area(town: models.Area) -> None:
    models.Enterprise.objects.create(area=models.Area.objects.get(name="乙镇"), name="机密企业")
    client = signed_in(clerk(town, "of-town"))
    data = b"".join(client.get(reverse("admin:import-template", args=["certifications"])).streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    texts = {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert not any("机密" in text for text in texts)


@pytest.mark.parametrize(
    ("role", "sheet", "status"),
    [
        (READER, "enterprises", 403),
        (REVIEWER, "enterprises", 403),
        (ADMINISTRATOR, "enterprises", 403),
        (ENTRY, "talents", 403),
        (ENTRY, "levels", 403),
        (ENTRY, "enterprises", 200),
        (ADMINISTRATOR, "levels", 200),
        (ENTRY, "no-such", 404),
    ],
)
def test_who_imports_what(role: str, sheet: str, status: int, town: models.Area) -> None:
    client = signed_in(person("somebody", role, at=town.parent))
    for page in ("import", "import-template"):
        assert client.get(reverse(f"admin:{page}", args=[sheet])).status_code == status


def test_a_batch_is_its_senders_alone(anna: Client, town: models.Area) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12]))
    other = signed_in(clerk(town.parent, "carl"))
    for page in ("import-batch", "import-check", "import-marked"):
        assert other.get(reverse(f"admin:{page}", args=[batch.pk])).status_code == 404
    for page in ("import-write", "import-undo", "import-mend"):
        assert other.post(reverse(f"admin:{page}", args=[batch.pk])).status_code == 404
    assert "企业.xlsx" not in other.get(reverse("admin:imports")).content.decode()


def test_somebody_whose_role_was_taken_away_writes_nothing(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12]))
    models.Appointment.objects.all().delete()
    assert anna.post(reverse("admin:import-write", args=[batch.pk])).status_code == 403


def test_lists_lead_to_the_import(anna: Client) -> None:
    page = anna.get(address(models.Enterprise, "changelist")).content.decode()
    assert reverse("admin:import", args=["enterprises"]) in page


def test_what_changed_since_the_check_is_told_and_nothing_is_written(anna: Client, town: models.Area) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12], ["中兴街道", "乙公司", "", 3]))
    models.Enterprise.objects.create(area=town, name="甲公司", staff=50)
    assert "has changed since the check" in confirm(anna, batch)
    assert [(row.name, row.staff) for row in models.Enterprise.objects.all()] == [("甲公司", 50)]


def test_a_check_that_ends_after_the_writing_takes_nothing_of_it_back(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12]))
    late = checking(Batch.objects.get(pk=batch.pk))
    next(late)
    confirm(anna, batch)
    list(late)
    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.written_at is not None) == ("written", 1, True)


def test_an_import_is_not_undone_where_others_entered_parts_of_it(anna: Client, town: models.Area) -> None:
    kind = models.ActivityKind.objects.create(code="visit", name="走访")
    sent = workbook(["中兴街道", "走访企业", "走访"], headings=["地区", "名称", "类型"])
    batch = send(anna, sent, sheet="activities")
    confirm(anna, batch)
    activity = models.Activity.objects.get(kind=kind)
    models.Problem.objects.create(activity=activity, text="用地问题")
    page = anna.post(reverse("admin:import-undo", args=[batch.pk]), follow=True).content.decode()
    assert "用地问题" in page
    assert (models.Activity.objects.count(), models.Problem.objects.count()) == (1, 1)


def test_an_import_is_not_undone_by_somebody_whose_area_was_taken_away(town: models.Area) -> None:
    user = clerk(town, "of-town")
    client = signed_in(user)
    batch = send(client, workbook(["中兴街道", "甲公司", "", 12]))
    confirm(client, batch)
    for appointment in user.appointments.all():
        appointment.area = models.Area.objects.get(name="乙镇")
        appointment.save()
    client.post(reverse("admin:import-undo", args=[batch.pk]))
    assert names() == [("甲公司", "submitted")]


def test_long_texts_of_a_file_are_kept_short_for_the_page(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "长" * 10_000, "", 12]))
    assert max(len(cell) for row in batch.findings["rows"] for cell in row["cells"]) == 201


def test_files_of_long_ago_are_removed_with_what_was_shown_of_them(anna: Client) -> None:
    batch = send(anna, workbook(["中兴街道", "甲公司", "", 12]))
    path = batch.path
    Batch.objects.filter(pk=batch.pk).update(sent_at="2006-01-01T00:00:00+08:00")
    send(anna, workbook(["中兴街道", "乙公司", "", 12]))
    batch.refresh_from_db()
    assert (path.exists(), bool(batch.file), "rows" in batch.findings) == (False, False, False)
    assert "not kept any longer" in page_of(anna, batch)
