"""The sections of an overview: charts, a table, and the latest records of a topic."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard import charts
from dashboard.record_tables import dated_rows
from dashboard.shown import indicator_href, period_or_year, show, show_change
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator, Topic

Display = Indicator.Display
MOST_ROWS = 6
MOST_RECORDS = 6
YEARS_OF_CHART = 6


def section(
    figures: Figures, area: Area, year: int, day: dt.date, topic: Topic, indicators: Sequence[Indicator]
) -> dict[str, Any]:
    """What an overview shows of one topic; without blocks where the area has nothing of it."""
    charts_drawn = chart_blocks(figures, area, year, indicators)
    blocks = [*charts_drawn, *record_blocks(figures, area, day, indicators)]
    table = latest_table(figures, area, year, day, topic, indicators)
    if not charts_drawn:
        table = without_change(table)
    if table["rows"]:
        blocks.append({"kind": "table", "table": table})
    return {
        "id": f"topic-{topic.code}",
        "title": topic.label,
        "href": f"{reverse('indicators')}?area={area.code}#topic-{topic.code}",
        "count_words": ngettext("all %(n)s indicator", "all %(n)s indicators", len(indicators))
        % {"n": len(indicators)},
        "width": "full" if charts_drawn else "third",
        "blocks": blocks,
    }


def chart_blocks(figures: Figures, area: Area, year: int, indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    """The chart of the first indicator that has one and enough years to draw."""
    for indicator in indicators:
        if indicator.display in (Display.KEY, Display.CHART) and (chart := chart_of(figures, area, year, indicator)):
            return [{"kind": "chart", "chart": chart}]
    return []


def chart_of(figures: Figures, area: Area, year: int, indicator: Indicator) -> Any:
    """The indicator over the years, by level where it has several; None where hardly anything is known."""
    years = figures.span_of_years(indicator, [area])
    shown = range(max(years.start, year - YEARS_OF_CHART + 1), min(years.stop - 1, year) + 1)
    totals = figures.years(indicator, area, shown.start, shown.stop - 1)
    if sum(not figure.is_missing for figure in totals) < 2:
        return None
    identity = f"chart-{indicator.code}"
    levels = figures.categories(indicator, [area], "level")
    if len(levels) < 2:
        return charts.trend(indicator, totals, identity)
    parts = [
        charts.Series(level.label, colour, figures.years(indicator, area, shown.start, shown.stop - 1, level.code))
        for level, colour in zip(levels, charts.colours(levels), strict=True)
    ]
    if not charts.add_up(parts, totals):
        return charts.trend(indicator, totals, identity)
    return charts.make_up(indicator, parts, totals, identity)


def latest_table(
    figures: Figures, area: Area, year: int, day: dt.date, topic: Topic, indicators: Sequence[Indicator]
) -> dict[str, Any]:
    """The latest figure of each indicator, with its change; what has no value at all is left to the list."""
    found = [(i, figures.latest(i, area, day)) for i in indicators if not i.aspect]
    told = [(indicator, figure) for indicator, figure in found if not figure.is_missing][:MOST_ROWS]
    year = shared_year([figure for _indicator, figure in told]) or year
    rows = [
        {
            "head": {
                "text": indicator.label,
                "href": indicator_href(indicator, area),
                "part": indicator.part_of_id is not None,
                "note": period_or_year(figure, year),
            },
            "cells": [show(figure), show_change(figures, figure, brief=True) or {"text": "—"}],
        }
        for indicator, figure in told
    ]
    columns = [
        {"label": str(year)},
        {"label": _("Value"), "numeric": True},
        {"label": _("On the year before"), "numeric": True},
    ]
    return {"caption": f"{topic.label}, {year}", "columns": columns, "rows": rows}


def shared_year(figures: Sequence[Figure]) -> int | None:
    """The year that all of them are of: said once, it need not be said beside each."""
    periods = {figure.period for figure in figures}
    period = periods.pop() if len(periods) == 1 else None
    return period.end.year if period and period.kind == "year" and period.end else None


def without_change(table: dict[str, Any]) -> dict[str, Any]:
    """The table for a narrow column: names and values only."""
    rows = [row | {"cells": row["cells"][:1]} for row in table["rows"]]
    return table | {"columns": table["columns"][:2], "rows": rows}


def record_blocks(figures: Figures, area: Area, day: dt.date, indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    """The foremost records behind the indicators that are shown by them."""
    blocks = []
    for indicator in indicators:
        if indicator.display == Display.RECORDS:
            keys = figures.latest(indicator, area, day).records
            if keys:
                blocks.append({"kind": "list", "rows": dated_rows(indicator.register, keys, MOST_RECORDS)})
    return blocks
