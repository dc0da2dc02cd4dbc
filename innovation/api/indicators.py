"""Indicators: what each figure means and how it comes about."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import mixins, serializers

from innovation.api import query
from innovation.api.fields import Coded, PublicSerializer
from innovation.api.filters import search_parameter
from innovation.api.query import Codes
from innovation.api.views import PublicViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Criterion, Indicator, Topic


def public_indicators() -> QuerySet[Any]:
    indicators: Any = Indicator.objects
    return indicators.filter(is_public=True)


def dimensions_of(indicator: Indicator) -> list[str]:
    """What the figures of an indicator can be divided by."""
    register = REGISTERS.get(indicator.register)
    return list(register.dimensions) if register else []


class OtherIndicator(Coded):
    """An indicator that another one points to, null if there is none or it is not public."""

    def to_representation(self, instance: Indicator) -> Any:
        return super().to_representation(instance) if instance.is_public else None


class CriterionSerializer(PublicSerializer):
    """One condition: values of one dimension are alternatives, dimensions must all agree."""

    class Meta:
        model = Criterion
        fields = ("dimension", "value")


class IndicatorSerializer(PublicSerializer):
    """One indicator: entered by hand, counted from a register, or one indicator over another."""

    url = serializers.HyperlinkedIdentityField(view_name="api-indicator-detail", lookup_field="code")
    topic = Coded()
    unit = Coded()
    criteria = CriterionSerializer(many=True)
    dimensions = serializers.SerializerMethodField(help_text=_("What its figures can be divided by, besides areas."))
    numerator = OtherIndicator(allow_null=True)
    denominator = OtherIndicator(allow_null=True)
    part_of = OtherIndicator(allow_null=True)
    aspect_of = OtherIndicator(allow_null=True)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "url",
            "name",
            "name_en",
            "topic",
            "origin",
            "nature",
            "unit",
            "measure_word",
            "decimals",
            "register",
            "measure",
            "criteria",
            "dimensions",
            "numerator",
            "denominator",
            "part_of",
            "aspect",
            "aspect_of",
            "direction",
            "definition",
            "definition_en",
            "method",
            "method_en",
            "comparability",
            "comparability_en",
            "owner",
        )

    def get_dimensions(self, indicator: Indicator) -> list[str]:
        return dimensions_of(indicator)


class IndicatorViewSet(mixins.RetrieveModelMixin, PublicViewSet):
    """Indicators."""

    about = _("Indicators")
    serializer_class = IndicatorSerializer
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9-]{1,60}"
    queryset = (
        public_indicators()
        .select_related("topic", "unit", "numerator", "denominator", "part_of", "aspect_of")
        .prefetch_related("criteria")
    )
    parameters = (
        Codes("topic", _("Only indicators of these topics, divided by commas."), rows=Topic.objects.all, many=True),
        query.choice("origin", _("Only indicators that come about this way."), Indicator.Origin.values, many=True),
        query.choice("nature", _("Only indicators of this nature."), Indicator.Nature.values, many=True),
        search_parameter(),
    )

    def filter_queryset(self, indicators: QuerySet[Any]) -> QuerySet[Any]:
        for name in ("topic", "origin", "nature"):
            if name in self.query:
                indicators = indicators.filter(**{f"{name}__in": self.query[name]})
        if words := self.query.get("q"):
            held = Q(code__icontains=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
            indicators = indicators.filter(held | Q(definition__icontains=words) | Q(definition_en__icontains=words))
        return indicators
