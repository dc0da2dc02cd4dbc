"""Calendar feeds and their secret addresses."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin
from innovation.models import CalendarFeed, may


@admin.register(CalendarFeed, site=site)
class CalendarFeedAdmin(TrackedAdmin):
    """The form shows the address, which its template knows."""

    change_form_template = "admin/calendar_feed_form.html"
    list_display = ("name", "area", "enterprise", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("area", "enterprise")
    search_fields = ("name", "area__name", "enterprise__name")
    search_help_text = _("By name, area or enterprise")
    fields = ("name", "area", "enterprise", "is_active")
    actions = ("renew_selected",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """An address that was made void stays void, whatever earlier state is brought back."""
        if form.restores:
            obj.nonce = CalendarFeed.objects.values_list("nonce", flat=True).get(pk=obj.pk)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Make a new address; the old one is void"), permissions=["change"])
    def renew_selected(self, request: HttpRequest, queryset: QuerySet[CalendarFeed]) -> None:
        chosen = [feed for feed in queryset.select_related("area") if may(request.user, "change", feed)]
        for feed in chosen:
            feed.renew()
        number = len(chosen)
        words = ngettext(
            "%(n)s feed has a new address: open it, and tell it to those who read it.",
            "%(n)s feeds have new addresses: open them, and tell them to those who read them.",
            number,
        )
        messages.success(request, words % {"n": number})
