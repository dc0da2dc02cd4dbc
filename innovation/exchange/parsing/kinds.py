"""What a file is, told by its content whatever its name says, and the book it holds if it is a table."""

from pathlib import Path

from innovation.exchange.parsing.archives import Archive
from innovation.exchange.parsing.books import Book, Unread
from innovation.exchange.parsing.headings import Known
from innovation.exchange.parsing.html import declared_encoding, is_page, read_html
from innovation.exchange.parsing.ods import read_ods
from innovation.exchange.parsing.ole import SIGNATURE, Compound
from innovation.exchange.parsing.text import decoded, read_text
from innovation.exchange.parsing.xls import read_xls
from innovation.exchange.parsing.xlsx import read_xlsx
from innovation.exchange.parsing.xml2003 import read_xml2003

# How files begin that hold no table.
_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"{\\rtf": "document",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
_ZIPPED = {"word/": "document", "ppt/": "slides", "xl/workbook.bin": "workbook"}
_COMPOUND = {"EncryptedPackage": "password", "WordDocument": "document", "PowerPoint Document": "slides"}
_XML2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def book_of(path: Path, known: Known) -> Book:
    """The book in a file."""
    with path.open("rb") as file:
        start = file.read(512)
    if not start.strip():
        raise Unread("empty")
    if start.startswith(b"PK"):
        return _zipped(path)
    if start.startswith(SIGNATURE):
        return _compound(path)
    for sign, code in _OTHERS.items():
        if start.startswith(sign):
            raise Unread(code)
    return _text(path.read_bytes(), known)


def _text(data: bytes, known: Known) -> Book:
    text = decoded(data, declared_encoding(data) if b"<" in data[:512] else "")
    if text.lstrip().startswith("<?xml") and _XML2003 in text[:4_096]:
        return read_xml2003(text)
    if text.startswith("MIME-Version:"):
        raise Unread("workbook")
    return read_html(text) if is_page(text) else read_text(text, known)


def _zipped(path: Path) -> Book:
    archive = Archive(path)
    archive.measure()
    for name, code in _ZIPPED.items():
        if any(part.startswith(name) for part in archive.names):
            raise Unread(code)
    if "content.xml" in archive.names:
        if b"spreadsheet" not in archive.read("mimetype"):
            raise Unread("document")
        return read_ods(archive)
    if "[Content_Types].xml" in archive.names:
        return read_xlsx(archive)
    raise Unread("archive")


def _compound(path: Path) -> Book:
    compound = Compound(path.read_bytes())
    for name, code in _COMPOUND.items():
        if name in compound.names:
            raise Unread(code)
    if not compound.names & {"Workbook", "Book"}:
        raise Unread("other")
    return read_xls(path, compound)
