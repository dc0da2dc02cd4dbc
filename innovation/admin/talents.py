"""Talents: personal data, seen only by those who have the permission for it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.models import Talent


@admin.register(Talent, site=site)
class TalentAdmin(DatedRecordAdmin):
    list_display = ("name", "field", "title", "is_foreign", "enterprise", "area", date_column, state_column)
    list_filter = ("field", "is_foreign", *DatedRecordAdmin.list_filter)
    list_select_related = ("field", "enterprise", "area")
    search_fields = ("name", "title", "enterprise__name")
    search_help_text = _("By name, title or enterprise")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("name", "field", "title", "is_foreign", "enterprise", "area", "contact")}),
        (_("Dates"), {"fields": ("date", "precision", "left_on")}),
    )
