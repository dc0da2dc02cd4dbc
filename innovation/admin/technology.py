"""Exhibitions and technology contracts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.models import Contract, Exhibition


@admin.register(Exhibition, site=site)
class ExhibitionAdmin(DatedRecordAdmin):
    list_display = (
        "name",
        "edition",
        "area",
        date_column,
        *(number_column(Exhibition, name) for name in ("projects", "value", "cost")),
        state_column,
    )
    list_select_related = ("area",)
    search_fields = ("name", "edition", "place")
    search_help_text = _("By name, edition or place")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("name", "edition", "area", "date", "precision", "place")}),
        (_("Results"), {"fields": ("projects", "value", "cost")}),
    )


@admin.register(Contract, site=site)
class ContractAdmin(DatedRecordAdmin):
    list_display = (
        "__str__",
        "type",
        "enterprise",
        "partner",
        date_column,
        *(number_column(Contract, name) for name in ("amount", "technology_amount")),
        state_column,
    )
    list_filter = ("type", *DatedRecordAdmin.list_filter)
    list_select_related = ("type", "enterprise", "partner")
    search_fields = ("number", "title", "enterprise__name", "partner__name")
    search_help_text = _("By number, title, enterprise or partner")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("number", "title", "type", "area", "date", "precision")}),
        (_("Parties"), {"fields": ("enterprise", "partner", "exhibition")}),
        (_("Amounts"), {"fields": ("amount", "technology_amount")}),
    )
