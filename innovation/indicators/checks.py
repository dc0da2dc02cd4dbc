"""What registers know and neither a model nor a database can check: whether something can be told at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from innovation.indicators.register import Dimension
from innovation.indicators.registers import REGISTERS
from innovation.models import Criterion, Indicator, Observation

# Values of dimensions that were looked up already, for those who check many rows.
Known = dict[tuple[str, type | None], list[str]]


def check_indicator(indicator: Indicator, known: Known | None = None) -> None:
    """Raise ValidationError unless its measure is one of its register's and can be told in its unit."""
    if indicator.origin != Indicator.Origin.COUNTED:
        return
    register = REGISTERS.get(indicator.register)
    if register is None:
        raise ValidationError({"register": _there_are(indicator.register, list(REGISTERS))})
    measure = register.measures.get(indicator.measure)
    if measure is None:
        raise ValidationError({"measure": _there_are(indicator.measure, list(register.measures))})
    if indicator.unit.quantity != measure.quantity:
        message = _("“%(measure)s” is not told in this unit. Choose a unit of the quantity %(quantity)s.")
        raise ValidationError({"unit": message % {"measure": measure.label, "quantity": measure.quantity}})


def check_criterion(criterion: Criterion, known: Known | None = None) -> None:
    """Raise ValidationError unless its dimension is one of the register's, and its value one of the dimension's."""
    register = REGISTERS.get(criterion.indicator.register)
    if register is None:
        raise ValidationError(_("Only an indicator that counts a register has criteria."))
    dimension = register.dimensions.get(criterion.dimension)
    if dimension is None:
        has = ", ".join(str(dimension.label) for dimension in register.dimensions.values()) or "—"
        message = _("This register is not divided that way. It has: %(has)s.")
        raise ValidationError({"dimension": message % {"has": has}})
    if wrong := _wrong_value(dimension, criterion.value, known):
        raise ValidationError({"value": wrong})


def check_statement(statement: Observation, known: Known | None = None) -> None:
    """Raise ValidationError unless its category is empty or a value of a dimension that its indicator has."""
    if not statement.category:
        return
    code, sign, value = statement.category.partition("=")
    dimension = dimension_of(statement.indicator, code)
    if dimension is None or not sign:
        message = _("Write a dimension and one of its codes, like level=national; leave it empty for the total.")
        raise ValidationError({"category": message})
    if wrong := _wrong_value(dimension, value, known):
        raise ValidationError({"category": wrong})


def dimension_of(indicator: Indicator, code: str) -> Dimension | None:
    """The dimension of the indicator's register; of an entered indicator, the one all registers know by that code."""
    if indicator.register in REGISTERS:
        return REGISTERS[indicator.register].dimensions.get(code)
    known = (register.dimensions.get(code) for register in REGISTERS.values())
    return next(filter(None, known), None)


def _wrong_value(dimension: Dimension, value: str, known: Known | None) -> str:
    """What is wrong with a value of a dimension; nothing if it is there, or if any text may stand there."""
    known = {} if known is None else known
    key = (dimension.lookup, dimension.entries)
    if key not in known:
        known[key] = _values(dimension)
    values = known[key]
    return _there_are(value, values) if values and value and value not in values else ""


def _values(dimension: Dimension) -> list[str]:
    """The values records can have there; none where any text may stand."""
    if dimension.entries:
        entries: Any = dimension.entries.objects
        return list(entries.values_list("code", flat=True))
    return list(dimension.choices or ())


def _there_are(value: str, values: list[str]) -> str:
    return _("There is no “%(value)s” here. There are: %(has)s.") % {"value": value[:60], "has": ", ".join(values)}
