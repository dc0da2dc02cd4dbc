"""The check constraints of a table, tried on a row in memory: asking the database for each row would take long."""

import operator
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models import F, Q

_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, values: value in values,
}


def broken(row: models.Model) -> Iterator[models.CheckConstraint]:
    """The constraints that the row breaks; like a database, it lets pass what compares with nothing."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and holds(constraint.condition, row) is False:
            yield constraint


def holds(condition: Any, row: models.Model) -> bool | None:
    """Whether a row meets a condition; None where something that is compared is missing (SQL's unknown)."""
    parts = [
        holds(part, row) if isinstance(part, Q) else _compares(part[0], part[1], row) for part in condition.children
    ]
    decisive = condition.connector == Q.OR
    met: bool | None = None if None in parts else not decisive
    if decisive in parts:
        met = decisive
    return met if not condition.negated or met is None else not met


def fields_of(condition: Any) -> set[str]:
    """The fields that a condition is about."""
    parts = (fields_of(part) if isinstance(part, Q) else {part[0].partition("__")[0]} for part in condition.children)
    return set().union(*parts)


def _compares(lookup: str, expected: Any, row: models.Model) -> bool | None:
    name, _sign, how = lookup.partition("__")
    value = _value(row, name)
    if how == "isnull":
        return (value is None) is expected
    expected = _value(row, expected.deconstruct()[1][0]) if isinstance(expected, F) else expected
    if value is None or expected is None:
        return None
    return bool(_COMPARED[how or "exact"](value, expected))


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    value = getattr(row, field.attname)
    # A row of the same table has no key yet.
    return row._state.fields_cache.get(name) if value is None and field.is_relation else value
