"""The grid: what is entered by hand for a period, many values on one page."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.grid_rows import GridRow, grid_rows
from innovation.admin.grid_saving import may_be_stored, read, store
from innovation.models import (
    Area,
    Indicator,
    Observation,
    Qualifier,
    StaleVersion,
    Topic,
    permission_for,
    reach,
    within,
)
from innovation.models.fields import PeriodField
from innovation.periods import Period, today

MOST_ROWS = 200
SUBMIT = "_submit"
UNKNOWN = {"invalid_choice": _("There is none of that code within your reach. Choose one of the list.")}


class ByCode(forms.ModelChoiceField):
    """A row named by its code; areas stand below the one they lie in."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, to_field_name="code", error_messages=UNKNOWN, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        depth = obj.path.count("/") - 1 if isinstance(obj, Area) else 0
        return "\u3000" * depth + str(obj)


class GridQuery(forms.Form):
    """The address of a grid: an area and a period; one topic, or one indicator for each area directly below."""

    area = ByCode(Area.objects.none(), label=_("area"), empty_label=None)
    period = forms.CharField(label=_("period"), max_length=24, validators=PeriodField.default_validators)
    topic = ByCode(Topic.objects.all(), label=_("topic"), required=False, empty_label=_("All topics"))
    indicator = ByCode(
        Indicator.objects.filter(origin=Indicator.Origin.ENTERED),
        label=_("one indicator, for each area directly below"),
        required=False,
        empty_label="—",
    )

    def __init__(self, asked: dict[str, Any], user: Any) -> None:
        areas = within(Area.objects.all(), user, "add", of=Observation).order_by("path")
        own = areas.filter(code=settings.INNOVATION_HOME_AREA).first() or areas.first()
        super().__init__({"area": own.code if own else "", "period": last_year()} | asked)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])

    def pairs(self) -> list[tuple[Indicator, Area]]:
        """The indicators and areas of the rows, or ValidationError if they are too many."""
        area, chosen, period = (self.cleaned_data[name] for name in ("area", "indicator", "period"))
        found: list[tuple[Indicator, Area]]
        if chosen:
            found = [(chosen, below) for below in _areas_below(area, period)[: MOST_ROWS + 1]]
        else:
            indicators = Indicator.objects.filter(origin=Indicator.Origin.ENTERED).select_related("topic", "unit")
            if topic := self.cleaned_data["topic"]:
                indicators = indicators.filter(topic=topic)
            found = [(indicator, area) for indicator in indicators[: MOST_ROWS + 1]]
        if len(found) > MOST_ROWS:
            raise ValidationError(gettext("There are more than %(n)s rows. Choose a topic.") % {"n": MOST_ROWS})
        return found

    def rows(self, user: Any) -> list[GridRow]:
        """The rows asked for; none where the query cannot be answered, which its errors say."""
        if not self.is_valid():
            return []
        try:
            by_area = bool(self.cleaned_data["indicator"])
            return grid_rows(self.pairs(), self.cleaned_data["period"], user, by_area=by_area)
        except ValidationError as error:
            self.add_error(None, error)
            return []


def _areas_below(area: Area, period: Period) -> Any:
    """The areas directly below one that there are at the end of the period."""
    day = period.end or today()
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return Area.objects.children_of(area).filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


def last_year() -> str:
    """The last year that has ended."""
    year = Period.year(today().year)
    return year.code if year.end == today() else f"{today().year - 1}"


def grid(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """The page, or what the form on it asks for; if somebody else wrote meanwhile, a second look at it."""
    if not reach(request.user, permission_for("add", Observation)):
        raise PermissionDenied
    try:
        return _answer(site, request)
    except (StaleVersion, IntegrityError):
        return _answer(site, request)


def _answer(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    query = GridQuery(request.GET.dict(), request.user)
    rows = query.rows(request.user)
    if request.method == "POST" and rows:
        read(rows, request.POST, request.user)
        if may_be_stored(rows):
            _tell(request, *store(rows, request.user, submit=SUBMIT in request.POST))
            return redirect(request.get_full_path())
    period = query.cleaned_data.get("period") if query.is_valid() else None
    context = {
        **site.each_context(request),
        "title": _("Enter a period"),
        # A table needs the width.
        "is_nav_sidebar_enabled": False,
        "query": query,
        # Whole, for what is left out means something else next year.
        "address": urlencode({name: value for name, value in query.data.items() if name in query.fields and value}),
        "rows": rows,
        "by_area": bool(query.cleaned_data.get("indicator")),
        "about": query.cleaned_data.get("indicator") or query.cleaned_data.get("area"),
        "period": period,
        "before": period.year_before() if period else None,
        "qualifiers": Qualifier.choices,
        "statuses": Observation.Status.choices,
        "blocked": [row for row in rows if row.errors],
        "doubted": [row for row in rows if row.doubts],
    }
    return render(request, "admin/grid.html", context)


def _tell(request: HttpRequest, stored: int, submitted: int) -> None:
    if stored:
        messages.success(request, ngettext("%(n)s value saved.", "%(n)s values saved.", stored) % {"n": stored})
    if submitted:
        words = ngettext("%(n)s handed in for review.", "%(n)s handed in for review.", submitted)
        messages.success(request, words % {"n": submitted})
    if not stored and not submitted:
        messages.info(request, gettext("Nothing was changed."))
