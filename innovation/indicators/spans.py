"""A record as the registers see it: from when until when it counts, where, and for how much."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from innovation.models import Indicator, Precision
from innovation.periods import Period


@dataclass(frozen=True, slots=True)
class Span:
    """One record, reduced to what counting needs.

    `since` and `known_to` are the first and last day its date may mean (all of August for 2006-08), None where nobody
    knows; what was there from the beginning has no first day, but a last. `ended` is the first day on which it no
    longer counts, None while it does.
    """

    pk: int
    area: str
    area_codes: tuple[str, ...]
    since: dt.date | None
    known_to: dt.date | None
    ended: dt.date | None
    basis: str
    source_id: int | None
    stage: str
    qualifier: str
    order: int
    holder: int | None
    dimensions: Mapping[str, str]
    amounts: Mapping[str, Decimal | None]

    def counts(self, nature: str, period: Period) -> bool:
        """Whether it belongs to the figure of a period.

        During a period (flow) counts what surely fell into it; at a date (stock) what had begun and not ended at the
        end of the period's last day; cumulatively what had begun by then, ended or not.
        """
        if period.end is None:
            return False
        if nature == Indicator.Nature.FLOW:
            return self.since is not None and self.known_to is not None and period.holds(self.since, self.known_to)
        if self.since is not None and self.since > period.end:
            return False
        return nature == Indicator.Nature.CUMULATIVE or self.ended is None or self.ended > period.end

    @property
    def town(self) -> str | None:
        """The town, township or subdistrict it lies in: the code of nine digits that ends in 000 (GB/T 10114)."""
        return next((code for code in self.area_codes if len(code) == 12 and code.endswith("000")), None)

    def may_begin_after(self, day: dt.date, today: dt.date) -> bool:
        """Whether it counts on a day, for all its date says, and may not have begun; by today it has."""
        return day < today and (self.known_to is None or self.known_to > day)

    def may_fall_in(self, period: Period) -> bool:
        """Whether its date, unknown or known only to the month or year, may lie in the period and may not."""
        if period.end is None:
            return False
        if self.since is None or self.known_to is None:
            return self.known_to is None
        overlaps = self.since <= period.end and (period.start is None or self.known_to >= period.start)
        return overlaps and not period.holds(self.since, self.known_to)


def days_of(date: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date known to a precision may be."""
    if precision == Precision.YEAR:
        return date.replace(month=1, day=1), date.replace(month=12, day=31)
    if precision == Precision.MONTH:
        return date.replace(day=1), date.replace(day=calendar.monthrange(date.year, date.month)[1])
    return date, date


def first_day_without(last_day: dt.date | None, *ended_on: dt.date | None) -> dt.date | None:
    """The day on which something stops counting that holds through `last_day` and is ended on any of `ended_on`.

    The last day there is, 9999-12-31, is how many registers write "without end".
    """
    ends = [day for day in ended_on if day]
    if last_day and last_day < dt.date.max:
        ends.append(last_day + dt.timedelta(days=1))
    return min(ends, default=None)
