"""A workbook of LibreOffice or WPS in the open format (.ods), read as a stream."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from innovation.exchange.parsing.archives import Archive, local, plain, read_xml
from innovation.exchange.parsing.books import MAX_COLUMNS, MAX_ROWS, Area, Book, Row, Sheet, Unread, row_of
from innovation.exchange.parsing.formats import Format, date_text, number_text

_PART = "content.xml"
# What stands in a cell but is not its text.
_ASIDE = {"annotation", "frame", "custom-shape", "shapes", "g"}
_ERROR = re.compile(r"#[A-Z/0]+[!?]|#N/A|(Err|错误)[:：]\d+")
_SHOWN_DECIMALS = re.compile(r"-?[\d,]*\d(?:\.(\d+))?%?", re.ASCII)


def read_ods(archive: Archive) -> Book:
    """The visible sheets of the workbook."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unread("password")
    survey = _Content()
    for _ in read_xml(archive.chunks(_PART), survey.start, survey.end, survey.text):
        survey.rows.clear()
    book = Book("ods", [])
    for index, (title, style) in enumerate(survey.titles):
        if style in survey.hidden:
            book.hidden.append(title)
        else:
            merged: Callable[[], list[Area]] = partial(list, survey.merged[index])
            book.sheets.append(Sheet(title, partial(_rows, archive, index), merged=merged))
    if any(name.startswith("Basic/") for name in archive.names):
        book.remarks.append("macros")
    return book


def _rows(archive: Archive, index: int) -> Iterator[Row]:
    content = _Content(index)
    for _ in read_xml(archive.chunks(_PART), content.start, content.end, content.text):
        yield from content.rows
        content.rows.clear()
        if len(content.titles) > index + 1:
            return


class _Content:
    """The content of a workbook as it comes by: the rows of one sheet, or only what sheets there are."""

    def __init__(self, index: int = -1) -> None:
        self.index = index
        self.titles: list[tuple[str, str]] = []
        self.merged: list[list[Area]] = []
        self.hidden: set[str] = set()
        self.rows: list[Row] = []
        self.cells: dict[int, str] = {}
        self.faults: dict[int, str] = {}
        self.attributes: dict[str, str] = {}
        self.repeated = 1
        self.column = 0
        self.style = ""
        self.aside = self.depth = self.number = 0
        self.paragraphs: list[str] | None = None
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style": self._style,
            "table-properties": self._properties,
            "table": self._table,
            "table-row": self._row,
            "table-cell": self._cell,
            "covered-table-cell": self._covered,
            "p": self._paragraph,
            "s": self._spaces,
            "line-break": lambda _attributes: self.text("\n"),
            "tab": lambda _attributes: self.text("\t"),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name in _ASIDE:
            self.aside += 1
        elif name in self.starts and not self.aside:
            self.starts[name](plain(attributes))

    def end(self, name: str) -> None:
        name = local(name)
        if name in _ASIDE:
            self.aside -= 1
        elif name in ("table-cell", "covered-table-cell") and not self.aside:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.depth -= 1

    def text(self, data: str) -> None:
        if self.paragraphs and not self.aside:
            self.paragraphs[-1] += data

    def _style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("name", "")

    def _properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("display") == "false":
            self.hidden.add(self.style)

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.titles.append((attributes.get("name", ""), attributes.get("style-name", "")))
            self.merged.append([])
            self.number = 0

    def _row(self, attributes: dict[str, str]) -> None:
        self.repeated = _count(attributes, "number-rows-repeated")
        self.column = 0
        self.cells, self.faults = {}, {}

    def _cell(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.paragraphs = []

    def _covered(self, attributes: dict[str, str]) -> None:
        """A cell under a merged one; what it still holds is not shown."""
        self.attributes = {"number-columns-repeated": attributes.get("number-columns-repeated", "1")}

    def _paragraph(self, _attributes: dict[str, str]) -> None:
        if self.paragraphs is not None:
            self.paragraphs.append("")

    def _spaces(self, attributes: dict[str, str]) -> None:
        self.text(" " * min(_count(attributes, "c"), 100))

    def _end_cell(self) -> None:
        attributes, text = self.attributes, "\n".join(self.paragraphs or ())
        self.paragraphs = None
        repeated = _count(attributes, "number-columns-repeated")
        rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self._merge(rows, columns)
        value = _value(attributes, text)
        fault = _fault(attributes, text, value)
        if value or fault:
            for column in range(self.column, self.column + min(repeated, MAX_COLUMNS + 1)):
                self.cells[column] = value
                if fault:
                    self.faults[column] = fault
        self.column += repeated

    def _merge(self, rows: int, columns: int) -> None:
        top = self.number + 1
        self.merged[-1].append(Area(top, self.column, top + rows - 1, self.column + columns - 1))

    def _end_row(self) -> None:
        if self.cells and len(self.titles) == self.index + 1:
            # As many as are refused are enough.
            for number in range(self.number, self.number + min(self.repeated, MAX_ROWS + 1)):
                self.rows.append(row_of(number + 1, self.cells, dict(self.faults)))
        self.number += self.repeated


def _count(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def _value(attributes: dict[str, str], text: str) -> str:
    """The text of a cell: what is stored, with the decimals and as much of a date as are shown."""
    kind = attributes.get("value-type")
    if kind in ("float", "percentage", "currency") and "value" in attributes:
        shown = _SHOWN_DECIMALS.fullmatch(text)
        decimals = len(shown[1] or "") if shown else 0
        return number_text(attributes["value"], Format("percent" if kind == "percentage" else "number", decimals))
    if kind == "date":
        return date_text(attributes.get("date-value", ""), text)
    if kind == "boolean":
        return attributes.get("boolean-value", "").upper()
    return attributes.get("string-value", text)


def _fault(attributes: dict[str, str], text: str, value: str) -> str:
    if "formula" not in attributes:
        return ""
    if _ERROR.fullmatch(text):
        return "error"
    return "" if value or "value-type" in attributes else "formula"
