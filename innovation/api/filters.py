"""What lists are filtered and ordered by, each with the parameter that asks for it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, F, ForeignKey, Model, Q
from django.db.models.expressions import OrderBy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.api import query
from innovation.api.errors import Fault, Refused
from innovation.api.query import Codes, Parameter
from innovation.indicators.register import Dimension, Register
from innovation.models import Area, Precision, Record, State
from innovation.periods import Period

DATES = ("year", "month", "day")
AREA = Codes(
    "area",
    gettext_lazy("Only what lies in these areas or below them: codes of areas, divided by commas."),
    rows=lambda: Area.objects.all(),
    many=True,
    example="990101",
)


def published_through(path: str, model: type[Model]) -> Q:
    """That the record a path leads through, if it leads through one, is published too."""
    relation, _sep, _name = path.rpartition("__")
    if not relation:
        return Q()
    related = model._meta.get_field(relation).related_model
    is_record = isinstance(related, type) and issubclass(related, Record)
    return Q(**{f"{relation}__state": State.PUBLISHED}) if is_record else Q()


def within(areas: Sequence[Area]) -> Q:
    found = Q()
    for area in areas:
        found |= Q(area__path__startswith=area.path)
    return found


def search_parameter() -> Parameter:
    return query.text("q", gettext_lazy("Only records in which these words occur."))


# Dimensions


def dimension_filters(register: Register) -> dict[Parameter, Callable[[Any], Q]]:
    """A parameter for each dimension of a register, with what it lets through."""
    return dict(_dimension_filter(name, dimension, register.model) for name, dimension in register.dimensions.items())


def _dimension_filter(name: str, dimension: Dimension, model: type[Model]) -> tuple[Parameter, Callable[[Any], Q]]:
    lookup = dimension.lookup
    if dimension.entries is not None:
        rows = dimension.entries.objects.all
        about = format_lazy(gettext_lazy("{dimension}: codes, divided by commas."), dimension=dimension.label)
        return Codes(name, about, rows=rows, many=True), lambda rows: Q(**{f"{lookup}__in": [row.code for row in rows]})
    about = format_lazy("{dimension}", dimension=dimension.label)
    field = model._meta.get_field(lookup)
    if isinstance(field, BooleanField):
        return query.choice(name, about, ("yes", "no")), lambda value: Q(**{lookup: value == "yes"})
    if isinstance(field, ForeignKey):
        return query.choice(name, about, ("yes", "no")), lambda value: Q(**{f"{lookup}__isnull": value == "no"})
    if dimension.choices is not None:
        about = format_lazy(gettext_lazy("{dimension}: one or several, divided by commas."), dimension=dimension.label)
        codes = [code for code in dimension.choices if code]
        return query.choice(name, about, codes, many=True), lambda values: Q(**{f"{lookup}__in": values})
    return query.text(name, about), lambda value: Q(**{lookup: value})


# Dates


def date_filters(register: Register) -> dict[Parameter, Callable[[Any], Q]]:
    """`from` and `to`, on the date from which records of the register count."""
    by_year = register.precision == Precision.YEAR
    kinds = DATES[:1] if by_year else DATES
    label = register.model._meta.get_field(register.since).verbose_name  # type: ignore[union-attr]
    since = format_lazy(gettext_lazy("Only records whose date ({date}) is not before this one."), date=label)
    until = format_lazy(gettext_lazy("Only records whose date ({date}) is not after this one."), date=label)
    options = {"example": "2003" if by_year else "2006-01"}, {"example": "2006" if by_year else "2006-12-31"}

    def end(day: dt.date | None) -> Any:
        return day.year if by_year and day else day

    return {
        query.period("from", since, kinds, **options[0]): lambda p: Q(**{f"{register.since}__gte": end(p.start)}),
        query.period("to", until, kinds, **options[1]): lambda p: Q(**{f"{register.since}__lte": end(p.end)}),
    }


def refuse_reversed(values: Mapping[str, Any]) -> None:
    """Raise Refused if `from` lies after `to`."""
    first, last = values.get("from"), values.get("to")
    if isinstance(first, Period) and isinstance(last, Period):
        first, last = first.start, last.end
    if first is not None and last is not None and first > last:
        raise Refused([Fault("from", _("It lies after “to”."))])


# Ordering


def ordering_parameter(orderings: Mapping[str, str]) -> Parameter:
    about = gettext_lazy("The order of the rows: one or several, divided by commas; - before a name turns it round.")
    return query.choice("ordering", about, [*orderings, *(f"-{name}" for name in orderings)], many=True)


def ordered(name: str, orderings: Mapping[str, str]) -> OrderBy:
    """The ordering a name means, unknown values last whichever way it goes, on every database."""
    plain = name.removeprefix("-")
    column = F(orderings.get(plain, plain))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)
