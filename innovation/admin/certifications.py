"""Certificates."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import level_column, state_column
from innovation.admin.records import RecordAdmin
from innovation.admin.site import site
from innovation.models import Certification


@admin.register(Certification, site=site)
class CertificationAdmin(RecordAdmin):
    list_display = (
        "__str__",
        "scheme",
        level_column,
        "holder_column",
        "area",
        "issued_on",
        "expires_on",
        "revoked_on",
        state_column,
    )
    list_filter = ("scheme", "level", *RecordAdmin.list_filter)
    list_select_related = ("scheme", "level", "enterprise", "organisation", "area")
    search_fields = ("number", "enterprise__name", "organisation__name", "holder_name", "product")
    search_help_text = _("By number, holder or product")
    date_hierarchy = "issued_on"
    fieldsets = (
        (None, {"fields": ("scheme", "level", "number", "batch", "area")}),
        (_("Holder"), {"fields": ("enterprise", "organisation", "holder_name", "product")}),
        (_("Dates"), {"fields": ("notice_on", "issued_on", "valid_to", "revoked_on", "renews")}),
    )

    kept_for_next = ("scheme", "level", "batch", "area", "issued_on")

    @admin.display(description=_("holder"), ordering="enterprise__name")
    def holder_column(self, certification: Certification) -> str | None:
        return certification.holder or None
