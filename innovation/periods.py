"""SDMX time periods, and the one place that knows what day it is.

Written forms (SDMX 2.1, section "Time Period"; `..` and `_U` after its conventions for open ranges and unknown codes):

    2006                 a year                 2006-09-30        a day
    2006-S1              a half-year            2005-01-01/P2Y    two years from a day (also P10M, P7D)
    2006-Q2              a quarter              ../2006-09-30     everything up to a day
    2006-08              a month                _U                a period nobody knows

The same days have one code, however they are written: 2005-01-01/P12M is 2005, 2005-01-01/P24M is 2005-01-01/P2Y.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 1900, 2100

UNKNOWN = "_U"


def today() -> dt.date:
    """The day everything that depends on a day is told for: the setting, else the real day in Shanghai."""
    return settings.INNOVATION_TODAY or dt.datetime.now(SHANGHAI).date()


class PeriodError(ValueError):
    """The text is no time period; its message says which forms are."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:40]!r} is not a time period. Write 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30, "
            f"2005-01-01/P2Y, ../2006-09-30 or {UNKNOWN}, between {FIRST_YEAR} and {LAST_YEAR}."
        )


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included; `start` is None where it is open, both are None where it is unknown."""

    code: str
    kind: str
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that `text` writes, under its one code, or PeriodError."""
        for kind, pattern in _FORMS.items():
            if match := pattern.fullmatch(text):
                try:
                    start, end = _ends(kind, match)
                except (ValueError, OverflowError):
                    break
                if end is not None and not FIRST_YEAR <= end.year <= LAST_YEAR:
                    break
                if start is not None and start.year < FIRST_YEAR:
                    break
                if kind == "span" and start is not None and end is not None:
                    kind, text = _plainest(start, end)
                return cls(text, kind, start, end)
        raise PeriodError(text)

    @classmethod
    def year(cls, year: int) -> Self:
        return cls.parse(f"{year:04d}")

    @classmethod
    def last_ended(cls, kind: str, day: dt.date) -> Self:
        """The year, half-year, quarter or month that ended last, on a day or before it."""
        length, after = _MONTHS[kind], day + dt.timedelta(days=1)
        running = dt.date(after.year, (after.month - 1) // length * length + 1, 1)
        return cls.parse(f"{months_after(running, -length)}/P{length}M")

    @property
    def years(self) -> range:
        """The calendar years it touches (none where an end is open or unknown)."""
        if self.start is None or self.end is None:
            return range(0)
        return range(self.start.year, self.end.year + 1)

    def year_before(self) -> "Period | None":
        """The same period one year earlier (同期), None where that has no meaning."""
        if self.kind in ("unknown", "cumulative") or self.start is None or self.start.year <= FIRST_YEAR:
            return None
        year = f"{self.start.year - 1:04d}"
        if self.kind == "day" and self.code.endswith("-02-29"):
            return Period.parse(f"{year}-02-28")
        if self.kind == "span" and self.code[4:10] == "-02-29":
            return None
        return Period.parse(year + self.code[4:])

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Whether all the days from first to last lie in it."""
        if self.end is None:
            return False
        return (self.start is None or self.start <= first) and last <= self.end


_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_FORMS = {
    "year": re.compile(r"([0-9]{4})", re.ASCII),
    "half-year": re.compile(r"([0-9]{4})-S([12])", re.ASCII),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])", re.ASCII),
    "month": re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII),
    "day": re.compile(_DAY, re.ASCII),
    "span": re.compile(_DAY + r"/P([1-9]\d{0,3})([YMD])", re.ASCII),
    "cumulative": re.compile(r"\.\./" + _DAY, re.ASCII),
    "unknown": re.compile(re.escape(UNKNOWN)),
}
_MONTHS = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}
# The kinds of period that follow one another without end, the longest first.
CALENDAR_KINDS = tuple(_MONTHS)
_CODES = {"year": "", "half-year": "-S{}", "quarter": "-Q{}", "month": "-{:02}"}


def _ends(kind: str, match: re.Match[str]) -> tuple[dt.date | None, dt.date | None]:
    if kind == "unknown":
        return None, None
    if kind in _MONTHS:
        length = _MONTHS[kind]
        number = int(match[2]) if kind != "year" else 1
        start = dt.date(int(match[1]), (number - 1) * length + 1, 1)
        return start, _day_before(months_after(start, length))
    day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    if kind == "day":
        return day, day
    if kind == "cumulative":
        return None, day
    count = int(match[4])
    if match[5] == "D":
        return day, day + dt.timedelta(days=count - 1)
    return day, _day_before(months_after(day, count * (12 if match[5] == "Y" else 1)))


def _plainest(start: dt.date, end: dt.date) -> tuple[str, str]:
    """The kind and the code of the days from start to end: a calendar period if they are one."""
    if start == end:
        return "day", start.isoformat()
    after = end + dt.timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if months_after(start, months) != after:
        return "span", f"{start}/P{(after - start).days}D"
    for kind, length in _MONTHS.items():
        number, rest = divmod(start.month - 1, length)
        if start.day == 1 and months == length and rest == 0:
            return kind, f"{start:%Y}" + _CODES[kind].format(number + 1)
    return "span", f"{start}/P{months // 12}Y" if months % 12 == 0 else f"{start}/P{months}M"


def months_after(day: dt.date, months: int) -> dt.date:
    """The day so many months after another, or the last of its month if that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)
