"""Time periods in words."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from innovation.indicators.figure import Figure
from innovation.models import Indicator
from innovation.periods import Period

HALVES = {"1": gettext_lazy("first half of %(year)s"), "2": gettext_lazy("second half of %(year)s")}


def period_words(period: Period) -> str:
    """The period as it is written in a sentence: 2006年, 2006年8月, 截至2006年9月30日累计."""
    match period.kind:
        case "year":
            return pgettext("a period", "%(year)s") % {"year": period.code}
        case "half-year":
            return str(HALVES[period.code[-1]]) % {"year": period.code[:4]}
        case "quarter":
            return _("quarter %(quarter)s of %(year)s") % {"quarter": period.code[-1], "year": period.code[:4]}
        case "unknown":
            return _("period unknown")
    if period.end is None:
        return period.code
    if period.kind == "cumulative":
        return _("up to %(day)s, cumulative") % {"day": day_words(period.end)}
    if period.kind == "month":
        return month_words(period.end)
    if period.kind == "day" or period.start is None:
        return day_words(period.end)
    return span_words(period.start, period.end)


def figure_period_words(figure: Figure) -> str:
    """The period of a figure; of a running total what it runs up to: 截至2006年累计."""
    words = period_words(figure.period)
    is_total = figure.indicator.nature == Indicator.Nature.CUMULATIVE and figure.unit.quantity != "years"
    if not is_total or figure.period.kind in ("unknown", "cumulative"):
        return words
    return _("up to %(day)s, cumulative") % {"day": words}


def years_words(first: int, last: int) -> str:
    """2003—2006, or one year alone."""
    return str(first) if first == last else f"{first}—{last}"


def day_words(day: dt.date) -> str:
    # Translators: the format of a day, see Django's template filter "date".
    return date_format(day, pgettext("format of a day", "j F Y"))


def month_words(day: dt.date) -> str:
    # Translators: the format of a month, see Django's template filter "date".
    return date_format(day, pgettext("format of a month", "F Y"))


def span_words(start: dt.date, end: dt.date) -> str:
    """Whole years as years, all else as days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return _("years %(years)s") % {"years": years_words(start.year, end.year)}
    return _("%(start)s to %(end)s") % {"start": day_words(start), "end": day_words(end)}
