"""Check constraints tried in memory say what the database says."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from innovation.exchange.conditions import broken, fields_of, holds
from innovation.models import Area, Assessment
from tests.innovation.conftest import area
from tests.innovation.models.test_constraints import BY_NAME, CHANGES

TRIED = [change for change in CHANGES if isinstance(BY_NAME[change[0]], models.CheckConstraint)]
NUMBERS = st.integers(0, 3)
FIELDS = st.sampled_from(["rank", "units"])
LEAVES = st.one_of(
    st.builds(
        lambda field, how, value: Q(**{f"{field}{how}": value}),
        FIELDS,
        st.sampled_from(["", "__gt", "__gte", "__lt", "__lte"]),
        NUMBERS | st.builds(F, FIELDS),
    ),
    st.builds(lambda field, missing: Q(**{f"{field}__isnull": missing}), FIELDS, st.booleans()),
    st.builds(lambda field, values: Q(**{f"{field}__in": values}), FIELDS, st.lists(NUMBERS, min_size=1)),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(lambda one: ~one, parts),
        st.builds(lambda one, other: one & other, parts, parts),
        st.builds(lambda one, other: one | other, parts, parts),
    ),
    max_leaves=6,
)


def names(constraints: Any) -> list[str]:
    return [constraint.name for constraint in constraints]


def refused_by_the_database(row: models.Model) -> list[str]:
    """The check constraints that Django asks the database about, and that the row breaks there."""
    found = []
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(type(row), row)
            except ValidationError:
                found.append(constraint.name)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "good", "change"), TRIED)
def test_a_row_breaks_in_memory_what_it_breaks_in_the_database(
    name: str, good: Callable[[Area], Any], change: dict[str, Any]
) -> None:
    row = good(area())
    row.clean_fields()
    assert (names(broken(row)), refused_by_the_database(row)) == ([], [])
    for field, value in change.items():
        setattr(row, field, row._meta.get_field(field).to_python(value))
    assert (names(broken(row)), refused_by_the_database(row)) == ([name], [name])


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "good", "change"), TRIED)
def test_what_is_missing_breaks_in_memory_what_it_breaks_in_the_database(
    name: str, good: Callable[[Area], Any], change: dict[str, Any]
) -> None:
    row = good(area())
    row.clean_fields()
    fields = sorted(fields_of(BY_NAME[name].condition))
    kept = {field: getattr(row, row._meta.get_field(field).attname) for field in fields}
    for missing in product((False, True), repeat=len(fields)):
        for field, is_missing in zip(fields, missing, strict=True):
            setattr(row, row._meta.get_field(field).attname, None if is_missing else kept[field])
        assert names(broken(row)) == refused_by_the_database(row), missing


class Logic(TestCase):
    @given(CONDITIONS, st.none() | NUMBERS, st.none() | NUMBERS)
    def test_a_condition_is_true_false_or_unknown_as_in_the_database(
        self, condition: Q, rank: int | None, units: int | None
    ) -> None:
        row = Assessment(rank=rank, units=units)
        said = {name: Value(getattr(row, name), models.IntegerField()) for name in ("rank", "units")}
        # A database lets pass what is true or unknown; asked the other way round, too, it tells which.
        passes, fails = condition.check(said), (~condition).check(said)
        told = {(True, False): True, (False, True): False, (True, True): None}[passes, fails]
        assert holds(condition, row) is told
