"""Enterprises, with their certificates at a glance, and their former names."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import level_marks, state_column
from innovation.admin.records import RecordAdmin, ReviewedAdmin
from innovation.admin.site import site
from innovation.admin.tracked import TrackedInline
from innovation.models import Certification, Enterprise, FormerName
from innovation.periods import today

SOON = dt.timedelta(days=90)


class FormerNameInline(TrackedInline):
    model = FormerName


@admin.register(Enterprise, site=site)
class EnterpriseAdmin(RecordAdmin):
    list_display = ("name", "area", "industry", "valid_certificates", "first_expiry", state_column)
    list_filter = (*RecordAdmin.list_filter, "ownership")
    list_select_related = ("area", "industry")
    search_fields = ("name", "credit_code", "former_names__name")
    search_help_text = _("By name, former name or social credit code")
    fieldsets = (
        (None, {"fields": ("name", "credit_code", "area", "industry", "ownership")}),
        (_("Facts"), {"fields": ("founded_on", "closed_on", "staff")}),
    )
    inlines = (FormerNameInline,)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the valid certificates of the enterprises on the page in one query."""
        changelist = super().get_changelist_instance(request)
        held = Certification.objects.valid_on(today()).select_related("level")
        changelist.result_list = changelist.result_list.prefetch_related(Prefetch("certifications", held))
        return changelist

    @admin.display(description=_("valid certificates"))
    def valid_certificates(self, enterprise: Enterprise) -> SafeString | None:
        levels = {held.level for held in enterprise.certifications.all()}
        return level_marks(sorted(levels, key=lambda level: level.order)) if levels else None

    @admin.display(description=_("first to expire"))
    def first_expiry(self, enterprise: Enterprise) -> SafeString | str | None:
        ends = [held.expires_on for held in enterprise.certifications.all() if held.expires_on]
        if not ends:
            return None
        first = min(ends)
        if first - today() > SOON:
            return first.isoformat()
        said = gettext("within %(days)s days") % {"days": SOON.days}
        return format_html('<strong class="soon">▲ {} {}</strong>', first.isoformat(), said)


@admin.register(FormerName, site=site)
class FormerNameAdmin(ReviewedAdmin):
    list_display = ("name", "enterprise", "until", state_column)
    list_select_related = ("enterprise",)
    search_fields = ("name", "enterprise__name")
    search_help_text = _("By former or present name")
