"""Files of every kind, however bad: each is read into a table of text, or refused in a sentence."""

import subprocess
import sys
from datetime import date, datetime

import pytest
import xlwt
from django.utils import translation

from innovation.exchange import reading
from innovation.exchange.problems import Refused
from innovation.exchange.reading import read_file
from innovation.exchange.tables import Line
from tests.exchange import files

KNOWN = ["企业名称", "Name", "从业人员", "Staff", "成立日期", "Founded on", "金额", "金额（万元）", "备注", "Note"]
HEAD = ["企业名称", "从业人员", "成立日期"]
ROWS = [HEAD, ["甲公司", "20", "2006-08-11"], ["乙公司", "1021.5", "2006-08"]]
PLAIN = (Line(2, ("甲公司", "20", "2006-08-11")), Line(3, ("乙公司", "1021.5", "2006-08")))

MERGED = "The cell is merged with others. Split them, and fill in each row."
NO_VALUE = "The formula has no stored value. Open the file in Excel or WPS, save it, and choose it again."
ERROR = "The cell shows an error. Correct the formula, or write the value itself."
DAMAGED = "The file is damaged or incomplete. Open it in Excel or WPS, save it as .xlsx and choose it again."
PASSWORD = "The workbook is protected with a password. Open it, remove the password, save it and choose it again."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def read(tmp_path):
    def read(data, name="表.xlsx", **options):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return read_file(path, name, KNOWN, **options)

    return read


@pytest.fixture
def refused(read):
    def refused(data, name="表.xlsx"):
        with pytest.raises(Refused) as error:
            read(data, name)
        (problem,) = error.value.problems
        return str(problem)

    return refused


def cells(table):
    return [line.cells for line in table.lines]


def column(table):
    """The texts of the last column."""
    return [line.cells[-1] for line in table.lines]


def number_cell(value, style):
    return files.xlsx([["金额"]], more=lambda book, sheet: sheet.write(1, 0, value, book.add_format(style)))


ODS = files.ods_table(*(files.ods_row(*row) for row in ROWS))
XML2003 = "".join(files.xml2003_row(*row) for row in ROWS)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.xlsx", files.xlsx(ROWS)),
        ("t.xls", files.xls(ROWS)),
        ("t.ods", files.ods(ODS)),
        ("t.xml", files.xml2003(XML2003)),
        ("t.html", files.html(files.html_table(ROWS))),
        ("t.html", files.html(files.html_table(ROWS), "gbk")),
        ("utf-8.csv", files.csv_file(ROWS)),
        ("utf-8 with mark.csv", files.csv_file(ROWS, "utf-8-sig")),
        ("utf-16.csv", files.csv_file(ROWS, "utf-16", "\t")),
        ("utf-16-be.csv", b"\xfe\xff" + files.csv_file(ROWS, "utf-16-be")),
        ("gbk.csv", files.csv_file(ROWS, "gbk")),
        ("gb18030.csv", files.csv_file(ROWS, "gb18030", ";")),
        ("tabs.txt", files.csv_file(ROWS, separator="\t")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_table_is_read_from_every_kind_of_file(name, data, read):
    table = read(data, name)
    assert (table.headings, tuple(table.lines), len(table.lines), table.remarks) == (tuple(HEAD), PLAIN, 2, ())


def test_a_table_can_be_gone_through_as_often_as_one_likes(read):
    lines = read(files.xlsx(ROWS)).lines
    assert [next(iter(lines)), *lines] == [PLAIN[0], *PLAIN]


def test_the_reading_process_knows_no_django():
    code = "import sys, innovation.exchange.parsing.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("../../etc/t.csv", files.xlsx(ROWS), "an Excel workbook (.xlsx)"),
        ("C:\\x\\t.csv", files.xls(ROWS), "a workbook of Excel 2003 or earlier (.xls)"),
        ("t.csv", files.html(files.html_table(ROWS)), "a web page with a table (.html)"),
    ],
)
def test_a_wrong_extension_is_remarked_without_the_folders_of_the_name(name, data, kind, read):
    assert read(data, name).remarks == (f"By its content “t.csv” is {kind}. It was read as such.",)


CHOOSE = "Choose a workbook (.xlsx, .xls, .ods) or a CSV file."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty. Save the table once more, and choose it again."),
        (b"\r\n\r\n", "The file is empty. Save the table once more, and choose it again."),
        (bytes(range(256)) * 9, f"“t” is no table. {CHOOSE}"),
        (
            "企业名称\r\n甲公司".encode("gbk") + b"\xff\r\n",
            "There are characters in the file that cannot be read. Save it as “CSV UTF-8” or as .xlsx.",
        ),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(99),
            "“t” is a picture. Choose the workbook (.xlsx, .xls, .ods) or CSV file with the table.",
        ),
        (b"%PDF-1.4", "“t” is a PDF file. Choose the workbook (.xlsx, .xls, .ods) that it was made from."),
        (
            files.zipped({"[Content_Types].xml": "", "word/document.xml": ""}),
            "“t” is a text document. Copy its table into a workbook, and choose that.",
        ),
        (files.zipped({"a.xlsx": ""}), "“t” is a packed archive. Unpack it, and choose the workbook in it."),
        (
            files.zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}),
            "“t” is a kind of workbook that is not read here. Open it and save it as .xlsx.",
        ),
        (files.encrypted(files.xlsx(ROWS)), PASSWORD),
        (files.xls_with_password(files.xls(ROWS)), PASSWORD),
        (files.xlsx(ROWS)[:3000], DAMAGED),
        (files.xls(ROWS)[:3000], DAMAGED),
        (files.xls(ROWS)[:600], DAMAGED),
        (files.changed(files.xlsx(ROWS), {files.SHEET: lambda xml: xml[: len(xml) // 2]}), DAMAGED),
        (files.xlsx(), "There is no text in the file. Choose the one that holds the table."),
        (files.xls(), "There is no text in the file. Choose the one that holds the table."),
        (files.html("<p>企业名称</p>"), "There is no text in the file. Choose the one that holds the table."),
        (
            files.xlsx([["公司", "人数"], ["甲", 3]]),
            "No row of headings was found. The first 15 rows should hold headings such as Name, Staff, Founded on, "
            "Note, 企业名称, 从业人员, 成立日期, 金额.",
        ),
        (
            'a,b\r\n企业名称,"x\r\n'.encode(),
            "Quotation marks in or before row 2 do not pair up. Correct them, or save the table as .xlsx.",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(data, message, refused):
    assert refused(data, "/home/somebody/t") == message


ENTITIES = '<!DOCTYPE x [<!ENTITY a "{}"><!ENTITY b "{}">]>'


@pytest.mark.parametrize(
    "declaration",
    [
        ENTITIES.format("x" * 50_000, "&a;" * 50_000),
        ENTITIES.format("x", "&a;&a;&a;&a;"),
        '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["quadratic", "nested", "external"],
)
@pytest.mark.parametrize("part", [files.SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_definitions_in_xml_are_refused(part, declaration, refused):
    def define(xml):
        return xml.replace(b"?>\n", f"?>\n{declaration}".encode(), 1).replace("企业名称".encode(), b"&b;")

    assert refused(files.changed(files.xlsx(ROWS), {part: define})) == (
        "There are definitions in the file that no spreadsheet program writes. Save the table as .xlsx anew."
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused(refused):
    assert refused(files.bomb(401 * 2**20)) == (
        "Unpacked, the workbook is larger than 400 MB. Copy the table as values into a new workbook."
    )


def test_a_workbook_of_too_many_parts_is_refused(refused):
    assert refused(files.zipped({f"{number}": "" for number in range(2_001)})) == (
        "The workbook has more than 2000 parts. Copy the table as values into a new workbook."
    )


def test_a_file_that_is_too_large_is_refused_unread(refused):
    assert refused(bytes(20 * 2**20 + 1)) == (
        "The file is larger than 20 MB. Delete pictures and other sheets from it, or split the table."
    )


def test_a_file_whose_rows_take_too_much_room_is_refused(refused):
    """Each of its 20,000 rows is the one longest text."""
    head = '<row><c t="inlineStr"><is><t>企业名称</t></is></c></row>'
    data = files.xlsx_of(head + '<row><c t="s"><v>0</v></c></row>' * 20_000)
    texts = f"<sst><si><t>{'长' * 32_767}</t></si></sst>".encode()
    related = b'<Relationship Id="s" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts = {
        "xl/sharedStrings.xml": lambda _: texts,
        "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", related),
    }
    assert refused(files.changed(data, parts)) == (
        "Reading the file took too much time or memory. Copy the table as values into a new workbook."
    )


def test_a_reading_process_that_takes_too_long_is_ended(monkeypatch, refused):
    monkeypatch.setattr(reading, "_SECONDS", 0.01)
    assert refused(files.xlsx(ROWS)) == (
        "Reading the file took too much time or memory. Copy the table as values into a new workbook."
    )


TOO_WIDE = "A table has at most 200 columns: delete what stands further to the right."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            files.csv_file([["企业名称"], *[["甲"]] * 100_001]),
            "The table has more than 100000 rows. Split it into several files.",
        ),
        (
            files.csv_file([["企业名称", *[""] * 199, "x"]]),
            f"There is text in column GS of row 1. {TOO_WIDE}",
        ),
        (
            files.xlsx_of(
                '<row r="1"><c r="A1" t="str"><v>企业名称</v></c></row><row r="9"><c r="XFD9"><v>1</v></c></row>'
            ),
            f"There is text in column XFD of row 9. {TOO_WIDE}",
        ),
        (
            files.ods(files.ods_table(files.ods_row("企业名称"), files.ods_row("甲", repeated=10**6))),
            "The table has more than 100000 rows. Split it into several files.",
        ),
    ],
    ids=["rows", "columns", "a number far away", "a row repeated a million times"],
)
def test_a_table_that_is_too_long_or_too_wide_is_refused(data, message, refused):
    assert refused(data) == message


@pytest.mark.parametrize(
    "data",
    [
        files.xlsx(ROWS, more=lambda b, s: s.write_blank("XFD1048576", None, b.add_format({"bg_color": "red"}))),
        files.xls(ROWS, more=lambda b, s: s.write(65535, 255, "", xlwt.easyxf("pattern: pattern solid"))),
        files.ods(
            ODS.replace(
                "</table:table>",
                files.ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=10**6)
                + "</table:table>",
            )
        ),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_filled_cell_without_value_far_away_is_not_there(data, read):
    assert tuple(read(data, "").lines) == PLAIN


def test_macros_are_never_run_and_remarked(read):
    data = files.changed(files.xlsx(ROWS), {"xl/vbaProject.bin": lambda _: b"macro"})
    table = read(data, "t.xlsm")
    assert (tuple(table.lines), table.remarks) == (PLAIN, ("There are macros in the workbook. They were not run.",))


def more_sheets(book, sheet):
    """A hidden sheet with the same headings, one without any, and one with more of them."""
    hidden = book.add_worksheet("旧表")
    hidden.write_row(0, 0, [*HEAD, "金额", "备注"])
    hidden.hide()
    book.add_worksheet("说明").write(0, 0, "企业名称")
    book.add_worksheet("空表")
    best = book.add_worksheet("新表")
    best.write_row(0, 0, [*HEAD, "备注"])
    best.write_row(1, 0, ["丙公司"])


def test_of_several_sheets_the_visible_one_with_the_most_headings_is_read(read):
    table = read(files.xlsx(ROWS, more=more_sheets))
    assert (table.sheet, cells(table), table.remarks) == (
        "新表",
        [("丙公司", "", "", "")],
        ("Only the sheet “新表” was read, not these: 表, 说明.", "Hidden sheets were not read: 旧表."),
    )


@pytest.mark.parametrize(
    "data",
    [
        files.xls(ROWS, more=lambda b, s: setattr(b.add_sheet("旧表"), "visibility", 1)),
        files.ods(
            ODS + f'<table:table table:name="旧表" table:style-name="h">{files.ods_row(*HEAD, "备注")}</table:table>',
            '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>',
        ),
    ],
    ids=["xls", "ods"],
)
def test_hidden_sheets_of_other_workbooks_are_not_read_either(data, read):
    table = read(data, "")
    assert (tuple(table.lines), table.remarks) == (PLAIN, ("Hidden sheets were not read: 旧表.",))


def test_a_workbook_with_hidden_sheets_only_is_refused(refused):
    def hide(xml):
        return xml.replace(b"<sheet ", b'<sheet state="hidden" ')

    assert refused(files.changed(files.xlsx(ROWS), {"xl/workbook.xml": hide})) == (
        "All sheets with text are hidden. Unhide the one to be read, and save the workbook."
    )


def test_titles_above_and_repeated_headings_and_notes_are_left_out_with_a_remark(read):
    rows = [["企业一览表"], [], HEAD, ["甲公司"], HEAD, ["乙公司"], ["注：据年报"], []]
    table = read(files.csv_file(rows), "t.csv")
    assert ([(line.number, line.cells[0]) for line in table.lines], table.remarks) == (
        [(4, "甲公司"), (6, "乙公司")],
        (
            "The headings stand in row 3. What stands above them was not read.",
            "The headings stand again in rows 5, which were left out.",
            "Notes were left out: rows 7.",
        ),
    )


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("企 业\n名　称", "企业名称"),
        (" NAME ", "Name"),
        ("Founded\non", "Founded on"),
        ("金额(万元)", "金额（万元）"),
        ("金额（亿元）", "金额（亿元）"),
        ("企业简称", "企业简称"),
    ],
)
def test_headings_are_known_however_they_are_spaced_and_others_are_kept(written, heading, read):
    assert read(files.xlsx([[written, "备注"]])).headings == (heading, "备注")


def two_lines(book, sheet):
    """Headings of two lines: one over both, one over two columns."""
    sheet.merge_range("A1:A2", "企业名称")
    sheet.merge_range("B1:C1", "经费")
    sheet.write_row("B2", ["金额", "来源"])
    sheet.write_row("A3", ["甲公司", 3, "市"])


TWO_LINES_HTML = (
    "<table><tr><th rowspan=2>企业<br>名称</th><th colspan=2>经费</th></tr><tr><th>金额</th><th>来源</th></tr>"
    "<tr><td>甲公司</td><td>3</td><td>市</td></tr></table>"
)


@pytest.mark.parametrize(
    "data",
    [
        files.xlsx(more=two_lines),
        files.html(TWO_LINES_HTML, "gbk"),
        files.csv_file([["企业名称", "经费", ""], ["", "金额", "来源"], ["甲公司", 3, "市"]]),
    ],
    ids=["xlsx", "html", "csv"],
)
def test_headings_of_two_lines_are_joined_where_the_lower_one_is_not_known(data, read):
    table = read(data, "")
    assert (table.headings, tuple(table.lines), table.remarks) == (
        ("企业名称", "金额", "经费/来源"),
        (Line(3, ("甲公司", "3", "市")),),
        (),
    )


def test_a_title_of_merged_cells_does_not_become_part_of_the_headings(read):
    def title(book, sheet):
        sheet.merge_range("A1:C1", "企业一览表")
        sheet.write_row("A2", ["企业名称", "简称", "备注"])
        sheet.write_row("A3", ["甲公司", "甲", "x"])

    assert read(files.xlsx(more=title)).headings == ("企业名称", "简称", "备注")


@pytest.mark.parametrize("ours", ["核对结果", "Check result"])
def test_the_column_of_results_in_a_marked_copy_is_dropped_and_so_are_rows_of_it_alone(ours, read):
    table = read(files.xlsx([[ours, "企业名称", "备注"], ["有错", "甲公司", ""], ["说明", "", ""]]))
    assert (table.headings, tuple(table.lines)) == (("企业名称", "备注"), (Line(2, ("甲公司", "")),))


def test_empty_columns_are_dropped_and_cells_without_heading_are_kept(read):
    table = read(files.csv_file([["", "企业名称", "", "备注"], ["", "甲", "", "x", "", "多余"]]), "t.csv")
    assert (table.headings, cells(table)) == (("企业名称", "备注"), [("甲", "x", "多余")])


def merged_rows(book, sheet):
    sheet.merge_range("A2:A3", "甲公司")
    sheet.merge_range("B2:C2", "20")
    sheet.write("B3", "30")


MERGED_HTML = (
    "<table><tr><td>企业名称<td>从业人员<td>成立日期<tr><td rowspan=2>甲公司<td colspan=2>20<tr><td>30<td></table>"
)


@pytest.mark.parametrize(
    "data",
    [
        files.xlsx([HEAD], more=merged_rows),
        files.xls(
            [HEAD],
            more=lambda b, s: (
                s.write_merge(1, 2, 0, 0, "甲公司"),
                s.write_merge(1, 1, 1, 2, "20"),
                s.write(2, 1, "30"),
            ),
        ),
        files.html(MERGED_HTML),
    ],
    ids=["xlsx", "xls", "html"],
)
def test_cells_merged_over_rows_hold_a_value_once_and_a_fault_below(data, read):
    table = read(data, "")
    assert (tuple(table.lines), table.remarks) == (
        (Line(2, ("甲公司", "20", "")), Line(3, ("", "30", ""), {0: MERGED})),
        ("Merged cells hold a value in their first row only. Rows without it: 3.",),
    )


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (38930, {}, "38930"),
        (1021.5, {}, "1021.5"),
        (-0.5, {}, "-0.5"),
        (0.1 + 0.2, {}, "0.3"),
        (1e15, {}, "1000000000000000"),
        (1.5e-7, {}, "0.00000015"),
        (13, {"num_format": "0.0"}, "13.0"),
        (13.456, {"num_format": "0.0"}, "13.456"),
        (757, {"num_format": "#,##0.00"}, "757.00"),
        (757, {"num_format": '0.00"万元"'}, "757.00"),
        (13, {"num_format": '_ * #,##0.0_ ;_ * -#,##0.0_ ;_ * "-"_ ;_ @_ '}, "13.0"),
        (0.13, {"num_format": "0%"}, "13%"),
        (0.135, {"num_format": "0%"}, "13.5%"),
        (0.13, {"num_format": "0.00%"}, "13.00%"),
        (12000, {"num_format": "0.00E+00"}, "12000"),
        (12345, {"num_format": "0.0,"}, "12345"),
        (38940, {"num_format": "yyyy-mm-dd"}, "2006-08-11"),
        (38940, {"num_format": "yyyy/m/d;@"}, "2006-08-11"),
        (38940, {"num_format": '[$-804]yyyy"年"m"月"d"日";@'}, "2006-08-11"),
        (38940, {"num_format": 14}, "2006-08-11"),
        (38940, {"num_format": 'yyyy"年"m"月"'}, "2006-08"),
        (38940, {"num_format": "yyyy年m月"}, "2006-08"),
        (38940, {"num_format": 57}, "2006-08"),
        (38940, {"num_format": "mmm-yy"}, "2006-08"),
        (38940, {"num_format": 'yyyy"年"'}, "2006"),
        (38940, {"num_format": "m月d日"}, "2006-08-11"),
        (38940.395833333, {"num_format": "yyyy-mm-dd hh:mm"}, "2006-08-11 09:30"),
        (0.395833333, {"num_format": "hh:mm"}, "09:30"),
        (1.5, {"num_format": "[h]:mm"}, "36:00"),
        (1, {"num_format": "yyyy-mm-dd"}, "1900-01-01"),
        (60, {"num_format": "yyyy-mm-dd"}, "1900-02-29"),
        (-3, {"num_format": "yyyy-mm-dd"}, "-3"),
        (True, {}, "TRUE"),
        (False, {}, "FALSE"),
        ("NaN", {}, "NaN"),
        ("=1+1", {}, "=1+1"),
        ("\t@x", {}, "\t@x"),
        ("a\x00b\x1f", {}, "a\x00b\x1f"),
        ("_x0041_", {}, "_x0041_"),
        ("😀𠮷\ue000", {}, "😀𠮷\ue000"),
    ],
)
def test_a_cell_is_read_as_it_is_shown_with_all_its_digits(value, style, text, read):
    assert column(read(number_cell(value, style))) == [text]


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (13.25, "0.0", "13.25"),
        (13, "0.0", "13.0"),
        (38930, "General", "38930"),
        (-1.25, "General", "-1.25"),
        (0.13, "0%", "13%"),
        (date(2006, 8, 11), 'yyyy"年"m"月"', "2006-08"),
        (date(2006, 8, 11), "yyyy-mm-dd", "2006-08-11"),
        (datetime(2006, 8, 11, 9, 30), "yyyy-mm-dd", "2006-08-11 09:30"),
        (True, "General", "TRUE"),
        ("😀𠮷", "General", "😀𠮷"),
        ("长" * 32_767, "General", "长" * 32_767),
    ],
    ids=range(11),
)
def test_a_cell_of_an_old_workbook_is_read_the_same_way(value, style, text, read):
    data = files.xls([["金额"]], more=lambda b, s: s.write(1, 0, value, xlwt.easyxf(num_format_str=style)))
    assert column(read(data, "t.xls")) == [text]


@pytest.mark.parametrize(
    ("attributes", "shown", "text"),
    [
        ('office:value-type="float" office:value="13"', "13.0", "13.0"),
        ('office:value-type="float" office:value="1021.5"', "1,021.50", "1021.50"),
        ('office:value-type="percentage" office:value="0.13"', "13.0%", "13.0%"),
        ('office:value-type="date" office:date-value="2006-08-11"', "11.08.06", "2006-08-11"),
        ('office:value-type="date" office:date-value="2006-08-11"', "2006年8月", "2006-08"),
        ('office:value-type="date" office:date-value="2006-08-11T09:30:00"', "2006-08-11", "2006-08-11 09:30"),
        ('office:value-type="boolean" office:boolean-value="true"', "真", "TRUE"),
        ('office:value-type="string"', "甲", "甲"),
    ],
)
def test_a_cell_of_an_open_workbook_is_read_the_same_way(attributes, shown, text, read):
    cell = f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
    data = files.ods(files.ods_table(files.ods_row("金额"), files.ods_row(cell)))
    assert column(read(data, "t.ods")) == [text]


def test_a_workbook_that_counts_days_from_1904_is_read_accordingly(read):
    def dates(book, sheet):
        sheet.write(1, 0, datetime(2006, 8, 11), book.add_format({"num_format": "yyyy-mm-dd"}))

    table = read(files.xlsx([["成立日期"]], more=dates, date_1904=True))
    remark = "The workbook counts days from 1904 on. Its dates were read accordingly."
    assert (cells(table), table.remarks) == ([("2006-08-11",)], (remark,))


FORMULAS = files.xlsx_of(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c><c r="B1" t="str"><v>金额</v></c></row>'
    '<row r="2"><c r="A2" t="str"><f>"甲"</f><v>甲</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><f>1+1</f></c></row>'
    '<row r="4"><c r="A4"/><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
)


def test_formulas_give_their_stored_value_or_a_fault(read):
    assert tuple(read(FORMULAS).lines) == (
        Line(2, ("甲", "2")),
        Line(3, ("", ""), {1: NO_VALUE}),
        Line(4, ("", "#DIV/0!"), {1: ERROR}),
    )


def test_a_rare_character_that_is_lost_in_an_old_workbook_is_a_fault(read):
    (line,) = read(files.xls([["金额"], ["𠮷" * 5_000]]), "t.xls").lines
    assert line.faults == {0: "A character of the text cannot be read. Save the file as .xlsx, and choose it again."}


def test_errors_in_old_and_open_workbooks_are_faults(read):
    old = files.xls([["金额"]], more=lambda book, sheet: sheet.row(1).set_cell_error(0, "#REF!"))
    cell = '<table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
    new = files.ods(files.ods_table(files.ods_row("金额"), files.ods_row(cell)))
    assert [*read(old, "").lines, *read(new, "").lines] == [
        Line(2, ("#REF!",), {0: ERROR}),
        Line(2, ("#DIV/0!",), {0: ERROR}),
    ]


def test_cells_of_the_xml_of_excel_2003_have_formats_places_and_faults(read):
    rows = (
        files.xml2003_row("企业名称", "", "金额", "成立日期")
        + '<Row ss:Index="5"><Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell>'
        '<Cell ss:Index="3" ss:StyleID="d"><Data ss:Type="Number">13</Data></Cell>'
        '<Cell ss:StyleID="m"><Data ss:Type="DateTime">2006-08-11T00:00:00.000</Data></Cell></Row>'
        '<Row><Cell ss:Index="3"><Data ss:Type="Error">#REF!</Data></Cell></Row>'
    )
    styles = (
        '<Style ss:ID="d"><NumberFormat ss:Format="0.0"/></Style>'
        '<Style ss:ID="m"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>'
    )
    assert tuple(read(files.xml2003(rows, styles), "t.xml").lines) == (
        Line(5, ("甲", "13.0", "2006-08")),
        Line(6, ("", "#REF!", ""), {0: MERGED, 1: ERROR}),
    )


def test_the_sign_that_our_exports_put_before_formulas_is_taken_off_again(read):
    table = read(files.csv_file([["企业名称"], ["'=1+1"], ["'@x"], ["=1"], ["'x"], ["'"]]), "t.csv")
    assert column(table) == ["=1+1", "@x", "=1", "'x", "'"]


@pytest.mark.parametrize(
    ("length", "faults"), [(32_767, {}), (32_768, {0: "The text is longer than a cell may hold. Shorten it."})]
)
def test_a_cell_holds_as_much_as_in_a_spreadsheet_and_no_more(length, faults, read):
    table = read(files.csv_file([["备注"], ["长" * length]]), "t.csv")
    assert tuple(table.lines) == (Line(2, ("长" * 32_767,), faults),)


def test_progress_is_told_every_two_thousand_rows(read):
    told = []
    read(files.xlsx([["企业名称"], *[["甲"]] * 5_000]), progress=lambda count, of: told.append((count, of)))
    assert told == [(2_000, 5_001), (4_000, 5_001)]
