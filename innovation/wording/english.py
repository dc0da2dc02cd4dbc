"""Amounts as English says them: 25 million yuan, where Chinese counts by ten thousands (2500万元)."""

from decimal import Decimal

from innovation.models import Unit
from innovation.rounding import natural

# How many zeros a unit adds, and how its English name then begins, by its factor.
TENS = {
    Decimal(1): (0, ""),
    Decimal(1_000): (3, "1,000 "),
    Decimal(10_000): (4, "10,000 "),
    Decimal(100_000_000): (8, "100 million "),
}
POWERS = {9: "billion", 6: "million", 3: "thousand"}


def name_of(unit: Unit) -> str:
    """What the unit is called where it stands by itself: 10,000 yuan, %."""
    return unit.word if unit.word == "%" else unit.name_en or unit.name


def in_powers(value: Decimal, unit: Unit) -> tuple[Decimal, str]:
    """The number and what follows it, by the largest power there is one of: 2500 and 万元 give 25, "million yuan"."""
    name = name_of(unit)
    zeros, tens = TENS.get(unit.factor, (0, None))
    if tens is None or not name.startswith(tens):
        return value, name
    power = next((power for power in POWERS if zeros and value.adjusted() + zeros >= power), 0) if value else 0
    # English counts things by their name, which the indicator has, not by a measure word.
    word = "" if unit.quantity == "count" else name.removeprefix(tens)
    return _moved(value, zeros - power), " ".join(filter(None, (POWERS.get(power), word)))


def _moved(value: Decimal, zeros: int) -> Decimal:
    """The value with its point moved: no digit is lost, and a whole number gets no zeros behind the point.

    Printed zeros stay, for they say how exactly the value is known.
    """
    sign, digits, exponent = value.as_tuple()
    moved = Decimal((sign, digits, int(exponent) + zeros))
    return natural(moved) if int(exponent) >= 0 else moved
