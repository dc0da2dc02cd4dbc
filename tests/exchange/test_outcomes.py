"""Rows of tables: ready, to be confirmed or wrong, each with all that is said about it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from innovation.exchange.checking import check
from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Refused
from innovation.exchange.tables import Line, Table, table_of
from innovation.exchange.writing import Entry, Writing, load
from innovation.models import (
    Amendment,
    Area,
    Enterprise,
    Indicator,
    Scheme,
    State,
    Unit,
    revise,
    withdraw,
)
from tests.innovation import conftest as filed
from tests.innovation.people import clerk, reviewer

pytestmark = pytest.mark.django_db

CODE, OTHER_CODE = "91110108551385082Q", "91990101DEM000014Q"
HEADINGS = "Area|Name|Social credit code|Staff"
READY: tuple[str, list[Any]] = ("ready", [])


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def town() -> Area:
    district = filed.area("990101", name="澜江区")
    return filed.area("990101100000", district, name="沙屿镇")


def table(headings: str, *rows: str) -> Table:
    """A table of rows written with bars between their cells."""
    return table_of([row.split("|") for row in (headings, *rows)])


def outcomes(sheet: str, headings: str, *rows: str, **options: Any) -> list[tuple[str, list[tuple[str, ...]]]]:
    """What becomes of each row: whether it is new or changes something, and what is said about it and where.

    A doubt ends with a question mark, a suggestion stands behind the message.
    """
    return told(check(SHEETS[sheet], table(headings, *rows), **options).rows)


def told(rows: Any) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(row.outcome.value, [_said(problem) for problem in row.problems]) for row in rows]


def _said(problem: Any) -> tuple[str, ...]:
    marks = ("?",) if problem.doubt else (problem.suggestion,) if problem.suggestion else ()
    return (problem.heading, problem.message, *marks)


def kinds(sheet: str, headings: str, *rows: str) -> list[str]:
    return [row.kind for row in check(SHEETS[sheet], table(headings, *rows)).rows]


# Headings


def test_an_unknown_column_is_left_out_with_a_remark_and_one_almost_known_is_asked_about(town: Area) -> None:
    checked = check(SHEETS["enterprises"], table("Area|Name|电话|Fax", "沙屿镇|甲公司|123|456"))
    assert checked.remarks == ["These columns are not known and were left out: 电话, Fax."]
    assert told(checked.rows) == [READY]
    refused = check(SHEETS["enterprises"], table("Area|Name|Staf", "沙屿镇|甲公司|5"))
    assert [str(problem) for problem in refused.problems] == [
        "Row 1, “Staf”: There is no such column. Do you mean “Staff”?"
    ]
    assert list(refused.rows) == []


def test_a_column_that_is_missing_or_stands_twice_is_told() -> None:
    refused = check(SHEETS["enterprises"], table("Area|Area|Staff", "沙屿镇|沙屿镇|5"))
    assert [str(problem) for problem in refused.problems] == [
        "Row 1, “Area”: The column stands there twice. Delete one.",
        "Row 1, “Name”: This column is missing.",
    ]


# Which row it is


def test_a_row_names_the_row_it_is_by_its_key(town: Area) -> None:
    row = filed.enterprise(town, name="甲公司")
    stale = ("Row key", "Somebody changed or deleted this row since you took it out. Take the rows out again.")
    none = ("Row key", "This is no key of a row. Leave it empty for a new row, or take the rows out again.")
    assert outcomes(
        "enterprises",
        "Area|Name|Row key",
        f"沙屿镇|甲公司（改）|#{row.pk}.1",
        f"沙屿镇|乙公司|#{row.pk}.2",
        "沙屿镇|丙公司|#999999.1",
        f"沙屿镇|丁公司|{row.pk}.1",
        "沙屿镇|戊公司|#1",
        f"沙屿镇|己公司|#{'9' * 30}.1",
        "沙屿镇|庚公司|",
    ) == [READY, ("wrong", [stale]), ("wrong", [stale]), *[("wrong", [none])] * 3, READY]


def test_two_rows_do_not_name_the_same_row(town: Area) -> None:
    row = filed.enterprise(town, name="甲公司")
    found = outcomes(
        "enterprises", "Area|Name|Row key", f"沙屿镇|甲公司|#{row.pk}.1", f"沙屿镇|甲公司（改）|#{row.pk}.1"
    )
    assert found == [READY, ("wrong", [("", "It is the same as row 2. Delete one of them.")])]


def test_a_row_stands_in_a_table_once(town: Area) -> None:
    twice = ("wrong", [("", "It is the same as row 2. Delete one of them.")])
    rows = ("沙屿镇|甲公司||5", "沙屿镇|乙公司||5", "沙屿镇|甲公司||6", "990101100000|甲公司||5")
    assert outcomes("enterprises", HEADINGS, *rows) == [READY, READY, twice, twice]


def test_a_row_is_found_by_its_name_if_the_table_has_no_code_and_by_its_code_if_the_name_is_new(town: Area) -> None:
    filed.enterprise(town, name="甲公司", credit_code=CODE, staff=5)
    assert kinds("enterprises", "Area|Name|Staff", "沙屿镇|甲公司|5", "沙屿镇|乙公司|5") == ["unchanged", "new"]
    assert kinds("enterprises", HEADINGS, f"沙屿镇|甲公司（改）|{CODE}|5") == ["changes"]
    assert kinds("enterprises", HEADINGS, f"沙屿镇|甲公司|{OTHER_CODE}|5") == ["new"]


def test_a_code_is_added_to_a_row_without_one(town: Area) -> None:
    row = filed.enterprise(town, name="甲公司", staff=5)
    load(SHEETS["enterprises"], table(HEADINGS, f"沙屿镇|甲公司|{CODE}|5"), change=True)
    row.refresh_from_db()
    assert (row.credit_code, Enterprise.objects.count()) == (CODE, 1)


def test_two_keys_that_lead_to_different_rows_contradict_each_other(town: Area) -> None:
    filed.enterprise(town, name="甲公司", credit_code=CODE)
    filed.enterprise(town, name="乙公司")
    message = "By its code or number it is “甲公司”, by the rest “乙公司”. Correct one of them."
    assert outcomes("enterprises", HEADINGS, f"沙屿镇|乙公司|{CODE}|5") == [("wrong", [("", message)])]


def test_what_the_database_refuses_is_told_row_by_row_and_nothing_is_written(town: Area) -> None:
    for name, code in (("甲公司", CODE), ("乙公司", OTHER_CODE), ("丙公司", None)):
        filed.enterprise(town, name=name, credit_code=code, staff=1)
    # The first of them has the name of the second.
    rows = ("沙屿镇|丙公司||2", f"沙屿镇|乙公司|{CODE}|2", "沙屿镇|丁公司||2")
    with pytest.raises(Refused) as refused:
        load(SHEETS["enterprises"], table(HEADINGS, *rows), change=True)
    assert [str(problem) for problem in refused.value.problems] == [
        "Row 3: An enterprise of this name is on file in this area already: open that one."
    ]
    assert set(Enterprise.objects.values_list("staff", "version")) == {(1, 1)}


def test_rows_that_a_key_does_not_tell_apart_are_told(town: Area) -> None:
    for _ in range(2):
        filed.project(town, title="火炬")
    found = outcomes("projects", "Area|Title|Programme|Level", "沙屿镇|火炬|torch|national")
    message = "Several rows on file agree with it. Give a number or code that tells them apart."
    assert found == [("wrong", [("", message)])]


# What cells say


def test_a_name_almost_like_one_on_file_is_suggested(town: Area) -> None:
    filed.area("990101101000", town.parent, name="北沙屿镇")
    assert outcomes("enterprises", "Area|Name", "沙屿鎮|甲公司", "澜江|甲公司", "沙屿|甲公司", "别处|甲公司") == [
        ("wrong", [("Area", "There is no area “沙屿鎮”. Do you mean 沙屿镇?", "沙屿镇")]),
        ("wrong", [("Area", "There is no area “澜江”. Do you mean 澜江区?", "澜江区")]),
        ("wrong", [("Area", "There is no area “沙屿”. Do you mean 沙屿镇, 北沙屿镇?")]),
        ("wrong", [("Area", "There is no area “别处”. Enter it first, or correct the cell.")]),
    ]


def test_amounts_in_other_units_are_converted_once_that_is_confirmed(town: Area) -> None:
    filed.budget(town, line="science", year=1999)
    found = outcomes(
        "budgets",
        "Area|Year|Budget line|Budget (10,000 yuan)",
        "沙屿镇|2001|science|1,021",
        "沙屿镇|2002|science|1,021万元",
        "沙屿镇|2003|science|1.2亿元",
        "沙屿镇|2004|science|5000美元",
        "沙屿镇|2005|science|近300",
        "沙屿镇|2006|science|-3",
        "沙屿镇|2007|science|",
        "沙屿镇|206|science|3",
        "沙屿镇|200x|science|3",
    )
    money = "Budget (10,000 yuan)"
    assert found == [
        READY,
        ("doubtful", [(money, "“1,021万元” was read as 1021 (10,000 yuan).", "?")]),
        ("doubtful", [(money, "“1.2亿元” was read as 12000 (10,000 yuan).", "?")]),
        ("wrong", [(money, "“5000美元” is no amount in yuan. Write it in 10,000 yuan.")]),
        ("wrong", [(money, "“近300” is not exact. Write the number; the word belongs into the note.")]),
        ("wrong", [(money, "An amount is not below zero.")]),
        ("wrong", [("", "Enter at least one of budget, adjusted budget and final account.")]),
        ("wrong", [("Year", "A year is between 1900 and 2100.")]),
        ("wrong", [("Year", "“200x” is no number. Write digits only; the unit has a column of its own.")]),
    ]


def money() -> Indicator:
    """An indicator told in 10,000 yuan, and units that may be mistaken for that."""
    for code, name, quantity, factor in (
        ("cny", "元", "cny", 1),
        ("cny-10k", "万元", "cny", 10_000),
        ("cny-100m", "亿元", "cny", 100_000_000),
        ("usd", "美元", "usd", 1),
    ):
        Unit.objects.create(code=code, name=name, quantity=quantity, factor=factor)
    return filed.entered("money", unit=Unit.objects.get(code="cny-10k"))


STATED = "Indicator|Area|Period|Value|Unit|Qualifier|Stated on"


def test_a_stated_value_is_brought_into_its_unit_with_the_word_about_it(town: Area) -> None:
    money()
    found = outcomes(
        "observations",
        STATED,
        "money|沙屿镇|2001|1,021万元|万元||2006-01-15",
        "money|沙屿镇|2002|0.12亿元|万元||2006-01-15",
        "money|沙屿镇|2003|12,300,000元|万元||2006-01-15",
        "money|沙屿镇|2004|近1300|万元||2006-01-15",
        "money|沙屿镇|2005|近1300|万元|近|2006-01-15",
        "money|沙屿镇|2006|近1300|万元|约|2006-01-15",
        "money|沙屿镇|2007|300美元|万元||2006-01-15",
        "money|沙屿镇|2008|300吨|万元||2006-01-15",
        "money|沙屿镇|200x|300|万元||2006-01-15",
    )
    assert found == [
        READY,
        ("doubtful", [("Value", "The value was read as 1200 万元.", "?")]),
        ("doubtful", [("Value", "The value was read as 1230 万元.", "?")]),
        *[("doubtful", [("Value", "The value was read as nearly (近) 1300 万元.", "?")])] * 2,
        (
            "wrong",
            [("Qualifier", "The value and the column of the qualifier say different things. Correct one of them.")],
        ),
        ("wrong", [("Value", "The value says “美元”, but its unit is 万元. Correct one of them.")]),
        ("wrong", [("Value", "The value says “吨”, but its unit is 万元. Correct one of them.")]),
        ("wrong", [("Period", "The period “200x” is not known. Choose one, or write _U if nobody knows it.")]),
    ]


def test_a_value_ten_thousand_times_the_one_before_has_to_be_confirmed(town: Area) -> None:
    indicator = money()
    filed.state(indicator, town, "2004", 1021)
    found = outcomes(
        "observations",
        "Indicator|Area|Period|Value|Unit|Stated on",
        "money|沙屿镇|2005|10500000|cny-10k|2006-01-15",
        "money|沙屿镇|2003|1000|cny-10k|2006-01-15",
    )
    slip = "10,500,000 is about 10,000 times the 1,021 of 2004. Is it in 元 instead of 万元? It would then be 1,050."
    assert found == [("doubtful", [("Value", slip, "?")]), READY]


def test_what_is_odd_about_a_record_has_to_be_confirmed(town: Area) -> None:
    filed.entry(Scheme, "high-tech", name="高新", number_pattern=r"GR\d{4}")
    filed.level("national")
    check_character = (
        "By the standard the last character would be Q. Any of the characters may be wrong: compare them with the "
        "licence."
    )
    assert outcomes("enterprises", "Area|Name|Social credit code", f"沙屿镇|甲公司|{CODE[:-1]}A") == [
        ("doubtful", [("Social credit code", check_character, "?")])
    ]
    assert outcomes("enterprises", "Area|Name|Founded on", "沙屿镇|甲公司|1948-12-31", "沙屿镇|乙公司|1949-1-1") == [
        ("doubtful", [("Founded on", "The year 1948 is long ago. Check it.", "?")]),
        READY,
    ]
    assert outcomes(
        "certifications",
        "Area|Scheme|Level|Number|Holder's name at the time",
        "沙屿镇|high-tech|national|GR2006|甲公司",
        "沙屿镇|high-tech|national|2006号|乙公司",
    ) == [
        READY,
        ("doubtful", [("Number", "Numbers of 高新 look otherwise. Compare it with the certificate.", "?")]),
    ]


def test_what_a_cell_cannot_hold_is_told_at_the_cell(town: Area) -> None:
    lines = (
        Line(2, ("沙屿镇", "#REF!", "", ""), {1: "The cell shows an error."}),
        Line(3, ("沙屿镇", "甲公司", "", "", "more")),
        Line(4, ("沙屿镇", "乙\x00公司", "", "")),
        Line(5, ("沙屿镇", "\u3000乙\u200b公\u00a0司\u3000", "", "")),
        Line(6, ("沙屿镇",)),
        Line(7, ("沙屿镇", "丙公司", "", "9" * 600)),
        Line(8, ("沙屿镇", "丁公司", "", "-1")),
        Line(9, ("沙" * 501, "戊公司", "", "NaN")),
        Line(10, ("沙屿镇", "己" * 201, "", "")),
        Line(11, ("沙屿镇", "庚公司", CODE[:-1], "")),
    )
    rows = list(check(SHEETS["enterprises"], Table(tuple(HEADINGS.split("|")), lines)).rows)
    too_long = "The text is too long for this column. Shorten it."
    no_number = "“NaN” is no number. Write digits only; the unit has a column of its own."
    code = "A social credit code has 18 digits and capital letters, without I, O, S, V and Z."
    assert told(rows) == [
        ("wrong", [("Name", "The cell shows an error.")]),
        ("wrong", [("", "There is a cell without a heading. Check whether the row has slipped.")]),
        ("wrong", [("Name", "There is an invisible character in the cell. Type it anew.")]),
        READY,
        ("wrong", [("Name", "This cell cannot be empty.")]),
        ("wrong", [("Staff", too_long)]),
        ("wrong", [("Staff", "Ensure this value is greater than or equal to 0.")]),
        ("wrong", [("Area", too_long), ("Staff", no_number)]),
        ("wrong", [("Name", "Ensure this value has at most 200 characters (it has 201).")]),
        ("wrong", [("Social credit code", code)]),
    ]
    assert rows[3].said.name == "乙公 司"


# Public rows that somebody wants to change already


@pytest.fixture
def public(town: Area) -> Enterprise:
    return filed.enterprise(town, name="甲公司", staff=5, note="老")


def change(row: Enterprise, user: Any, **values: Any) -> Amendment:
    """A change of a public row that waits."""
    revised = Enterprise.objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(revised, name, value)
    amendment = revise(revised, user, submit=True)
    assert amendment
    return amendment


def write(user: Any, headings: str, *rows: str) -> list[str]:
    """Write all rows of a table for a user; what kinds of rows they were."""
    seen = list(check(SHEETS["enterprises"], table(headings, *rows), amends=True).rows)
    for _done in Writing(SHEETS["enterprises"], seen, Entry("import", State.SUBMITTED, user)):
        pass
    return [row.kind for row in seen]


def test_a_change_that_waits_is_told_and_changed_further(town: Area, public: Enterprise) -> None:
    anna, carl = clerk(town, "anna"), clerk(town, "carl")
    change(public, anna, note="新", founded_on=dt.date(2001, 1, 1))
    waits = "A change of it waits already; importing changes that further."
    headings = "Area|Name|Staff|Note"
    found = outcomes("enterprises", headings, "沙屿镇|甲公司|6|老", amends=True)
    assert found == [("doubtful", [("", waits, "?")])]
    assert write(carl, headings, "沙屿镇|甲公司|6|老") == ["changes"]
    public.refresh_from_db()
    amendment = Amendment.objects.get()
    assert (public.staff, public.note, public.version) == (5, "老", 1)
    assert amendment.changes == {"staff": ["5", "6"], "note": ["老", "新"], "founded_on": [None, "2001-01-01"]}
    assert (amendment.changed_by, amendment.entered_by, amendment.version) == (carl, anna, 2)
    amendment.publish(reviewer(town))
    public.refresh_from_db()
    assert (public.staff, public.note, public.founded_on) == (6, "新", dt.date(2001, 1, 1))


@pytest.mark.parametrize("staff", ["5", "6"])
def test_a_row_that_says_what_is_on_file_or_waits_changes_nothing(staff: str, town: Area, public: Enterprise) -> None:
    change(public, clerk(town), staff=6)
    assert outcomes("enterprises", HEADINGS, f"沙屿镇|甲公司||{staff}", amends=True) == [READY]
    assert write(clerk(town, "carl"), HEADINGS, f"沙屿镇|甲公司||{staff}") == ["unchanged"]
    amendment = Amendment.objects.get()
    assert (amendment.changes, amendment.version) == ({"staff": ["5", "6"]}, 1)


def test_a_row_that_says_otherwise_than_what_waits_wins(town: Area, public: Enterprise) -> None:
    change(public, clerk(town), staff=6)
    assert write(clerk(town, "carl"), HEADINGS, "沙屿镇|甲公司||7") == ["changes"]
    assert Amendment.objects.get().changes == {"staff": ["5", "7"]}


def test_what_waits_to_be_withdrawn_is_not_changed(town: Area, public: Enterprise) -> None:
    withdraw(public, clerk(town), "gone")
    message = "That it is withdrawn waits for review. Import the row once that is decided."
    assert outcomes("enterprises", HEADINGS, "沙屿镇|甲公司||6", "沙屿镇|乙公司||6", amends=True) == [
        ("wrong", [("", message)]),
        READY,
    ]


def test_what_a_row_says_fits_what_waits_and_what_it_says_nothing_of(town: Area, public: Enterprise) -> None:
    change(public, clerk(town), closed_on=dt.date(2001, 1, 1))
    found = outcomes("enterprises", "Area|Name|Founded on", "沙屿镇|甲公司|2002-01-01", amends=True)
    waits = ("", "A change of it waits already; importing changes that further.", "?")
    assert found == [("wrong", [waits, ("", "An enterprise cannot close before it is founded.")])]


def test_a_change_that_came_between_reading_and_writing_is_not_lost(town: Area, public: Enterprise) -> None:
    rows = list(check(SHEETS["enterprises"], table(HEADINGS, "沙屿镇|甲公司||6"), amends=True).rows)
    change(public, clerk(town), note="新")
    with pytest.raises(Refused), transaction.atomic():
        list(Writing(SHEETS["enterprises"], rows, Entry("import", State.SUBMITTED, clerk(town, "carl"))))
    assert Amendment.objects.get().changes == {"note": ["老", "新"]}


def test_what_waits_is_looked_up_once_for_many_rows(town: Area) -> None:
    user, queries = clerk(town), []
    for number in range(6):
        change(filed.enterprise(town, name=f"公司{number}", staff=1), user, note="新")
    for count in (2, 6):
        rows = [f"沙屿镇|公司{number}||2" for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            assert {code for code, _ in outcomes("enterprises", HEADINGS, *rows, amends=True)} == {"doubtful"}
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_an_operator_changes_public_rows_at_once_and_leaves_what_waits(town: Area, public: Enterprise) -> None:
    change(public, clerk(town), note="新")
    load(SHEETS["enterprises"], table(HEADINGS, "沙屿镇|甲公司||6"), change=True)
    public.refresh_from_db()
    assert (public.staff, public.note, Amendment.objects.get().changes) == (6, "老", {"note": ["老", "新"]})


def test_all_that_is_wrong_with_the_cells_of_a_row_is_told_at_once(town: Area) -> None:
    ((code, problems),) = outcomes("enterprises", HEADINGS, "沙屿|甲公司|9133|x")
    assert (code, [problem[0] for problem in problems]) == ("wrong", ["Area", "Staff", "Social credit code"])
