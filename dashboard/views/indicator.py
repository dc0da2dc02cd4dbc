"""One indicator: its trend, its table, its place among areas, its revisions, its records and its definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dashboard import charts
from dashboard.comparison import compare, place_words
from dashboard.definitions import facts, related
from dashboard.forms import IndicatorQuery
from dashboard.record_tables import SHEETS, records_of, table_of
from dashboard.shown import api_href, area_href, bare, indicator_href, records_href, show, show_change, stated_text
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator
from innovation.periods import Period, today
from innovation.wording import figure_period_words, figure_text, period_words, unit_words

MOST_SERIES = 3
MOST_YEARS = 30
FIRST_RECORDS = 5


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one indicator for an area, grouping and range of years."""
    query = IndicatorQuery.read(request.GET)
    area = query["area"]
    catalogue = Catalogue()
    found = find_indicator(catalogue, code)
    last = Period.year(query["to"]).end if query["to"] else None
    peers = list(Area.objects.peers_of(area, last or today()))
    children = list(Area.objects.children_of(area).order_by("code"))
    figures = Figures(catalogue, [found, *catalogue.parts(found)], [area, *peers, *children])
    page = IndicatorPage(figures, found, area, peers, children, query)
    return render(request, "indicator.html", page.context() | {"permalink": page.href()})


def find_indicator(catalogue: Catalogue, code: str) -> Indicator:
    """The public indicator of that code, or the page that says there is none."""
    found = catalogue.get(code)
    if found is None:
        raise Http404(_("There is no indicator with the code %(code)s.") % {"code": code[:60]})
    return found


class IndicatorPage:
    """All that the page of one indicator shows."""

    def __init__(
        self,
        figures: Figures,
        indicator: Indicator,
        area: Area,
        peers: list[Area],
        children: list[Area],
        query: Mapping[str, Any],
    ) -> None:
        self.figures, self.indicator, self.area = figures, indicator, area
        self.peers, self.children = peers, children
        known = figures.span_of_years(indicator, [area])
        last = query["to"] or (known.stop - 1 if known else figures.today.year)
        first = query["from"] or (known.start if known else last)
        self.known = known
        self.years = range(max(min(first, last), last - MOST_YEARS + 1), last + 1)
        self.by = query["by"] if query["by"] in self.groupings() else ""
        self.asked = {"by": self.by, "from": query["from"], "to": query["to"]}

    def href(self, **changed: Any) -> str:
        return indicator_href(self.indicator, self.area, **(self.asked | changed))

    def context(self) -> dict[str, Any]:
        headline = self.figures.latest(self.indicator, self.area, Period.year(self.years[-1]).end or self.figures.today)
        return {
            "breadcrumb": self.breadcrumb(),
            "indicator": {
                "name": self.indicator.label,
                "code": self.indicator.code,
                "facts": facts(self.figures, headline),
            },
            "headline": self.headline(headline),
            "controls": self.controls(),
            "chart": self.chart(),
            "chart_note": _("Nothing is known for these years, so there is nothing to draw."),
            "table": self.table(),
            "compare": compare(self.figures, headline, self.peers, self.asked),
            "revisions": self.revisions(),
            "records": self.records(headline),
            "api_href": api_href(self.indicator, self.area, **self.asked),
            "api_docs_href": reverse("api-docs"),
            "related": related(self.figures.catalogue, self.indicator, self.area),
        }

    # What stands above the chart

    def breadcrumb(self) -> list[dict[str, str]]:
        topic = self.indicator.topic
        return [
            {"label": self.area.label, "href": area_href(self.area)},
            {"label": topic.label, "href": f"{reverse('indicators')}?area={self.area.code}#topic-{topic.code}"},
            {"label": self.indicator.label, "href": ""},
        ]

    def headline(self, figure: Figure) -> dict[str, Any]:
        return {
            "shown": show(figure),
            "words": f"{self.area.label}{_(', ')}{figure_period_words(figure)}",
            "split": charts.split(charts.by_level(self.figures, figure), figure),
            "change": show_change(self.figures, figure),
            "rank": place_words(self.figures, figure, self.peers),
        }

    def groupings(self) -> dict[str, str]:
        """The ways in which this indicator divides for this area."""
        found = {
            code: label
            for code, label in self.figures.dimensions(self.indicator, [self.area]).items()
            if len(self.figures.categories(self.indicator, [self.area], code)) > 1
        }
        if self.figures.span_of_years(self.indicator, self.children):
            found["area"] = _("area")
        return found

    def controls(self) -> list[dict[str, Any]]:
        made = []
        groupings = self.groupings()
        if groupings:
            options = [{"label": _("not divided"), "href": self.href(by=""), "current": not self.by}]
            options += [
                {"label": label, "href": self.href(by=code), "current": self.by == code}
                for code, label in groupings.items()
            ]
            made.append({"label": _("Divide by"), "options": options})
        if len(years := self.year_options()) > 1:
            made.append({"label": _("Years"), "options": years})
        return made

    def year_options(self) -> list[dict[str, Any]]:
        if not self.known:
            return []
        first, last = self.known.start, self.known.stop - 1
        spans = {(max(first, last - back), last) for back in (3, 9)} | {(first, last)}
        return [
            {
                "label": f"{start}—{end}",
                "href": self.href(**{"from": start, "to": end}),
                "current": (self.years[0], self.years[-1]) == (start, end),
            }
            for start, end in sorted(spans, reverse=True)
        ]

    # The chart and its table

    def totals(self) -> list[Figure]:
        return self.figures.years(self.indicator, self.area, self.years[0], self.years[-1])

    def chart(self) -> Mapping[str, Any] | None:
        totals = self.totals()
        if all(figure.is_missing for figure in totals):
            return None
        series = self.series()
        if not self.by:
            return charts.trend(self.indicator, totals, "trend")
        if len(series) <= MOST_SERIES and self.by != "area" and charts.add_up(series, totals):
            return charts.make_up(self.indicator, series, totals, "trend")
        last = [one.figures[-1] for one in series]
        return charts.ranking(totals[-1], [one.name for one in series], last, "trend")

    def series(self) -> list[charts.Series]:
        """The parts that the indicator is divided into, over the years."""
        if not self.by:
            return []
        first, last = self.years[0], self.years[-1]
        if self.by == "area":
            return [
                charts.Series(child.label, "main", self.figures.years(self.indicator, child, first, last))
                for child in self.children
            ]
        categories = self.figures.categories(self.indicator, [self.area], self.by)
        return [
            charts.Series(c.label, colour, self.figures.years(self.indicator, self.area, first, last, c.code))
            for c, colour in zip(categories, charts.colours(categories), strict=True)
        ]

    def table(self) -> dict[str, Any]:
        """A row a year, the latest first, with the change; other periods that something was stated for come after."""
        totals, series = self.totals(), self.series()
        columns: list[dict[str, Any]] = [
            {"label": _("Period")},
            {"label": self.value_label(bool(series)), "numeric": True},
            *(
                {"label": one.name, "colour": one.colour if self.by == "level" else None, "numeric": True}
                for one in series
            ),
            {"label": _("On the year before"), "numeric": True},
            {"label": _("Comes from")},
        ]
        rows = [self.row(total, [one.figures[i] for one in series]) for i, total in reversed(list(enumerate(totals)))]
        shown = {figure.period.code for figure in totals}
        others = [p for p in self.figures.statements.periods(self.indicator, self.area) if p.code not in shown]
        rows += [
            self.row(self.figures.at(self.indicator, self.area, period), [])
            for period in others
            if not (period.end and period.kind == "year" and period.end.year not in self.years)
        ]
        return {"caption": self.indicator.label, "columns": columns, "rows": rows, "scrolls": True}

    def value_label(self, divided: bool) -> str:
        name = _("Total") if divided else _("Value")
        return _("%(name)s (%(part)s)") % {"name": name, "part": unit_words(self.indicator)}

    def row(self, total: Figure, parts: Sequence[Figure]) -> dict[str, Any]:
        wide = len(self.series())
        cells: list[Any] = [bare(total), *(bare(part) for part in parts)]
        cells += [{"text": ""}] * (wide - len(parts))
        cells.append(show_change(self.figures, total) or {"text": "—"})
        cells.append({"text": total.origin_label})
        return {"head": {"text": period_words(total.period)}, "cells": cells}

    # What stands below

    def revisions(self) -> dict[str, Any] | None:
        """Every statement that replaced another."""
        rows = []
        for period in self.figures.statements.periods(self.indicator, self.area):
            figure = self.figures.at(self.indicator, self.area, period)
            for newer, older in zip(figure.vintages, figure.vintages[1:], strict=False):
                told = [stated_text(figure, v) for v in (older, newer)]
                cells = [{"text": period_words(period)}, *({"text": text} for text in told), {"text": newer.remark}]
                rows.append({"head": {"text": newer.stated_on.isoformat()}, "cells": cells})
        columns = [
            {"label": _("Revised on")},
            {"label": _("Period")},
            {"label": _("Before"), "numeric": True},
            {"label": _("Now"), "numeric": True},
            {"label": _("Reason")},
        ]
        return {"caption": _("Revisions"), "columns": columns, "rows": rows, "scrolls": True} if rows else None

    def records(self, figure: Figure) -> dict[str, Any] | None:
        """The first records behind the headline, and the way to all of them."""
        if figure.is_missing:
            return None
        title = _("What %(figure)s is made from") % {"figure": figure_text(figure)}
        if not figure.records or self.indicator.register not in SHEETS:
            words = _("how it was stated or computed")
            return {"title": title, "table": None, "href": records_href(figure), "count_words": words}
        first = records_of(self.indicator.register, figure.records[:FIRST_RECORDS])
        number = len(figure.records)
        return {
            "title": title,
            "table": table_of(self.indicator.register, first, title),
            "href": records_href(figure),
            "count_words": ngettext("the %(n)s record", "all %(n)s records", number) % {"n": number},
        }
