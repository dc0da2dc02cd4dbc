"""What an official must not miss: what expires, what does not agree, what is missing."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.shown import records_href
from innovation.duties.endings import expiring
from innovation.duties.values import is_late
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area, Certification
from innovation.periods import Period, today
from innovation.wording import amount_text, figure_text

SOON = 90
MOST_NAMES = 3


def needs_attention(figures: Figures, area: Area, year: int) -> list[dict[str, Any]]:
    """The matters of an area, the most urgent first."""
    is_now = year == today().year
    found = (expiring_soon(area) if is_now else None, *disagreeing(figures, area, year), missing(figures, area, year))
    return [matter for matter in found if matter]


def expiring_in(area: Area, days: int) -> QuerySet[Certification]:
    """The certificates of an area that end within so many days, the first to end first."""
    return expiring(days).filter(area__path__startswith=area.path)


def expiring_soon(area: Area) -> dict[str, Any] | None:
    soon = expiring_in(area, SOON).aggregate(first=Min("expires_on"), number=Count("pk"))
    if not soon["number"]:
        return None
    words = ngettext(
        "%(n)s certificate expires within %(days)s days",
        "%(n)s certificates expire within %(days)s days",
        soon["number"],
    )
    return {
        "level": "act",
        "title": words % {"n": soon["number"], "days": SOON},
        "href": f"{reverse('expiring', args=[area.code])}?days={SOON}",
        "detail": _("The first on %(day)s") % {"day": soon["first"].isoformat()},
    }


def disagreeing(figures: Figures, area: Area, year: int) -> list[dict[str, Any]]:
    """The figures that were stated otherwise than their records say."""
    return [
        {
            "level": "check",
            "title": _("%(name)s: stated otherwise than the records say") % {"name": figure.indicator.label},
            "href": records_href(figure),
            "detail": _("stated: %(stated)s; from the records: %(derived)s")
            % {
                "stated": figure_text(figure),
                "derived": amount_text(figure.derived_value, figure.indicator, figure.unit),
            },
        }
        for figure in stated_in(figures, area, year)
        if figure.is_contradicted and figure.derived_value is not None
    ]


def stated_in(figures: Figures, area: Area, year: int) -> Iterator[Figure]:
    """All figures of an area that were stated for periods that end in a year, and for the last that ended before.

    Parts of totals are among them: what a page of that year shows.
    """
    for indicator in figures.catalogue:
        for category, periods in figures.statements.of(indicator, area).items():
            ended = [period for code in periods if (period := Period.parse(code)).end and period.end.year <= year]
            last = max((period.end.year for period in ended if period.end), default=year)
            for period in ended:
                if period.end and period.end.year == last:
                    yield figures.at(indicator, area, period, category)


def missing(figures: Figures, area: Area, year: int) -> dict[str, Any] | None:
    """The entered indicators that were due for the year and have no value."""
    late = [indicator for indicator in figures.catalogue if is_late(figures, area, indicator, year)]
    if not late:
        return None
    words = ngettext(
        "%(n)s indicator has no value for %(year)s", "%(n)s indicators have no value for %(year)s", len(late)
    )
    owners = dict.fromkeys(indicator.owner for indicator in late if indicator.owner)
    return {
        "level": "missing",
        "title": words % {"n": len(late), "year": year},
        "href": f"{reverse('indicators')}?area={area.code}&missing={year}",
        "detail": _("Responsible: %(owners)s") % {"owners": _(", ").join(list(owners)[:MOST_NAMES])} if owners else "",
    }
