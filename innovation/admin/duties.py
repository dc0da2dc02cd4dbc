"""What the user must not miss: the sections of the first page, and the whole list behind each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from innovation.duties.endings import DAYS_AHEAD, days_left, expiring_for, numbers_expiring, overdue_projects
from innovation.duties.reviews import Own, models_to_review, numbers_to_review, own_drafts, own_returned
from innovation.duties.values import MissingValue, missing_values
from innovation.models import Area, Certification, Observation, Project, permission_for, reach, within
from innovation.wording import period_words

# Of each list the first page shows so many.
MOST = 10
A_PAGE = 50


def first_page(user: Any) -> dict[str, Any]:
    """The sections of the first page: those that are any business of the user's."""
    sections: dict[str, Any] = {}
    if _may(user, "add", Observation):
        missing = missing_values(user)
        overdue = sum(value.is_overdue for value in missing)
        sections["missing"] = {
            "number": len(missing),
            "overdue": overdue,
            "rows": [_missing_row(value) for value in missing[:MOST]],
        }
    if models_to_review(user):
        sections["reviews"] = [
            {
                "name": model._meta.verbose_name_plural,
                "number": number,
                "href": _href("review", kind=model._meta.model_name),
            }
            for model, number in numbers_to_review(user)
        ]
    sections["drafts"], sections["returned"] = (
        {"number": number, "rows": [_own_row(own) for own in rows]}
        for number, rows in (own_drafts(user, MOST), own_returned(user, MOST))
    )
    if _may(user, "view", Certification):
        sections["expiring"] = {
            "numbers": [
                {"days": days, "number": number, "href": _href("expiring", days=days)}
                for days, number in numbers_expiring(user).items()
            ],
            "rows": _expiring_rows(expiring_for(user, max(DAYS_AHEAD))[:MOST]),
        }
    if _may(user, "view", Project):
        projects = overdue_projects(user)
        sections["projects"] = {"number": projects.count(), "rows": _project_rows(projects[:MOST])}
    return sections


class ExpiringForm(forms.Form):
    """`days` ahead to look, `area` to look in with all below it, and the `page` of the list."""

    days = forms.ChoiceField(required=False, choices=[(days, days) for days in map(str, DAYS_AHEAD)])
    area = forms.ModelChoiceField(Area.objects.none(), required=False, to_field_name="code")
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def __init__(self, query: Any, areas: Any) -> None:
        super().__init__(query)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def clean_days(self) -> int:
        return int(self.cleaned_data["days"] or max(DAYS_AHEAD))


def expiring_page(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """The certificates in the user's areas that end within some days."""
    areas = within(Area.objects.all(), request.user, "view", of=Certification)
    query = _read(request, Certification, "view", ExpiringForm(request.GET, areas))
    days, area = query["days"], query["area"]
    everywhere = expiring_for(request.user, days)
    found = everywhere.filter(area__path__startswith=area.path) if area else everywhere
    chosen = {"area": area.code} if area else {}
    page = _page_of(found, query["page"])
    context = {
        "days": days,
        "area": area,
        "areas": areas.filter(pk__in=everywhere.order_by().values("area")),
        "choices": [
            {"days": ahead, "href": _href("expiring", days=ahead, **chosen), "current": ahead == days}
            for ahead in DAYS_AHEAD
        ],
        "rows": _expiring_rows(page),
    }
    return _list(site, request, "expiring", _("Certificates that end"), page, context, days=days, **chosen)


def missing_page(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """The values that the user has to enter."""
    query = _read(request, Observation, "add", PageForm(request.GET))
    page = _page_of(missing_values(request.user), query["page"])
    rows = [_missing_row(value) for value in page]
    return _list(site, request, "missing", _("Values to be entered"), page, {"rows": rows})


def overdue_page(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    """The projects in the user's areas that should have been accepted."""
    query = _read(request, Project, "view", PageForm(request.GET))
    page = _page_of(overdue_projects(request.user), query["page"])
    return _list(site, request, "overdue", _("Projects overdue for acceptance"), page, {"rows": _project_rows(page)})


class PageForm(forms.Form):
    """The `page` of a list."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def _read(request: HttpRequest, model: type[Model], action: str, form: forms.Form) -> dict[str, Any]:
    """What the address asks for, of one who may ask for it."""
    if not _may(request.user, action, model):
        raise PermissionDenied
    if not form.is_valid():
        raise BadRequest(_("The address asks for what is not there. Go on from the first page."))
    return form.cleaned_data


def _page_of(found: Any, number: int | None) -> Any:
    """One page, or the last one: rows leave the list while somebody pages through it."""
    return Paginator(found, A_PAGE).get_page(number or 1)


def _list(
    site: admin.AdminSite, request: HttpRequest, name: str, title: str, page: Any, context: dict[str, Any], **query: Any
) -> HttpResponse:
    links = {
        "previous": _href(name, **query, page=page.previous_page_number()) if page.has_previous() else "",
        "next": _href(name, **query, page=page.next_page_number()) if page.has_next() else "",
    }
    context |= {**site.each_context(request), "title": title, "page": page, "pages": links}
    return render(request, f"admin/{name}.html", context)


def _missing_row(missing: MissingValue) -> dict[str, Any]:
    asked = {"indicator": missing.indicator.pk, "area": missing.area.pk, "period": missing.period.code}
    return {
        "indicator": missing.indicator,
        "area": missing.area,
        "period": period_words(missing.period),
        "owner": missing.indicator.owner,
        "due_on": missing.due_on,
        "is_overdue": missing.is_overdue,
        "days_left": missing.days_left,
        "href": _href("innovation_observation_add", **asked),
    }


def _own_row(own: Own) -> dict[str, Any]:
    return {
        "name": own.record,
        "kind": own.record._meta.verbose_name,
        "is_change": own.is_change,
        "note": own.note,
        "href": _form_of(own.record),
    }


def _expiring_rows(certificates: Iterable[Certification]) -> list[dict[str, Any]]:
    return [
        {
            "name": row,
            "holder": row.holder,
            "scheme": row.scheme,
            "level": row.level,
            "area": row.area,
            "expires_on": row.expires_on,
            "days_left": days_left(row),
            "href": _form_of(row),
        }
        for row in certificates
    ]


def _project_rows(projects: Iterable[Project]) -> list[dict[str, Any]]:
    return [
        {
            "name": row,
            "undertaker": row.enterprise or row.undertaker,
            "area": row.area,
            "due_on": row.due_on,
            "href": _form_of(row),
        }
        for row in projects
    ]


def _may(user: Any, action: str, model: type[Model]) -> bool:
    return bool(reach(user, permission_for(action, model)))


def _form_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _href(name: str, **query: Any) -> str:
    return reverse(f"admin:{name}") + (f"?{urlencode(query)}" if query else "")
