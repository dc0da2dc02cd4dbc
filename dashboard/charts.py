"""Charts, specified here and drawn in the browser; each carries the table that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboard.marks import chart_mark
from dashboard.shown import bare
from innovation.indicators import change as changes
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Category, Figures
from innovation.models import Area, Indicator
from innovation.wording import (
    doubt_words,
    figure_text,
    growth_words,
    number_text,
    period_words,
    reason_words,
    unit_words,
    years_words,
)

# Above this many years a line is easier to read than columns.
MOST_COLUMNS = 12
# The palette has three levels that stay apart in every kind of sight; other levels are drawn grey.
COLOUR_OF_LEVEL = {"national": "level-1", "provincial": "level-2", "municipal": "level-3"}
COLOURS = ("main", "series-2", "series-3")


@dataclass(frozen=True)
class Series:
    """The figures of one category over the same periods as all others of the chart."""

    name: str
    colour: str
    figures: Sequence[Figure]


def trend(indicator: Indicator, figures: Sequence[Figure], identity: str) -> Mapping[str, Any]:
    """One indicator over years: columns, or a line where there are many."""
    kind = "columns" if len(figures) <= MOST_COLUMNS else "line"
    series = [Series(indicator.label, "main", figures)]
    return _chart(indicator, kind, series, figures, identity)


def make_up(
    indicator: Indicator, parts: Sequence[Series], totals: Sequence[Figure], identity: str
) -> Mapping[str, Any]:
    """What an indicator was made up of, over years: stacked columns."""
    return _chart(indicator, "stack", parts, totals, identity)


def ranking(total: Figure, labels: Sequence[str], figures: Sequence[Figure], identity: str) -> Mapping[str, Any]:
    """What a figure divides into: a bar for each part."""
    indicator = total.indicator
    spec = {
        "kind": "bars",
        "labels": labels,
        "unit": _unit_behind_numbers(indicator),
        "series": [_series(Series(indicator.label, "main", figures))],
        "totals": None,
        "missing": [reason_words(figure) or None for figure in figures],
    }
    rows = [{"head": {"text": label}, "cells": [bare(f)]} for label, f in zip(labels, figures, strict=True)]
    columns = [{"label": _("Category")}, {"label": unit_words(indicator), "numeric": True}]
    when = period_words(total.period)
    return {
        "id": identity,
        "title": indicator.label,
        "subtitle": _subtitle(indicator, total.area, when),
        "legend": [],
        "spec": spec if len(figures) > 1 else None,
        "table": {"caption": f"{indicator.label}, {when}", "columns": columns, "rows": rows},
        "caption": caption(figures),
        "summary": "; ".join(f"{label} {figure_text(f)}" for label, f in zip(labels, figures, strict=True)),
    }


def _chart(
    indicator: Indicator, kind: str, series: Sequence[Series], totals: Sequence[Figure], identity: str
) -> Mapping[str, Any]:
    drawn = sum(not figure.is_missing for figure in totals) > 1
    return {
        "id": identity,
        "title": finding(indicator, totals),
        "subtitle": _subtitle(indicator, totals[0].area, _years(totals)),
        "legend": _legend(series, totals) if kind == "stack" else [],
        "spec": _spec(indicator, kind, series, totals) if drawn else None,
        "table": year_table(indicator, series, totals, kind == "stack"),
        "caption": caption(totals),
        "summary": _summary(indicator, totals)
        if drawn
        else _("Only one year has a value, so there is no trend to draw."),
    }


def _spec(indicator: Indicator, kind: str, series: Sequence[Series], totals: Sequence[Figure]) -> dict[str, Any]:
    return {
        "kind": kind,
        "labels": [figure.period.code for figure in totals],
        "unit": _unit_behind_numbers(indicator),
        "series": [_series(one) for one in series],
        "totals": [_number(figure) for figure in totals] if kind == "stack" else None,
        "missing": [reason_words(figure) or None for figure in totals],
    }


def _unit_behind_numbers(indicator: Indicator) -> str:
    """The unit as it follows a number of the drawing; in brackets where it begins with a number itself."""
    unit = unit_words(indicator)
    return f"({unit})" if unit[:1].isdigit() else unit


def _series(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "colour": series.colour,
        # Strings, so that no digit is lost on the way; the browser turns them into heights only.
        "values": [None if figure.is_missing else str(in_own_unit(figure)) for figure in series.figures],
        "texts": [_number(figure) for figure in series.figures],
        "marks": [chart_mark(figure) for figure in series.figures],
    }


def in_own_unit(figure: Figure) -> Decimal | None:
    """The value in the unit of its indicator, whichever it was stated in: a drawing has one scale."""
    return figure.value_in(figure.indicator.unit)


def _number(figure: Figure) -> str:
    value = in_own_unit(figure)
    return "" if value is None else number_text(value)


def add_up(parts: Sequence[Series], totals: Sequence[Figure]) -> bool:
    """Whether the parts make up the totals: those that overlap are drawn on no stack."""
    for number, whole in enumerate(totals):
        told = [part.figures[number] for part in parts if not part.figures[number].is_missing]
        if not whole.is_missing and sum((part.amount for part in told), Decimal(0)) != whole.amount:
            return False
    return True


def by_level(figures: Figures, figure: Figure) -> list[Series]:
    """A figure by level."""
    levels = figures.categories(figure.indicator, [figure.area], "level")
    return [
        Series(level.label, colour, [figures.at(figure.indicator, figure.area, figure.period, level.code)])
        for level, colour in zip(levels, colours(levels), strict=True)
    ]


def split(parts: Sequence[Series], total: Figure) -> Mapping[str, Any] | None:
    """What a figure is made up of, for a bar beside it; None where that is one thing only, or parts overlap."""
    segments = [
        {"name": part.name, "colour": part.colour, "value": in_own_unit(figure), "text": _number(figure)}
        for part in parts
        for figure in part.figures
        if figure.value
    ]
    return {"segments": segments} if len(segments) > 1 and add_up(parts, [total]) else None


def year_table(
    indicator: Indicator, series: Sequence[Series], totals: Sequence[Figure], stacked: bool
) -> dict[str, Any]:
    """The same figures as a table, a row a year."""
    parts = series if stacked else []
    unit = unit_words(indicator)
    total_label = _("%(name)s (%(part)s)") % {"name": _("Total"), "part": unit} if stacked else unit
    columns: list[dict[str, Any]] = [{"label": _("Year")}, {"label": total_label, "numeric": True}]
    columns += [{"label": part.name, "colour": part.colour, "numeric": True} for part in parts]
    rows = [
        {"head": {"text": total.period.code}, "cells": [bare(total), *(bare(part.figures[i]) for part in parts)]}
        for i, total in enumerate(totals)
    ]
    return {"caption": f"{indicator.label}, {_years(totals)}", "columns": columns, "rows": rows, "scrolls": stacked}


def finding(indicator: Indicator, figures: Sequence[Figure]) -> str:
    """The title: from what to what it went where both ends are known, else the indicator's name."""
    moved = changes.over(figures)
    if moved is None or moved.difference == 0:
        return indicator.label
    words = (
        _("%(name)s: up from %(first)s to %(last)s")
        if moved.difference > 0
        else _("%(name)s: down from %(first)s to %(last)s")
    )
    return words % {"name": indicator.label, "first": figure_text(moved.base), "last": figure_text(moved.current)}


def caption(figures: Sequence[Figure]) -> list[str]:
    """Where the figures come from, and the growth a year over the years shown."""
    sources = dict.fromkeys(figure.source.label for figure in figures if figure.source)
    words = [_("Source: %(sources)s") % {"sources": _("; ").join(sources)}] if sources else []
    growth = changes.compound_growth(figures) if len({f.period.kind for f in figures}) == 1 else None
    known = [figure for figure in figures if not figure.is_missing]
    if growth is not None and len(known) > 2 and (moved := changes.over(figures)):
        told = growth_words(growth) + doubt_words(moved)
        words.append(_("Yearly average: %(growth)s.") % {"growth": told})
    return words


def _subtitle(indicator: Indicator, area: Area, when: str) -> str:
    unit = _("unit: %(unit)s") % {"unit": unit_words(indicator)}
    words = (str(indicator.get_nature_display()), unit, area.label, when)
    return _(", ").join(filter(None, words))


def _years(figures: Sequence[Figure]) -> str:
    years = [figure.period.end.year for figure in figures if figure.period.end]
    return years_words(years[0], years[-1]) if years else ""


def _legend(series: Sequence[Series], totals: Sequence[Figure]) -> list[dict[str, str]]:
    entries = [{"name": one.name, "colour": one.colour, "mark": ""} for one in series]
    if any(figure.is_missing for figure in totals):
        entries.append({"name": _("not reported"), "colour": "", "mark": "missing"})
    return entries


def _summary(indicator: Indicator, figures: Sequence[Figure]) -> str:
    return f"{indicator.label}: " + "; ".join(f"{f.period.code} {figure_text(f)}" for f in figures)


def colours(categories: Sequence[Category]) -> list[str]:
    """A colour for each category: levels keep theirs, the higher the stronger."""
    if categories and categories[0].dimension == "level":
        return [COLOUR_OF_LEVEL.get(category.value, "peer") for category in categories]
    return [COLOURS[i] if i < len(COLOURS) else "peer" for i in range(len(categories))]
