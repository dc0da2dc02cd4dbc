"""Files as they really come, sent through the pages: what is said of each, and what is on file once it is confirmed."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from innovation import models
from innovation.models import Batch
from tests.admin.test_imports import confirm, page_of, send, signed_in
from tests.exchange import files
from tests.innovation import conftest as filed
from tests.innovation.people import clerk

pytestmark = pytest.mark.django_db

TOWN = "中兴街道"
HEAD = ["地区", "企业名称", "统一社会信用代码", "从业人员", "成立日期", "备注"]
GOOD = [TOWN, "好公司", "", "1", "", ""]
CODE = "91110108551385082Q"
# What a table looks like afterwards, by the kind of record.
SHOWN = {
    "enterprises": (models.Enterprise, ("name", "credit_code", "staff", "founded_on", "note")),
    "budgets": (models.Budget, ("year", "planned", "executed")),
    "projects": (models.Project, ("title", "date", "precision")),
}
DAY = dt.date(2006, 8, 11)
MONTH = dt.date(2005, 8, 1)


class Case(NamedTuple):
    """A file, and what becomes of it: refused with a sentence, or the sentences for each row and the rows written."""

    data: Callable[[], bytes]
    written: list[tuple[Any, ...]] = []
    told: dict[int, list[str]] = {}
    refused: str = ""
    remarks: list[str] = []
    name: str = "表.xlsx"
    sheet: str = "enterprises"


def written(name: str, code: Any = None, staff: int | None = None, founded: Any = None, note: str = "") -> Any:
    return (name, code, staff, founded, note)


BETTER = written("好公司", staff=1)


def book(*rows: Any, head: Any = HEAD, **options: Any) -> Callable[[], bytes]:
    return lambda: files.xlsx([head, *rows], **options)


def budgets(*rows: Any) -> Callable[[], bytes]:
    return book(*rows, head=["地区", "年度", "科目", "预算数（万元）", "决算数（万元）"])


def projects(*dates: Any, **options: Any) -> Callable[[], bytes]:
    rows = [[TOWN, f"项目{number}", "torch", "national", date] for number, date in enumerate(dates)]
    return book(*rows, head=["地区", "项目名称", "计划", "级别", "立项日期"], **options)


def headings_in_two_lines(book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:A2", "地区")
    sheet.merge_range("B1:B2", "企业名称")
    sheet.merge_range("C1:D1", "规模")
    sheet.write_row("C2", ["从业人员", "产值"])
    sheet.write_row("A3", [TOWN, "甲公司", 3, 5])


def merged_headings(book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:B1", "基本情况")
    sheet.merge_range("C1:D1", "规模")
    sheet.write_row("A2", ["地区", "企业名称", "从业人员", "成立日期"])
    sheet.write_row("A3", [TOWN, "甲公司", 3, "2006-08-11"])


def formulas(book: Any, sheet: Any) -> None:
    sheet.write_formula("D2", "=6*7", None, 42)


def uncached() -> bytes:
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    head = "".join(text.format(place, name) for place, name in (("A1", "地区"), ("B1", "企业名称"), ("D1", "从业人员")))
    rows = [
        f'{text.format(f"A{n}", TOWN)}{text.format(f"B{n}", name)}<c r="D{n}">{cell}</c>'
        for n, name, cell in ((2, "甲公司", "<f>6*7</f>"), (3, "乙公司", "<f>6*7</f><v>42</v>"))
    ]
    return files.xlsx_of(f'<row r="1">{head}</row><row r="2">{rows[0]}</row><row r="3">{rows[1]}</row>')


def day(book: Any, sheet: Any) -> None:
    sheet.write(1, 4, dt.datetime(2006, 8, 11), book.add_format({"num_format": "yyyy-mm-dd"}))


def dates(book: Any, sheet: Any) -> None:
    day(book, sheet)
    month = book.add_format({"num_format": 'yyyy"年"m"月"'})
    sheet.write(2, 4, dt.datetime(2005, 8, 1), month)


def hidden(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("旧表")
    other.write_row(0, 0, HEAD)
    other.write_row(1, 0, [TOWN, "旧公司", "", 9])
    other.hide()


def changed(part: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: files.changed(files.xlsx([HEAD, GOOD]), {part: change})


def defining(declaration: str) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"?>\n", f"?>\n{declaration}".encode(), 1)


def every_row(sentence: str, *rows: int) -> dict[int, list[str]]:
    return {row: [sentence] for row in rows}


NO_NUMBER = "“{}” is no number. Write digits only; the unit has a column of its own."
INVISIBLE = "There is an invisible character in the cell. Type it anew."
READ_AS = "“{}” was read as {}."
DAMAGED = "The file is damaged or incomplete. Open it in Excel or WPS, save it as .xlsx and choose it again."
DEFINITIONS = "There are definitions in the file that no spreadsheet program writes. Save the table as .xlsx anew."
PASSWORD = "The workbook is protected with a password. Open it, remove the password, save it and choose it again."
STARTS = ["=1+1", "+86", "-x", "@甲", "'甲"]

CASES = {
    # Headings
    "merged headings": Case(
        lambda: files.xlsx(more=merged_headings),
        [written("甲公司", staff=3, founded=DAY)],
        remarks=["The headings stand in row 2. What stands above them was not read."],
    ),
    "headings in two lines": Case(
        lambda: files.xlsx(more=headings_in_two_lines),
        [written("甲公司", staff=3)],
        remarks=["These columns are not known and were left out: 规模/产值."],
    ),
    "headings in the other language": Case(
        book([TOWN, "甲公司", 3], head=["Area", "NAME", "staff"]), [written("甲公司", staff=3)]
    ),
    "an extra column": Case(
        book([TOWN, "甲公司", "x"], head=["地区", "企业名称", "法人电话"]),
        [written("甲公司")],
        remarks=["These columns are not known and were left out: 法人电话."],
    ),
    "a column almost known": Case(
        book([TOWN, "甲公司", 3], head=["地区", "企业名称", "从业人数"]),
        refused="Row 1, “从业人数”: There is no such column. Do you mean “从业人员”?",
    ),
    "a missing column": Case(
        book([TOWN, 3], head=["地区", "从业人员"]), refused="Row 1, “Name”: This column is missing."
    ),
    "a column twice": Case(
        book([TOWN, "甲", "乙"], head=["地区", "企业名称", "企业名称"]),
        refused="Row 1, “Name”: The column stands there twice. Delete one.",
    ),
    "a table of something else": Case(
        book(["甲", 3], head=["姓名", "年龄"]),
        refused="No row of headings was found. The first 15 rows should hold headings such as Area, Name, "
        "Social credit code, Industry, Ownership, Founded on, Closed or moved away on, Staff.",
    ),
    # Rows and cells
    "repeated rows": Case(
        book(GOOD, [TOWN, "甲公司"], GOOD),
        [BETTER, written("甲公司")],
        every_row("It is the same as row 2. Delete one of them.", 4),
    ),
    "formulas": Case(book([TOWN, "甲公司"], more=formulas), [written("甲公司", staff=42)]),
    "a formula without its value": Case(
        uncached,
        [written("乙公司", staff=42)],
        every_row("The formula has no stored value. Open the file in Excel or WPS, save it, and choose it again.", 2),
    ),
    "text that looks like a formula": Case(
        book(*([TOWN, text, "", "", "", text] for text in STARTS)),
        [written(text, note=text) for text in STARTS],
    ),
    "text that begins with a tab": Case(book([TOWN, "\t甲公司"]), [written("甲公司")]),
    "full-width digits and thousands": Case(
        book([TOWN, "甲公司", "", "２５００"], [TOWN, "乙公司", "", "1,021"], [TOWN, "丙公司", "", "1，021"]),
        [written("甲公司", staff=2500), written("乙公司", staff=1021), written("丙公司", staff=1021)],
    ),
    "numbers with units": Case(
        book([TOWN, "甲公司", "", "42人"], [TOWN, "乙公司", "", "2500余人"]),
        [written("甲公司", staff=42)],
        {
            2: [READ_AS.format("42人", "42")],
            3: ["“2500余人” is not exact. Write the number; the word belongs into the note."],
        },
    ),
    "amounts in other units, negative and none": Case(
        budgets(
            [TOWN, 2001, "science", "1,021万元", ""],
            [TOWN, 2002, "science", "1.2亿元", "5000元"],
            [TOWN, 2003, "science", -5, ""],
            [TOWN, 2004, "science", "NaN", ""],
            [TOWN, 2005, "science", "Infinity", ""],
            [TOWN, 2006, "science", "1e5", ""],
            [TOWN, "200x", "science", 5, ""],
            [TOWN, 2007, "science", "9" * 40, ""],
            [TOWN, 2008, "science", 12.5, 0],
        ),
        [(2001, 1021, None), (2002, 12000, Decimal("0.5")), (2008, Decimal("12.5"), 0)],
        {
            2: [READ_AS.format("1,021万元", "1021 (10,000 yuan)")],
            3: [READ_AS.format("1.2亿元", "12000 (10,000 yuan)"), READ_AS.format("5000元", "0.5 (10,000 yuan)")],
            4: ["An amount is not below zero."],
            5: [NO_NUMBER.format("NaN")],
            6: [NO_NUMBER.format("Infinity")],
            7: [NO_NUMBER.format("1e5")],
            8: [NO_NUMBER.format("200x")],
            9: ["This is no number that can be kept: it has too many digits. Check it."],
        },
        sheet="budgets",
    ),
    "dates as spreadsheets keep them": Case(
        book([TOWN, "甲公司"], [TOWN, "乙公司"], more=dates),
        [written("甲公司", founded=DAY)],
        every_row("“2005-08” lacks the day. Write a date like 2006-08-11.", 3),
    ),
    "dates counted from 1904": Case(
        book([TOWN, "甲公司"], more=day, date_1904=True),
        [written("甲公司", founded=DAY)],
        remarks=["The workbook counts days from 1904 on. Its dates were read accordingly."],
    ),
    "dates as people write them": Case(
        projects("2005年8月", "2005.8", "2006", "２００６年８月１１日", "38940", "200x", "2005.1", "2006-13-01"),
        [
            ("项目0", MONTH, "month"),
            ("项目1", MONTH, "month"),
            ("项目2", dt.date(2006, 1, 1), "year"),
            ("项目3", DAY, "day"),
            ("项目4", DAY, "day"),
        ],
        {
            6: [READ_AS.format("38940", "2006-08-11")],
            7: ["The year of “200x” is not known. Leave the cell empty, or write the year."],
            8: ["“2005.1” may be January or October. Write 2006-01 or 2006-10."],
            9: ["“2006-13-01” is no date. Write 2006-08-11, or 2006-08 or 2006 if no more is known."],
        },
        sheet="projects",
    ),
    "a cell as long as a cell can be": Case(
        book([TOWN, "甲公司", "", "", "", "长" * 32767], [TOWN, "长" * 32767], [TOWN, "丙公司", "", "长" * 32767]),
        [written("甲公司", note="长" * 32767)],
        {
            3: ["Ensure this value has at most 200 characters (it has 32767)."],
            4: ["The text is too long for this column. Shorten it."],
        },
    ),
    "control characters": Case(
        book(*([TOWN, f"甲{character}公司"] for character in "\0\x01\x1b\x7f"), GOOD),
        [BETTER],
        every_row(INVISIBLE, 2, 3, 4, 5),
    ),
    "control characters in a text file": Case(
        lambda: files.csv_file([HEAD, [TOWN, "甲\0公司", "", "", "", ""], GOOD]),
        [BETTER],
        every_row(INVISIBLE, 2),
        name="表.csv",
    ),
    "blanks of all kinds": Case(book([f"\u3000{TOWN} ", "\ufeff甲\u00a0公司\u200b"]), [written("甲 公司")]),
    "rare characters": Case(
        book([TOWN, "𠮷野😀公司"], [TOWN, "\ue000公司"]), [written("𠮷野😀公司"), written("\ue000公司")]
    ),
    "rare characters in a text file": Case(
        lambda: files.csv_file([HEAD, [TOWN, "𠮷野公司", "", "", "", ""]], "gb18030"),
        [written("𠮷野公司")],
        name="表.csv",
    ),
    "a wrong check character": Case(
        book([TOWN, "甲公司", CODE[:-1] + "A"]),
        [written("甲公司", CODE[:-1] + "A")],
        every_row(
            "By the standard the last character would be Q. Any of the characters may be wrong: compare them with the "
            "licence.",
            2,
        ),
    ),
    "an unknown town": Case(
        book(["中心街道", "甲公司"], ["别处", "乙公司"]),
        [],
        {
            2: ["There is no area “中心街道”. Do you mean 中兴街道?"],
            3: ["There is no area “别处”. Enter it first, or correct the cell."],
        },
    ),
    "a row that has slipped": Case(
        book([*GOOD, "x"]), [], every_row("There is a cell without a heading. Check whether the row has slipped.", 2)
    ),
    # Files
    "an empty sheet": Case(files.xlsx, refused="There is no text in the file. Choose the one that holds the table."),
    "headings alone": Case(book()),
    "a hidden sheet": Case(book(GOOD, more=hidden), [BETTER], remarks=["Hidden sheets were not read: 旧表."]),
    "hidden sheets alone": Case(
        changed("xl/workbook.xml", lambda xml: xml.replace(b"<sheet ", b'<sheet state="hidden" ')),
        refused="All sheets with text are hidden. Unhide the one to be read, and save the workbook.",
    ),
    "a password": Case(lambda: files.encrypted(files.xlsx([HEAD, GOOD])), refused=PASSWORD),
    "a password, old": Case(lambda: files.xls_with_password(files.xls([HEAD, GOOD])), refused=PASSWORD, name="表.xls"),
    "a truncated file": Case(lambda: files.xlsx([HEAD, GOOD])[:3000], refused=DAMAGED),
    "a truncated sheet": Case(changed(files.SHEET, lambda xml: xml[: len(xml) // 2]), refused=DAMAGED),
    "a wrong extension": Case(
        book(GOOD),
        [BETTER],
        remarks=["By its content “表.csv” is an Excel workbook (.xlsx). It was read as such."],
        name="表.csv",
    ),
    "macros": Case(
        changed("xl/vbaProject.bin", lambda _: b"macro"),
        [BETTER],
        remarks=["There are macros in the workbook. They were not run."],
        name="表.xlsm",
    ),
    "a bomb": Case(
        lambda: files.bomb(401 * 2**20),
        refused="Unpacked, the workbook is larger than 400 MB. Copy the table as values into a new workbook.",
    ),
    "entities": Case(
        changed(files.SHEET, defining('<!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>')), refused=DEFINITIONS
    ),
    "an external entity": Case(
        changed(files.SHEET, defining('<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>')), refused=DEFINITIONS
    ),
    "a picture": Case(
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        refused="“表.xlsx” is a picture. Choose the workbook (.xlsx, .xls, .ods) or CSV file with the table.",
    ),
    "folders in the name": Case(book(GOOD), [BETTER], name="..\\..\\etc/../表.xlsx"),
}


@pytest.fixture
def anna() -> Client:
    district = models.Area.objects.create(code="990101", name="示例区", type="district")
    models.Area.objects.create(code="990101100000", name=TOWN, type="subdistrict", parent=district)
    filed.entry(models.BudgetLine, "science")
    filed.entry(models.Programme, "torch")
    filed.level("national")
    return signed_in(clerk(district, "anna"))


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def on_file(sheet: str) -> list[tuple[Any, ...]]:
    model, fields = SHOWN[sheet]
    return list(model.objects.order_by("pk").values_list(*fields))


def sentences(batch: Batch) -> dict[int, list[str]]:
    """What was said about each row that is not ready."""
    return {
        row["number"]: [problem["text"] for problem in row["problems"]]
        for row in batch.findings.get("rows", ())
        if row["problems"]
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_file_comes_to_a_stated_end(case: Case, anna: Client) -> None:
    batch = send(anna, case.data(), case.sheet, case.name)
    found = batch.findings
    assert (batch.file_name, found.get("refused", [])) == (
        case.name.rpartition("/")[2],
        [case.refused] if case.refused else [],
    )
    assert (sentences(batch), found.get("remarks", [])) == (case.told, case.remarks)
    page_of(anna, batch)
    assert on_file(case.sheet) == []
    confirm(anna, batch, all_doubtful="on", reason="checked")
    batch.refresh_from_db()
    assert on_file(case.sheet) == case.written
    assert (batch.state, batch.created) == ("checked" if case.refused else "written", len(case.written))


def test_a_file_without_a_byte_is_refused_at_once(anna: Client) -> None:
    answer = anna.post(reverse("admin:import", args=["enterprises"]), {"file": SimpleUploadedFile("表.xlsx", b"")})
    assert answer.context["form"].errors == {"file": ["The submitted file is empty."]}
    assert Batch.objects.count() == 0


def test_text_that_looks_like_a_formula_is_text_in_the_workbook_and_comes_back_as_it_was(anna: Client) -> None:
    confirm(anna, send(anna, CASES["text that looks like a formula"].data()))
    data = b"".join(anna.get(reverse("admin:import-rows", args=["enterprises"])).streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read(files.SHEET)
    batch = send(anna, data)
    assert (batch.findings["kinds"], sentences(batch)) == ({"unchanged": len(STARTS)}, {})


def test_a_marked_copy_of_bad_rows_can_be_made_and_read_again(anna: Client) -> None:
    for name in ("control characters", "rare characters", "a cell as long as a cell can be", "repeated rows"):
        batch = send(anna, CASES[name].data())
        answer = anna.get(reverse("admin:import-marked", args=[batch.pk]))
        again = send(anna, b"".join(answer.streaming_content))
        assert again.findings["outcomes"] == batch.findings["outcomes"], name


def test_the_same_file_sent_twice_is_told_and_writes_nothing_twice(anna: Client) -> None:
    data = CASES["rare characters"].data()
    confirm(anna, send(anna, data))
    again = send(anna, data)
    assert "was imported already" in page_of(anna, again)
    confirm(anna, again)
    assert on_file("enterprises") == CASES["rare characters"].written
