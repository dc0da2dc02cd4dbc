"""Areas: divisions, zones and communities."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import mixins, serializers

from innovation.api import query
from innovation.api.fields import Coded, PublicSerializer
from innovation.api.filters import search_parameter
from innovation.api.query import Codes
from innovation.api.views import PublicViewSet
from innovation.models import Area


def all_areas() -> QuerySet[Any]:
    return Area.objects.all()


class AreaSerializer(PublicSerializer):
    """One division, zone or community under its official code."""

    url = serializers.HyperlinkedIdentityField(view_name="api-area-detail", lookup_field="code")
    parent = Coded(allow_null=True, help_text=_("The area it is part of, null at the top."))

    class Meta:
        model = Area
        fields = ("code", "url", "name", "name_en", "type", "parent", "valid_from", "valid_to")


class AreaViewSet(mixins.RetrieveModelMixin, PublicViewSet):
    """Areas."""

    about = _("Areas")
    serializer_class = AreaSerializer
    lookup_field = "code"
    lookup_value_regex = "[0-9]{6,12}"
    queryset = Area.objects.select_related("parent").order_by("code")
    parameters = (
        query.choice("type", _("Only areas of these types, divided by commas."), Area.Type.values, many=True),
        Codes("parent", _("Only the areas directly below this one."), rows=all_areas, example="990101"),
        Codes("within", _("Only this area and all below it."), rows=all_areas, example="990101"),
        search_parameter(),
    )

    def filter_queryset(self, areas: QuerySet[Any]) -> QuerySet[Any]:
        given = self.query
        if "type" in given:
            areas = areas.filter(type__in=given["type"])
        if "parent" in given:
            areas = areas.filter(parent=given["parent"])
        if "within" in given:
            areas = areas.filter(path__startswith=given["within"].path)
        if "q" in given:
            words = given["q"]
            areas = areas.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(code__startswith=words))
        return areas
