"""The tables of a web page, which many systems hand out under a name that ends in .xls."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from innovation.exchange.parsing.books import Area, Book, Row, Sheet, row_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_PAGE = re.compile(
    r"(?><\?xml[^>]*>|<!--.*?-->|<![^>]*>|\s+)*+<(html|head|meta|body|style|table|div|center|form)\b", re.I | re.S
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# What browsers take at most.
_MAX_SPAN = 1_000
_MAX_ROW_SPAN = 65_534


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it is written in; GBK and GB 2312 are parts of GB 18030."""
    match = _CHARSET.search(data[:4_096])
    name = match[1].decode().lower() if match else ""
    return "gb18030" if name in ("gbk", "gb2312", "gb_2312-80", "x-gbk") else name


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_PAGE.match(text[:20_000]))


def read_html(text: str) -> Book:
    """The tables of the page, each as a sheet."""
    page = _Page()
    page.feed(text)
    page.close()
    tables = [table for table in page.tables if table.rows]
    titles = map(str, range(1, len(tables) + 1)) if len(tables) > 1 else [""]
    return Book("html", [table.sheet(title) for table, title in zip(tables, titles, strict=False)])


@dataclass
class _Table:
    """A table being read: its rows up to here, and the columns that cells from above still fill, with how many rows."""

    rows: list[Row] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    filled: dict[int, int] = field(default_factory=dict)
    number: int = 0
    in_row: bool = False
    column: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    cell: list[str] | None = None

    def sheet(self, title: str) -> Sheet:
        return Sheet(title, lambda: iter(self.rows), merged=lambda: self.merged, size=len(self.rows))

    def start_row(self) -> None:
        self.end_row()
        self.number += 1
        self.in_row = True

    def end_row(self) -> None:
        self.end_cell()
        if not self.in_row:
            return
        if self.cells:
            self.rows.append(row_of(self.number, self.cells, {}))
        self.filled = {column: rows - 1 for column, rows in self.filled.items() if rows > 1}
        self.cells, self.column, self.in_row = {}, 0, False

    def start_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        while self.column in self.filled:
            self.column += 1
        rows, columns = _span(attributes, "rowspan", _MAX_ROW_SPAN), _span(attributes, "colspan", _MAX_SPAN)
        right = self.column + columns - 1
        if rows > 1 or columns > 1:
            self.merged.append(Area(self.number, self.column, self.number + rows - 1, right))
        if rows > 1:
            self.filled |= dict.fromkeys(range(self.column, right + 1), rows)
        self.next_column = right + 1
        self.cell = []

    def end_cell(self) -> None:
        if self.cell is None:
            return
        lines = "".join(self.cell).replace("\u00a0", " ").split("\v")
        text = "\n".join(_BLANKS.sub(" ", line).strip() for line in lines).strip()
        if text:
            self.cells[self.column] = text
        self.column, self.cell = self.next_column, None


class _Page(HTMLParser):
    """The tables of a page as they come by; one inside another is read as a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.silent = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append(_Table())
            self.tables.append(self.open[-1])
        self.silent = tag in ("script", "style")
        if self.open and tag in _STARTS:
            _STARTS[tag](self.open[-1], dict(attributes))

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        if not self.open:
            return
        if tag in ("td", "th"):
            self.open[-1].end_cell()
        elif tag == "tr":
            self.open[-1].end_row()
        elif tag == "table":
            self.open.pop().end_row()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].cell is not None and not self.silent:
            self.open[-1].cell.append(data.replace("\v", " "))

    def close(self) -> None:
        super().close()
        while self.open:
            self.open.pop().end_row()


def _line_break(table: _Table, _attributes: dict[str, str | None]) -> None:
    if table.cell is not None:
        table.cell.append("\v")


_STARTS: dict[str, Callable[[_Table, dict[str, str | None]], Any]] = {
    "tr": lambda table, _attributes: table.start_row(),
    "td": _Table.start_cell,
    "th": _Table.start_cell,
    "br": _line_break,
}


def _span(attributes: dict[str, str | None], name: str, most: int) -> int:
    text = (attributes.get(name) or "1").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 20 else 1
