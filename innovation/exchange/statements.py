"""A stated value whose unit and qualifier were written into its cell: 1,021万元, 2500余人, 50%以上."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from innovation.exchange.amounts import Amount
from innovation.exchange.cells import SAID_WITH
from innovation.exchange.held import Unfound
from innovation.exchange.lookups import Lookups
from innovation.models import Qualifier, Unit
from innovation.rounding import natural, places


def settle_statement(values: dict[str, Any], lookups: Lookups) -> list[tuple[str, str]]:
    """Bring the value into the unit of its row, with the qualifier; says by field what has to be confirmed.

    Raises ValidationError if the cell contradicts those beside it.
    """
    said: Amount | None = values.pop(SAID_WITH, None)
    if said is None:
        return []
    unit = values["unit"]
    if said.unit:
        number = _converted(said, unit, values["indicator"], lookups)
        values |= {"value": number, "decimals": places(number)}
    if said.qualifier:
        _take_qualifier(values, said)
    if not said.qualifier and values["value"] == said.number:
        return []
    words = f"{Qualifier(said.qualifier).label} " if said.qualifier else ""
    known = {"said": f"{words}{values['value']:f} {unit.label}"}
    return [("value", _("The value was read as %(said)s.") % known)]


def _converted(said: Amount, unit: Unit, indicator: Any, lookups: Lookups) -> Any:
    """The number in the unit of the row."""
    if said.unit in (unit.name, unit.word, f"{unit.prefix}{unit.word}", indicator.measure_word):
        return said.number
    try:
        written = lookups.find(Unit, ("code", "name", "name_en"), (), said.unit)
    except Unfound:
        written = None
    if written is None or written.quantity != unit.quantity:
        message = _("The value says “%(said)s”, but its unit is %(unit)s. Correct one of them.")
        raise ValidationError({"value": message % {"said": said.unit, "unit": unit.label}})
    return natural(said.number * written.factor / unit.factor)


def _take_qualifier(values: dict[str, Any], said: Amount) -> None:
    beside = values.get("qualifier") or ""
    if beside and beside != said.qualifier:
        message = _("The value and the column of the qualifier say different things. Correct one of them.")
        raise ValidationError({"qualifier": message})
    values["qualifier"] = said.qualifier
