"""Figures: rows of values that say where they come from and how sure they are."""

from typing import Any
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from innovation.api.fields import Coded
from innovation.api.questions import PARAMETERS, Question
from innovation.api.registers import COUNTED_VIEWSETS
from innovation.api.views import PublicViewSet
from innovation.indicators.figure import Figure, Origin, Reason
from innovation.indicators.figures import Figures
from innovation.models import Basis, Indicator, Observation, Qualifier
from innovation.wording import figure_text

ADDRESS = {"type": ["string", "null"], "format": "uri"}


class CategorySerializer(serializers.Serializer):
    """The value of a dimension that a figure is for."""

    code = serializers.CharField(help_text=_("Dimension and value, as in level=national."))
    dimension = serializers.CharField(help_text=_("The dimension."))
    value = serializers.CharField(help_text=_("The code of the value."))
    name = serializers.CharField(help_text=_("The name of the value, in the language of the answer."))


class FigureSource(Coded):
    """The document a figure comes from."""

    place = serializers.CharField(help_text=_("Page, table or words; empty if not on file."))


class FigureSerializer(serializers.Serializer):
    """One figure: a value, or the reason why there is none, with where it comes from and how sure it is."""

    indicator = Coded()
    area = Coded()
    period = serializers.CharField(
        source="period.code", help_text=_("The time period it stands for, as SDMX writes it.")
    )
    category = serializers.SerializerMethodField(help_text=_("Its part of the total; null for the total itself."))
    value = serializers.SerializerMethodField(
        "get_printed",
        help_text=_(
            "Exactly as printed, with its decimals: text such as 13.0. Null if there is none; never 0 for that."
        ),
    )
    unit = Coded()
    qualifier = serializers.ChoiceField(
        choices=Qualifier.choices,
        allow_blank=True,
        help_text=_("The word that makes it approximate; empty if it is exact."),
    )
    status = serializers.ChoiceField(
        choices=Observation.Status.choices, help_text=_("SDMX observation status: A final, P provisional, O missing …")
    )
    stage = serializers.CharField(help_text=_("budget or adjusted where money is not yet spent, else empty."))
    basis = serializers.ChoiceField(
        choices=Basis.choices, help_text=_("Whether it was reported, rests on an assumption, or is only illustrative.")
    )
    origin = serializers.ChoiceField(
        choices=Origin.choices, help_text=_("Entered by hand, counted from records, or computed from other figures.")
    )
    reason = serializers.ChoiceField(
        choices=Reason.choices, allow_blank=True, help_text=_("Why there is no value; empty if there is one.")
    )
    source: Any = serializers.SerializerMethodField(help_text=_("The document it comes from, null if none is on file."))
    derived = serializers.SerializerMethodField(
        help_text=_("What the records give, where the value was entered; null otherwise.")
    )
    revised = serializers.BooleanField(source="is_revised", help_text=_("Whether a different value was stated before."))
    text = serializers.SerializerMethodField(help_text=_("The value in words, in the language of the answer."))
    records = serializers.SerializerMethodField(
        help_text=_("The address of what stands behind it, null if nothing public does.")
    )
    record_count = serializers.SerializerMethodField(
        help_text=_("How many rows that address has, null if there is none.")
    )
    statements = serializers.SerializerMethodField(
        help_text=_("The address of everything that was stated about it, null if nothing was.")
    )

    @extend_schema_field(CategorySerializer(allow_null=True))
    def get_category(self, figure: Figure) -> dict[str, str] | None:
        dimension, _sep, value = figure.category.partition("=")
        if not dimension:
            return None
        names = self.context["figures"].labels(figure.indicator, dimension)
        return {"code": figure.category, "dimension": dimension, "value": value, "name": names.get(value, value)}

    def get_printed(self, figure: Figure) -> str | None:
        return None if figure.value is None else f"{figure.value:f}"

    def get_derived(self, figure: Figure) -> str | None:
        return None if figure.derived_value is None else f"{figure.derived_value:f}"

    @extend_schema_field(FigureSource(allow_null=True))
    def get_source(self, figure: Figure) -> dict[str, str] | None:
        if figure.source is None:
            return None
        return {**Coded(figure.source).data, "place": figure.source_place}

    def get_text(self, figure: Figure) -> str:
        return figure_text(figure)

    @extend_schema_field(ADDRESS)
    def get_records(self, figure: Figure) -> str | None:
        return self._address("api-figure-record-list", figure) if what_stands_behind(figure) else None

    def get_record_count(self, figure: Figure) -> int | None:
        match what_stands_behind(figure):
            case "records":
                return len(figure.records)
            case "statements":
                return len(figure.vintages)
            case "terms":
                return len(public_terms(self.context["figures"], figure))
        return None

    @extend_schema_field(ADDRESS)
    def get_statements(self, figure: Figure) -> str | None:
        return self._address("api-figure-statement-list", figure) if figure.vintages else None

    def _address(self, name: str, figure: Figure) -> str:
        place = {"indicator": figure.indicator.code, "area": figure.area.code, "period": figure.period.code}
        if figure.category:
            place["category"] = figure.category
        return f"{reverse(name, request=self.context['request'])}?{urlencode(place)}"


def what_stands_behind(figure: Figure) -> str:
    """Whether a figure rests on records, on statements or on the terms of a ratio; empty if on nothing public."""
    counted = figure.indicator.origin == Indicator.Origin.COUNTED and figure.indicator.register in COUNTED_VIEWSETS
    if counted and (figure.records or figure.origin == Origin.COUNTED and not figure.is_missing):
        return "records"
    if figure.vintages:
        return "statements"
    return "terms" if figure.origin == Origin.COMPUTED and not figure.is_missing else ""


def public_terms(figures: Figures, figure: Figure) -> list[Figure]:
    """The terms of a ratio that are figures of public indicators."""
    terms = figures.catalogue.terms(figure.indicator)
    return [figures.at(term, figure.area, figure.period) for term in terms if term.is_public]


class FigureViewSet(PublicViewSet):
    """Figures."""

    about = _("Figures: values with where they come from and how sure they are")
    serializer_class = FigureSerializer
    parameters = PARAMETERS

    @cached_property
    def question(self) -> Question:
        return Question.read(self.query)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.question.catalogue, self.question.indicators, self.question.areas)

    def get_serializer_context(self) -> dict[str, Any]:
        # Describing the API needs no figures.
        context = dict(super().get_serializer_context())
        return context | {"figures": self.figures} if hasattr(self, "query") else context

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        places = self.page_of(self.question.places(self.figures))
        rows = [self.figures.at(place.indicator, place.area, place.period, place.category) for place in places]
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)
