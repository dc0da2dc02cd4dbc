"""What a file is, told by its content and never by its name."""

import io
import zipfile
from collections.abc import Mapping

PDF = "application/pdf"
TEXT = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{_OFFICE}spreadsheetml.sheet", f"{_OFFICE}wordprocessingml.document"
XLS, DOC = "application/vnd.ms-excel", "application/msword"
OFD = "application/ofd"

# The endings that the name of a file of each type may have; the first is given to one with another.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    XLSX: (".xlsx",),
    DOCX: (".docx",),
    XLS: (".xls",),
    DOC: (".doc",),
    OFD: (".ofd",),
    TEXT: (".txt", ".csv"),
}
_BEGINNINGS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams stand in UTF-16 in the directory of an OLE file, those of parts in that of a zip.
_STREAMS = {"Workbook": XLS, "WordDocument": DOC}
_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "OFD.xml": OFD}


def content_type(data: bytes) -> str | None:
    """The type of a file that may be kept as a document, None if it is none of them."""
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data), None)
    if data.startswith(b"PK"):
        return _of_parts(data)
    return TEXT if _is_text(data) else None


def _of_parts(data: bytes) -> str | None:
    """The type of a zip with the right parts; none is unpacked, and one with macros is no document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return bool(text.strip()) and not any(character < " " and character not in "\t\r\n\f" for character in text)
    return False
