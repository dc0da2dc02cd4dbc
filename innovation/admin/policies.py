"""Policy documents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.models import Policy


@admin.register(Policy, site=site)
class PolicyAdmin(DatedRecordAdmin):
    list_display = ("title", "number", "field", "issuer", date_column, "repealed_on", state_column)
    list_filter = ("field", *DatedRecordAdmin.list_filter)
    list_select_related = ("field",)
    search_fields = ("title", "number", "issuer")
    search_help_text = _("By title, document number or issuer")
    date_hierarchy = "date"
    fieldsets = (
        (
            None,
            {"fields": ("title", "number", "field", "issuer", "area", "date", "precision", "repealed_on")},
        ),
    )
