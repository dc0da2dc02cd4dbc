"""How a spreadsheet shows a number: as such, with decimals, in percent, or as a date as far as its format shows it."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_DAY = dt.timedelta(days=1)
_LAST_SERIAL = 2_958_465  # 9999-12-31

_LITERAL = re.compile(
    r'"[^"]*"|\\.|_.|\*.|!.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM/PM|A/P|上午/下午|G/通用格式|General', re.I
)
_DECIMALS = re.compile(r"[0#?]\.(0+)")
# Longer codes are no work of a spreadsheet.
_LONGEST = 500
_SCALED = re.compile(r"[0#?],+(?![0#?])")

# The formats that are known by their number alone; what is missing shows a plain number.
BUILT_IN = {
    **{2: "0.00", 4: "0.00", 9: "0%", 10: "0.00%", 39: "0.00", 40: "0.00", 43: "0.00", 44: "0.00"},
    **dict.fromkeys([14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58], "yyyy-mm-dd"),
    **dict.fromkeys([17, 27, 36, 50, 52, 57], "yyyy-mm"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56], "h:mm"),
    **{22: "yyyy-mm-dd h:mm", 46: "[h]:mm"},
}


@dataclass(frozen=True)
class Format:
    """What a number is shown as ("number", "percent", "day", "month", "year", "time" or "span"), and its decimals."""

    shows: str = "number"
    decimals: int = 0


PLAIN = Format()


@lru_cache(maxsize=2_000)
def format_of(code: str) -> Format:
    """What the code of a number format shows; only its part for positive numbers counts."""
    bare = _LITERAL.sub("", code[:_LONGEST]).split(";")[0].lower()
    if re.search(r"\[(h+|m+|s+)\]", bare):
        return Format("span")
    if not re.search(r"[0#?]", bare) and re.search(r"[ymdhsea]", bare):
        return Format(_date_part(bare))
    if "%" in bare:
        return Format("percent", _decimals(bare))
    if "e" in bare or _SCALED.search(bare) or not _decimals(bare):
        return PLAIN
    return Format("number", _decimals(bare))


def _date_part(bare: str) -> str:
    """How far a date is shown. Without a year it is the date that is meant, not the day of any year."""
    if "d" in bare or "a" in bare:
        return "day"
    if "y" in bare or "e" in bare:
        return "month" if "m" in bare else "year"
    return "time" if "h" in bare or "s" in bare else "day"


def _decimals(bare: str) -> int:
    match = _DECIMALS.search(bare)
    return min(len(match[1]), 30) if match else 0


def number_text(value: str | float, style: Format = PLAIN, *, from_1904: bool = False) -> str:
    """A stored number as text: the shortest there is, with at least the decimals and as much of a date as is shown."""
    try:
        number = float(value)
        exact = Decimal(f"{number:.15g}")
    except ValueError:
        return str(value)
    if not exact.is_finite():
        return str(value)
    if style.shows == "number":
        return _shortest(exact, style.decimals)
    if style.shows == "percent":
        return _shortest(exact.scaleb(2), style.decimals) + "%"
    if style.shows == "span":
        return _span(number)
    return _date(number, style.shows, from_1904) or _shortest(exact, 0)


def _shortest(number: Decimal, decimals: int) -> str:
    """A number without exponent and without zeros at the end, but with at least these decimals."""
    whole, _point, fraction = f"{number:f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    whole = "0" if whole == "-0" and not fraction.strip("0") else whole
    return f"{whole}.{fraction}" if fraction else whole


def _span(days: float) -> str:
    minutes = round(abs(days) * 24 * 60)
    return f"{'-' if days < 0 else ''}{minutes // 60}:{minutes % 60:02}"


def _date(serial: float, shows: str, from_1904: bool) -> str:
    """The date that a number of days stands for; none if there is no such date."""
    if not 0 <= serial <= _LAST_SERIAL:
        return ""
    seconds = round(serial * 86_400)
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")
    if shows == "time" and not days:
        return clock
    date = _day(days, from_1904)
    if shows in ("month", "year"):
        return date[: 7 if shows == "month" else 4]
    return f"{date} {clock}" if rest else date


def _day(days: int, from_1904: bool) -> str:
    if from_1904:
        return str(dt.date(1904, 1, 1) + days * _DAY)
    # Two days that never were, shown as the spreadsheet shows them: whoever reads dates will refuse them.
    if days in (0, 60):
        return "1900-01-00" if days == 0 else "1900-02-29"
    return str(dt.date(1899, 12, 31 if days < 60 else 30) + days * _DAY)


def date_text(text: str, shown: str = "") -> str:
    """A date written as 2006-08-11T09:30:00, as far as the text that is shown for it goes."""
    date, _, clock = text.partition("T")
    if re.fullmatch(r"\d{4}\s*年?", shown):
        return date[:4]
    if re.fullmatch(r"\d{4}\s*[-年/.]\s*\d{1,2}\s*月?", shown):
        return date[:7]
    clock = clock.partition(".")[0].removesuffix("Z").removesuffix(":00")
    return date if clock in ("", "00:00") else f"{date} {clock}"
