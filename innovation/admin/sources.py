"""The documents that values come from."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from innovation.admin.attachments import AttachmentForm, AttachmentInline, told
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin
from innovation.models import Attachment, Source
from innovation.models.attachments import no_file_without_its_row


class TakesFiles(TrackedAdmin):
    """Shared by the forms that files are sent with."""

    def changeform_view(self, *args: Any, **kwargs: Any) -> Any:
        with no_file_without_its_row():
            return super().changeform_view(*args, **kwargs)


@admin.register(Source, site=site)
class SourceAdmin(TakesFiles):
    list_display = ("name", "code", "issuer", "document_number", "issued_on")
    search_fields = ("code", "name", "name_en", "issuer", "document_number")
    search_help_text = _("By code, name, issuer or document number")
    date_hierarchy = "issued_on"
    fields = ("code", "name", "name_en", "issuer", "document_number", "issued_on", "note")
    inlines = (AttachmentInline,)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for part in formset.extra_forms:
            part.instance.added_by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(Attachment, site=site)
class AttachmentAdmin(TakesFiles):
    form = AttachmentForm
    list_display = ("name", "source", "size", "added_by", "added_at")
    list_select_related = ("source", "added_by")
    search_fields = ("name", "source__name", "source__code")
    search_help_text = _("By name of the file or source")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (told,) if obj is not None else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("source", told if obj is not None else "upload")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)
