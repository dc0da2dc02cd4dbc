"""Files attached to sources: taken in, listed, and handed out to those who may see the source."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.lists import is_key
from innovation.admin.tracked import TrackedForm, TrackedInline
from innovation.models import Attachment, Source, within

# A file is never shown within the site, and could do nothing if it were.
SHUT_IN = "default-src 'none'; sandbox"


class Upload(forms.FileField):
    """A file to be sent."""

    def __init__(self) -> None:
        help_text = _("PDF, OFD, PNG, JPEG, Word, Excel or plain text, at most 20 MB.")
        super().__init__(label=_("file"), help_text=help_text)


class Uploading(forms.ModelForm):
    """An attachment is a file to be sent while it is new; afterwards it stays as it is."""

    upload = Upload()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean_upload(self) -> Any:
        self.instance.take(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]


class AttachmentForm(Uploading, TrackedForm):
    """A file in a form of its own."""


@admin.display(description=_("file"))
def told(attachment: Attachment) -> SafeString:
    """What is shown of a file that is kept: a link to it, its size, since when, by whom."""
    return format_html(
        '<a href="{}">{}</a> · {} · {} · {}',
        reverse("admin:attachment", args=[attachment.pk]),
        attachment.name,
        filesizeformat(attachment.size),
        timezone.localtime(attachment.added_at).strftime("%Y-%m-%d"),
        attachment.added_by or "—",
    )


class AttachmentInline(TrackedInline):
    """The files of a source: new ones are sent, old ones taken away, none is changed."""

    model = Attachment
    form: Any = Uploading
    fields = ("upload",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("file"))
    def upload(self, attachment: Attachment) -> SafeString:
        """What stands in the place of the field where there is a file."""
        return told(attachment)


def download(request: HttpRequest, key: str) -> FileResponse:
    """The file, to be saved under its name."""
    rows = Attachment.objects.filter(source__in=within(Source.objects.all(), request.user, "view"))
    attachment = rows.filter(pk=key).first() if is_key(key) else None
    if attachment is None:
        raise Http404
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        raise Http404(gettext("The file is missing on the server. Tell those who run it.")) from None
    answer = FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SHUT_IN
    answer["Cache-Control"] = "private, no-store"
    return answer
