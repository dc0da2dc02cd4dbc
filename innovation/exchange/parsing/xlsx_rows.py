"""The rows of a sheet of an .xlsx workbook, as they come by."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from innovation.exchange.parsing.archives import local, read_xml
from innovation.exchange.parsing.books import Row, Unread, row_of
from innovation.exchange.parsing.formats import PLAIN, Format, date_text, number_text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Shared:
    """What the sheets of a workbook share: texts by number, formats by the number of the style, and the first day."""

    texts: Sequence[str]
    formats: Mapping[str, Format]
    from_1904: bool


def rows_of(chunks: Iterable[bytes], shared: Shared) -> Iterator[Row]:
    """The rows that hold values or faults."""
    rows: list[Row] = []
    cells = _Cells(shared, rows.append)
    for _ in read_xml(chunks, cells.start, cells.end, cells.text):
        yield from rows
        rows.clear()


def column_of(letters: str) -> int:
    """The number of a column by its letters: 0 for A."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def unescaped(text: str) -> str:
    """Text with the characters that XML cannot hold, which workbooks write as _x0000_."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Cells:
    """The cells of one sheet as they come by."""

    def __init__(self, shared: Shared, hand_on: Callable[[Row], None]) -> None:
        self.texts = shared.texts
        self.formats = shared.formats
        self.from_1904 = shared.from_1904
        self.hand_on = hand_on
        self.columns: dict[str, int] = {}
        self.cells: dict[int, str] = {}
        self.faults: dict[int, str] = {}
        self.number = 0
        self.column = -1
        self.kind, self.style, self.formula = "n", "0", False
        self.pieces: list[str] = []
        self.collecting = self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.formula = False
            self.pieces.clear()
            self.column = self._place(attributes.get("r"))
        elif name in ("v", "t"):
            self.collecting = not self.phonetic
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.cells, self.faults = {}, {}
            self.column = -1
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name in ("v", "t"):
            self.collecting = False
        elif name == "c":
            if self.pieces:
                self._keep("".join(self.pieces))
            elif self.formula and self.kind != "str":
                self.faults[self.column] = "formula"
        elif name == "row":
            if self.cells or self.faults:
                self.hand_on(row_of(self.number, self.cells, self.faults))
        elif name == "rPh":
            self.phonetic = False

    def text(self, data: str) -> None:
        if self.collecting:
            self.pieces.append(data)

    def _place(self, reference: str | None) -> int:
        """The column of a cell; one that does not say follows the one before it."""
        if not reference:
            return self.column + 1
        name = reference.rstrip(_DIGITS)
        if name not in self.columns:
            self.columns[name] = column_of(name)
        return self.columns[name]

    def _keep(self, value: str) -> None:
        if self.kind == "s":
            text = self._shared(value)
        elif self.kind == "n":
            text = self._number(value)
        elif self.kind == "b":
            text = "FALSE" if value == "0" else "TRUE"
        elif self.kind == "e":
            text = value
            self.faults[self.column] = "error"
        elif self.kind == "d":
            text = date_text(value)
        else:
            text = unescaped(value)
        if text:
            self.cells[self.column] = text

    def _shared(self, value: str) -> str:
        try:
            return self.texts[int(value)]
        except (ValueError, IndexError):
            raise Unread("damaged") from None

    def _number(self, value: str) -> str:
        style = self.formats.get(self.style, PLAIN)
        if style is PLAIN and len(value) < 16 and value.isdecimal():
            return value
        return number_text(value, style, from_1904=self.from_1904)
