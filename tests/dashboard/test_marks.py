"""What keeps a figure from being final and plain stands beside it, and nothing is shown where nothing is known."""

import datetime as dt
from typing import Any

import pytest

from innovation.models import Indicator
from tests.dashboard.conftest import Visit, cell
from tests.innovation.conftest import budget, certification, complete, counted, entered, ratio, state, unit
from tests.markup import rows

CHINESE = {
    "assumed": "假定",
    "illustrative": "示例",
    "budget": "预算",
    "estimated": "推算",
    "revised": "修订",
    "unsure": "不全",
    "provisional": "初步数",
}


def told(district: Any, code: str, **values: Any) -> Indicator:
    """An entered indicator with a value for 2005."""
    made = entered(code, topic=district.topic)
    state(made, district.home, "2005", 7, **values)
    return made


def marked(district: Any, mark: str) -> Indicator:
    """An indicator whose figure of 2005 carries a mark, and no other."""
    if mark in ("assumed", "illustrative"):
        return told(district, "one", basis=mark)
    if mark in ("estimated", "provisional"):
        return told(district, "one", status=mark[0].upper())
    if mark == "revised":
        made = told(district, "one")
        state(made, district.home, "2005", 8, stated_on="2006-12-01")
        return made
    if mark == "budget":
        complete("budgets", district.home)
        budget(district.home, year=2005, planned=7)
        return counted("one", "budgets", "amount", unit=unit("cny-10k"), topic=district.topic)
    # The register is not complete.
    certification(district.south, issued_on="2003-05-01")
    return counted("one", "certifications", nature="flow", topic=district.topic)


@pytest.mark.parametrize("mark", CHINESE)
def test_a_mark_stands_beside_the_figure_in_both_languages(mark: str, district: Any, visit: Visit) -> None:
    marked(district, mark)
    year = "2003" if mark == "unsure" else "2005"
    for lang in ("en", "zh-hans"):
        page = visit("/indicators/one/", lang, **{"from": year, "to": year})
        found = page.only("div", of="headline").all("span", of="mark")
        assert [one["class"] for one in found] == [f"mark mark-{mark}"]
        assert found[0]["title"]
    assert found[0].text == CHINESE[mark]


def test_the_running_period_is_provisional(district: Any, visit: Visit, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 6, 30)
    counted("one", "certifications", nature="stock", topic=district.topic)
    certification(district.south)
    assert cell(visit("/indicators/one/"), "2006", "Value (items)") == "1 provisional"


def test_a_plain_figure_carries_no_mark(district: Any, visit: Visit) -> None:
    told(district, "one")
    assert visit("/indicators/one/").only("main").all("span", of="mark") == []


def test_a_record_that_is_assumed_says_so_in_its_row(district: Any, visit: Visit) -> None:
    counted("one", "certifications", nature="stock", topic=district.topic)
    certification(district.south, basis="illustrative")
    certification(district.south, issued_on="2006-04-01")
    found = rows(visit("/indicators/one/records/", "zh-hans", period="2006").only("table"))
    assert [row[0].partition(" ")[2].endswith("示例") for row in found] == [True, False]


# Missing


@pytest.mark.parametrize(
    ("status", "reason"),
    [("L", "not collected"), ("M", "not applicable"), ("O", "not reported"), ("Q", "withheld")],
)
def test_a_value_that_is_missing_is_a_dash_and_its_reason(
    status: str, reason: str, district: Any, visit: Visit
) -> None:
    made = told(district, "one")
    state(made, district.home, "2006", None, status=status)
    page = visit("/indicators/one/")
    assert cell(page, "2006", "Value (items)") == f"— {reason}"
    page = visit("/indicators/one/records/", period="2006")
    assert page.only("div", of="headline").only("span", of="amount").text == f"— {reason}"


def test_a_year_nobody_spoke_of_is_missing_and_not_zero(district: Any, visit: Visit) -> None:
    made = told(district, "one")
    state(made, district.home, "2003", 0)
    page = visit("/indicators/one/")
    assert rows(page.all("table")[1]) == [
        ["2005", "7", "—", "entered"],
        ["2004", "— not reported", "—", "entered"],
        ["2003", "0", "—", "entered"],
    ]


def test_a_true_zero_is_told_from_what_is_not_covered(district: Any, visit: Visit) -> None:
    counted("one", "certifications", nature="stock", topic=district.topic)
    reasons = [visit("/indicators/one/records/", period=year).only("p", of="notice").text for year in ("2003", "2004")]
    assert reasons == [
        "There is no value for this period, and so nothing behind it: the register is not complete for this period.",
        "A true zero: the register is complete for this period and has no such record.",
    ]


def test_a_period_that_has_not_begun_has_no_value(district: Any, visit: Visit) -> None:
    counted("one", "certifications", nature="stock", topic=district.topic)
    page = visit("/indicators/one/records/", period="2007")
    assert page.only("div", of="headline").only("span", of="amount").text == "— the period has not begun"


@pytest.mark.parametrize(
    ("under", "reason"), [(0, "the denominator is zero"), (None, "a term of the ratio is missing")]
)
def test_a_ratio_without_a_denominator_says_why(under: Any, reason: str, district: Any, visit: Visit) -> None:
    denominator = entered("under", topic=district.topic)
    ratio("share", told(district, "over"), denominator, topic=district.topic)
    if under is not None:
        state(denominator, district.home, "2005", under)
    page = visit("/indicators/share/records/", period="2005")
    assert page.only("div", of="headline").only("span", of="amount").text == f"— {reason}"


# Stated and counted


@pytest.mark.parametrize(
    ("value", "qualifier", "verdict"),
    [
        (1, "", "What was stated agrees with what follows from the records."),
        (5, "", "What was stated is shown; what follows from the records is another value."),
        (5, "approx", "What was stated is approximate; the records say it exactly."),
    ],
)
def test_what_was_stated_is_shown_beside_what_was_counted(
    value: int, qualifier: str, verdict: str, district: Any, visit: Visit
) -> None:
    made = counted("one", "certifications", nature="stock", topic=district.topic)
    certification(district.south)
    state(made, district.home, "2006", value, qualifier=qualifier)
    page = visit("/indicators/one/records/", period="2006")
    shown = f"about {value}" if qualifier else str(value)
    assert page.only("div", of="headline").only("span", of="amount").text == shown
    doubt = " to be checked" if "another value" in verdict else ""
    told = [f"Stated {shown}{doubt} · counted 1", verdict]
    assert [words.text for words in page.only("div", of="notice").all("p")] == told
    assert len(rows(page.only("table"))) == 1


# Revisions and parts


def test_each_revision_is_listed_with_its_reason_the_latest_first(district: Any, visit: Visit) -> None:
    made = entered("one", topic=district.topic)
    for day, value, remark in (
        ("2006-02-01", "170.5", ""),
        ("2006-06-01", "171.0", "核实"),
        ("2006-12-01", "171.49", ""),
    ):
        state(made, district.home, "2005", value, stated_on=day, remark=remark, note="for staff")
    page = visit("/indicators/one/")
    table = next(table for table in page.all("table") if table.only("caption").text == "Revisions")
    assert rows(table) == [
        ["2006-12-01", "2005", "171.0", "171.49", ""],
        ["2006-06-01", "2005", "170.5", "171.0", "核实"],
    ]
    assert cell(page, "2005", "Value (items)") == "171.49 revised"
    behind = visit("/indicators/one/records/", period="2005")
    assert "for staff" not in page.text + behind.text
    statements = rows(behind.only("table"))
    assert [row[:2] for row in statements] == [
        ["2006-12-01", "171.49"],
        ["2006-06-01", "171.0"],
        ["2006-02-01", "170.5"],
    ]


def test_a_value_that_was_never_changed_has_no_revisions(district: Any, visit: Visit) -> None:
    told(district, "one")
    assert visit("/indicators/one/").all(id="revisions") == []


def test_a_part_is_marked_as_such_and_leads_to_its_whole(district: Any, visit: Visit) -> None:
    whole = told(district, "whole")
    part = told(district, "part")
    part.part_of = whole
    part.save()
    heads = [row[0] for table in visit("/indicators/").all("table") for row in rows(table)]
    assert heads == ["# part", "whole"]
    assert [link.text for link in visit("/indicators/part/").only("section", aria_labelledby="related").all("a")] == [
        "whole"
    ]
    assert [link.text for link in visit("/indicators/whole/").only("section", aria_labelledby="related").all("a")] == [
        "part"
    ]
