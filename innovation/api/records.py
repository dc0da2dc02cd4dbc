"""What the addresses of all registers share; each register's own module says only what differs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.reverse import reverse

from innovation.api.fields import Coded, KnownDate, PublicSerializer
from innovation.api.filters import (
    AREA,
    date_filters,
    dimension_filters,
    ordered,
    ordering_parameter,
    published_through,
    refuse_reversed,
    search_parameter,
    within,
)
from innovation.api.query import Parameter
from innovation.api.views import PublicViewSet
from innovation.indicators.register import Register


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
