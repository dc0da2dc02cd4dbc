"""The list of all indicators, by topic."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dashboard.forms import IndicatorsQuery
from dashboard.shown import area_href, indicator_href, show
from innovation.duties.values import is_late
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator
from innovation.periods import Period
from innovation.wording import unit_words


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators with their latest figure; those that match `q`, or have no value for `missing`."""
    query = IndicatorsQuery.read(request.GET)
    area, catalogue = query["area"], Catalogue()
    figures = Figures(catalogue, catalogue, [area])
    found = [i for i in catalogue if matches(i, query["q"])]
    if query["missing"]:
        found = [i for i in found if is_late(figures, area, i, query["missing"])]
    words = ngettext("%(n)s indicator", "%(n)s indicators", len(found)) % {"n": len(found)}
    if query["missing"]:
        words = _("%(words)s without a value for %(year)s") % {"words": words, "year": query["missing"]}
    context = {
        "breadcrumb": [{"label": area.label, "href": area_href(area)}, {"label": _("Indicators"), "href": ""}],
        "query": query["q"] or (str(query["missing"]) if query["missing"] else ""),
        "count_words": words,
        "topics": [
            topic_of(figures, area, list(group), query["missing"])
            for _topic, group in groupby(found, key=lambda i: i.topic)
        ],
        "area_code": area.code,
        "clear_href": f"{reverse('indicators')}?area={area.code}",
    }
    return render(request, "indicators.html", context)


def matches(indicator: Indicator, words: str) -> bool:
    """Whether every word stands in its names, synonyms, code or definition."""
    told = (indicator.code, indicator.name, indicator.name_en, indicator.synonyms)
    text = " ".join((*told, indicator.definition, indicator.definition_en)).casefold()
    return all(word in text for word in words.casefold().split())


def topic_of(figures: Figures, area: Area, found: list[Indicator], missing: int | None) -> dict[str, Any]:
    """The table of one topic."""
    topic = found[0].topic
    columns = [
        {"label": _("Indicator")},
        {"label": _("Latest value"), "numeric": True},
        {"label": _("Period")},
        {"label": _("Unit")},
        {"label": _("Nature")},
        {"label": _("Comes from")},
    ]
    rows = [row(figures, area, indicator, missing) for indicator in found]
    table = {"caption": topic.label, "columns": columns, "rows": rows, "stacks": True}
    return {"id": f"topic-{topic.code}", "title": topic.label, "table": table}


def row(figures: Figures, area: Area, indicator: Indicator, missing: int | None) -> dict[str, Any]:
    """The latest figure, or the one that is missing."""
    if missing:
        figure = figures.at(indicator, area, Period.year(missing))
    else:
        figure = figures.latest(indicator, area, figures.today)
    shown = show(figure)
    return {
        "head": {
            "text": indicator.label,
            "href": indicator_href(indicator, area),
            "part": indicator.part_of_id is not None,
        },
        "cells": [
            shown,
            {"text": "" if figure.is_missing else shown.period},
            {"text": unit_words(indicator)},
            {"text": str(indicator.get_nature_display())},
            {"text": figure.origin_label},
        ],
    }
