"""What the addresses of all registers share; each register's own module says only what differs."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import BooleanField, F, ForeignKey, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.reverse import reverse

from innovation.api import query
from innovation.api.errors import Fault, Refused
from innovation.api.fields import Coded, KnownDate
from innovation.api.query import Codes, Parameter
from innovation.api.views import PublicViewSet
from innovation.indicators.registers import Dimension, Register
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


class PublicSerializer(serializers.ModelSerializer):
    """A row as it is read: every field is there, and none can be written."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


class RecordSerializer(PublicSerializer):
    """What a record of every register says; a register adds its own between OPENING and CLOSING."""

    OPENING: tuple[str, ...] = ("id", "url", "area")
    CLOSING: tuple[str, ...] = ("basis", "source", "source_place")

    url = serializers.SerializerMethodField(help_text=gettext_lazy("The address of the record."))
    area = Coded(help_text=gettext_lazy("The area it counts in."))
    source: Any = Coded(allow_null=True, help_text=gettext_lazy("The document it comes from, null if none is on file."))

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, record: Model) -> str:
        name = f"api-{record._meta.model_name}-detail"
        return reverse(name, [record.pk], request=self.context["request"])


class DatedSerializer(RecordSerializer):
    """A record with a date that may be known only in part."""

    OPENING = (*RecordSerializer.OPENING, "date")
    date = KnownDate(
        help_text=gettext_lazy("As far as it is known: 2006-08-11, 2006-08 or 2006; null if nobody knows.")
    )


class RegisterViewSet(mixins.RetrieveModelMixin, PublicViewSet):
    """The published records of a register, all of them or one by its key.

    `related` are the relations it shows, `search` the texts that `q` looks through, `orderings` what `ordering` may
    name (and the field it means), `order` the order without it.
    """

    register: ClassVar[Register]
    related: ClassVar[Sequence[str]] = ()
    search: ClassVar[Sequence[str]] = ()
    orderings: ClassVar[Mapping[str, str]] = {}
    order: ClassVar[Sequence[str]] = ("-date",)
    own_parameters: ClassVar[Mapping[Parameter, Callable[[Any], Q]]] = {}
    filters: ClassVar[Mapping[str, Callable[[Any], Q]]] = {}
    lookup_value_regex = "[0-9]{1,18}"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.about = cls.register.model._meta.verbose_name_plural
        dimensions = dimension_filters(cls.register)
        filters = {AREA: within, **dimensions, **date_filters(cls.register)}
        filters |= {search_parameter(): cls.matching} | dict(cls.own_parameters)
        cls.filters = {parameter.name: found for parameter, found in filters.items()}
        cls.parameters = (*filters, ordering_parameter(cls.orderings))

    def get_queryset(self) -> QuerySet[Any]:
        records: Any = self.register.model._default_manager.all()
        return records.published().select_related("area", "source", *self.related)

    def filter_queryset(self, records: QuerySet[Any]) -> QuerySet[Any]:
        if self.action != "list":
            return records
        refuse_reversed(self.query)
        for name, value in self.query.items():
            if name in self.filters:
                records = records.filter(self.filters[name](value))
        order = self.query.get("ordering") or self.order
        return records.order_by(*(ordered(name, self.orderings) for name in order), "pk")

    @classmethod
    def matching(cls, words: str) -> Q:
        """The records in which one of the searched texts holds the words."""
        found = Q()
        for path in cls.search:
            found |= Q(**{f"{path}__icontains": words}) & published_through(path, cls.register.model)
        return found


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
    if dimension.choices is not None:
        about = format_lazy(gettext_lazy("{dimension}: one or several, divided by commas."), dimension=dimension.label)
        codes = [code for code in dimension.choices if code]
        return query.choice(name, about, codes, many=True), lambda values: Q(**{f"{lookup}__in": values})
    about = format_lazy("{dimension}", dimension=dimension.label)
    field = model._meta.get_field(lookup)
    if isinstance(field, BooleanField):
        return query.choice(name, about, ("yes", "no")), lambda value: Q(**{lookup: value == "yes"})
    if isinstance(field, ForeignKey):
        return query.choice(name, about, ("yes", "no")), lambda value: Q(**{f"{lookup}__isnull": value == "no"})
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
