"""Dates and periods as people write them: 2006年8月11日, 2006.8, 20060811; 2006年上半年, 2003-2004年, 2006年1-6月."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from innovation.exchange.problems import CellError
from innovation.exchange.widths import half_width
from innovation.models import Precision
from innovation.periods import LAST_YEAR, Period, PeriodError, months_after

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
# What a spreadsheet makes of 2006.10, which it takes for a number.
_CUT = re.compile(r"\d{4}\.1", re.ASCII)
# The number a spreadsheet keeps a day under, counted from the last days of 1899.
_SERIAL = re.compile(r"[1-9]\d{4}", re.ASCII)
_DAY_ZERO = dt.date(1899, 12, 30)
_UNKNOWN_YEAR = re.compile(r"(\d{2,3}[xX×*?]{1,2}|[xX×]{2,4})\D?.*")

_TO = "[-—–~至到]+"
_MONTH = "(0?[1-9]|1[0-2])"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def read_date(text: str) -> tuple[dt.date, Precision]:
    """The date that a text says, and how much of it: 2006-08-11, 2006-08 or 2006; CellError for anything else."""
    plain = half_width(text).replace(" ", "")
    if _CUT.fullmatch(plain):
        raise CellError(_("“%(text)s” may be January or October. Write 2006-01 or 2006-10.") % {"text": text})
    if _UNKNOWN_YEAR.fullmatch(plain):
        message = _("The year of “%(text)s” is not known. Leave the cell empty, or write the year.")
        raise CellError(message % {"text": text})
    match = _DATE.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    year, month, day = match.groups() if match else (None, None, None)
    try:
        date = dt.date(int(year or 0), int(month or 1), int(day or 1))
        Period.year(date.year)
    except ValueError:
        message = _("“%(text)s” is no date. Write 2006-08-11, or 2006-08 or 2006 if no more is known.")
        raise CellError(message % {"text": text}) from None
    return date, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR


def day_of_serial(text: str) -> dt.date | None:
    """The day that a spreadsheet keeps under a number like 38930; None for what is no such number."""
    plain = half_width(text)
    day = _DAY_ZERO + dt.timedelta(days=int(plain)) if _SERIAL.fullmatch(plain) else None
    return day if day and day.year <= LAST_YEAR else None


def read_period(text: str) -> str:
    """The code of the period that a text says; CellError if it says none."""
    plain = half_width(text).replace(" ", "")
    if _UNKNOWN_YEAR.fullmatch(plain):
        message = _("The period “%(text)s” is not known. Choose one, or write _U if nobody knows it.")
        raise CellError(message % {"text": text})
    try:
        return Period.parse(_code(plain)).code
    except (PeriodError, ValueError):
        message = _("“%(text)s” is no period. Write 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30 or 2006年上半年.")
        raise CellError(message % {"text": text}) from None


def _code(plain: str) -> str:
    """The code of what is written in words; what is not, as it stands."""
    for pattern, code in _SPOKEN.items():
        if match := pattern.fullmatch(plain):
            return code(match)
    return plain


def _up_to(date: str) -> str:
    day, precision = read_date(date)
    if precision == Precision.DAY:
        return f"../{day}"
    after = months_after(day, 1 if precision == Precision.MONTH else 12)
    return f"../{after - dt.timedelta(days=1)}"


def _months(year: str, first: int, last: int) -> str:
    return f"{year}-{first:02}-01/P{last - first + 1}M"


_SPOKEN = {
    re.compile(pattern): code
    for pattern, code in (
        (r"(\d{4})年度?", lambda m: m[1]),
        (r"(\d{4})年上半年", lambda m: f"{m[1]}-S1"),
        (r"(\d{4})年下半年", lambda m: f"{m[1]}-S2"),
        (r"(\d{4})年第?([一二三四])季度", lambda m: f"{m[1]}-Q{_QUARTERS[m[2]]}"),
        (r"(\d{4})年第?([1-4])季度", lambda m: f"{m[1]}-Q{m[2]}"),
        (r"(\d{4})年前三季度", lambda m: f"{m[1]}-01-01/P9M"),
        (r"(\d{4})年(\d{1,2})月份?", lambda m: f"{m[1]}-{int(m[2]):02}"),
        (rf"(\d{{4}})年{_MONTH}月?{_TO}{_MONTH}月份?", lambda m: _months(m[1], int(m[2]), int(m[3]))),
        (rf"(\d{{4}})年?{_TO}(\d{{4}})年", lambda m: f"{m[1]}-01-01/P{int(m[2]) - int(m[1]) + 1}Y"),
        (r"(\d{4})(?:—|–|~|至|到)(\d{4})", lambda m: f"{m[1]}-01-01/P{int(m[2]) - int(m[1]) + 1}Y"),
        (r"(\d{4})-(\d{4})", lambda m: f"{m[1]}-01-01/P{int(m[2]) - int(m[1]) + 1}Y"),
        (r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}"),
        (r"截[至止]到?(.+?)[底末]?(?:止|累计)?", lambda m: _up_to(m[1])),
    )
}
