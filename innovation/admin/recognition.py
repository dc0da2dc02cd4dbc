"""Honours and assessments."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, level_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin, RecordAdmin
from innovation.admin.site import site
from innovation.models import Assessment, Honour


@admin.register(Honour, site=site)
class HonourAdmin(DatedRecordAdmin):
    list_display = ("title", level_column, "area", "period", date_column, "issuer", state_column)
    list_filter = ("level", *RecordAdmin.list_filter)
    list_select_related = ("level", "area")
    search_fields = ("title", "issuer", "period")
    search_help_text = _("By title, issuer or period")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("title", "level", "area", "period", "date", "precision")}),
        (_("Award"), {"fields": ("issuer", "grade", "batch", "renews")}),
    )

    def look_up_label(self, row: Any) -> str:
        """Honours of one title are told apart by what they honour."""
        return f"{row} {row.period or row.date_text}".rstrip()


@admin.register(Assessment, site=site)
class AssessmentAdmin(RecordAdmin):
    list_display = (
        "scheme",
        "year",
        "area",
        *(number_column(Assessment, name) for name in ("rank", "units", "score")),
        "grade",
        "bonus",
        state_column,
    )
    list_filter = ("scheme", "year", *RecordAdmin.list_filter)
    list_select_related = ("scheme", "area")
    search_fields = ("scheme__name", "area__name", "year")
    search_help_text = _("By assessment, area or year")
    fieldsets = (
        (None, {"fields": ("scheme", "area", "year")}),
        (_("Result"), {"fields": ("rank", "units", "score", "grade", "bonus")}),
    )
