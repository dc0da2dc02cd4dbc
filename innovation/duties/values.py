"""Values that somebody has to state: which ones, where, and by which day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator, Observation, State, within
from innovation.periods import CALENDAR_KINDS, Period, today

# How long before the last day somebody is told.
DAYS_BEFORE = 30


def due_on(indicator: Indicator, period: Period) -> dt.date | None:
    """The last day on which the value for a period can be stated in time; None where nobody has to state it."""
    if indicator.due_days is None or indicator.origin != Indicator.Origin.ENTERED or period.end is None:
        return None
    return period.end + dt.timedelta(days=indicator.due_days)


def is_overdue(due: dt.date) -> bool:
    return due <= today()


def is_late(figures: Figures, area: Area, indicator: Indicator, year: int) -> bool:
    """Whether somebody should have published the value for the year by now and did not.

    Only where a value was stated before: nobody owes the figures of a district for each of its towns.
    """
    due = due_on(indicator, Period.year(year))
    if due is None or not is_overdue(due) or not figures.at(indicator, area, Period.year(year)).is_missing:
        return False
    return bool(figures.statements.periods(indicator, area))


@dataclass(frozen=True)
class MissingValue:
    """A value that nobody has entered yet, not even as a draft, although its period has ended."""

    indicator: Indicator
    area: Area
    period: Period
    due_on: dt.date

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.due_on)

    @property
    def days_left(self) -> int:
        return (self.due_on - today()).days


def missing_values(user: Any) -> list[MissingValue]:
    """What the user has to enter by now or within 30 days, the most urgent first. It asks three queries."""
    stated = _stated(user)
    indicators = Indicator.objects.in_bulk({indicator for indicator, _area in stated})
    areas = Area.objects.in_bulk({area for _indicator, area in stated})
    found = [
        missing
        for (indicator, area), periods in stated.items()
        for missing in _missing(indicators[indicator], areas[area], periods)
    ]
    return sorted(found, key=lambda m: (m.due_on, m.indicator.order, m.indicator.code, m.area.code))


def _stated(user: Any) -> dict[tuple[int, int], set[Period]]:
    """The periods for which anything was stated of what is owed, by indicator and area."""
    rows = within(Observation.objects.exclude(state=State.WITHDRAWN), user, "add").filter(
        indicator__origin=Indicator.Origin.ENTERED, indicator__is_public=True, indicator__due_days__isnull=False
    )
    stated: dict[tuple[int, int], set[Period]] = defaultdict(set)
    for indicator, area, code in rows.order_by().values_list("indicator", "area", "period").distinct():
        stated[indicator, area].add(Period.parse(code))
    return stated


def _missing(indicator: Indicator, area: Area, stated: set[Period]) -> Iterator[MissingValue]:
    soon = today() + dt.timedelta(days=DAYS_BEFORE)
    for period in _last_ended(stated):
        due, was_abolished = due_on(indicator, period), area.valid_to and period.end and area.valid_to < period.end
        if due and due <= soon and not was_abolished and not _is_stated(indicator, period, stated):
            yield MissingValue(indicator, area, period, due)


def _last_ended(stated: Iterable[Period]) -> Iterable[Period]:
    """The periods that ended last, of each kind stated before; of those that ended together the longest.

    Where values were stated for other stretches of days only, the year.
    """
    known = {period.kind for period in stated}
    ended: dict[dt.date | None, Period] = {}
    for kind in [kind for kind in CALENDAR_KINDS if kind in known] or CALENDAR_KINDS[:1]:
        period = Period.last_ended(kind, today())
        ended.setdefault(period.end, period)
    return ended.values()


def _is_stated(indicator: Indicator, period: Period, stated: Iterable[Period]) -> bool:
    """Whether something was stated for the period or, of a stock or a running total, for a day within it."""
    if indicator.nature == Indicator.Nature.FLOW:
        return period in stated
    return any(told.end and period.holds(told.end, told.end) for told in stated)
