"""Areas and peer groups."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedInline
from innovation.models import Area, AreaGroup, AreaGroupMember


@admin.register(Area, site=site)
class AreaAdmin(TrackedAdmin):
    list_display = ("code", "name", "type", "parent", "valid_from", "valid_to")
    list_display_links = ("code", "name")
    list_filter = ("type",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "name_en")
    search_help_text = _("By code or name")
    fieldsets = (
        (None, {"fields": ("code", "name", "name_en", "type", "parent")}),
        (_("Validity"), {"fields": ("valid_from", "valid_to", "note")}),
    )


class MemberInline(TrackedInline):
    model = AreaGroupMember


@admin.register(AreaGroup, site=site)
class AreaGroupAdmin(TrackedAdmin):
    list_display = ("code", "name", "name_en")
    list_display_links = ("code", "name")
    search_fields = ("code", "name", "name_en")
    search_help_text = _("By code or name")
    inlines = (MemberInline,)


@admin.register(AreaGroupMember, site=site)
class AreaGroupMemberAdmin(TrackedAdmin):
    list_display = ("area", "group")
    list_filter = ("group",)
    list_select_related = ("area", "group")
    search_fields = ("area__code", "area__name", "group__name")
    search_help_text = _("By area or group")
    ordering = ("group__code", "area__code")
