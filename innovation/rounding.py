"""Rounding as statistics in China does it: half up (四舍五入), away from zero, on decimals only."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

_PLACES = 12
# Digits enough for the largest sum, in the smallest unit, with all its places.
PRECISION = 60


def half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` with exactly `decimals` places: half_up(27.65, 1) is 27.7, half_up(-0.5, 0) is -1."""
    return _rounded(value, decimals, ROUND_HALF_UP)


def bound(value: Decimal, decimals: int, relation: str) -> Decimal:
    """`value` rounded so that what is said of it stays true: down after "more than", up after "less than"."""
    direction = {"gt": ROUND_FLOOR, "ge": ROUND_FLOOR, "lt": ROUND_CEILING, "under": ROUND_CEILING}
    return _rounded(value, decimals, direction.get(relation.partition("-")[0], ROUND_HALF_UP))


def _rounded(value: Decimal, decimals: int, rounding: str) -> Decimal:
    with localcontext(prec=PRECISION):
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    return abs(rounded) if rounded == 0 else rounded


def places(value: Decimal) -> int:
    """How many decimals a number is written with: 13.0 has one."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def natural(value: Decimal) -> Decimal:
    """`value` without trailing zeros after the point: 6.7700 is 6.77, 40.0000 is 40."""
    plain = half_up(value, _PLACES).normalize()
    return half_up(plain, 0) if plain == plain.to_integral_value() else plain
