"""Workbooks written and read back: nothing is lost, nothing becomes a formula, and what is wrong is seen."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from python_calamine import CalamineWorkbook

from innovation.exchange.cells import Choice, Reference
from innovation.exchange.checking import check
from innovation.exchange.folders import SHEETS
from innovation.exchange.guidance import advise
from innovation.exchange.lookups import Lookups, Names, everything
from innovation.exchange.problems import Problem
from innovation.exchange.sheets import CHECK_RESULT, ROW_KEY
from innovation.exchange.tables import table_of
from innovation.exchange.workbooks import MarkedRow, write_marked, write_template
from innovation.models import Area, Certification, Enterprise, Level, Organisation, Scheme
from tests import demonstration
from tests.admin.rows import make, one

pytestmark = pytest.mark.django_db
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LANGUAGES = ("zh-hans", "en")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def template(name, rows=None, **options):
    file = io.BytesIO()
    write_template(SHEETS[name], file, rows, **options)
    return file


def marked(name, headings, *rows):
    file = io.BytesIO()
    write_marked(SHEETS[name], file, headings, rows)
    return file


def pages(file):
    """The rows of each worksheet as text, under its name."""
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    return {name: [[as_text(value) for value in row] for row in read(book, name)] for name in book.sheet_names}


def read(book, name):
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def as_text(value):
    """A cell as a reader of workbooks has it: a number with the decimals it needs."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def first(file):
    return next(iter(pages(file).values()))


def part(file, name):
    """One part of the file, parsed."""
    return ElementTree.fromstring(zipfile.ZipFile(file).read(name))


def notes(file):
    """The notes of the first worksheet, under their cells."""
    comments = part(file, "xl/comments1.xml").iterfind(".//m:comment", NAMESPACE)
    return {comment.get("ref"): "".join(comment.itertext()) for comment in comments}


def drop_downs(file):
    """What can be chosen in the columns of the first worksheet, under their headings."""
    rows = pages(file)
    headings = first(file)[0]
    found = {}
    for validation in part(file, "xl/worksheets/sheet1.xml").iterfind(".//m:dataValidation", NAMESPACE):
        assert (validation.get("type"), validation.get("errorStyle")) == ("list", "warning")
        letter, last = re.fullmatch(r"([A-Z])2:([A-Z]1048576)", validation.get("sqref")).groups()
        assert last == f"{letter}1048576"
        place = ord(letter) - ord("A")
        source = validation.find("m:formula1", NAMESPACE).text
        name, letter, last = re.fullmatch(r"'(.+)'!\$([A-Z])\$2:\$\2\$(\d+)", source).groups()
        found[headings[place]] = [row[ord(letter) - ord("A")] for row in rows[name][1 : int(last)]]
    return found


def fill(file, number):
    """The colour and the outline of each cell of a row of the first worksheet."""
    styles = part(file, "xl/styles.xml")
    fills, borders = styles.find("m:fills", NAMESPACE), styles.find("m:borders", NAMESPACE)
    formats = styles.find("m:cellXfs", NAMESPACE)
    row = part(file, "xl/worksheets/sheet1.xml").find(f".//m:row[@r='{number}']", NAMESPACE)
    for cell in row:
        form = formats[int(cell.get("s"))]
        colour = fills[int(form.get("fillId"))].find(".//m:fgColor", NAMESPACE)
        yield (
            None if colour is None else colour.get("rgb"),
            borders[int(form.get("borderId"))].find("m:left", NAMESPACE).get("style"),
        )


def differences(name, file):
    """What reading the rows of a workbook would change: each problem, and each field that differs from the file."""
    rows = first(file)
    assert [row.pop() for row in rows][0] == ROW_KEY.heading
    checked = check(SHEETS[name], table_of(rows))
    found = [str(problem) for problem in checked.problems]
    for row in checked.rows:
        found += [str(problem) for problem in row.problems]
        if row.on_file is None:
            found.append(f"row {row.number} is new")
        else:
            found += [f"{field} of row {row.number}" for field in row.differences]
    return len(rows) - 1, found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHEETS)
def test_a_row_of_every_sheet_comes_back_as_it_is_on_file(name, language):
    row = make(SHEETS[name].model)
    with translation.override(language):
        file = template(name, SHEETS[name].model.objects.filter(pk=row.pk))
        assert differences(name, file) == (1, [])


def test_the_whole_demonstration_district_comes_back_as_it_is_on_file():
    demonstration.load()
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            for name, sheet in SHEETS.items():
                rows = sheet.model.objects.all()
                found[language, name] = differences(name, template(name, rows))
                assert found[language, name][0] == rows.count()
    assert {key: wrong for key, (_, wrong) in found.items() if wrong} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_read_as_it_is_written(language):
    cells = {column.cell for sheet in SHEETS.values() for column in sheet.columns if isinstance(column.cell, Choice)}
    with translation.override(language):
        for cell in cells:
            codes = [code for code in cell.choices.values if code]
            assert [cell.read(cell.write(code), Lookups()) for code in codes] == codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_can_be_read_and_every_required_column_has_one(language):
    for model in (Area, Level, Scheme):
        make(model)
    with translation.override(language):
        for sheet in SHEETS.values():
            for advice in advise(sheet, everything, Names()):
                cell = advice.column.cell
                if not isinstance(cell, Reference):
                    assert advice.example or not advice.required, (sheet.name, advice.column.heading)
                    assert not advice.example or cell.values(advice.column.field, advice.example, Lookups())
                elif advice.choices:
                    assert cell.read(advice.example, Lookups())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_worksheet_has_a_name_that_excel_refuses_or_that_stands_twice(language):
    with translation.override(language):
        for name in SHEETS:
            titles = list(pages(template(name)))
            assert len(set(titles)) == len(titles)
            assert all(len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles)


def test_a_template_has_its_headings_and_no_rows():
    assert first(template("former_names")) == [["Enterprise", "Former name", "Until", "Row key"]]
    with translation.override("zh-hans"):
        assert first(template("former_names")) == [["企业", "曾用名", "使用至", "行标识"]]


def test_a_note_at_each_heading_says_what_belongs_there():
    Level.objects.create(code="national", name="国家级", name_en="National")
    found = notes(template("honours"))
    assert (found["B1"], found["C1"], found["E1"]) == (
        "Must be filled in.\nText.\nExample: Example",
        "Must be filled in.\nAn entry of the list, by its name or code.\nExample: National",
        "May be empty.\nA date as far as it is known: 2006-08-11, 2006-08 or 2006. Leave it empty if it is not known.\n"
        "Example: 2006-08",
    )
    assert found["N1"] == "Do not change it; leave it empty for new rows."


def test_lists_to_choose_from_speak_the_language_of_the_screen_and_hold_only_what_the_reader_may_see():
    town = Area.objects.create(code="990101100000", name="沙屿镇", name_en="Shayu", type=Area.Type.TOWN)
    Area.objects.create(code="990102", name="别区", type=Area.Type.DISTRICT)
    Level.objects.create(code="national", name="国家级", name_en="National", order=1)
    Level.objects.create(code="district", name="区级", order=4)

    def within(model):
        return Area.objects.within(town) if model is Area else everything(model)

    found = drop_downs(template("honours", entries=within))
    assert found == {
        "Area": ["Shayu"],
        "Level": ["National", "区级"],
        "Basis": ["reported", "assumed", "illustrative"],
    }
    with translation.override("zh-hans"):
        found = drop_downs(template("honours", entries=within))
    assert found == {"地区": ["沙屿镇"], "级别": ["国家级", "区级"], "依据": ["来源所报", "假定", "示例"]}


def test_a_list_longer_than_excel_takes_in_a_cell_is_a_range():
    names = [f"{number:03} 一个很长的级别名称" for number in range(200)]
    Level.objects.bulk_create(Level(code=f"l{n}", name=name, order=n) for n, name in enumerate(names))
    assert drop_downs(template("honours"))["Level"] == names


def test_the_example_stands_apart_from_the_rows_and_in_their_layout():
    make(Area)
    book = pages(template("enterprises"))
    assert list(book) == ["Enterprises", "Code lists", "How to fill it in"]
    guide = book["How to fill it in"]
    example = [row[: len(book["Enterprises"][0])] for row in guide[-2:]]
    assert example[0] == book["Enterprises"][0]
    assert example[1][:4] == ["示例区1", "Example", "91990101DEM000014Q", ""]
    assert guide[1][:6] == [
        "Area",
        "地区",
        "Must be filled in.",
        "An entry of the list, by its name or code.",
        "示例区1",
        "示例区1",
    ]


def test_what_a_spreadsheet_would_change_is_text_and_what_it_can_count_with_is_a_number():
    enterprise = make(Enterprise)
    enterprise.credit_code, enterprise.staff = "91990101DEM000014Q", 1021
    enterprise.save()
    file = template("enterprises", Enterprise.objects.all())
    file.seek(0)
    row = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1]
    assert (row[2], row[7], row[-1]) == ("91990101DEM000014Q", 1021.0, f"#{enterprise.pk}.{enterprise.version}")
    observation = make(SHEETS["observations"].model)
    observation.value, observation.decimals = "13.50", 2
    observation.save()
    assert first(template("observations", type(observation).objects.all()))[1][4] == "13.50"


def test_rows_that_share_a_name_are_written_by_their_codes():
    area, other = make(Area, 1), make(Area, 2)
    other.name = area.name
    other.save()
    Enterprise.objects.create(area=other, name="甲公司")
    assert first(template("enterprises", Enterprise.objects.all()))[1][0] == other.code


def test_a_name_that_is_the_code_of_another_row_is_not_written():
    levels = [
        Level.objects.create(code=code, name=name, name_en="Top" if code == "l1" else "")
        for code, name in (("l1", "国家级"), ("top", "最高级"))
    ]
    keys = ("code", "name", "short_name", "name_en")
    assert [Names().of(Level, keys, level.pk) for level in levels] == ["国家级", "最高级"]


def test_a_reference_that_nothing_tells_apart_is_named_by_its_primary_key():
    first_one, twin = make(Organisation, 1), make(Organisation, 2)
    twin.name = first_one.name
    twin.save()
    scheme, level, area = one(Scheme), one(Level), one(Area)
    Certification.objects.create(area=area, scheme=scheme, level=level, organisation=twin, issued_on="2006-05-01")
    assert differences("certifications", template("certifications", Certification.objects.all())) == (1, [])


def test_the_number_of_queries_does_not_grow_with_the_rows():
    make(Certification)
    with CaptureQueriesContext(
        connection,
    ) as few:
        template("certifications", Certification.objects.all())
    for number in range(2, 12):
        make(Certification, number)
    with CaptureQueriesContext(connection) as many:
        template("certifications", Certification.objects.all())
    assert len(many) == len(few)


DANGEROUS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x.example")', "{=1+1}"]


def test_no_text_becomes_a_formula_a_link_or_a_number():
    for number, text in enumerate([*DANGEROUS, "http://x.example", "0012", "1e5"]):
        Enterprise.objects.create(area=one(Area), name=text, note=text, source_place=str(number))
    template_file = template("enterprises", Enterprise.objects.order_by("pk"))
    marked_file = marked("enterprises", ["Name", "Other"], *(MarkedRow(2, (text, text), ()) for text in DANGEROUS))
    for file in (template_file, marked_file):
        sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ >]", sheet)
        assert "hyperlink" not in sheet
    assert [row[1] for row in first(template_file)[1:]] == [*DANGEROUS, "http://x.example", "0012", "1e5"]
    assert [row[:2] for row in first(marked_file)[1:]] == [[text, text] for text in DANGEROUS]


HEADINGS = ("企业名称", "Area", "我的列", "Staff", "Row key")
WRONG = Problem("There is no area “沙屿乡”.", row=3, heading="Area")
SLIPPED = Problem("It is the same as row 2. Delete one of them.", row=3)
DOUBTFUL = Problem("“5000” is ten times the number of last year.", row=5, heading="Staff", doubt=True)


def marked_table():
    return marked(
        "enterprises",
        HEADINGS,
        MarkedRow(2, ("甲公司", "沙屿镇", "x", "1,021", "7.1"), ()),
        MarkedRow(3, ("乙公司", "沙屿乡"), (WRONG, SLIPPED)),
        MarkedRow(5, ("丙公司", "沙屿镇", "", "5000", "", "多余"), (DOUBTFUL,)),
    )


def test_an_uploaded_table_stands_as_it_was_with_what_is_wrong_beside_it():
    assert first(marked_table()) == [
        [*HEADINGS, "Check result", ""],
        ["甲公司", "沙屿镇", "x", "1,021", "7.1", "", ""],
        ["乙公司", "沙屿乡", "", "", "", "✕ “Area”: " + WRONG.message + "\n✕ " + SLIPPED.message, ""],
        ["", "", "", "", "", "", ""],
        ["丙公司", "沙屿镇", "", "5000", "", "! “Staff”: " + DOUBTFUL.message, "多余"],
    ]


def test_rows_with_errors_are_red_doubtful_ones_yellow_and_the_cells_at_fault_outlined_with_a_note():
    file = marked_table()
    red, yellow = "FFFCF1ED", "FFFBF4E4"
    assert list(fill(file, 2)) == [(None, None)] * 6
    assert list(fill(file, 3)) == [(red, None), (red, "medium"), *[(red, None)] * 4]
    assert list(fill(file, 5)) == [*[(yellow, None)] * 3, (yellow, "medium"), *[(yellow, None)] * 3]
    found = notes(file)
    assert (found["B3"], found["D5"]) == (WRONG.message, DOUBTFUL.message)
    assert part(file, "xl/worksheets/sheet1.xml").find("m:autoFilter", NAMESPACE).get("ref") == "A1:F1048576"


def test_a_marked_table_offers_the_lists_of_the_template():
    make(Area)
    assert drop_downs(marked_table()) == {"Area": ["示例区1"]}


def test_a_mended_copy_is_read_again_once_its_last_column_is_dropped():
    make(Area)
    file = marked("enterprises", ("Name", "地区"), MarkedRow(2, ("甲公司", "示例区"), (WRONG,)))
    rows = first(file)
    assert [row.pop() for row in rows][0] == CHECK_RESULT.heading
    rows[1][1] = "示例区1"
    assert [row.said.name for row in check(SHEETS["enterprises"], table_of(rows)).rows] == ["甲公司"]
