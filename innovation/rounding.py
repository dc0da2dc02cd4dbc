"""Rounding as statistics in China does it: half up (四舍五入), away from zero, on decimals only."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

_PLACES = 12
# Digits enough for the largest sum, in the smallest unit, with all its places.
PRECISION = 60


def half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` with exactly `decimals` places: half_up(27.65, 1) is 27.7, half_up(-0.5, 0) is -1."""
    with localcontext(prec=PRECISION):
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def natural(value: Decimal) -> Decimal:
    """`value` without trailing zeros after the point: 6.7700 is 6.77, 40.0000 is 40."""
    plain = half_up(value, _PLACES).normalize()
    return half_up(plain, 0) if plain == plain.to_integral_value() else plain
