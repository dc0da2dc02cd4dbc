"""Areas and peer groups."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedForm, TrackedInline
from innovation.models import Area, AreaGroup, AreaGroupMember, may, permission_for, reach
from innovation.models.access import EVERYWHERE


class AreaForm(TrackedForm):
    def check(self, row: Area) -> None:
        """Raise ValidationError if the area would lie where the user keeps none."""
        row.path = row.place()
        if not may(self.user, "change" if row.pk else "add", row):
            raise ValidationError({"parent": gettext("This belongs to an area that is not yours. Choose another.")})


@admin.register(Area, site=site)
class AreaAdmin(TrackedAdmin):
    form = AreaForm
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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where the topmost area of the user's stands in the tree is for others to say."""
        fixed = ("code", "parent") if obj is not None and not self._may_move(request, obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def _may_move(self, request: HttpRequest, area: Area) -> bool:
        if reach(request.user, permission_for("change", Area)) == EVERYWHERE:
            return True
        return area.parent is not None and may(request.user, "change", area.parent)


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
