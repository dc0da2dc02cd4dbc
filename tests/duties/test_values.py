"""Which values somebody has to enter, where, and by when."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innovation.duties.values import missing_values
from innovation.models import Indicator, State
from innovation.models.roles import ENTRY, READER
from tests.duties.conftest import Named
from tests.innovation.conftest import area, counted, entered, state


def told(user: Any) -> list[tuple[str, str, str, str, bool]]:
    """Indicator, area, period, last day, and whether that has passed."""
    return [
        (m.indicator.code, m.area.code, m.period.code, m.due_on.isoformat(), m.is_overdue) for m in missing_values(user)
    ]


def test_a_value_stated_before_is_owed_for_the_year_that_ended_last(person: Named, places: Any) -> None:
    state(entered(due_days=30, owner="计划科"), places.home, "2005", 1)
    user = person(ENTRY)
    assert told(user) == [("stated", "990101", "2006", "2007-01-30", False)]
    assert (missing_values(user)[0].days_left, missing_values(user)[0].indicator.owner) == (30, "计划科")


def test_before_the_end_of_the_year_the_one_before_it_is_owed(person: Named, places: Any, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 30)
    state(entered(due_days=30), places.home, "2004", 1)
    assert told(person(ENTRY)) == [("stated", "990101", "2005", "2006-01-30", True)]


@pytest.mark.parametrize(
    ("due", "said"), [(0, [True]), (1, [False]), (30, [False]), (31, []), (None, [])], ids=lambda value: str(value)
)
def test_it_is_told_from_30_days_before_its_last_day_on(due: Any, said: Any, person: Named, places: Any) -> None:
    state(entered(due_days=due), places.home, "2005", 1)
    assert [overdue for *_rest, overdue in told(person(ENTRY))] == said


@pytest.mark.parametrize("kind", list(State))
def test_any_statement_that_was_not_withdrawn_will_do(kind: State, person: Named, places: Any) -> None:
    made = entered(due_days=0)
    state(made, places.home, "2005", 1)
    state(made, places.home, "2006", 2, state=kind)
    assert bool(told(person(ENTRY))) is (kind == State.WITHDRAWN)


def test_that_there_is_no_value_is_a_statement_too(person: Named, places: Any) -> None:
    made = entered(due_days=0)
    state(made, places.home, "2005", 1)
    state(made, places.home, "2006", None, status="M")
    assert told(person(ENTRY)) == []


@pytest.mark.parametrize(
    ("before", "owed"),
    [
        (["2004-Q1"], ["2006-Q3"]),
        (["2006-08"], ["2006-11"]),
        (["2006-S1"], []),
        (["2005-S1", "2004"], ["2005", "2006-S1"]),
        (["2005-Q4", "2005-12", "2005"], ["2006-Q3", "2006-11"]),
        (["2004-06-30"], ["2005"]),
        (["2003-01-01/P2Y"], ["2005"]),
        (["_U"], ["2005"]),
    ],
    ids=str,
)
def test_it_is_owed_for_the_kinds_of_period_it_was_stated_for(
    before: list[str], owed: list[str], person: Named, places: Any, settings: Any
) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 30)
    made = entered(due_days=0)
    for period in before:
        state(made, places.home, period, 1)
    assert [period for _code, _area, period, _due, _overdue in told(person(ENTRY))] == owed


def test_of_periods_that_end_together_only_the_longest_is_owed(person: Named, places: Any) -> None:
    made = entered(due_days=0)
    for period in ("2005", "2006-S1", "2006-Q1", "2006-01"):
        state(made, places.home, period, 1)
    assert [period for _code, _area, period, _due, _overdue in told(person(ENTRY))] == ["2006"]


@pytest.mark.parametrize(("nature", "owed"), [("flow", ["2006"]), ("stock", []), ("cumulative", [])])
def test_a_stock_stated_for_a_day_of_the_year_is_not_owed(
    nature: str, owed: list[str], person: Named, places: Any
) -> None:
    made = entered(due_days=0, nature=nature)
    state(made, places.home, "2005", 1)
    state(made, places.home, "2006-09-30", 2)
    assert [period for _code, _area, period, _due, _overdue in told(person(ENTRY))] == owed


def test_nobody_owes_what_is_not_his_not_public_not_entered_or_was_never_stated(person: Named, places: Any) -> None:
    made = entered(due_days=0)
    state(made, places.other, "2005", 1)
    state(made, places.town, "2005", 1)
    state(entered("hidden", due_days=0, is_public=False), places.home, "2005", 1)
    state(counted("counted", "certifications", due_days=0), places.home, "2005", 1)
    entered("new", due_days=0)
    assert told(person(ENTRY)) == [("stated", "990101100000", "2006", "2006-12-31", True)]
    assert told(person(ENTRY, places.other, "neighbour")) == [("stated", "990102", "2006", "2006-12-31", True)]
    assert told(person(READER)) == []


def test_an_area_that_was_abolished_meanwhile_owes_nothing(person: Named, places: Any) -> None:
    gone = area("990101200000", places.home, valid_to=dt.date(2006, 6, 30))
    state(entered(due_days=0), gone, "2005", 1)
    assert told(person(ENTRY)) == []


def test_the_most_urgent_comes_first_and_three_queries_do(person: Named, places: Any) -> None:
    for number in range(5):
        made = entered(f"i-{number}", due_days=10 - number, nature=Indicator.Nature.FLOW)
        for where in (places.home, places.town):
            state(made, where, "2005", 1)
    user = person(ENTRY)
    missing_values(user)  # reads the roles
    with CaptureQueriesContext(connection) as asked:
        found = missing_values(user)
    assert len(asked) == 3
    assert [m.indicator.code for m in found[::2]] == ["i-4", "i-3", "i-2", "i-1", "i-0"]
    assert len(found) == 10
