"""What stands behind one figure: the records it counts, what was stated, or the terms of a ratio."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from innovation.api import query
from innovation.api.areas import all_areas
from innovation.api.errors import Fault, Refused
from innovation.api.fields import Coded, PublicSerializer
from innovation.api.figures import FigureSerializer, public_terms, what_stands_behind
from innovation.api.indicators import dimensions_of, public_indicators
from innovation.api.query import Codes, closest, unknown
from innovation.api.questions import home_area
from innovation.api.registers import COUNTED_VIEWSETS
from innovation.api.views import PublicViewSet
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Indicator, Observation

PARAMETERS = (
    Codes(
        "indicator", gettext_lazy("The code of the indicator."), rows=public_indicators, required=True, example="gdp"
    ),
    Codes(
        "area",
        gettext_lazy("The code of the area; the area of this bureau if not given."),
        rows=all_areas,
        example="990101",
    ),
    query.period("period", gettext_lazy("The time period."), required=True, example="2006"),
    query.text("category", gettext_lazy("The part of the total, as in level=national; the total if not given.")),
)


class StatementSerializer(PublicSerializer):
    """What somebody stated on a day. A later statement replaces an earlier one; all are kept."""

    value = serializers.SerializerMethodField(
        "get_printed", help_text=gettext_lazy("Exactly as printed; null where the status says why.")
    )
    unit = Coded()
    source: Any = Coded(allow_null=True)

    class Meta:
        model = Observation
        fields = (
            "id",
            "period",
            "category",
            "value",
            "unit",
            "qualifier",
            "status",
            "stated_on",
            "basis",
            "source",
            "source_place",
        )

    @extend_schema_field({"type": ["string", "null"]})
    def get_printed(self, statement: Observation) -> str | None:
        return None if statement.printed is None else f"{statement.printed:f}"


KINDS: Any = [
    *(viewset.serializer_class for viewset in COUNTED_VIEWSETS.values()),
    StatementSerializer,
    FigureSerializer,
]


class OneFigureViewSet(PublicViewSet):
    """A list about one figure."""

    parameters = PARAMETERS

    @cached_property
    def figures(self) -> Figures:
        catalogue = Catalogue()
        indicator = catalogue.get(self.query["indicator"].code)
        return Figures(catalogue, [indicator] if indicator else [], [self.query.get("area") or home_area()])

    @cached_property
    def figure(self) -> Figure:
        """The figure that is asked about."""
        indicator = self.figures.indicators[self.query["indicator"].pk]
        category = _category(self.figures, indicator, self.query.get("category", ""))
        return self.figures.at(indicator, self.figures.areas[0], self.query["period"], category)


class StatementViewSet(OneFigureViewSet):
    """Everything that was stated about a figure, the latest first."""

    about = gettext_lazy("What was stated about a figure, the latest first")

    serializer_class = StatementSerializer

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.page_of(self.figure.vintages)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class FigureRecordViewSet(OneFigureViewSet):
    """The records that a figure counts, the statements it was entered with, or the two terms of a ratio."""

    about = gettext_lazy("What stands behind a figure: its records, its statements, or the two terms of a ratio")

    described_as = PolymorphicProxySerializer(component_name="Behind", serializers=KINDS, resource_type_field_name=None)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        match what_stands_behind(self.figure):
            case "records":
                rows = self._records()
            case "statements":
                rows = self._told(StatementSerializer, self.page_of(self.figure.vintages))
            case "terms":
                rows = self._told(FigureSerializer, self.page_of(public_terms(self.figures, self.figure)))
            case _:
                raise NotFound(_("Nothing public stands behind this figure."))
        return self.get_paginated_response(rows)

    def _records(self) -> Any:
        """The page's records, in the order in which they were counted."""
        viewset = COUNTED_VIEWSETS[self.figure.indicator.register]()
        keys = self.page_of(self.figure.records)
        found = viewset.get_queryset().in_bulk(keys)
        return self._told(viewset.serializer_class, [found[key] for key in keys if key in found])

    def _told(self, serializer: Any, rows: Any) -> Any:
        context = {**self.get_serializer_context(), "figures": self.figures}
        return serializer(rows, many=True, context=context).data


def _category(figures: Figures, indicator: Indicator, text: str) -> str:
    """The category as statements write it, or Refused if the indicator has none like it."""
    if not text:
        return ""
    dimension, sign, value = text.partition("=")
    known = dimensions_of(indicator)
    if dimension not in known or not sign:
        meant = closest(dimension, known)
        raise Refused([Fault("category", _("Write it like level=national, with a dimension of the indicator."), meant)])
    values = figures.labels(indicator, dimension)
    # Records that say nothing there are a part as well: level=.
    if values and value and value not in values:
        wrong = unknown(value, values)
        raise Refused([Fault("category", str(wrong), wrong.suggestion)])
    return text
