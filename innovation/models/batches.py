"""Spreadsheets that staff sent in, and what became of each."""

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Files may hold personal data: they are kept as long as somebody may want to look at what was wrong with them.
KEPT = dt.timedelta(days=30)


def uploads() -> FileSystemStorage:
    """Where uploaded files lie: in the data folder, for this program alone."""
    return FileSystemStorage(settings.DATA_DIR / "uploads", file_permissions_mode=0o600)


def random_name(batch: "Batch", name: str) -> str:
    """A name that says nothing of the file, and that no file name can lead elsewhere."""
    return secrets.token_hex(16)


def storable(found: Any) -> Any:
    """The same with a picture instead of the one character that PostgreSQL keeps in no text."""
    if isinstance(found, dict):
        return {name: storable(value) for name, value in found.items()}
    if isinstance(found, list):
        return [storable(value) for value in found]
    return found.replace("\0", "␀") if isinstance(found, str) else found


class BatchQuerySet(models.QuerySet["Batch"]):
    def out_of_date(self) -> "BatchQuerySet":
        """Those whose file is not kept any longer."""
        return self.filter(sent_at__lt=timezone.now() - KEPT).exclude(file="")


class Batch(models.Model):
    """One spreadsheet that somebody sent in: how it was checked, what of it was written and when.

    All that a batch wrote stands in the histories under the moment `written_at`, which no other batch has.
    """

    class State(models.TextChoices):
        SENT = "sent", _("not checked yet")
        CHECKED = "checked", _("checked, nothing written yet")
        WRITTEN = "written", _("written")
        UNDONE = "undone", _("undone")

    sheet = models.CharField(_("kind of record"), max_length=40)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    file = models.FileField(_("file"), storage=uploads, upload_to=random_name, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SENT)
    # Cells that were mended on the page, by row and column: {"4": {"2": "620"}}.
    mended = models.JSONField(default=dict)
    # What the check found: counts, remarks, and the first rows of each outcome as the page shows them.
    findings = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=100, blank=True)
    written_at = models.DateTimeField(_("written at"), null=True, unique=True)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)

    objects = models.Manager.from_queryset(BatchQuerySet)()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.file_name = Path(self.file_name.replace("\\", "/").replace("\0", "")).name[-200:] or "?"
        self.findings = storable(self.findings)
        super().save(*args, **kwargs)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.file.path)

    def drop_file(self) -> None:
        """Remove the file and what the page shows of its rows; what became of it stays on record."""
        self.file.delete(save=False)
        self.mended, self.findings = {}, {"refused": [gettext("The file is not kept any longer.")]}
        self.save()
