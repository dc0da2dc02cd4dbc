"""Yearly budgets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import number_column, state_column
from innovation.admin.records import RecordAdmin
from innovation.admin.site import site
from innovation.models import Budget


@admin.register(Budget, site=site)
class BudgetAdmin(RecordAdmin):
    list_display = (
        "line",
        "year",
        "area",
        *(number_column(Budget, name) for name in ("planned", "adjusted", "executed")),
        state_column,
    )
    list_filter = ("line", "year", *RecordAdmin.list_filter)
    list_select_related = ("line", "area")
    search_fields = ("line__name", "line__code", "area__name", "year")
    search_help_text = _("By line, area or year")
    fieldsets = (
        (None, {"fields": ("area", "year", "line")}),
        (_("Amounts"), {"fields": ("planned", "adjusted", "executed", "qualifier")}),
    )
