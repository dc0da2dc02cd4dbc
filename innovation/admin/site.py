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
from innovation.admin.lists import LookUp
from innovation.admin.reviewing import review
from innovation.admin.signing_in import SignInForm

# In the order of the index: an address, a heading, and the models below it.
SUBJECTS: tuple[tuple[str, Any, tuple[type[Model], ...]], ...] = (
    ("areas", _("Areas"), (models.Area, models.AreaGroup, models.AreaGroupMember)),
    (
        "enterprises",
        _("Enterprises and certifications"),
        (models.Enterprise, models.FormerName, models.Certification),
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
        """Django's addresses, and one for each subject."""
        own = [
            path("subjects/<slug:subject>/", self.admin_view(self.subject_view), name="subject"),
            path("review/", self.admin_view(self.review_view), name="review"),
            path("attachments/<str:key>/", self.admin_view(self.attachment_view), name="attachment"),
        ]
        return [*own, *super().get_urls()]

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

    def attachment_view(self, request: HttpRequest, key: str) -> FileResponse:
        """A file that was attached."""
        return download(request, key)

    def subject_view(self, request: HttpRequest, subject: str) -> HttpResponse:
        """The models of one subject."""
        found = [entry for entry in self.get_app_list(request) if entry["app_label"] == subject]
        if not found:
            raise Http404
        return self.index(request, {"title": found[0]["name"], "app_list": found})


site = DataEntrySite()
