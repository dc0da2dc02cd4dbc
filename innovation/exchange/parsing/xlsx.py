"""A workbook of Excel since 2007, and of WPS: read as a stream, so that only cells with values cost anything.

Libraries give values without the format they are shown in, and nothing for a formula that was never computed.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property, partial

from innovation.exchange.parsing.archives import Archive, elements, local, read_xml
from innovation.exchange.parsing.books import Area, Book, Row, Sheet
from innovation.exchange.parsing.formats import BUILT_IN, Format, format_of
from innovation.exchange.parsing.xlsx_rows import Shared, column_of, rows_of, unescaped

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
# Longer than what `_MERGED` matches, so that none is lost between two pieces.
_OVERLAP = 80


def read_xlsx(archive: Archive) -> Book:
    """The visible sheets of the workbook."""
    return _Workbook(archive).book()


class _Workbook:
    """What the sheets of a workbook share: texts, formats, and from when on it counts days."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.path = _part_named(archive, "", "officeDocument") or "xl/workbook.xml"
        self.from_1904 = False

    def book(self) -> Book:
        parts = _related(self.archive, self.path)
        book = Book("xlsx", [])
        for name, attributes in elements(self.archive.read(self.path)):
            if name == "workbookPr":
                self.from_1904 = attributes.get("date1904") in ("1", "true")
            if name == "sheet":
                kind, part = parts.get(attributes.get("id", ""), ("", ""))
                if kind != "worksheet" or part not in self.archive.names:
                    continue
                title = attributes.get("name", "")
                if attributes.get("state", "visible") != "visible":
                    book.hidden.append(title)
                else:
                    book.sheets.append(self._sheet(title, part))
        if any(name.endswith("vbaProject.bin") for name in self.archive.names):
            book.remarks.append("macros")
        if self.from_1904:
            book.remarks.append("from_1904")
        return book

    def _sheet(self, title: str, part: str) -> Sheet:
        merged, size = _survey(self.archive, part)
        return Sheet(title, partial(self._rows, part), merged=lambda: merged, size=size)

    def _rows(self, part: str) -> Iterator[Row]:
        return rows_of(self.archive.chunks(part), Shared(self.texts, self.formats, self.from_1904))

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells refer to by number."""
        return _texts(self.archive, _part_named(self.archive, self.path, "sharedStrings"))

    @cached_property
    def formats(self) -> dict[str, Format]:
        """How numbers are shown, by the number of the style."""
        codes: dict[int, str] = dict(BUILT_IN)
        formats: dict[str, Format] = {}
        inside = ""
        for name, attributes in elements(self.archive.read(_part_named(self.archive, self.path, "styles"))):
            if name == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name.endswith("Xfs"):
                inside = name
            elif name == "xf" and inside == "cellXfs":
                code = codes.get(int(attributes.get("numFmtId", 0)), "")
                formats[str(len(formats))] = format_of(code)
        return formats


def _related(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """The kinds and paths of the parts that a part refers to."""
    folder, name = posixpath.split(path)
    found = {}
    for element, attributes in elements(archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
    return found


def _part_named(archive: Archive, path: str, kind: str) -> str:
    return next((part for found, part in _related(archive, path).values() if found == kind), "")


def _survey(archive: Archive, part: str) -> tuple[list[Area], int]:
    """The merged cells, which stand behind the rows, and about how many rows there are."""
    merged: dict[Area, None] = {}
    rows, rest = 0, b""
    for chunk in archive.chunks(part):
        rows += len(_ROW.findall(chunk))
        rest += chunk
        for left, top, right, bottom in _MERGED.findall(rest):
            merged[Area(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))] = None
        rest = rest[-_OVERLAP:]
    return list(merged), rows


def _texts(archive: Archive, part: str) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "si":
            pieces.clear()
        elif name in inside:
            inside[name] = True

    def end(name: str) -> None:
        name = local(name)
        if name == "si":
            texts.append(unescaped("".join(pieces)))
        elif name in inside:
            inside[name] = False

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(data)

    for _ in read_xml(archive.chunks(part), start, end, text) if part else ():
        pass
    return texts
