"""What a figure was made from: the records it counts, the statements of it, or the two terms of a ratio."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dashboard.forms import ExpiringQuery, RecordsQuery, find_area
from dashboard.marks import marks_of_record
from dashboard.record_tables import SHEETS, records_of, table_of
from dashboard.shown import area_href, indicator_href, records_href, show, stated_text
from dashboard.views.attention import expiring_in
from dashboard.views.indicator import find_indicator
from innovation.duties.endings import DAYS_AHEAD
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure, Origin
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator, Observation
from innovation.periods import Period
from innovation.wording import amount_text, figure_period_words, figure_text, period_words

A_PAGE = 50


@require_safe
def records(request: HttpRequest, code: str) -> HttpResponse:
    """The records behind one figure; without a period, behind the latest one."""
    query = RecordsQuery.read(request.GET)
    area, catalogue = query["area"], Catalogue()
    indicator = find_indicator(catalogue, code)
    figures = Figures(catalogue, [indicator], [area])
    figure = find_figure(figures, indicator, area, query["period"], query["category"])
    page = page_of(figure.records, query["page"])
    context = {
        "breadcrumb": breadcrumb(figure),
        "title": title(figures, figure),
        "figure": show(figure, href=""),
        "filters": filters(figures, figure),
        "stated": stated(figures, figure),
        "note": silent_words(figure),
        "table": table(figures, figure, list(page)),
        "empty": empty_words(figure),
        "pages": page_links(page, partial(records_href, figure)),
    }
    return render(request, "records.html", context)


def find_figure(figures: Figures, indicator: Indicator, area: Area, period: Period | None, category: str) -> Figure:
    """The figure asked for, or the page that says there is no such category."""
    dimension, _sign, value = category.partition("=")
    if category and value not in {c.value for c in figures.categories(indicator, [area], dimension)}:
        raise Http404(_("This figure has no category %(category)s.") % {"category": category[:60]})
    if period is None:
        return figures.latest(indicator, area, figures.today, category)
    return figures.at(indicator, area, period, category)


def page_of(found: Any, number: int) -> Page[Any]:
    """One page of what was found, or the page that says there is none of that number."""
    pages = Paginator(found, A_PAGE)
    try:
        return pages.page(number)
    except EmptyPage as error:
        words = _("There is no page %(number)s; the last one is %(last)s.")
        raise Http404(words % {"number": number, "last": pages.num_pages}) from error


def page_links(page: Page[Any], href: Callable[..., str]) -> dict[str, str] | None:
    """The way to the pages before and after, None where there is but one; `href` makes the address of a page."""
    if not page.has_other_pages():
        return None
    words = _("Records %(first)s to %(last)s of %(all)s")
    return {
        "words": words % {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count},
        "previous": href(page=page.previous_page_number()) if page.has_previous() else "",
        "next": href(page=page.next_page_number()) if page.has_next() else "",
    }


def breadcrumb(figure: Figure) -> list[dict[str, str]]:
    return [
        {"label": figure.area.label, "href": area_href(figure.area)},
        {"label": figure.indicator.label, "href": indicator_href(figure.indicator, figure.area)},
        {"label": _("Records"), "href": ""},
    ]


def title(figures: Figures, figure: Figure) -> str:
    """2006年高新技术企业（国家级）7家的记录."""
    dimension, _sign, value = figure.category.partition("=")
    name = figure.indicator.label
    if value:
        part = figures.labels(figure.indicator, dimension).get(value, value)
        name = _("%(name)s (%(part)s)") % {"name": name, "part": part}
    return _("%(name)s, %(period)s: what %(figure)s is made from") % {
        "name": name,
        "period": figure_period_words(figure),
        "figure": figure_text(figure),
    }


def filters(figures: Figures, figure: Figure) -> list[dict[str, Any]]:
    """For each dimension, the parts of the figure that can be looked at alone."""
    made = []
    for code, label in figures.dimensions(figure.indicator, [figure.area]).items():
        categories = figures.categories(figure.indicator, [figure.area], code)
        parts = [figures.at(figure.indicator, figure.area, figure.period, c.code) for c in categories]
        options = [
            {
                "label": f"{c.label} {len(part.records)}",
                "href": records_href(part),
                "current": c.code == figure.category,
            }
            for c, part in zip(categories, parts, strict=True)
            if part.records
        ]
        if len(options) > 1:
            everything = {"label": _("all"), "href": records_href(figure, category=""), "current": not figure.category}
            made.append({"label": label, "options": [everything, *options]})
    return made


def term_links(figures: Figures, figure: Figure) -> list[dict[str, str]]:
    """The way to the public figures that a ratio is computed from."""
    terms = figures.catalogue.terms(figure.indicator)
    told = [figures.at(term, figure.area, figure.period) for term in terms if term.is_public]
    return [{"label": f"{term.indicator.label} {figure_text(term)}", "href": records_href(term)} for term in told]


def stated(figures: Figures, figure: Figure) -> dict[str, Any] | None:
    """Both values, where one was stated and another follows from the records."""
    if figure.derived is None or figure.derived_value is None:
        return None
    is_computed = figure.derived.origin == Origin.COMPUTED
    if figure.is_contradicted:
        words = _("What was stated is shown; what follows from the records is another value.")
    elif figure.qualifier:
        words = _("What was stated is approximate; the records say it exactly.")
    else:
        words = _("What was stated agrees with what follows from the records.")
    return {
        "shown": show(figure, href=""),
        "terms": term_links(figures, figure) if is_computed else [],
        "label": _("computed") if is_computed else _("counted"),
        "counted": {"text": amount_text(figure.derived_value, figure.indicator, figure.unit), "full": ""},
        "words": words,
    }


def silent_words(figure: Figure) -> str:
    """How many of the records give no amount, where some do not."""
    if not figure.silent:
        return ""
    words = ngettext(
        "%(n)s of these %(all)s records gives no amount; the sum is that of the others.",
        "%(n)s of these %(all)s records give no amount; the sum is that of the others.",
        figure.silent,
    )
    return words % {"n": figure.silent, "all": len(figure.records)}


def empty_words(figure: Figure) -> str:
    """Why there is nothing to list."""
    if figure.is_missing:
        return _("There is no value for this period, and so nothing behind it: %(reason)s.") % {
            "reason": figure_text(figure).removeprefix("— ")
        }
    if figure.value == 0:
        return _("A true zero: the register is complete for this period and has no such record.")
    return _("These records hold personal data and are not shown.")


def table(figures: Figures, figure: Figure, keys: list[int]) -> Mapping[str, Any] | None:
    """The records, or what stands in their place."""
    register = figure.indicator.register
    if keys and register in SHEETS:
        return table_of(register, records_of(register, keys), figure.indicator.label)
    if figure.vintages:
        return statements(figure)
    if figure.indicator.origin == Indicator.Origin.RATIO:
        return terms(figures, figure)
    return None


def statements(figure: Figure) -> dict[str, Any]:
    """All that was stated for this figure, the latest first."""
    labels = (_("Stated on"), _("Value"), _("Status"), _("Source"), _("Place in the source"), _("Remark"))
    return {
        "caption": figure.indicator.label,
        "columns": [{"label": label} for label in labels],
        "rows": [statement(figure, vintage) for vintage in figure.vintages],
        "stacks": True,
    }


def statement(figure: Figure, vintage: Observation) -> dict[str, Any]:
    cells = (
        stated_text(figure, vintage),
        vintage.get_status_display(),
        vintage.source.label if vintage.source else "",
        vintage.source_place,
        vintage.remark,
    )
    head = {"text": vintage.stated_on.isoformat(), "marks": marks_of_record(vintage)}
    return {"head": head, "cells": [{"text": str(text)} for text in cells]}


def terms(figures: Figures, figure: Figure) -> dict[str, Any]:
    """The two figures that a ratio is computed from, as far as they are public."""
    over, under = figures.catalogue.terms(figure.indicator)
    rows = []
    for role, term in ((_("Numerator"), over), (_("Denominator"), under)):
        if term.is_public:
            value = figures.at(term, figure.area, figure.period)
            head = {"text": term.label, "href": indicator_href(term, figure.area)}
            rows.append({"head": head, "cells": [{"text": role}, show(value), {"text": period_words(value.period)}]})
    columns = [{"label": _("Indicator")}, {"label": _("Role")}, {"label": _("Value")}, {"label": _("Period")}]
    return {"caption": figure.indicator.label, "columns": columns, "rows": rows}


@require_safe
def expiring(request: HttpRequest, code: str) -> HttpResponse:
    """The certificates of an area that end within some days."""
    area = find_area(code)
    query = ExpiringQuery.read(request.GET)
    days = query["days"]
    page = page_of(expiring_in(area, days), query["page"])
    number = page.paginator.count
    heading = ngettext(
        "%(n)s certificate expires within %(days)s days", "%(n)s certificates expire within %(days)s days", number
    ) % {"n": number, "days": days}
    options = [{"label": str(ahead), "href": f"?days={ahead}", "current": ahead == days} for ahead in DAYS_AHEAD]
    context = {
        "breadcrumb": [{"label": area.label, "href": area_href(area)}, {"label": heading, "href": ""}],
        "title": heading,
        "figure": {"text": str(number), "unit": "", "full": str(number), "marks": []},
        "filters": [{"label": _("Days ahead"), "options": options}],
        "stated": None,
        "table": table_of("certifications", page, heading) if number else None,
        "empty": _("No certificate expires in these days."),
        "pages": page_links(page, partial("?days={days}&page={page}".format, days=days)),
    }
    return render(request, "records.html", context)
