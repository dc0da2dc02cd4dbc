"""What makes a stated value doubtful: sentences that say what is odd about it, and what to check.

A rule looks at one value and at what is known beside it. It forbids nothing: who knows better says so and goes on.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from innovation.indicators.beside import Beside, period_of
from innovation.indicators.change import counts_in_points, percent
from innovation.indicators.checks import dimension_of
from innovation.indicators.measures import Distinct
from innovation.indicators.registers import REGISTERS
from innovation.models import Indicator, Observation, Unit
from innovation.periods import today
from innovation.rounding import half_up, natural

# What is no jump yet: a rise and a fall in percent, a difference in points, and counts that jump by chance.
RISE, FALL, POINTS, SMALL = Decimal(100), Decimal(-50), Decimal(20), Decimal(10)
# Units that are mistaken for each other lie about so many zeros apart: 亿 and 元, 万 and 元, thousands, percent.
SLIPS = tuple((zeros, Decimal(10) ** zeros / 2, Decimal(10) ** zeros * 2) for zeros in (8, 4, 3, 2))
WHOLE_QUANTITIES = ("count", "persons", "person-times", "copies")
NO_SUMS = ("ratio", "rank", "years", "points")
PARTED = {register.parts_by for register in REGISTERS.values()} - {""}


def doubts(stated: Sequence[Observation]) -> dict[int, list[str]]:
    """What is odd about each value, by its place in the sequence; values that are not odd are left out.

    The rows need not be stored. Their indicators, with units, their areas and units are asked for: have them loaded.
    """
    beside = Beside(stated)
    found = {
        number: [sentence for rule in RULES if (sentence := rule(row, beside))]
        for number, row in enumerate(stated)
        if row.value is not None
    }
    return {number: sentences for number, sentences in found.items() if sentences}


def slip(row: Observation, beside: Beside) -> str | None:
    """It is some zeros away from what it was: another unit, or a slip of the point."""
    before = beside.before(row)
    zeros = _zeros_between(row, before) if before else 0
    if not before or not zeros:
        return None
    known = _told(row, before) | {"times": f"{10 ** abs(zeros):,}"}
    if zeros > 0:
        said = _("%(value)s is about %(times)s times the %(before)s of %(period)s.") % known
    else:
        said = _("%(value)s is about 1/%(times)s of the %(before)s of %(period)s.") % known
    known["mended"] = f"{natural(_value(row).scaleb(-zeros)):,}"
    other = next((unit for unit in beside.units.values() if _is_off(unit, row.unit, zeros)), None)
    if other is None:
        return f"{said} " + _("Check the decimal point: it may be %(mended)s.") % known
    known |= {"other": str(other), "unit": str(row.unit)}
    return f"{said} " + _("Is it in %(other)s instead of %(unit)s? It would then be %(mended)s.") % known


def jump(row: Observation, beside: Beside) -> str | None:
    """It changed by more than values of its kind do."""
    before = beside.before(row)
    if before is None or row.value == 0 or _zeros_between(row, before) or not _compare(row, before):
        return None
    if counts_in_points(row.unit):
        points = natural(_value(row) - _amount(before) / row.unit.factor)
        if abs(points) <= POINTS:
            return None
        said = _("%(value)s after %(before)s in %(period)s: a difference of %(points)s points. Check both values.")
        return said % (_told(row, before) | {"points": abs(points)})
    growth = percent(_amount(row) - _amount(before), _amount(before))
    if growth is None or _amount(before) < 0 or FALL <= growth <= RISE:
        return None
    said = _("%(value)s after %(before)s in %(period)s: a change of %(growth)s%%. Check both values.")
    return said % (_told(row, before) | {"growth": f"{growth:+,}"})


def zero(row: Observation, beside: Beside) -> str | None:
    before = beside.before(row)
    if row.value != 0 or before is None or not before.value:
        return None
    said = _("It is 0 after %(before)s in %(period)s. 0 means none: leave it empty if it is not known.")
    return said % _told(row, before)


def part_over_whole(row: Observation, beside: Beside) -> str | None:
    whole = next((whole for whole in beside.wholes(row) if _exceed([row], whole)), None)
    if whole is None:
        return None
    if row.category and not whole.category and whole.indicator_id == row.indicator_id:
        return _("It is more than the total of %(value)s. Check both values.") % {"value": _number(whole)}
    known = {"whole": whole.indicator, "value": _number(whole)}
    return _("It is more than “%(whole)s” (%(value)s), of which it is a part. Check both values.") % known


def whole_under_part(row: Observation, beside: Beside) -> str | None:
    """As before, seen from the whole; a part that is stated with it says so itself."""
    parts = (part for part in beside.parts(row) if not beside.is_given(part))
    part = next((part for part in parts if _exceed([part], row)), None)
    if part is None:
        return None
    known = {"part": part.indicator, "value": _number(part)}
    return _("It is less than its part “%(part)s” (%(value)s). Check both values.") % known


def sum_over_total(row: Observation, beside: Beside) -> str | None:
    """The categories that exclude each other add up to more than the total."""
    total = row if not row.category else beside.stated(row.indicator_id, row.area_id, row, "")
    if total is None or (row.category and beside.is_given(total)):
        return None
    for code, parts in beside.categories(row).items():
        concerned = not row.category or row.category.startswith(f"{code}=")
        if concerned and _add_up(row, code) and len(parts) > 1 and _exceed(parts, total):
            summed = natural(sum(map(_amount, parts), Decimal(0)) / total.unit.factor)
            dimension = dimension_of(row.indicator, code)
            known = {"dimension": dimension.label if dimension else code, "sum": f"{summed:,}"}
            said = _("The values by %(dimension)s add up to %(sum)s, more than the total of %(value)s. Check them.")
            return said % (known | {"value": _number(total)})
    return None


def over_the_area_above(row: Observation, beside: Beside) -> str | None:
    above = beside.stated(row.indicator_id, row.area.parent_id, row, row.category)
    if above is None or not _is_sum(row) or not _exceed([row], above):
        return None
    known = {"area": above.area, "value": _number(above)}
    return _("It is more than %(area)s has as a whole (%(value)s). Check both values.") % known


def out_of_range(row: Observation, beside: Beside) -> str | None:
    amount, quantity = _amount(row), row.unit.quantity
    if quantity == "ratio" and row.indicator.aspect == Indicator.Aspect.GROWTH:
        if not -1 <= amount <= 10:
            return _("A growth below −100 or above 1000 percent is hardly possible. Check the value and the unit.")
    elif quantity == "ratio" and (amount < 0 or (amount > 1 and row.unit.factor < 1)):
        return _("A share lies between 0 and 100 percent. Check the value and the unit.")
    elif quantity == "rank" and (amount < 1 or not _is_whole(amount)):
        return _("A rank is a whole number from 1 on. Check the value.")
    elif quantity in WHOLE_QUANTITIES and (amount < 0 or not (_is_whole(amount) or _is_average(row.indicator))):
        return _("A number of things is whole and not below zero. Check the value and the unit.")
    return None


def status_against_period(row: Observation, beside: Beside) -> str | None:
    end, status = period_of(row.period).end, row.status
    if end is not None and end < today() and status == Observation.Status.FORECAST:
        return _("The period is over, and the value a forecast. Check the status.")
    if end is not None and end > today() and status == Observation.Status.NORMAL:
        return _("The period has not ended, and the value is final. Check the status: is it provisional?")
    return None


RULES = (
    slip,
    jump,
    zero,
    part_over_whole,
    whole_under_part,
    sum_over_total,
    over_the_area_above,
    out_of_range,
    status_against_period,
)


def _value(row: Observation) -> Decimal:
    return row.value or Decimal(0)


def _amount(row: Observation) -> Decimal:
    return _value(row) * row.unit.factor


def _number(row: Observation) -> str:
    return f"{half_up(_value(row), row.decimals):,}"


def _told(row: Observation, before: Observation) -> dict[str, str]:
    """The two values in the unit of the first, and the period of the second."""
    if before.unit.factor == row.unit.factor:
        return {"value": _number(row), "before": _number(before), "period": before.period}
    return {
        "value": _number(row),
        "before": f"{natural(_amount(before) / row.unit.factor):,}",
        "period": before.period,
    }


def _compare(row: Observation, before: Observation) -> bool:
    """Whether they measure the same, and are not both so small that chance decides."""
    small = row.unit.quantity in WHOLE_QUANTITIES and max(_amount(row), _amount(before)) < SMALL
    return row.unit.quantity == before.unit.quantity and not small


def _zeros_between(row: Observation, before: Observation) -> int:
    """About how many zeros one value has more than the other, if it is a number that units differ by; else 0."""
    if not _compare(row, before) or _amount(row) * _amount(before) <= 0:
        return 0
    ratio = _amount(row) / _amount(before)
    larger = max(ratio, 1 / ratio)
    zeros = next((zeros for zeros, least, most in SLIPS if least <= larger <= most), 0)
    return zeros if ratio > 1 else -zeros


def _is_off(unit: Unit, own: Unit, zeros: int) -> bool:
    return unit.quantity == own.quantity and unit.factor.scaleb(zeros) == own.factor


def _exceed(parts: Iterable[Observation], whole: Observation) -> bool:
    """Whether the parts are more than the whole by more than rounding can do; a whole of "more than …" has no end."""
    rows = list(parts)
    if whole.qualifier.startswith("g") or any(row.unit.quantity != whole.unit.quantity for row in rows):
        return False
    rounding = sum(map(_rounding, [*rows, whole]), Decimal(0))
    return sum(map(_amount, rows), Decimal(0)) - _amount(whole) > rounding


def _rounding(row: Observation) -> Decimal:
    """By how much the value may be off for having been rounded; what is counted one by one is not."""
    counted = row.unit.quantity in WHOLE_QUANTITIES and row.unit.factor == 1
    return Decimal(0) if counted else Decimal("0.5").scaleb(-row.decimals) * row.unit.factor


def _is_average(indicator: Indicator) -> bool:
    """Whether it tells of one of many (人均, 平均), as its Chinese name says: no average is part of another."""
    return indicator.origin == Indicator.Origin.RATIO or "均" in indicator.name


def _is_sum(row: Observation) -> bool:
    """Whether the value of a whole is the sum of those of its parts: a count or an amount."""
    quantity = row.unit.quantity
    return quantity not in NO_SUMS and "-per-" not in quantity and not _is_average(row.indicator)


def _add_up(row: Observation, dimension: str) -> bool:
    """Whether what is counted under one value of a dimension is counted under no other."""
    register = REGISTERS.get(row.indicator.register)
    measure = register.measures.get(row.indicator.measure) if register else None
    distinct = isinstance(measure, Distinct) and measure.decides != dimension
    return _is_sum(row) and dimension not in PARTED and not distinct


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()
