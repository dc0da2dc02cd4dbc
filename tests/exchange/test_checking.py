"""Three outcomes for each row of a table: ready, to be confirmed, wrong; and whether it is new."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from innovation.exchange import checking
from innovation.exchange.checking import Outcome, check
from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Problem
from innovation.exchange.tables import Line, Table
from innovation.models import (
    Area,
    Budget,
    BudgetLine,
    Certification,
    Enterprise,
    Indicator,
    Level,
    Observation,
    Organisation,
    OrganisationKind,
    Scheme,
    Topic,
    Unit,
)
from tests.exchange.tables import checked, table, told

pytestmark = pytest.mark.django_db

CODE = "91990101DEM000014Q"
TOWN = "990101100000"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    with translation.override("en"):
        yield


@pytest.fixture
def town():
    district = Area.objects.create(code="990101", name="澜江区", type=Area.Type.DISTRICT)
    return Area.objects.create(code=TOWN, name="中兴街道", type=Area.Type.SUBDISTRICT, parent=district)


@pytest.fixture
def units():
    made = [
        Unit(code="cny", name="元", quantity="CNY", factor=1, word="元"),
        Unit(code="cny-10k", name="万元", name_en="10,000 yuan", quantity="CNY", factor=10_000, prefix="万", word="元"),
        Unit(code="cny-100m", name="亿元", quantity="CNY", factor=100_000_000, prefix="亿", word="元"),
        Unit(code="percent", name="百分比", quantity="ratio", factor=Decimal("0.01"), word="%"),
        Unit(code="persons", name="人", name_en="persons", quantity="persons", factor=1, word="人"),
    ]
    return {unit.code: unit for unit in Unit.objects.bulk_create(made)}


@pytest.fixture
def indicators(town, units):
    topic = Topic.objects.create(code="economy", name="经济")
    for code, unit in (("funds", "cny-10k"), ("share", "percent"), ("farmers", "persons")):
        Indicator.objects.create(code=code, name=code, topic=topic, unit=units[unit])


def enterprise(headings, cells, **hooks):
    """The one row of a table of enterprises, which has a name and an area anyway."""
    return checked("enterprises", f"企业名称|地区|{headings}", f"甲公司|{TOWN}|{cells}", **hooks)[0]


def observation(indicator, value, unit, *more):
    headings, cells = more or ("备注", "")
    return checked(
        "observations",
        f"地区|指标|时期|数值|单位|发布日期|{headings}",
        f"{TOWN}|{indicator}|2005|{value}|{unit}|2006-03-01|{cells}",
    )[0]


# Outcomes and kinds


def test_a_row_is_ready_or_to_be_confirmed_or_wrong(town):
    rows = checked(
        "enterprises",
        "企业名称|地区|统一社会信用代码",
        f"甲公司|{TOWN}|{CODE}",
        f"乙公司|{TOWN}|{CODE[:-1]}X",
        f"丙公司|{TOWN}|123",
        f"|{TOWN}|{CODE[:-1]}Y",
    )
    assert [row.outcome for row in rows] == [Outcome.READY, Outcome.DOUBTFUL, Outcome.WRONG, Outcome.WRONG]
    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert rows[0].cells == ("甲公司", TOWN, CODE)


def test_a_row_is_new_or_changes_something_or_says_what_is_on_file(town):
    for name in ("甲公司", "乙公司"):
        Enterprise.objects.create(area=town, name=name, staff=5)
    rows = checked(
        "enterprises",
        "企业名称|地区|从业人员",
        f"甲公司|{TOWN}|5",
        f"乙公司|{TOWN}|6",
        f"丙公司|{TOWN}|5",
        f"|{TOWN}|5",
    )
    assert [row.kind for row in rows] == ["unchanged", "changes", "new", ""]
    assert [(name, getattr(rows[1].on_file, name), getattr(rows[1].said, name)) for name in rows[1].differences] == [
        ("staff", 5, 6)
    ]


def test_a_cell_that_could_not_be_read_out_of_the_file_is_wrong(town):
    line = Line(7, ("甲公司", TOWN, ""), {2: "The formula has no stored value."})
    row = next(iter(check(SHEETS["enterprises"], Table(("Name", "Area", "Staff"), (line,))).rows))
    assert (row.number, row.outcome, told(row)) == (7, Outcome.WRONG, ["“Staff”: The formula has no stored value."])


def test_rows_are_checked_as_they_are_asked_for_and_never_all_at_once(town):
    read = []

    class Endless:
        def __len__(self):
            return 10**9

        def __iter__(self):
            for number in range(2, 10**9):
                read.append(number)
                yield Line(number, (f"公司{number}", TOWN))

    rows = iter(check(SHEETS["enterprises"], Table(("Name", "Area"), Endless())).rows)
    assert [next(rows).number for _ in range(3)] == [2, 3, 4]
    assert len(read) == checking.PORTION


@pytest.mark.parametrize("rows", [10, 2500])
def test_the_number_of_queries_grows_with_the_portions_only(town, rows, django_assert_num_queries):
    # Keys on file, areas, and for each portion the rows that are on file.
    Enterprise.objects.create(area=town, name="公司1")
    lines = [f"公司{number}|{TOWN}" for number in range(rows)]
    with django_assert_num_queries(3):
        assert len(checked("enterprises", "企业名称|地区", *lines)) == rows


# Headings


def test_an_unknown_column_is_left_out_with_a_remark(town):
    found = check(SHEETS["enterprises"], table("企业名称|地区|Telephone|电子邮箱", f"甲公司|{TOWN}|1|2"))
    assert (found.problems, found.remarks) == (
        [],
        ["These columns are not known and were left out: Telephone, 电子邮箱."],
    )
    assert [row.outcome for row in found.rows] == [Outcome.READY]


def test_a_heading_that_is_nearly_right_is_asked_about(town):
    found = check(SHEETS["enterprises"], table("企业名称|地区|从业人数", f"甲公司|{TOWN}|1"))
    message = "There is no such column. Do you mean “从业人员”?"
    assert (found.problems, list(found.rows)) == ([Problem(message, row=1, heading="从业人数")], [])


def test_a_missing_column_refuses_the_table():
    found = check(SHEETS["enterprises"], table("企业名称", "甲公司"))
    assert [str(problem) for problem in found.problems] == ["Row 1, “Area”: This column is missing."]


# Keys of rows


def test_a_row_key_lets_a_name_be_changed(town):
    row = Enterprise.objects.create(area=town, name="旧名")
    found = enterprise("行标识", f"#{row.pk}.{row.version}")
    assert (found.kind, found.on_file, found.differences) == ("changes", row, ("name",))


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("#{pk}.1", "Somebody changed or deleted this row since you took it out. Take the rows out again."),
        ("#999999.1", "Somebody changed or deleted this row since you took it out. Take the rows out again."),
        ("{pk}.2", "This is no key of a row. Leave it empty for a new row, or take the rows out again."),
    ],
)
def test_a_row_key_of_another_state_is_refused(town, key, message):
    row = Enterprise.objects.create(area=town, name="甲公司")
    row.save()
    assert told(enterprise("行标识", key.format(pk=row.pk))) == [f"“Row key”: {message}"]


def test_a_row_key_that_stands_twice_is_wrong(town):
    key = f"#{Enterprise.objects.create(area=town, name='甲公司').pk}.1"
    rows = checked("enterprises", "行标识|企业名称|地区", f"{key}|甲公司|{TOWN}", f"{key}|乙公司|{TOWN}")
    assert [told(row) for row in rows] == [[], ["It is the same as row 2. Delete one of them."]]


# Names


@pytest.mark.parametrize("text", ["中兴", "中兴街", "中兴乡街道", "新中兴街道"])
def test_a_near_name_is_suggested_as_it_is_written_on_file(town, text):
    row = checked("enterprises", "企业名称|地区", f"甲公司|{text}")[0]
    assert [problem.suggestion for problem in row.problems] == ["中兴街道"]
    assert told(row) == [f"“Area”: There is no area “{text}”. Do you mean 中兴街道?"]


def test_of_two_near_names_none_is_put_in_by_a_click(town):
    Area.objects.create(code="990101101000", name="中兴镇", type=Area.Type.TOWN, parent=town.parent)
    row = checked("enterprises", "企业名称|地区", "甲公司|中兴")[0]
    assert [problem.suggestion for problem in row.problems] == [""]
    assert told(row) == ["“Area”: There is no area “中兴”. Do you mean 中兴街道, 中兴镇?"]


def test_the_same_misspelt_name_is_mended_in_every_row(town):
    rows = checked("enterprises", "企业名称|地区", *(f"公司{number}|中兴" for number in range(200)))
    assert {row.problems[0].suggestion for row in rows} == {"中兴街道"}


# Numbers


@pytest.mark.parametrize(
    ("cell", "staff", "doubt"),
    [
        ("１，０２１", 1021, ""),
        ("42人", 42, "“Staff”: “42人” was read as 42."),
        ("1.2万人", 12000, "“Staff”: “1.2万人” was read as 12000."),
    ],
)
def test_a_number_with_what_it_counts_is_read_and_shown(town, cell, staff, doubt):
    row = enterprise("从业人员", cell)
    assert (row.said.staff, told(row)) == (staff, [doubt] if doubt else [])


@pytest.mark.parametrize(
    ("cell", "amount"), [("1,021万元", 1021), ("1.2亿元", 12000), ("300元", Decimal("0.03")), ("５００ 万", 500)]
)
def test_an_amount_in_another_unit_is_converted_and_shown(town, cell, amount):
    BudgetLine.objects.create(code="science", name="科技经费")
    row = checked("budgets", "地区|年度|科目|预算数（万元）", f"{TOWN}|2006|science|{cell}")[0]
    assert (row.outcome, row.said.planned) == (Outcome.DOUBTFUL, amount)
    assert told(row) == [f"“Budget (10,000 yuan)”: “{cell}” was read as {amount} (10,000 yuan)."]


@pytest.mark.parametrize("cell", ["1021美元", "NaN", "Infinity", "1e5", "-3", "12345678901234", "0.00001", "约500"])
def test_what_is_no_amount_in_yuan_is_wrong(town, cell):
    BudgetLine.objects.create(code="science", name="科技经费")
    row = checked("budgets", "地区|年度|科目|预算数（万元）", f"{TOWN}|2006|science|{cell}")[0]
    assert row.outcome == Outcome.WRONG
    assert not Budget.objects.exists()


@pytest.mark.parametrize(
    ("indicator", "cell", "unit", "value", "qualifier", "doubt"),
    [
        ("funds", "1021", "万元", "1021", "", ""),
        ("funds", "1,021万元", "万元", "1021", "", ""),
        ("funds", "1.2亿元", "万元", "12000", "", "12000 10,000 yuan"),
        ("share", "13.0%", "percent", "13.0", "", ""),
        ("share", "50%以上", "percent", "50", "ge", "at least (以上) 50 百分比"),
        ("farmers", "2500余人", "人", "2500", "gt-yu", "more than (余) 2500 persons"),
        ("farmers", "近300", "人", "300", "lt", "nearly (近) 300 persons"),
        ("farmers", "超过5000人", "人", "5000", "gt", "more than (超过) 5000 persons"),
        ("farmers", "约５００", "人", "500", "approx", "about (约) 500 persons"),
    ],
)
def test_unit_and_qualifier_in_a_value_are_taken_and_shown_where_they_say_more_than_the_row(
    indicators, indicator, cell, unit, value, qualifier, doubt
):
    row = observation(indicator, cell, unit)
    assert (str(row.said.printed), row.said.qualifier) == (value, qualifier)
    assert told(row) == ([f"“Value”: The value was read as {doubt}."] if doubt else [])


def test_a_value_and_its_qualifier_may_say_the_same_but_not_different_things(indicators):
    assert observation("farmers", "2500余人", "人", "约数", "gt-yu").outcome == Outcome.DOUBTFUL
    assert told(observation("farmers", "2500余人", "人", "约数", "lt")) == [
        "“Qualifier”: The value and the column of the qualifier say different things. Correct one of them."
    ]


def test_a_value_in_a_unit_of_another_quantity_is_wrong(indicators):
    assert told(observation("farmers", "2500元", "人")) == [
        "“Value”: The value says “元”, but its unit is persons. Correct one of them."
    ]


# Dates and periods


@pytest.mark.parametrize(
    ("cell", "date", "messages"),
    [
        ("2006年8月11日", dt.date(2006, 8, 11), []),
        ("20060811", dt.date(2006, 8, 11), []),
        ("38930", dt.date(2006, 8, 1), ["“Founded on”: “38930” was read as 2006-08-01."]),
        ("1912-01-01", dt.date(1912, 1, 1), ["“Founded on”: The year 1912 is long ago. Check it."]),
    ],
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(town, cell, date, messages):
    row = enterprise("成立日期", cell)
    assert (row.said.founded_on, told(row)) == (date, messages)


@pytest.mark.parametrize("cell", ["200x", "200X年", "XX-200x", "19××"])
def test_an_unknown_year_is_told_with_a_remedy(town, cell):
    assert told(enterprise("成立日期", cell)) == [
        f"“Founded on”: The year of “{cell}” is not known. Leave the cell empty, or write the year."
    ]


def test_days_to_come_are_doubted_where_no_rule_of_the_record_refuses_them(town):
    row = checked("sources", "代码|名称|发布日期", "yearbook|统计年鉴|2007-01-01")[0]
    assert told(row) == ["“Issued on”: The day 2007-01-01 has not come yet. Check it."]
    assert enterprise("成立日期", "2007-01-01").outcome == Outcome.WRONG


def test_days_that_are_set_for_what_is_to_come_are_not_doubted(town):
    Level.objects.create(code="national", name="国家级")
    Scheme.objects.create(code="high-tech", name="高新技术企业")
    row = checked(
        "certifications",
        "认定种类|级别|当时名称|地区|认定日期|有效期至",
        f"high-tech|national|甲公司|{TOWN}|2006-01-01|2009-12-31",
    )[0]
    assert (row.outcome, told(row)) == (Outcome.READY, [])


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2006", "2006"),
        ("２００６年", "2006"),
        ("2006年度", "2006"),
        ("2006年上半年", "2006-S1"),
        ("2006年1-6月", "2006-S1"),
        ("2006年1—10月", "2006-01-01/P10M"),
        ("2006年前三季度", "2006-01-01/P9M"),
        ("2006年第三季度", "2006-Q3"),
        ("2006年3季度", "2006-Q3"),
        ("2006年8月", "2006-08"),
        ("2003-2004年", "2003-01-01/P2Y"),
        ("2003—2006", "2003-01-01/P4Y"),
        ("2006年9月30日", "2006-09-30"),
        ("截至2006年9月30日", "../2006-09-30"),
        ("截至2006年9月", "../2006-09-30"),
        ("_U", "_U"),
    ],
)
def test_a_period_is_read_as_people_write_it(indicators, cell, period):
    row = checked("observations", "地区|指标|时期|数值|单位|发布日期", f"{TOWN}|farmers|{cell}|1|人|2006-12-31")[0]
    assert row.said.period == period


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("200x", "The period “200x” is not known. Choose one, or write _U if nobody knows it."),
        ("2006年13月", "“2006年13月” is no period. Write 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30 or 2006年上半年."),
        ("2006-2004年", None),
        ("去年", None),
        ("截至去年", None),
    ],
)
def test_what_is_no_period_is_wrong(indicators, cell, message):
    row = checked("observations", "地区|指标|时期|数值|单位|发布日期", f"{TOWN}|farmers|{cell}|1|人|2006-12-31")[0]
    assert row.outcome == Outcome.WRONG
    assert message is None or told(row) == [f"“Period”: {message}"]


# What is odd


def test_a_wrong_check_character_is_doubted_with_the_right_one(town):
    assert told(enterprise("统一社会信用代码", CODE[:-1] + "X")) == [
        "“Social credit code”: By the standard the last character would be Q. Any of the characters may be wrong: "
        "compare them with the licence."
    ]


def test_a_number_that_looks_otherwise_than_those_of_its_scheme_is_doubted(town):
    Level.objects.create(code="national", name="国家级")
    Scheme.objects.create(code="high-tech", name="高新技术企业", number_pattern="GR[0-9]{12}")
    rows = checked(
        "certifications",
        "认定种类|级别|编号|当时名称|地区",
        f"high-tech|national|GR202333001234|甲公司|{TOWN}",
        f"high-tech|national|GR2023|甲公司|{TOWN}",
    )
    assert [told(row) for row in rows] == [
        [],
        ["“Number”: Numbers of 高新技术企业 look otherwise. Compare it with the certificate."],
    ]


def test_a_pattern_that_is_none_is_wrong():
    row = checked("schemes", "代码|名称|编号格式", "high-tech|高新技术企业|GR[")[0]
    assert [(problem.heading, problem.doubt) for problem in row.problems] == [("Form of the number", False)]


def test_a_row_like_one_on_file_but_for_its_code_is_doubted(town):
    Enterprise.objects.create(area=town, name="甲公司", credit_code=CODE, closed_on=dt.date(2005, 1, 1))
    row = enterprise("统一社会信用代码", "91330100799655058B")
    assert (row.kind, row.outcome) == ("new", Outcome.DOUBTFUL)
    assert told(row) == ["“甲公司” on file is the same but for its number or code. Check whether it is the same thing."]


def test_values_are_doubted_beside_those_on_file_and_in_the_table(indicators, town, units):
    Observation.objects.create(
        area=town,
        indicator=Indicator.objects.get(code="farmers"),
        period="2004",
        value=250,
        unit=units["persons"],
        stated_on=dt.date(2005, 3, 1),
    )
    rows = checked(
        "observations",
        "地区|指标|时期|数值|单位|发布日期",
        f"{TOWN}|farmers|2005|2500000|人|2006-03-01",
        f"{TOWN}|funds|2005|7|万元|2006-03-01",
    )
    assert [row.outcome for row in rows] == [Outcome.DOUBTFUL, Outcome.READY]
    assert "about 10,000 times" in told(rows[0])[0]


# What is wrong


def test_a_row_that_stands_further_up_is_wrong(town):
    rows = checked("enterprises", "企业名称|地区", f"甲公司|{TOWN}", f"甲公司|{TOWN}")
    assert [told(row) for row in rows] == [[], ["It is the same as row 2. Delete one of them."]]


@pytest.mark.parametrize("text", ["😀公司", "𠮷野家", "\ue000公司"])
def test_rare_characters_are_kept(town, text):
    row = checked("enterprises", "企业名称|地区", f"{text}|{TOWN}")[0]
    assert (row.outcome, row.said.name) == (Outcome.READY, text)


@pytest.mark.parametrize("text", ["a\x00b", "a\tb", "a\x1fb", "名" * 201])
def test_control_characters_and_texts_that_are_too_long_are_wrong(town, text):
    assert checked("enterprises", "企业名称|地区", f"{text}|{TOWN}")[0].outcome == Outcome.WRONG


def test_a_constraint_is_told_by_row_without_asking_the_database(town):
    Level.objects.create(code="national", name="国家级")
    OrganisationKind.objects.create(code="club", name="俱乐部")
    row = checked(
        "organisations",
        "地区|名称|类型|级别|成立日期|撤销日期",
        f"{TOWN}|甲会|club|national|2006-05-01|2005-05-01",
    )[0]
    assert row.outcome == Outcome.WRONG
    assert not Organisation.objects.exists()


# Whose rows they are


def test_rows_that_the_user_may_not_write_are_wrong_in_the_cell_of_the_area(town):
    def refusal(row):
        return "" if row.area.code == TOWN else "This belongs to an area that is not yours."

    rows = checked("enterprises", "企业名称|地区", f"甲公司|{TOWN}", "乙公司|990101", refusal=refusal)
    assert [told(row) for row in rows] == [[], ["“Area”: This belongs to an area that is not yours."]]


def test_a_row_on_file_that_the_user_may_not_see_is_told_without_any_detail_of_it(town):
    Enterprise.objects.create(area=town.parent, name="机密", credit_code=CODE)

    def rows(model):
        return model.objects.exclude(area__code="990101") if model is Enterprise else model.objects.all()

    row = enterprise("统一社会信用代码", CODE, rows=rows)
    assert (row.outcome, row.on_file) == (Outcome.WRONG, None)
    assert told(row) == ["It is on file already, outside what you may see. Ask the administrator."]


def test_a_cell_refers_only_to_rows_that_the_user_may_see(town):
    Level.objects.create(code="national", name="国家级")
    Scheme.objects.create(code="high-tech", name="高新技术企业")
    Enterprise.objects.create(area=town.parent, name="机密企业")

    def rows(model):
        return model.objects.none() if model is Enterprise else model.objects.all()

    row = checked("certifications", "认定种类|级别|企业|地区", f"high-tech|national|机密企业|{TOWN}", rows=rows)[0]
    assert told(row) == ["“Enterprise”: There is no enterprise “机密企业”. Enter it first, or correct the cell."]
    assert not Certification.objects.exists()


# Large registers


@pytest.fixture
def large(town, monkeypatch):
    """Six enterprises, which are too many to be held."""
    monkeypatch.setattr("innovation.exchange.held.MOST_HELD", 5)
    Level.objects.create(code="national", name="国家级")
    Scheme.objects.create(code="high-tech", name="高新技术企业")
    return [Enterprise.objects.create(area=town, name=f"公司{number}") for number in range(6)]


def certificates(*lines):
    return checked(
        "certifications", "认定种类|级别|企业|地区", *(f"high-tech|national|{line}|{TOWN}" for line in lines)
    )


def test_rows_of_a_large_register_are_found_by_each_key(large):
    large[0].credit_code = CODE
    large[0].save()
    rows = certificates("公司1", CODE, f"#{large[2].pk}")
    assert [row.said.enterprise for row in rows] == [large[1], large[0], large[2]]


def test_a_large_register_is_read_portion_by_portion(large, django_assert_num_queries):
    names = [f"公司{number % 6}" for number in range(12)]
    # Certificates on file; schemes, levels, areas; enterprises tried, their keys, those that are named.
    with django_assert_num_queries(7):
        certificates(*names)


def test_names_of_a_large_register_are_not_guessed(large):
    Enterprise.objects.create(area=large[0].area.parent, name="公司5")
    assert [told(row) for row in certificates("公司5", "公司九")] == [
        ["“Enterprise”: There are several of the kind “enterprise” under “公司5”: write the code or number."],
        ["“Enterprise”: There is no enterprise “公司九”. Enter it first, or correct the cell."],
    ]


def test_rows_further_up_are_found_beside_a_large_register(town, monkeypatch):
    monkeypatch.setattr("innovation.exchange.held.MOST_HELD", 1)
    rows = checked(
        "areas",
        "代码|名称|类型|上级",
        f"{TOWN[:9]}001|某社区|community|中兴街道",
        f"{TOWN[:9]}002|某村|community|某社区",
    )
    assert [(row.said.parent.name, told(row)) for row in rows] == [("中兴街道", []), ("某社区", [])]
