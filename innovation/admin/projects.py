"""Projects."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, level_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.models import Project


@admin.register(Project, site=site)
class ProjectAdmin(DatedRecordAdmin):
    list_display = (
        "title",
        "programme",
        level_column,
        "is_key",
        "enterprise",
        date_column,
        number_column(Project, "grant"),
        "status",
        state_column,
    )
    list_filter = ("programme", "level", "is_key", "status", *DatedRecordAdmin.list_filter)
    list_select_related = ("programme", "level", "enterprise")
    search_fields = ("title", "number", "enterprise__name", "undertaker", "partner__name")
    search_help_text = _("By title, number, enterprise, undertaking unit or partner")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("title", "number", "programme", "level", "is_key", "area")}),
        (_("Who"), {"fields": ("enterprise", "undertaker", "partner")}),
        (_("When"), {"fields": ("date", "precision", "starts_on", "due_on", "accepted_on", "status")}),
        (_("Funds"), {"fields": ("grant", "fund", "own_funds")}),
    )
