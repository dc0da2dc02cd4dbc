"""The files of the documents that values come from."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from innovation.models.contents import ENDINGS, content_type
from innovation.models.sources import Source
from innovation.models.tracking import Tracked

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 200


class PrivateStorage(FileSystemStorage):
    """A folder that no address leads to, beside the database."""

    base_url: Any = None

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Path:
        return settings.DATA_DIR / "attachments"

    @property
    def location(self) -> str:
        return str(self.base_location.resolve())


def private_storage() -> PrivateStorage:
    return PrivateStorage()


def random_name(attachment: Any, name: str) -> str:
    """Where a file is put: nothing of its own name, so no name can lead anywhere."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


class Attachment(Tracked):
    """One file of one source."""

    is_shared = True

    source = models.ForeignKey(Source, models.CASCADE, related_name="attachments", verbose_name=_("source"))
    name = models.CharField(_("name of the file"), max_length=LONGEST_NAME, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("check sum"), max_length=64, editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ("source", "name", "pk")

    def __str__(self) -> str:
        return self.name

    def take(self, upload: UploadedFile) -> None:
        """Hold a file that was sent, or raise ValidationError."""
        if (upload.size or 0) > LARGEST:
            raise ValidationError(_now("The file is larger than 20 MB. Attach a smaller one."))
        data = upload.read()
        kind = content_type(data)
        if kind is None:
            raise ValidationError(
                _now("This is none of PDF, OFD, PNG, JPEG, Word, Excel and plain text. Save it as PDF and attach that.")
            )
        self.name, self.content_type, self.size = clean_name(upload.name or "", kind), kind, len(data)
        self.sha256 = hashlib.sha256(data).hexdigest()
        # Not the upload itself: its temporary file would be moved away, and a second try find nothing.
        self.file = File(upload.file, name=self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and leave no file behind if that fails."""
        kept: Any = self.file
        is_written, written = not kept._committed, _written.get()
        try:
            super().save(*args, **kwargs)
        except Exception:
            if is_written:
                private_storage().delete(kept.name)
            raise
        if written is not None:
            written.append(kept.name)


_written: ContextVar[list[str] | None] = ContextVar("_written", default=None)


@contextmanager
def no_file_without_its_row() -> Iterator[None]:
    """Removes at the end what was written within for rows that were rolled back."""
    written: list[str] = []
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)
        for name in written:
            if not Attachment.objects.filter(file=name).exists():
                private_storage().delete(name)


@receiver(post_delete, sender=Attachment)
def remove_file(instance: Attachment, **signalled: Any) -> None:
    """Remove the file once it is sure that its row is gone."""
    name = instance.file.name
    if name:
        transaction.on_commit(lambda: private_storage().delete(name))


def clean_name(name: str, kind: str) -> str:
    """The name of a file without what leads elsewhere, with an ending that tells its type."""
    plain = "".join(c for c in name.replace("\\", "/") if not unicodedata.category(c).startswith("C"))
    path = PurePath(plain.rpartition("/")[2].strip(" ."))
    right = path.suffix.lower() in ENDINGS[kind]
    ending = path.suffix if right else ENDINGS[kind][0]
    stem = (path.stem if right else path.name) or "file"
    return stem[: LONGEST_NAME - len(ending)] + ending
