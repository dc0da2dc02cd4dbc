"""What is odd about a stated value is said in words that tell what to check."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from innovation.indicators.plausible import doubts
from innovation.models import Area, Indicator, Observation, State
from tests.innovation.conftest import area, counted, entered, state, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_2006")]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def place() -> Area:
    return area()


def stated(indicator: Indicator, where: Area, value: Any, period: str = "2006", **values: Any) -> Observation:
    """A value that is about to be stored, with the decimals it is written with."""
    number = None if value is None else Decimal(str(value))
    decimals = max(0, -int(number.as_tuple().exponent)) if number is not None else 0
    day = dt.date(2006, 12, 31)
    values = {"unit": indicator.unit, "decimals": decimals, "stated_on": day} | values
    return Observation(indicator=indicator, area=where, period=period, value=number, **values)


def said(*rows: Observation) -> list[str]:
    """All that is said, with the place of the row before it."""
    return [f"{number}: {sentence}" for number, found in doubts(rows).items() for sentence in found]


def test_yuan_in_a_column_of_ten_thousands_is_told_with_the_likely_value(place: Area) -> None:
    funds = entered("funds", unit=unit("cny-10k"))
    unit("cny")
    state(funds, place, "2005", 580)
    assert said(stated(funds, place, 6200000)) == [
        "0: 6,200,000 is about 10,000 times the 580 of 2005. Is it in cny instead of cny-10k? It would then be 620."
    ]


def test_a_hundred_millions_in_a_column_of_ten_thousands_are_told(place: Area) -> None:
    funds = entered("funds", unit=unit("cny-10k"))
    unit("cny-100m")
    state(funds, place, "2005", 1714900)
    assert said(stated(funds, place, "182.01")) == [
        "0: 182.01 is about 1/10,000 of the 1,714,900 of 2005. "
        "Is it in cny-100m instead of cny-10k? It would then be 1,820,100."
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (60000, "60,000 is about 100 times the 600 of 2005. Check the decimal point: it may be 600."),
        (600000, "600,000 is about 1,000 times the 600 of 2005. Check the decimal point: it may be 600."),
        (6, "6 is about 1/100 of the 600 of 2005. Check the decimal point: it may be 600."),
        (1201, "1,201 after 600 in 2005: a change of +100.2%. Check both values."),
        (299, "299 after 600 in 2005: a change of -50.2%. Check both values."),
        (0, "It is 0 after 600 in 2005. 0 means none: leave it empty if it is not known."),
        (1200, ""),
        (300, ""),
    ],
)
def test_a_count_is_compared_with_the_year_before(value: int, words: str, place: Area) -> None:
    firms = entered("firms")
    state(firms, place, "2005", 600)
    state(firms, place, "2004", 1)
    assert said(stated(firms, place, value)) == ([f"0: {words}"] if words else [])


def test_counts_under_ten_may_jump(place: Area) -> None:
    firms = entered("firms")
    state(firms, place, "2005", 1)
    assert said(stated(firms, place, 9)) == []


def test_percentages_may_move_by_twenty_points(place: Area) -> None:
    share = entered("share", unit=unit("percent"))
    state(share, place, "2005", "40.0")
    assert said(stated(share, place, "60.0")) == []
    assert said(stated(share, place, "60.1")) == [
        "0: 60.1 after 40.0 in 2005: a difference of 20.1 points. Check both values."
    ]


def test_values_in_different_units_are_compared_in_the_newer_one(place: Area) -> None:
    funds = entered("funds", unit=unit("cny-10k"))
    state(funds, place, "2005", "0.5", unit=unit("cny-100m"))
    assert said(stated(funds, place, 5100)) == []
    assert said(stated(funds, place, 12000)) == [
        "0: 12,000 after 5,000 in 2005: a change of +140.0%. Check both values."
    ]


def test_without_the_year_before_the_nearest_earlier_period_counts_then_the_nearest_later(place: Area) -> None:
    firms = entered("firms")
    state(firms, place, "2006", 100)
    state(firms, place, "2006-08", 5)
    assert said(stated(firms, place, 300, "2004")) == [
        "0: 300 after 100 in 2006: a change of +200.0%. Check both values."
    ]
    state(firms, place, "2002", 290)
    assert said(stated(firms, place, 300, "2004")) == []


def test_what_stands_in_the_same_table_wins_over_what_is_on_file(place: Area) -> None:
    firms = entered("firms")
    state(firms, place, "2005", 100)
    assert said(stated(firms, place, 250, "2005"), stated(firms, place, 300)) == []


def test_drafts_are_compared_with_and_returned_rows_are_not(place: Area) -> None:
    firms = entered("firms")
    state(firms, place, "2005", 100, state=State.DRAFT)
    state(firms, place, "2005", 290, state=State.RETURNED, stated_on="2007-02-01")
    assert len(said(stated(firms, place, 300))) == 1


def test_a_row_on_file_is_not_compared_with_what_it_was(place: Area) -> None:
    firms = entered("firms")
    row = Observation.objects.get(pk=state(firms, place, "2005", 600).pk)
    row.period, row.value = "2006", Decimal(6)
    assert said(row) == []


def test_a_part_is_not_more_than_its_whole(place: Area) -> None:
    revenue = entered("revenue", unit=unit("cny-100m"))
    local = entered("local", unit=unit("cny-10k"), part_of=revenue)
    assert said(stated(local, place, 181601), stated(revenue, place, "18.16")) == []
    assert said(stated(local, place, 181651), stated(revenue, place, "18.16")) == [
        "0: It is more than “revenue” (18.16), of which it is a part. Check both values."
    ]
    state(local, place, "2006", 190000)
    assert said(stated(revenue, place, "18.16")) == [
        "0: It is less than its part “local” (190,000). Check both values."
    ]


def test_a_category_is_not_more_than_the_total(place: Area) -> None:
    torch = counted("torch", "projects")
    state(torch, place, "2006", 10)
    assert said(stated(torch, place, 11, category="level=national")) == [
        "0: It is more than the total of 10. Check both values."
    ]


def test_categories_that_exclude_each_other_add_up_to_no_more_than_the_total(place: Area) -> None:
    torch = counted("torch", "projects")
    state(torch, place, "2006", 6, category="level=national")
    state(torch, place, "2006", 5, category="level=provincial")
    state(torch, place, "2006", 9, category="status=running")
    assert said(stated(torch, place, 11)) == []
    assert said(stated(torch, place, 10)) == [
        "0: The values by level add up to 11, more than the total of 10. Check them."
    ]


def test_an_enterprise_may_count_under_several_levels(place: Area) -> None:
    firms = counted("firms", "certifications", "enterprises")
    state(firms, place, "2006", 6, category="level=national")
    state(firms, place, "2006", 5, category="level=provincial")
    assert said(stated(firms, place, 10)) == []


def test_more_than_so_many_has_no_upper_end(place: Area) -> None:
    whole = entered("whole")
    state(whole, place, "2006", 500, qualifier="gt-yu")
    assert said(stated(entered("part", part_of=whole), place, 520)) == []


def test_a_district_has_no_more_than_its_city_but_may_have_a_higher_average() -> None:
    city = area("990100")
    district = area("990101", city)
    gdp, income = entered("gdp", unit=unit("cny-100m")), entered("income", name="人均收入", unit=unit("cny"))
    state(gdp, city, "2006", 100)
    state(income, city, "2006", 8000)
    assert said(stated(gdp, district, 120), stated(income, district, 9000)) == [
        "0: It is more than 990100 has as a whole (100). Check both values."
    ]


def test_drafts_of_the_area_above_are_kept_to_itself() -> None:
    city = area("990100")
    district = area("990101", city)
    gdp = entered("gdp", unit=unit("cny-100m"))
    state(gdp, city, "2006", 100, state=State.DRAFT)
    assert said(stated(gdp, district, 120)) == []


SHARE = "A share lies between 0 and 100 percent. Check the value and the unit."
GROWTH = "A growth below −100 or above 1000 percent is hardly possible. Check the value and the unit."
RANK = "A rank is a whole number from 1 on. Check the value."
NUMBER = "A number of things is whole and not below zero. Check the value and the unit."


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("percent", "100.1", SHARE),
        ("percent", "-0.1", SHARE),
        ("percent", "100", ""),
        ("rank", "0", RANK),
        ("rank", "1.5", RANK),
        ("rank", "1", ""),
        ("persons", "12.5", NUMBER),
        ("count", "-1", NUMBER),
        ("cny-10k", "-1.5", ""),
    ],
)
def test_a_value_lies_in_the_range_of_its_kind(code: str, value: str, words: str, place: Area) -> None:
    assert said(stated(entered(unit=unit(code)), place, value)) == ([f"0: {words}"] if words else [])


@pytest.mark.parametrize(("value", "words"), [("-100.1", GROWTH), ("1000.1", GROWTH), ("-12.5", ""), ("217", "")])
def test_a_growth_may_be_negative_or_more_than_all(value: str, words: str, place: Area) -> None:
    growth = entered("growth", unit=unit("percent"), aspect="growth", aspect_of=entered("gdp"))
    assert said(stated(growth, place, value)) == ([f"0: {words}"] if words else [])


def test_the_status_fits_the_period(place: Area) -> None:
    firms = entered("firms")
    assert said(
        stated(firms, place, 20, "2006", status="F"),
        stated(firms, place, 21, "2007"),
        stated(firms, place, 22, "2008", status="P"),
    ) == [
        "1: The period has not ended, and the value is final. Check the status: is it provisional?",
    ]
    assert said(stated(firms, place, 20, "2005", status="F")) == [
        "0: The period is over, and the value a forecast. Check the status."
    ]


def test_what_has_no_value_is_not_doubted(place: Area) -> None:
    assert said(stated(entered(), place, None, status="O")) == []
    assert doubts([]) == {}


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    city = area("990100")
    whole = entered("whole")
    state(whole, city, "2006", 5)
    rows = []
    for number in range(20):
        part = entered(f"part-{number}", part_of=whole)
        district = area(f"9902{number:02}", city)
        state(part, district, "2005", 100)
        rows.append(stated(part, district, 1000))
    counts = []
    for chosen in (rows[:2], rows):
        with CaptureQueriesContext(connection) as queries:
            assert len(doubts(chosen)) == len(chosen)
        counts.append(len(queries))
    assert counts == [4, 4]
