"""Areas of one parent, side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboard.shown import bare, indicator_href
from innovation.indicators import change as changes
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator
from innovation.periods import Period
from innovation.wording import period_words, rank_words, reported_rank_words, unit_words


def place_words(figures: Figures, figure: Figure, peers: Sequence[Area]) -> dict[str, str] | None:
    """The rank that was reported and the place among the peers, one of them if they agree."""
    told = changes.reported(figures, figure, Indicator.Aspect.RANK)
    place = changes.rank(figures_of(figures, figure, peers), figure)
    computed = ""
    if place is not None and place.of > 1 and figure.area.parent is not None:
        computed = rank_words(place, figure.area.parent.label, figure)
    if told is None:
        return {"words": computed} if computed else None
    words = reported_rank_words(told)
    if place is not None and computed and place.place != told.value:
        words = _("%(reported)s; by these figures %(computed)s") % {"reported": words, "computed": computed}
    return {"words": words}


def figures_of(figures: Figures, figure: Figure, peers: Sequence[Area]) -> list[Figure]:
    """The figures of the peers for the same period, else the one each has for another day of that year."""
    found = [figures.at(figure.indicator, peer, figure.period) for peer in peers]
    if figure.period.end is None:
        return found
    year = Period.year(figure.period.end.year)
    return [figures.at(figure.indicator, f.area, year) if f.is_missing else f for f in found]


def compare(figures: Figures, figure: Figure, peers: Sequence[Area], asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """The areas of the same parent in order, those without a value last; None where fewer than two have one."""
    told = figures_of(figures, figure, peers)
    known = sorted((f for f in told if not f.is_missing), key=lambda f: f.amount, reverse=True)
    if len(known) < 2:
        return None
    ordered = [*known, *(f for f in told if f.is_missing)]
    return {
        "note": f"{figure.indicator.label}{_(', ')}{period_words(figure.period)}",
        "unit": unit_words(figure.indicator),
        "rows": [_row(f, changes.rank(told, f), known[0].amount, figure.area, asked) for f in ordered],
    }


def _row(
    figure: Figure, place: changes.Rank | None, top: Decimal, own: Area, asked: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "rank": place.place if place else "",
        "name": figure.area.label,
        "href": indicator_href(figure.indicator, figure.area, **asked),
        "shown": bare(figure),
        "bar": None if figure.is_missing or top <= 0 else float(figure.amount / top * 100),
        "current": figure.area.pk == own.pk,
    }
