"""Numbers as people write them: 1,021, ２５００, 1.2亿元, 2500余人, 50%以上, 近300."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from innovation.exchange.problems import CellError
from innovation.exchange.widths import half_width
from innovation.models import Qualifier

BEFORE = {
    "近": Qualifier.NEARLY,
    "约": Qualifier.ABOUT,
    "超过": Qualifier.OVER,
    "逾": Qualifier.OVER,
    "不足": Qualifier.UNDER,
}
AFTER = {
    "余": Qualifier.OVER_YU,
    "多": Qualifier.OVER_DUO,
    "以上": Qualifier.AT_LEAST,
    "左右": Qualifier.ABOUT,
}
POWERS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}

# More than anything that is counted has, and few enough to compute with.
MOST_DIGITS = 30

_GROUPED = re.compile(r"[+-]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_WORDED = re.compile(
    rf"(?P<before>{'|'.join(BEFORE)})? *(?P<number>[+-]?\d[\d, ]*(?:\.\d+)?) *(?P<inner>余|多)?"
    rf"(?P<power>百万|千万|百|千|万|亿)?(?P<middle>余|多)?"
    rf"(?P<thing>[^\d\s余多.,+-]{{0,8}}?)(?P<after>余|多|以上|左右)?",
    re.ASCII,
)


class Amount(NamedTuple):
    """A number, the unit written behind it, and the word that makes it approximate."""

    number: Decimal
    unit: str = ""
    qualifier: str = ""

    @property
    def is_plain(self) -> bool:
        return not self.unit and not self.qualifier

    @property
    def power(self) -> int:
        """The power of ten in its unit: 10,000 in 万元."""
        return max(POWERS[power] for power in POWERS if self.unit.startswith(power))


def read_number(text: str) -> Decimal:
    """The number that a text is, in digits of any width, grouped or not; CellError for anything else."""
    plain = half_width(text)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if not _PLAIN.fullmatch(plain):
        raise CellError(
            _("“%(text)s” is no number. Write digits only; the unit has a column of its own.") % {"text": text}
        )
    if len(plain) > MOST_DIGITS:
        raise CellError(_("This is no number that can be kept: it has too many digits. Check it."))
    return Decimal(plain)


def read_amount(text: str) -> Amount:
    """The number in a text, with the unit and the word about it that stand there too; CellError if there is none."""
    match = _WORDED.fullmatch(half_width(text))
    if match is None:
        return Amount(read_number(text))
    words = [match[name] for name in ("before", "inner", "middle", "after") if match[name]]
    if len(words) > 1:
        raise CellError(_("“%(text)s” says twice how exact it is. Keep one of the words.") % {"text": text})
    qualifier = (BEFORE | AFTER)[words[0]] if words else ""
    return Amount(read_number(match["number"].strip()), f"{match['power'] or ''}{match['thing']}", str(qualifier))
