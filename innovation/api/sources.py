"""The documents that values and records come from."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import mixins

from innovation.api.fields import PublicSerializer
from innovation.api.filters import ordered, ordering_parameter, search_parameter
from innovation.api.registers import RECORD_VIEWSETS
from innovation.api.views import PublicViewSet
from innovation.models import Observation, Source

ORDERINGS = {"code": "code", "issued_on": "issued_on"}


class SourceSerializer(PublicSerializer):
    """One document, register or notice that something published was taken from."""

    class Meta:
        model = Source
        fields = ("code", "name", "name_en", "issuer", "document_number", "issued_on")


def cited() -> QuerySet[Any]:
    """The sources that something published names: one that only drafts name is no more public than they are."""
    kinds: list[Any] = [Observation, *(viewset.register.model for viewset in RECORD_VIEWSETS.values())]
    found = Q()
    for kind in kinds:
        found |= Q(Exists(kind.objects.published().filter(source=OuterRef("pk"))))
    return Source.objects.filter(found)


class SourceViewSet(mixins.RetrieveModelMixin, PublicViewSet):
    """Sources."""

    about = _("Sources")
    serializer_class = SourceSerializer
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9_-]{1,60}"
    parameters = (search_parameter(), ordering_parameter(ORDERINGS))

    def get_queryset(self) -> QuerySet[Any]:
        return cited()

    def filter_queryset(self, sources: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.query.get("q"):
            sources = sources.filter(
                Q(name__icontains=words) | Q(name_en__icontains=words) | Q(document_number__icontains=words)
            )
        order = self.query.get("ordering", [])
        return sources.order_by(*(ordered(name, ORDERINGS) for name in order), "code")
