"""Activities, and the problems raised at them."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import date_column, number_column, state_column
from innovation.admin.records import DatedRecordAdmin
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedInline
from innovation.models import Activity, Problem


class ProblemInline(TrackedInline):
    model = Problem


@admin.register(Activity, site=site)
class ActivityAdmin(DatedRecordAdmin):
    list_display = (
        "title",
        "kind",
        "series",
        "area",
        date_column,
        *(number_column(Activity, name) for name in ("persons", "attendances")),
        state_column,
    )
    list_filter = ("kind", "series", *DatedRecordAdmin.list_filter)
    list_select_related = ("kind", "series", "area")
    search_fields = ("title", "place", "partner__name")
    search_help_text = _("By title, place or partner")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("title", "kind", "series", "area", "date", "precision", "place", "partner")}),
        (_("Participants"), {"fields": ("persons", "attendances", "leading_bodies", "detail")}),
    )
    inlines = (ProblemInline,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        same = Activity.objects.filter(area=obj.area, title=obj.title, date=obj.date).exclude(pk=obj.pk)
        if same.exists():
            words = gettext("“%(title)s” of this day is on file already. It was saved; delete it if it is the same.")
            messages.warning(request, words % {"title": obj.title})


@admin.register(Problem, site=site)
class ProblemAdmin(TrackedAdmin):
    list_display = ("__str__", "activity", "enterprise", "owner", "state", "solved_on")
    list_filter = ("state", "owner")
    list_select_related = ("activity", "enterprise")
    search_fields = ("text", "owner", "activity__title", "enterprise__name")
    search_help_text = _("By problem, office, activity or enterprise")
