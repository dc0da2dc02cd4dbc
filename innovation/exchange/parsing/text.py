"""A text file of values between commas, semicolons or tabs, in the encodings that programs in China write."""

import codecs
import csv
import io
from collections.abc import Iterator
from functools import partial

from innovation.exchange.parsing.books import Book, Row, Sheet, Unread, row_of
from innovation.exchange.parsing.headings import Known, best_of

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEPARATORS = (",", ";", "\t")
# Control characters, and what stands for bytes that are no text.
_STRANGE = {chr(code) for code in range(32)} - set("\t\n\r") | {"\ufffd"}
_SAMPLE = 10_000
# A field without end would swallow the rest of the file.
csv.field_size_limit(2**20)


def decoded(data: bytes, encoding: str = "") -> str:
    """The text in a file. Without a mark or a declared encoding it is UTF-8, else GB 18030."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    for name in [marked] if marked else [encoding, "utf-8", "gb18030"]:
        try:
            text = data.decode(name).removeprefix("\ufeff") if name else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text and not _binary(text):
            return text
    raise Unread("other" if _binary(data[:_SAMPLE].decode("gb18030", "replace")) else "encoding")


def _binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return sum(character in _STRANGE for character in sample) * 10 > len(sample)


def read_text(text: str, known: Known) -> Book:
    """The table in a text, its cells parted by whichever sign gives the most headings that are known."""
    sheets = [Sheet("", partial(_rows, text, separator), size=text.count("\n")) for separator in _SEPARATORS]
    found = best_of(sheets, known)
    return Book("csv", [found[0] if found else sheets[0]])


def _rows(text: str, separator: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            yield row_of(number, {column: _bare(cell) for column, cell in enumerate(cells) if cell}, {})
    except csv.Error:
        raise Unread("quotes", row=number + 1) from None


def _bare(cell: str) -> str:
    """A cell without the sign that keeps spreadsheets from computing it."""
    return cell[1:] if cell[0] == "'" and cell[1:2] in ("=", "+", "-", "@") and len(cell) > 1 else cell
