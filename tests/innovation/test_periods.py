"""Periods are read as they are written, hold the days they should, and end in Shanghai."""

import calendar
import datetime as dt
from contextlib import suppress

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from innovation.periods import CALENDAR_KINDS, FIRST_YEAR, LAST_YEAR, Period, PeriodError, today
from tests.oracle import first_and_last

years = st.integers(FIRST_YEAR, LAST_YEAR)
days = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(2000, 12, 31))
written = st.one_of(
    years.map("{:04}".format),
    st.builds("{:04}-S{}".format, years, st.integers(1, 2)),
    st.builds("{:04}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{:04}-{:02}".format, years, st.integers(1, 12)),
    days.map("{}".format),
    st.builds("{}/P{}{}".format, days, st.integers(1, 100), st.sampled_from("YMD")),
    days.map("../{}".format),
    st.just("_U"),
)


@given(written)
def test_a_period_holds_the_days_that_are_written(code: str) -> None:
    period = Period.parse(code)
    assert (period.start, period.end) == first_and_last(code)


@given(written, written)
def test_the_same_days_have_one_code_and_other_days_another(one: str, other: str) -> None:
    same_days = first_and_last(one) == first_and_last(other)
    assert (Period.parse(one) == Period.parse(other)) is same_days
    assert Period.parse(Period.parse(one).code) == Period.parse(one)


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("2005-01-01/P1Y", "2005", "year"),
        ("2005-01-01/P365D", "2005", "year"),
        ("2005-07-01/P6M", "2005-S2", "half-year"),
        ("2005-04-01/P3M", "2005-Q2", "quarter"),
        ("2005-02-01/P28D", "2005-02", "month"),
        ("2005-02-01/P1D", "2005-02-01", "day"),
        ("2005-02-01/P3M", "2005-02-01/P3M", "span"),
        ("2005-02-01/P12M", "2005-02-01/P1Y", "span"),
        ("2005-01-31/P28D", "2005-01-31/P1M", "span"),
        ("2005-01-05/P10D", "2005-01-05/P10D", "span"),
    ],
)
def test_a_span_is_told_by_its_plainest_code(text: str, code: str, kind: str) -> None:
    period = Period.parse(text)
    assert (period.code, period.kind) == (code, kind)


@given(years, st.integers(1, 12))
def test_a_month_ends_on_the_last_day_of_the_calendar(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    period = Period.parse(f"{year:04}-{month:02}")
    assert (period.start, period.end) == (dt.date(year, month, 1), dt.date(year, month, last))


@given(years)
def test_the_parts_of_a_year_follow_one_another_without_gap_or_overlap(year: int) -> None:
    for suffixes in (["S1", "S2"], ["Q1", "Q2", "Q3", "Q4"], [f"{month:02}" for month in range(1, 13)]):
        parts = [Period.parse(f"{year}-{suffix}") for suffix in suffixes]
        whole = Period.year(year)
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
        for part, following in zip(parts, parts[1:], strict=False):
            assert part.end is not None
            assert following.start == part.end + dt.timedelta(1)


@pytest.mark.parametrize(
    ("code", "kind", "start", "end"),
    [
        ("2006", "year", "2006-01-01", "2006-12-31"),
        ("2006-S2", "half-year", "2006-07-01", "2006-12-31"),
        ("2006-Q2", "quarter", "2006-04-01", "2006-06-30"),
        ("2004-02", "month", "2004-02-01", "2004-02-29"),
        ("2006-09-30", "day", "2006-09-30", "2006-09-30"),
        ("2005-01-01/P2Y", "span", "2005-01-01", "2006-12-31"),
        ("2006-01-01/P10M", "span", "2006-01-01", "2006-10-31"),
        ("2006-12-30/P7D", "span", "2006-12-30", "2007-01-05"),
    ],
)
def test_a_period_is_known_by_its_kind_and_its_days(code: str, kind: str, start: str, end: str) -> None:
    expected = Period(code, kind, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert Period.parse(code) == expected


def test_open_and_unknown_periods_have_no_start() -> None:
    assert Period.parse("../2006-09-30") == Period("../2006-09-30", "cumulative", None, dt.date(2006, 9, 30))
    assert Period.parse("_U") == Period("_U", "unknown", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "206",
        "20066",
        "1899",
        "2101",
        "0000",
        "2006-13",
        "2006-00",
        "2006-S3",
        "2006-Q0",
        "2006-Q5",
        "2006-9",
        "2006-02-29",
        "2006-04-31",
        "2006-01-01/P0M",
        "2006-01-01/P",
        "2006-01-01/P2W",
        "2006-01-01/P9999Y",
        "2006-02-30/P1Y",
        "../2006-02-30",
        "../2006",
        "2006/..",
        "_u",
        " 2006",
        "2006 ",
        "2006\n",
        "２００６",
        "2006\0",
        "2006-01-01/2006-02-01",
        "9" * 10_000,
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(PeriodError, match="is not a time period. Write 2006, 2006-S1"):
        Period.parse(text)


@given(st.text())
def test_any_text_is_a_period_or_refused(text: str) -> None:
    with suppress(PeriodError):
        assert Period.parse(text).code == text


@given(written)
def test_the_same_period_a_year_earlier_has_the_same_form_and_ends_a_year_earlier(code: str) -> None:
    period = Period.parse(code)
    before = period.year_before()
    if period.kind in ("cumulative", "unknown") or code.startswith(str(FIRST_YEAR)) or "-02-29/" in code:
        assert before is None
    else:
        assert before is not None
        assert period.start is not None
        assert before.start is not None
        assert before.kind == period.kind
        assert before.start.year == period.start.year - 1
        day = 28 if code.endswith("-02-29") else period.start.day
        assert (before.start.month, before.start.day) == (period.start.month, day)


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2006", "2005"),
        ("2006-S1", "2005-S1"),
        ("2005-02", "2004-02"),
        ("2004-02-29", "2003-02-28"),
        ("2006-01-01/P10M", "2005-01-01/P10M"),
    ],
)
def test_year_before(code: str, before: str) -> None:
    assert Period.parse(code).year_before() == Period.parse(before)


@pytest.mark.parametrize(
    ("code", "touched"),
    [
        ("2006-08", [2006]),
        ("2005-07-01/P1Y", [2005, 2006]),
        ("2003-01-01/P4Y", [2003, 2004, 2005, 2006]),
        ("../2006-09-30", []),
        ("_U", []),
    ],
)
def test_a_period_touches_its_calendar_years(code: str, touched: list[int]) -> None:
    assert list(Period.parse(code).years) == touched


def test_a_period_holds_what_lies_wholly_in_it() -> None:
    august = Period.parse("2006-08")
    first, last = dt.date(2006, 8, 1), dt.date(2006, 8, 31)
    day = dt.timedelta(1)
    assert august.holds(first, last)
    assert not august.holds(first - day, last)
    assert not august.holds(first, last + day)
    assert Period.parse("../2006-08-31").holds(dt.date(1900, 1, 1), last)
    assert not Period.parse("../2006-08-31").holds(first, last + day)
    assert not Period.parse("_U").holds(first, last)


@given(st.sampled_from(CALENDAR_KINDS), st.dates(dt.date(1910, 1, 1), dt.date(2099, 12, 31)))
def test_of_each_kind_one_period_ended_last(kind: str, day: dt.date) -> None:
    ended = Period.last_ended(kind, day)
    following = [ended.end + dt.timedelta(1), ended.end]
    assert (ended.kind, ended.end <= day) == (kind, True)
    assert [Period.last_ended(kind, one) for one in following] == [ended, ended]
    assert Period.last_ended(kind, ended.end - dt.timedelta(1)).end == ended.start - dt.timedelta(1)
    assert day - ended.end < dt.timedelta(366)


@pytest.mark.parametrize(("instant", "day"), [("15:59", "2006-12-31"), ("16:00", "2007-01-01")])
def test_the_day_changes_at_midnight_in_shanghai(instant: str, day: str) -> None:
    with time_machine.travel(f"2006-12-31T{instant}:00Z", tick=False):
        assert today() == dt.date.fromisoformat(day)


def test_the_setting_says_what_day_it_is(settings: Settings) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    assert today() == dt.date(2006, 12, 31)
