"""Tables checked against sheets and written: every kind of cell, every kind of problem, all or nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Refused
from innovation.exchange.tables import table_of
from innovation.exchange.writing import Written, load
from innovation.models import (
    Area,
    Certification,
    Enterprise,
    Facility,
    FacilityKind,
    FormerName,
    Honour,
    Indicator,
    Industry,
    Level,
    Observation,
    Policy,
    PolicyField,
    Project,
    Scheme,
    State,
    Topic,
    Unit,
)

pytestmark = pytest.mark.django_db

CODE = "91990101DEM000014Q"
TOWN = "990101100000"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def town():
    district = Area.objects.create(code="990101", name="澜江区", type=Area.Type.DISTRICT)
    return Area.objects.create(code=TOWN, name="沙屿镇", type=Area.Type.TOWN, parent=district)


@pytest.fixture
def high_tech():
    return Scheme.objects.create(code="high-tech", name="高新技术企业")


@pytest.fixture
def national():
    return Level.objects.create(code="national", name="国家级", name_en="National", short_name="国家")


def load_rows(name, *rows, **options):
    """Load rows of cells written with bars between them; the first are the headings."""
    return load(SHEETS[name], table_of([row.split("|") for row in rows]), **options)


def problems(name, *rows, **options):
    with pytest.raises(Refused) as refused:
        load_rows(name, *rows, **options)
    return [str(problem) for problem in refused.value.problems]


def test_every_column_fills_fields_of_its_model_and_no_heading_stands_twice():
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert all(sheet.field(field) for field in column.fields), sheet.name
        for headings in ([c.chinese for c in sheet.columns], [c.english for c in sheet.columns]):
            assert len(set(headings)) == len(headings), sheet.name


def test_no_cell_of_a_sheet_is_left_that_its_model_cannot_do_without():
    for sheet in SHEETS.values():
        fields = {field for column in sheet.columns for field in column.fields}
        needed = {
            field.name
            for field in sheet.model._meta.concrete_fields
            if field.editable and not field.blank and not field.has_default() and not field.primary_key
        }
        assert needed <= fields, sheet.name


def test_a_row_may_speak_either_language_and_name_things_by_code_or_name(town, high_tech, national):
    load_rows("enterprises", "企业名称|统一社会信用代码|地区", f"甲公司|{CODE}|沙屿镇")
    load_rows("enterprises", "Name|Area", f"乙公司|{TOWN}")
    outcome = load_rows(
        "certifications",
        "Scheme|级别|Number|企业|地区|Issued on|Valid to",
        f"高新技术企业|国家|1号|{CODE}|沙屿镇|2006-04-25|2009年4月24日",
        f"high-tech|National|2号|乙公司|{TOWN}|2006/4/5|",
        state=State.PUBLISHED,
    )
    assert outcome == Written(created=2, changed=0, left=0, unchanged=0)
    first, second = Certification.objects.order_by("number")
    assert (first.enterprise.name, second.enterprise.name) == ("甲公司", "乙公司")
    assert (first.valid_to, second.valid_to) == (dt.date(2009, 4, 24), None)
    assert {first.state, second.state} == {State.PUBLISHED}


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2006-08-11", dt.date(2006, 8, 11), "day"),
        ("2006-08", dt.date(2006, 8, 1), "month"),
        ("２００６年", dt.date(2006, 1, 1), "year"),
        ("2006", dt.date(2006, 1, 1), "year"),
        ("", None, "day"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(town, text, date, precision):
    PolicyField.objects.create(code="funds", name="资金")
    load_rows("policies", "地区|标题|政策领域|成文日期", f"{TOWN}|办法|funds|{text}")
    assert Policy.objects.values_list("date", "precision").get() == (date, precision)


@pytest.mark.parametrize(
    ("headings", "cells", "number"), [("|数量", "|3", 3), ("|数量", "|", None), ("", "", 1)], ids=("3", "empty", "none")
)
def test_an_empty_number_of_facilities_is_an_unknown_one(headings, cells, number, town):
    FacilityKind.objects.create(code="electronic-screen", name="大型电子屏幕")
    load_rows("facilities", f"地区|类型{headings}", f"{TOWN}|electronic-screen{cells}")
    assert Facility.objects.get().number == number


def test_a_number_keeps_the_decimals_it_was_printed_with(town):
    unit = Unit.objects.create(code="percent", name="百分比", quantity="ratio", factor=Decimal("0.01"), word="%")
    topic = Topic.objects.create(code="economy", name="经济")
    Indicator.objects.create(code="growth", name="增长率", topic=topic, unit=unit)
    load_rows(
        "observations",
        "地区|指标|时期|数值|单位|约数|发布日期",
        f"{TOWN}|growth|2005|13.0|percent|gt|2006-12-31",
    )
    row = Observation.objects.get()
    assert (str(row.printed), row.qualifier, row.period_end) == ("13.0", "gt", dt.date(2005, 12, 31))


def test_rows_may_refer_to_rows_further_up():
    outcome = load_rows(
        "areas", "代码|名称|类型|上级", "990000|省|province|", "990100|市|city|省", "990101|区|district|市"
    )
    assert outcome.created == 3
    assert Area.objects.get(code="990101").path == "990000/990100/990101/"


def test_an_honour_awarded_again_finds_the_earlier_one_by_title_and_period(town, national):
    load_rows(
        "honours",
        "地区|荣誉名称|级别|表彰年度|再次获得",
        f"{TOWN}|先进区|national|1998|",
        f"{TOWN}|先进区|national|2003-01-01/P2Y|先进区 1998",
    )
    assert Honour.objects.get(period="2003-01-01/P2Y").renews.period == "1998"


def test_a_misspelt_name_is_answered_with_the_likely_one(town):
    assert problems("enterprises", "企业名称|地区", "甲公司|沙屿乡镇") == [
        "Row 2, “Area”: There is no area “沙屿乡镇”. Do you mean 沙屿镇?"
    ]


def test_a_name_that_several_rows_bear_is_not_guessed(town):
    Area.objects.create(code="990101101000", name="沙屿镇", type=Area.Type.TOWN, parent=town.parent)
    assert problems("enterprises", "企业名称|地区", "甲公司|沙屿镇") == [
        "Row 2, “Area”: There are several of the kind “area” under “沙屿镇”: write the code or number."
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        ("从业人员", "1.5", "“1.5” is no whole number."),
        ("从业人员", "约20", "“约20” is not exact. Write the number; the word belongs into the note."),
        ("从业人员", "-3", "Ensure this value is greater than or equal to 0."),
        (
            "成立日期",
            "2006-13-01",
            "“2006-13-01” is no date. Write 2006-08-11, or 2006-08 or 2006 if no more is known.",
        ),
        ("成立日期", "2006", "“2006” lacks the day. Write a date like 2006-08-11."),
        ("依据", "听说", "“听说” is not known here. Write one of: reported, assumed, illustrative."),
        ("行业", "C99", "There is no industry “C99”. Enter it first, or correct the cell."),
        ("备注", "a\x00b", "There is an invisible character in the cell. Type it anew."),
    ],
)
def test_a_bad_cell_is_named_with_row_and_column_and_a_remedy(town, heading, cell, message):
    column = next(c for c in SHEETS["enterprises"].columns if c.chinese == heading)
    assert problems("enterprises", f"企业名称|地区|{heading}", f"甲公司|{TOWN}|{cell}") == [
        f"Row 2, “{column.english}”: {message}"
    ]


@pytest.mark.parametrize("cell", ["1,021", "１０２１", "+1021", "1021.0"])
def test_numbers_are_read_as_people_write_them(town, cell):
    load_rows("enterprises", "企业名称|地区|从业人员", f"甲公司|{TOWN}|{cell}")
    assert Enterprise.objects.get().staff == 1021


@pytest.mark.parametrize("cell", ["2006-13-01", "2006-02-30", "1899", "2006-00-01"])
def test_days_that_do_not_exist_are_refused(town, cell):
    assert len(problems("enterprises", "企业名称|地区|成立日期", f"甲公司|{TOWN}|{cell}")) == 1


@pytest.mark.parametrize("cell", ["1,02", "1e3", "١٢", "99999999999999999999", "NaN", "Infinity"])
def test_numbers_that_are_none_or_too_large_are_refused(town, cell):
    assert len(problems("enterprises", "企业名称|地区|从业人员", f"甲公司|{TOWN}|{cell}")) == 1


def test_headings_are_checked_before_any_row(town):
    assert problems("enterprises", "企业名称|Name|从业人数", "甲公司||3") == [
        "Row 1, “从业人数”: There is no such column. Do you mean “从业人员”?",
        "Row 1, “Name”: The column stands there twice. Delete one.",
        "Row 1, “Area”: This column is missing.",
    ]


def test_all_problems_of_a_table_are_told_at_once_and_nothing_is_written(town):
    found = problems(
        "enterprises",
        "企业名称|地区|统一社会信用代码",
        f"甲公司|{TOWN}|{CODE}",
        f"|{TOWN}|",
        f"乙公司|{TOWN}||多余",
        f"丙公司|{TOWN}|{CODE}",
    )
    assert found == [
        "Row 3, “Name”: This cell cannot be empty.",
        "Row 4: There is a cell without a heading. Check whether the row has slipped.",
        "Row 5: It is the same as row 2. Delete one of them.",
    ]
    assert not Enterprise.objects.exists()
    assert not Enterprise.history.exists()


def test_what_the_database_forbids_is_told_by_row_in_the_words_of_the_constraint(town, high_tech, national):
    load_rows("enterprises", "企业名称|地区", f"甲公司|{TOWN}")
    found = problems(
        "certifications",
        "认定种类|级别|编号|企业|地区|认定日期|有效期至",
        f"high-tech|national|1号|甲公司|{TOWN}|2006-01-01|2008-12-31",
        f"high-tech|national|2号|甲公司|{TOWN}|2006-01-01|2005-12-31",
        f"high-tech|national|3号||{TOWN}|2006-01-01|",
    )
    assert found == [
        "Row 3: It cannot expire before it is issued.",
        "Row 4: A certificate has one holder: an enterprise, an organisation, or a name.",
    ]
    assert not Certification.objects.exists()


def test_rows_on_file_are_left_unless_a_change_is_asked_for(town):
    head = "企业名称|统一社会信用代码|地区|从业人员"
    same, other = f"甲公司|{CODE}|{TOWN}|20", f"甲公司|{CODE}|{TOWN}|30"
    load_rows("enterprises", head, same, reason="first")
    assert load_rows("enterprises", head, same) == Written(created=0, changed=0, left=0, unchanged=1)
    assert load_rows("enterprises", head, other) == Written(created=0, changed=0, left=1, unchanged=0)
    assert Enterprise.objects.get().staff == 20
    assert load_rows("enterprises", head, other, change=True, reason="second").changed == 1
    row = Enterprise.objects.get()
    assert (row.staff, row.version) == (30, 2)
    assert list(row.history.order_by("history_id").values_list("staff", "history_change_reason")) == [
        (20, "first"),
        (30, "second"),
    ]


def test_a_change_that_the_database_forbids_is_told_by_row(town):
    head = "企业名称|统一社会信用代码|地区|成立日期|注销或迁出日期"
    load_rows("enterprises", head, f"甲公司|{CODE}|{TOWN}|2000-01-01|")
    found = problems("enterprises", head, f"甲公司|{CODE}|{TOWN}|2000-01-01|1999-01-01", change=True)
    assert found == ["Row 2: An enterprise cannot close before it is founded."]
    assert Enterprise.objects.get().closed_on is None


def test_columns_that_are_not_in_the_table_leave_what_is_on_file(town):
    load_rows("enterprises", "企业名称|统一社会信用代码|地区|从业人员", f"甲公司|{CODE}|{TOWN}|20")
    load_rows("enterprises", "企业名称|统一社会信用代码|地区", f"甲新公司|{CODE}|{TOWN}", change=True)
    assert Enterprise.objects.values_list("name", "staff").get() == ("甲新公司", 20)


def test_former_names_hang_on_their_enterprise(town):
    load_rows("enterprises", "企业名称|统一社会信用代码|地区", f"甲公司|{CODE}|{TOWN}")
    load_rows("former_names", "企业|曾用名|使用至", f"{CODE}|老甲厂|2001-05-31")
    assert FormerName.objects.get().enterprise.name == "甲公司"


def test_problems_are_told_in_chinese_headings_on_a_chinese_screen(town):
    with translation.override("zh-hans"):
        with pytest.raises(Refused) as refused:
            load_rows("enterprises", "企业名称|地区|从业人员", f"甲公司|{TOWN}|多")
        assert refused.value.problems[0].heading == "从业人员"


@pytest.mark.parametrize("rows", [10, 1000])
def test_what_is_on_file_is_read_once_for_a_table_however_long(town, rows):
    Industry.objects.create(code="C34", name="通用设备制造业")
    lines = [f"公司{number}|{TOWN}|C34" for number in range(rows)]
    with CaptureQueriesContext(connection) as queries:
        load_rows("enterprises", "企业名称|地区|行业", *lines)
    read = [query["sql"].split(" FROM ")[1].split()[0] for query in queries if query["sql"].startswith("SELECT")]
    # PostgreSQL hands over what is on file through cursors of its own, which Django does not record.
    once = ['"innovation_enterprise"', '"innovation_area"', '"innovation_industry"']
    assert read == ([] if connection.vendor == "postgresql" else once)


def test_a_project_withdrawn_is_kept_as_such(town, national):
    load_rows("programmes", "代码|名称", "torch|火炬计划")
    load_rows("projects", "编号|项目名称|计划|级别|重点|地区|状态", f"1|甲|torch|national|否|{TOWN}|withdrawn")
    assert Project.objects.get().status == Project.Status.WITHDRAWN
