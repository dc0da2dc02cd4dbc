"""Files attached to sources: known by their content, kept apart, handed out only to those who may see the source."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from innovation import models
from innovation.models.attachments import LARGEST, clean_name, no_file_without_its_row, private_storage
from innovation.models.contents import DOC, DOCX, OFD, PDF, TEXT, XLS, XLSX, content_type
from tests.admin.addresses import address, entered
from tests.admin.rows import make

PDF_FILE = b"%PDF-1.4 content"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def files() -> list[Path]:
    return [path for path in (settings.DATA_DIR / "attachments").rglob("*") if path.is_file()]


def archive(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for part in parts:
            packed.writestr(part, "x")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


def attach(staff: Client, content: bytes, name: str = "通知.pdf") -> Any:
    """The answer to the form of a source with a new file."""
    source = models.Source.objects.first() or make(models.Source)
    page = address(models.Source, "change", source.pk)
    form = entered(staff.get(page))
    rows = int(form["attachments-TOTAL_FORMS"])
    sent = {"attachments-TOTAL_FORMS": rows + 1, f"attachments-{rows}-upload": SimpleUploadedFile(name, content)}
    return staff.post(page, form | sent)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF_FILE, PDF),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (archive("xl/workbook.xml"), XLSX),
        (archive("word/document.xml"), DOCX),
        (archive("OFD.xml"), OFD),
        (ole("Workbook"), XLS),
        (ole("WordDocument"), DOC),
        ("名称,金额\r\n".encode("gb18030"), TEXT),
        ("名称,金额\r\n".encode("utf-8-sig"), TEXT),
        (archive("evil.exe"), None),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (b"PK\x03\x04 cut off", None),
        (b"MZ\x90\0", None),
        (b"a\0b", None),
        (b"", None),
        (ole("Other"), None),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str | None) -> None:
    assert content_type(content) == kind


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("通知.pdf", PDF, "通知.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\文件\\通知.PDF", PDF, "通知.PDF"),
        ("report.exe", PDF, "report.exe.pdf"),
        ("a\0b\r\n.pdf", PDF, "ab.pdf"),
        ("", PDF, "file.pdf"),
        ("..", PDF, "file.pdf"),
        ("长" * 500 + ".pdf", PDF, "长" * 196 + ".pdf"),
        ("\u202egpj.pdf", PDF, "gpj.pdf"),
    ],
)
def test_a_name_is_kept_without_its_tricks(name: str, kind: str, kept: str) -> None:
    assert clean_name(name, kind) == kept


def test_a_file_is_attached_listed_and_downloaded(staff: Client, superuser: Any) -> None:
    assert attach(staff, PDF_FILE).status_code == 302
    kept = models.Attachment.objects.get()
    told = (kept.name, kept.size, kept.content_type, kept.added_by, len(kept.sha256))
    assert told == ("通知.pdf", 16, PDF, superuser, 64)
    [path] = files()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (PDF_FILE, 0o600)
    assert "通知" not in str(path)
    link = reverse("admin:attachment", args=[kept.pk])
    assert (
        f'<a href="{link}">通知.pdf</a>' in staff.get(address(models.Source, "change", kept.source_id)).content.decode()
    )
    answer = staff.get(link)
    assert b"".join(answer) == PDF_FILE
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E9%80%9A%E7%9F%A5.pdf"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert models.Attachment.history.get().history_user == superuser


def test_what_is_no_document_or_too_large_is_refused_in_a_sentence(staff: Client) -> None:
    staff.cookies["lang"] = "en"
    said = attach(staff, b"MZ\x90\0").content.decode()
    assert "This is none of PDF, OFD, PNG, JPEG, Word, Excel and plain text." in said
    assert "The file is larger than 20 MB." in attach(staff, b"%PDF-" + b"0" * LARGEST).content.decode()
    assert (models.Attachment.objects.count(), files()) == (0, [])


def test_only_those_who_may_see_sources_get_a_file(clerk: Callable[..., Client], client: Client) -> None:
    link = reverse("admin:attachment", args=[make(models.Attachment).pk])
    assert client.get(link).status_code == 302
    assert clerk("view_enterprise").get(link).status_code == 404


def test_those_who_may_see_sources_get_it(clerk: Callable[..., Client]) -> None:
    browser = clerk("view_source", "view_attachment")
    kept = make(models.Attachment)
    assert browser.get(reverse("admin:attachment", args=[kept.pk])).status_code == 200
    assert 'type="file"' not in browser.get(address(models.Source, "change", kept.source_id)).content.decode()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30, "%00"])
def test_no_key_makes_the_download_fail(key: str, staff: Client) -> None:
    assert staff.get(f"/admin/attachments/{key}/").status_code == 404


def test_a_file_that_is_missing_on_the_server_is_a_page_that_says_so(staff: Client) -> None:
    kept = make(models.Attachment)
    files()[0].unlink()
    assert staff.get(reverse("admin:attachment", args=[kept.pk])).status_code == 404


def test_deleting_the_row_or_its_source_removes_the_file_once_it_is_sure(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    kept = make(models.Attachment)
    with django_capture_on_commit_callbacks() as after:
        kept.source.delete()
    assert len(files()) == 1
    for callback in after:
        callback()
    assert files() == []


def test_a_row_that_is_rolled_back_leaves_no_file(db: None) -> None:
    class Failure(Exception):
        pass

    def fail_after_writing() -> None:
        with no_file_without_its_row(), transaction.atomic():
            make(models.Attachment)
            assert len(files()) == 1
            raise Failure

    with pytest.raises(Failure):
        fail_after_writing()
    assert files() == []


def test_a_row_that_the_database_refuses_leaves_no_file(db: None) -> None:
    kept = make(models.Attachment)
    other = ContentFile(PDF_FILE, name="a.pdf")
    again = {"pk": kept.pk, "source": kept.source, "name": "a.pdf", "size": 1, "content_type": PDF, "file": other}
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Attachment.objects.create(**again)
    assert len(files()) == 1


def test_a_large_upload_can_be_taken_twice(db: None) -> None:
    large = TemporaryUploadedFile("a.pdf", PDF, len(PDF_FILE), None)
    large.write(PDF_FILE)
    large.seek(0)
    for _try in range(2):
        attachment = models.Attachment(source=models.Source.objects.first() or make(models.Source))
        large.seek(0)
        attachment.take(large)
        attachment.save()
    assert [path.read_bytes() for path in files()] == [PDF_FILE, PDF_FILE]


def test_nothing_of_the_storage_has_an_address() -> None:
    with pytest.raises(ValueError, match="not accessible via a URL"):
        private_storage().url("a")
