"""Facilities for science popularisation."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.models import Facility


@admin.register(Facility, site=site)
class FacilityAdmin(DatedRecordAdmin):
    list_display = (
        "__str__",
        "kind",
        "area",
        number_column(Facility, "number"),
        date_column,
        "closed_on",
        state_column,
    )
    list_filter = ("kind", *DatedRecordAdmin.list_filter)
    list_select_related = ("kind", "area")
    search_fields = ("name", "area__name")
    search_help_text = _("By name or area")
    date_hierarchy = "date"
    fieldsets = ((None, {"fields": ("kind", "name", "area", "number", "date", "precision", "closed_on")}),)
