"""The site where staff enter data: its name, and its models grouped by subject."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from innovation import models
from innovation.admin.attachments import download
from innovation.admin.duties import expiring_page, first_page, missing_page, overdue_page
from innovation.admin.grid import grid
from innovation.admin.imports import Imports, may_import_any
from innovation.admin.lists import LookUp
from innovation.admin.reviewing import review
from innovation.admin.signing_in import SignInForm

# In the order of the index: an address, a heading, and the models below it.
SUBJECTS: tuple[tuple[str, Any, tuple[type[Model], ...]], ...] = (
    ("areas", _("Areas"), (models.Area, models.AreaGroup, models.AreaGroupMember)),
    (
        "enterprises",
        _("Enterprises and certifications"),
        (models.Enterprise, models.FormerName, models.Certification, models.CalendarFeed),
    ),
    ("projects", _("Projects and funds"), (models.Project, models.Budget)),
    ("exchange", _("Technology exchange"), (models.Exhibition, models.Contract, models.Institution)),
    ("activities", _("Organisations and activities"), (models.Organisation, models.Activity, models.Problem)),
    ("facilities", _("Facilities for science popularisation"), (models.Facility,)),
    ("policies", _("Policies and honours"), (models.Policy, models.Honour, models.Assessment)),
    ("talents", _("Talents"), (models.Talent,)),
    (
        "indicators",
        _("Indicators and values"),
        (
            models.Indicator,
            models.Criterion,
            models.Observation,
            models.Target,
            models.Release,
            models.Coverage,
        ),
    ),
    ("sources", _("Sources"), (models.Source, models.Attachment)),
    (
        "code-lists",
        _("Code lists"),
        (
            models.Level,
            models.Scheme,
            models.Programme,
            models.BudgetLine,
            models.ContractType,
            models.OrganisationKind,
            models.ActivityKind,
            models.ActivitySeries,
            models.FacilityKind,
            models.PolicyField,
            models.AssessmentScheme,
            models.TalentField,
            models.Industry,
            models.Ownership,
            models.Topic,
            models.Unit,
        ),
    ),
    ("accounts", _("Accounts"), (User, models.Appointment, Group)),
)


class DataEntrySite(admin.AdminSite):
    """The admin of the product."""

    site_title = _("Data entry")
    site_header = _("Data entry")
    index_title = _("What is kept on file")
    empty_value_display = "—"
    login_form = SignInForm

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's addresses, one for each subject, and those of what nobody must miss."""
        own = [
            path("subjects/<slug:subject>/", self.admin_view(self.subject_view), name="subject"),
            path("review/", self.admin_view(self.review_view), name="review"),
            path("grid/", self.admin_view(self.grid_view), name="grid"),
            path("expiring/", self.admin_view(self.expiring_view), name="expiring"),
            path("missing/", self.admin_view(self.missing_view), name="missing"),
            path("overdue/", self.admin_view(self.overdue_view), name="overdue"),
            path("attachments/<str:key>/", self.admin_view(self.attachment_view), name="attachment"),
        ]
        return [*own, *Imports(self).urls(), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What the user must not miss, and below it what is kept on file."""
        own = {
            "title": _("What there is to do"),
            "duties": first_page(request.user),
            "may_import": may_import_any(request.user),
        }
        return super().index(request, own | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The subjects with those of their models that the user may see."""
        apps = self._build_app_dict(request, app_label)
        if app_label:
            apps = {app_label: apps} if apps else {}
        shown = {entry["model"]: entry for app in apps.values() for entry in app["models"]}
        subjects = []
        for code, name, kept in SUBJECTS:
            if entries := [shown[model] for model in kept if model in shown]:
                address = reverse("admin:subject", args=(code,), current_app=self.name)
                subjects.append(
                    {
                        "name": name,
                        "app_label": code,
                        "app_url": address,
                        "has_module_perms": True,
                        "models": entries,
                    }
                )
        return subjects

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LookUp.as_view(admin_site=self)(request)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The index: applications are no business of those who enter data."""
        return redirect("admin:index")

    def review_view(self, request: HttpRequest) -> HttpResponse:
        """What waits for the user's review."""
        return review(self, request)

    def grid_view(self, request: HttpRequest) -> HttpResponse:
        """The values of a period, many on one page."""
        return grid(self, request)

    def expiring_view(self, request: HttpRequest) -> HttpResponse:
        return expiring_page(self, request)

    def missing_view(self, request: HttpRequest) -> HttpResponse:
        return missing_page(self, request)

    def overdue_view(self, request: HttpRequest) -> HttpResponse:
        return overdue_page(self, request)

    def attachment_view(self, request: HttpRequest, key: str) -> FileResponse:
        """A file that was attached."""
        return download(request, key)

    def subject_view(self, request: HttpRequest, subject: str) -> HttpResponse:
        """The models of one subject."""
        found = [entry for entry in self.get_app_list(request) if entry["app_label"] == subject]
        if not found:
            raise Http404
        return super().index(request, {"title": found[0]["name"], "app_list": found})


site = DataEntrySite()
