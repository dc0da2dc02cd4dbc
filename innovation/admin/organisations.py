"""Partner institutions, and organisations the bureau has set up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, level_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin
from innovation.models import Institution, Organisation


@admin.register(Institution, site=site)
class InstitutionAdmin(TrackedAdmin):
    list_display = ("name", "name_en", "kind", "place")
    list_filter = ("kind",)
    search_fields = ("name", "name_en", "place")
    search_help_text = _("By name or place")
    fields = ("name", "name_en", "kind", "place", "note")


@admin.register(Organisation, site=site)
class OrganisationAdmin(DatedRecordAdmin):
    list_display = (
        "name",
        "kind",
        level_column,
        "area",
        date_column,
        number_column(Organisation, "members"),
        state_column,
    )
    list_filter = ("kind", "level", *DatedRecordAdmin.list_filter)
    list_select_related = ("kind", "level", "area")
    search_fields = ("name", "host", "partner__name")
    search_help_text = _("By name, host or partner")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("name", "kind", "level", "area", "host", "partner", "detail")}),
        (_("Facts"), {"fields": ("date", "precision", "closed_on", "members", "first_in")}),
    )
