"""The overview of an area: one sentence, what needs attention, key figures, and a section for each topic."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboard import charts
from dashboard.comparison import place_words
from dashboard.forms import OverviewQuery, find_area
from dashboard.marks import chart_mark, labels_of, mark_words
from dashboard.shown import area_href, indicator_href, period_or_year, show, show_change
from dashboard.views.attention import needs_attention
from dashboard.views.sections import section
from innovation.indicators import change as changes
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure, Status
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator
from innovation.periods import Period, today
from innovation.wording import computed_words, figure_text, period_words, reported_growth_words

Display = Indicator.Display
MOST_KEYS = 8
# The clauses of the one sentence: more could not be read out in one breath.
MOST_CLAUSES = 4
YEARS_OFFERED = 6
YEARS_OF_SPARKLINE = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The overview of the area that the site is about."""
    return area(request, settings.INNOVATION_HOME_AREA)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """The overview of any area, for the year asked for or the running one."""
    place = find_area(code)
    year = OverviewQuery.read(request.GET)["year"] or today().year
    peers = list(Area.objects.peers_of(place, Period.year(year).end or today()))
    catalogue = Catalogue()
    figures = Figures(catalogue, catalogue, [place, *peers])
    children = list(Area.objects.children_of(place).order_by("code"))
    overview = Overview(figures, place, peers, children, year)
    return render(request, "overview.html", overview.context())


class Overview:
    """All that the overview of one area for one year shows."""

    def __init__(self, figures: Figures, place: Area, peers: list[Area], children: list[Area], year: int) -> None:
        self.figures, self.place, self.peers, self.children, self.year = figures, place, peers, children, year
        self.indicators = list(figures.catalogue)
        self.day = min(Period.year(year).end or figures.today, figures.today)

    def context(self) -> dict[str, Any]:
        return {
            "area": {"code": self.place.code, "name": self.place.label, "kind": self.place.get_type_display()},
            "title": _("%(area)s: innovation in %(year)s") % {"area": self.place.label, "year": self.year},
            "facts": self.facts(),
            "sentence": self.sentence(),
            "years": self.years(),
            "data_state": _("As of %(day)s") % {"day": period_words(Period.parse(self.day.isoformat()))},
            "attention": needs_attention(self.figures, self.place, self.year),
            "keys": [self.key(figure) for figure in self.keys()],
            "key_note": _(
                "Small charts: hatched columns are budgets, hollow ones are derived, "
                "a short dash is a year without a value."
            ),
            "sections": self.sections(),
            "below": [{"label": area.label, "href": area_href(area, year=self.year)} for area in self.children],
            "notes": self.notes(),
        }

    def shown_as(self, display: str) -> list[Indicator]:
        return [indicator for indicator in self.indicators if indicator.display == display]

    def latest(self, indicator: Indicator) -> Figure:
        return self.figures.latest(indicator, self.place, self.day)

    def facts(self) -> list[dict[str, Any]]:
        found = [(i, self.latest(i)) for i in self.shown_as(Display.FACT)]
        # What an area has none of need not be said of it: a subdistrict has no towns.
        return [{"label": i.label, "shown": show(f)} for i, f in found if f.value]

    def keys(self) -> list[Figure]:
        """The key figures that the area has."""
        found = [self.latest(indicator) for indicator in self.shown_as(Display.KEY)]
        return [figure for figure in found if not figure.is_missing][:MOST_KEYS]

    def key(self, figure: Figure) -> dict[str, Any]:
        return {
            "name": figure.indicator.label,
            "href": indicator_href(figure.indicator, self.place, to=self.year),
            "shown": show(figure),
            "lines": list(filter(None, [period_or_year(figure, self.year), *self.parts(figure)])),
            "rank": place_words(self.figures, figure, self.peers),
            "change": self.change(figure),
            "split": charts.split(charts.by_level(self.figures, figure), figure),
            "sparkline": self.sparkline(figure),
        }

    def change(self, figure: Figure) -> Mapping[str, Any] | None:
        """The change on the year before; what else the two values give stands on the page of the indicator."""
        told = show_change(self.figures, figure)
        return {**told, "beside": ""} if told else None

    def parts(self, figure: Figure) -> list[str]:
        """What the figure includes (其中), in words."""
        parts = [self.figures.at(p, self.place, figure.period) for p in self.figures.catalogue.parts(figure.indicator)]
        said = labels_of(figure)
        return [
            f"# {part.indicator.label} {figure_text(part)}{mark_words(part, said)}"
            for part in parts
            if not part.is_missing
        ][:1]

    def sparkline(self, figure: Figure) -> dict[str, Any] | None:
        last = figure.period.end.year if figure.period.end else self.year
        series = self.figures.years(figure.indicator, self.place, last - YEARS_OF_SPARKLINE + 1, last)
        if sum(not one.is_missing for one in series) < 2:
            return None
        points = [
            {
                "label": one.period.code,
                "value": charts.in_own_unit(one),
                "text": figure_text(one),
                "mark": chart_mark(one),
            }
            for one in series
        ]
        return {"points": points}

    def sentence(self) -> list[Mapping[str, str]]:
        """The key figures read out, each leading to its indicator."""
        first_of_topic = {figure.indicator.topic_id: figure for figure in reversed(self.keys()) if is_sayable(figure)}
        told = list(first_of_topic.values())[::-1][:MOST_CLAUSES]
        if not told:
            return [{"text": _("No figures have been published for this area and year."), "href": ""}]
        of_all = [label for label in labels_of(told[0]) if all(label in labels_of(figure) for figure in told)]
        parts: list[Mapping[str, str]] = []
        for number, figure in enumerate(told):
            when = f"{period_words(figure.period)}{_(', ')}" if self._is_new_period(told, number) else ""
            lead = _("; ") if number else ""
            parts.append({"text": f"{lead}{when}{self._name(figure)} ", "href": ""})
            parts.append({"text": figure_text(figure), "href": indicator_href(figure.indicator, self.place)})
            parts.append({"text": mark_words(figure, of_all), "href": ""})
            parts.append({"text": self._first_place(figure), "href": ""})
            if growth := self._growth(figure):
                parts.append({"text": _(", %(growth)s on the year before") % {"growth": growth}, "href": ""})
        closing = _(" (all of them %(marks)s).") % {"marks": _(", ").join(of_all)} if of_all else _(".")
        return [*parts, {"text": closing, "href": ""}]

    @staticmethod
    def _is_new_period(told: list[Figure], number: int) -> bool:
        return number == 0 or told[number].period != told[number - 1].period

    @staticmethod
    def _name(figure: Figure) -> str:
        """The indicator's name; of a running total said to be one, lest it be taken for the year's."""
        name = figure.indicator.label
        is_total = figure.indicator.nature == Indicator.Nature.CUMULATIVE
        return _("%(name)s so far") % {"name": name} if is_total else name

    def _first_place(self, figure: Figure) -> str:
        """，位居全市第一, where the source reports it; any other place is told beside the figure below."""
        told = changes.reported(self.figures, figure, Indicator.Aspect.RANK)
        if told is None or told.value != 1 or self.place.parent is None:
            return ""
        return _(", first in %(scope)s") % {"scope": self.place.parent.label}

    def _growth(self, figure: Figure) -> str:
        if figure.indicator.nature == Indicator.Nature.CUMULATIVE:
            return ""
        reported = changes.reported(self.figures, figure, Indicator.Aspect.GROWTH)
        if reported is not None:
            return reported_growth_words(reported)
        computed = changes.on_year_before(self.figures, figure)
        return computed_words(computed) if computed else ""

    def years(self) -> list[dict[str, Any]]:
        found = [self.figures.span_of_years(indicator, [self.place]) for indicator in self.shown_as(Display.KEY)]
        known = sorted({year for years in found for year in years} | {self.year})[-YEARS_OFFERED:]
        return [
            {"label": str(year), "href": area_href(self.place, year=year), "current": year == self.year}
            for year in known
        ]

    def sections(self) -> list[dict[str, Any]]:
        listed = [i for i in self.indicators if i.display not in (Display.LIST, Display.FACT)]
        topics = [(topic, list(group)) for topic, group in groupby(listed, key=lambda i: i.topic)]
        made = [section(self.figures, self.place, self.year, self.day, topic, group) for topic, group in topics]
        return [one for one in made if one["blocks"]]

    def notes(self) -> list[dict[str, str]]:
        return [
            {"sign": "—", "words": _("no value; the reason stands beside it")},
            {"sign": "#", "words": _("of which: part of the figure above it")},
            {"sign": _("budget"), "words": _("not yet a final account")},
            {"sign": _("assumed"), "words": _("the source has the figure, its year or its details are assumed")},
            {"sign": _("illustrative"), "words": _("generated to illustrate, no fact")},
        ]


def is_sayable(figure: Figure) -> bool:
    """Whether a figure may be read out without a word of caution: neither nothing nor an incomplete count."""
    return bool(figure.value) and figure.status != Status.UNSURE
