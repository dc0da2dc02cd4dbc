"""A workbook that Excel 2003 or a program like it wrote as one XML file."""

from collections.abc import Callable

from innovation.exchange.parsing.archives import local, plain, read_xml
from innovation.exchange.parsing.books import Area, Book, Row, Sheet, row_of
from innovation.exchange.parsing.formats import PLAIN, Format, date_text, format_of, number_text

# Formats that have names instead of codes; months and years have none.
_NAMED = {"Fixed": "0.00", "Standard": "0.00", "Currency": "0.00", "Euro Currency": "0.00", "Percent": "0.00%"}
_SHOWN = {"month": "2006-01", "year": "2006"}


def read_xml2003(text: str) -> Book:
    """The visible sheets of the workbook."""
    content = _Content()
    for _ in read_xml([text], content.start, content.end, content.text):
        pass
    book = Book("xml2003", [])
    for sheet in content.sheets:
        if sheet.visible:
            book.sheets.append(sheet.sheet())
        else:
            book.hidden.append(sheet.title)
    return book


class _Worksheet:
    """One sheet being read."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.visible = True
        self.rows: list[Row] = []
        self.merged: list[Area] = []

    def sheet(self) -> Sheet:
        return Sheet(self.title, lambda: iter(self.rows), merged=lambda: self.merged, size=len(self.rows))


class _Content:
    """The content of a workbook as it comes by."""

    def __init__(self) -> None:
        self.sheets: list[_Worksheet] = []
        self.formats: dict[str, Format] = {}
        self.style = ""
        self.cells: dict[int, str] = {}
        self.faults: dict[int, str] = {}
        self.attributes: dict[str, str] = {}
        self.kind = ""
        self.number = 0
        self.column = -1
        self.collecting = False
        self.pieces: list[str] = []
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "Style": self._style,
            "NumberFormat": self._format,
            "Worksheet": self._worksheet,
            "Row": self._row,
            "Cell": self._cell,
            "Data": self._data,
            "Visible": self._data,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self.starts.get(local(name))
        if handler:
            handler(plain(attributes))

    def end(self, name: str) -> None:
        name = local(name)
        if name == "Visible" and self.sheets:
            self.sheets[-1].visible = "".join(self.pieces).strip() == "SheetVisible"
        if name in ("Data", "Visible"):
            self.collecting = False
        elif name == "Cell":
            self._end_cell()
        elif name == "Row" and (self.cells or self.faults):
            self.sheets[-1].rows.append(row_of(self.number, self.cells, self.faults))

    def text(self, data: str) -> None:
        if self.collecting:
            self.pieces.append(data)

    def _style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("ID", "")

    def _format(self, attributes: dict[str, str]) -> None:
        code = attributes.get("Format", "")
        self.formats[self.style] = format_of(_NAMED.get(code, code))

    def _worksheet(self, attributes: dict[str, str]) -> None:
        self.sheets.append(_Worksheet(attributes.get("Name", "")))
        self.number = 0

    def _row(self, attributes: dict[str, str]) -> None:
        self.number = int(attributes.get("Index", self.number + 1))
        self.column = -1
        self.cells, self.faults = {}, {}

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column = int(attributes.get("Index", self.column + 2)) - 1
        self.attributes = attributes
        self.kind = ""
        self.pieces = []

    def _data(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("Type", "")
        self.pieces = []
        self.collecting = True

    def _end_cell(self) -> None:
        text = "".join(self.pieces)
        if text:
            self.cells[self.column] = self._value(text)
        if self.kind == "Error":
            self.faults[self.column] = "error"
        elif "Formula" in self.attributes and not self.kind:
            self.faults[self.column] = "formula"
        down, across = int(self.attributes.get("MergeDown", 0)), int(self.attributes.get("MergeAcross", 0))
        if down or across:
            self.sheets[-1].merged.append(Area(self.number, self.column, self.number + down, self.column + across))
        self.column += across

    def _value(self, text: str) -> str:
        shown = self.formats.get(self.attributes.get("StyleID", ""), PLAIN)
        if self.kind == "Number":
            return number_text(text, shown)
        if self.kind == "DateTime":
            return date_text(text, _SHOWN.get(shown.shows, ""))
        if self.kind == "Boolean":
            return "FALSE" if text == "0" else "TRUE"
        return text
