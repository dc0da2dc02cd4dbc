"""Figures as a page shows them: worded, marked, and leading to what is behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboard.marks import Mark, marks_of
from innovation.indicators import change as changes
from innovation.indicators.figure import Figure, Reason, Status
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator, Observation, Qualifier
from innovation.periods import Period
from innovation.wording import (
    brief_words,
    change_words,
    figure_period_words,
    figure_text,
    number_text,
    period_words,
    reason_words,
    reported_words,
    written,
)


@dataclass(frozen=True)
class Shown:
    """A figure in the parts that the templates arrange."""

    text: str
    before: str
    after: str
    unit: str
    full: str
    missing: str
    period: str
    marks: list[Mark]
    href: str


def show(figure: Figure, href: str | None = None) -> Shown:
    """The figure for a page; it leads to its records unless another address is given."""
    parts = written(figure)
    return Shown(
        text=parts.number,
        before=parts.before,
        after=parts.after,
        unit=parts.unit,
        full=figure_text(figure),
        missing=reason_words(figure),
        period=figure_period_words(figure),
        marks=marks_of(figure),
        href=records_href(figure) if href is None and figure.reason != Reason.NOT_YET else href or "",
    )


def stated_text(figure: Figure, vintage: Observation) -> str:
    """What one statement of a figure said, in words: 2,500余人."""
    told = replace(figure, value=vintage.printed, unit=vintage.unit, qualifier=vintage.qualifier, exact=None)
    return "—" if told.is_missing else figure_text(told, prose=False)


def bare(figure: Figure, href: str | None = None) -> Shown:
    """The figure for a column whose label names the unit: without it, unless it has another or words hang on it."""
    shown = show(figure, href)
    if figure.value is None or figure.unit.pk != figure.indicator.unit_id:
        return shown
    # English has all its words before the number.
    if figure.qualifier in (Qualifier.AT_LEAST, Qualifier.OVER_YU) and not shown.before:
        return shown
    return replace(shown, text=number_text(figure.value), unit="")


def show_change(figures: Figures, figure: Figure, brief: bool = False) -> Mapping[str, Any] | None:
    """The change on the year before: the growth that was reported, and what the two values give beside it.

    In brief it is one rate, for a column whose heading names the base: the reported one if there is one.
    """
    computed = changes.on_year_before(figures, figure)
    growth = changes.reported(figures, figure, Indicator.Aspect.GROWTH)
    if growth:
        # From a base that was computed back from the growth itself nothing new follows.
        is_new = computed is not None and not brief and computed.base.status != Status.ESTIMATED
        beside = _("by the two values: %(change)s") % {"change": change_words(computed)} if computed and is_new else ""
        return {"direction": _sign(growth.value), "words": reported_words(growth), "beside": beside}
    if computed is None:
        return None
    words = brief_words(computed) if brief else change_words(computed)
    # From the third place to the first is a rise.
    risen = -computed.difference if figure.unit.quantity == "rank" else computed.difference
    return {"direction": _sign(risen), "words": words, "beside": ""}


def _sign(value: Any) -> str:
    if not value:
        return "same"
    return "up" if value > 0 else "down"


def area_href(area: Area, **query: Any) -> str:
    return _address(reverse("area", args=[area.code]), query)


def indicator_href(indicator: Indicator, area: Area, **query: Any) -> str:
    return _address(reverse("indicator", args=[indicator.code]), {"area": area.code, **query})


def records_href(figure: Figure, **query: Any) -> str:
    """The address of what a figure was made from."""
    state = {"area": figure.area.code, "period": figure.period.code, "category": figure.category, **query}
    return _address(reverse("records", args=[figure.indicator.code]), state)


def api_href(indicator: Indicator, area: Area, **query: Any) -> str:
    return _address("/api/v1/figures/", {"indicator": indicator.code, "area": area.code, **query})


def _address(path: str, query: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in query.items() if value not in ("", None)}
    return f"{path}?{urlencode(kept)}" if kept else path


def period_or_year(figure: Figure, year: int) -> str:
    """The figure's period in words where it is another than the year that was asked for; else that it is a total."""
    words = figure_period_words(figure)
    if figure.period != Period.year(year):
        return words
    return "" if words == period_words(figure.period) else str(figure.indicator.get_nature_display())
