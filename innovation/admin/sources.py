"""The documents that values come from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin
from innovation.models import Source


@admin.register(Source, site=site)
class SourceAdmin(TrackedAdmin):
    list_display = ("name", "code", "issuer", "document_number", "issued_on")
    search_fields = ("code", "name", "name_en", "issuer", "document_number")
    search_help_text = _("By code, name, issuer or document number")
    date_hierarchy = "issued_on"
    fields = ("code", "name", "name_en", "issuer", "document_number", "issued_on", "note")
