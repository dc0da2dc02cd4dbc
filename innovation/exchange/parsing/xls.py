"""A workbook of Excel 95 to 2003. calamine reads its texts; numbers are read here with the formats they are shown in.

calamine tells no formats, and for #REF! and the like it gives an empty cell.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from innovation.exchange.parsing.books import Area, Book, Row, Sheet, Unread, row_of
from innovation.exchange.parsing.formats import BUILT_IN, PLAIN, Format, format_of, number_text
from innovation.exchange.parsing.ole import Compound

_BOF, _EOF, _SHEET, _PASSWORD, _DATES, _FORMAT, _STYLE = 0x809, 0x0A, 0x85, 0x2F, 0x22, 0x41E, 0xE0
_NUMBER, _RK, _MULTIPLE_RK, _FORMULA, _BOOLEAN = 0x203, 0x27E, 0xBD, 0x06, 0x205
_BIFF8 = 0x600
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# What calamine puts where a long text goes on in another record in the midst of a rare character.
_LOST = "\ufffd"

Cells = dict[int, dict[int, str]]


def read_xls(path: Path, compound: Compound) -> Book:
    """The visible sheets of the workbook."""
    names = compound.names
    try:
        numbers = _Numbers(compound.stream("Workbook" if "Workbook" in names else "Book"))
        return _book(CalamineWorkbook.from_path(path), numbers, macros="_VBA_PROJECT_CUR" in names)
    except (struct.error, CalamineError):
        raise Unread("damaged") from None


def _book(workbook: CalamineWorkbook, numbers: "_Numbers", *, macros: bool) -> Book:
    if len(workbook.sheets_metadata) != len(numbers.sheets):
        raise Unread("damaged")
    book = Book("xls", [])
    for index, about in enumerate(workbook.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible:
            book.hidden.append(about.name)
        elif about.typ == SheetTypeEnum.WorkSheet:
            book.sheets.append(_sheet(about.name, workbook.get_sheet_by_index(index), numbers, index))
    if macros:
        book.remarks.append("macros")
    if numbers.from_1904:
        book.remarks.append("from_1904")
    return book


def _sheet(title: str, texts: CalamineSheet, numbers: "_Numbers", index: int) -> Sheet:
    areas = texts.merged_cell_ranges or []
    merged = [Area(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in areas]
    return Sheet(title, partial(_rows, texts, numbers, index), merged=lambda: merged, size=texts.total_height)


def _rows(texts: CalamineSheet, numbers: "_Numbers", index: int) -> Iterator[Row]:
    values, faults = numbers.cells(index)
    left = texts.start[1] if texts.start else 0
    last = max(values, default=-1)
    number = -1
    for number, row in enumerate(texts.iter_rows() if texts.start else ()):
        cells = {left + column: text for column, text in enumerate(row) if text and isinstance(text, str)}
        garbled = {column: "garbled" for column, text in cells.items() if _LOST in text}
        yield row_of(number + 1, cells | values.get(number, {}), garbled | faults.get(number, {}))
    for rest in range(number + 1, last + 1):
        yield row_of(rest + 1, values.get(rest, {}), faults.get(rest, {}))


class _Numbers:
    """The cells of a workbook that hold numbers, truth values and errors."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.sheets: list[int] = []
        self.from_1904 = False
        codes: dict[int, str] = dict(BUILT_IN)
        styles: list[int] = []
        wide = True
        for code, data in self._records(0):
            if code == _BOF:
                wide = struct.unpack_from("<H", data)[0] == _BIFF8
            elif code == _PASSWORD:
                raise Unread("password")
            elif code == _SHEET:
                self.sheets.append(struct.unpack_from("<I", data)[0])
            elif code == _DATES:
                self.from_1904 = data[:1] == b"\1"
            elif code == _FORMAT:
                codes[struct.unpack_from("<H", data)[0]] = _format_code(data, wide)
            elif code == _STYLE:
                styles.append(struct.unpack_from("<H", data, 2)[0])
        self.formats = [format_of(codes.get(style, "")) for style in styles]

    def cells(self, index: int) -> tuple[Cells, Cells]:
        """The texts and the faults of a sheet's cells, by row and column from 0."""
        texts: Cells = defaultdict(dict)
        faults: Cells = defaultdict(dict)
        for row, column, text, fault in self._cells(self.sheets[index]):
            texts[row][column] = text
            if fault:
                faults[row][column] = fault
        return texts, faults

    def _records(self, offset: int) -> Iterator[tuple[int, bytes]]:
        """The records of one part of the stream, without those of charts inside it."""
        depth = 0
        while True:
            code, length = struct.unpack_from("<HH", self.stream, offset)
            depth += (code == _BOF) - (code == _EOF)
            if depth == 1:
                yield code, self.stream[offset + 4 : offset + 4 + length]
            elif depth <= 0:
                return
            offset += 4 + length

    def _cells(self, offset: int) -> Iterator[tuple[int, int, str, str]]:
        for code, data in self._records(offset):
            if code not in (_NUMBER, _RK, _MULTIPLE_RK, _FORMULA, _BOOLEAN):
                continue
            row, column, style = struct.unpack_from("<HHH", data)
            if code == _NUMBER:
                yield row, column, self._text(struct.unpack_from("<d", data, 6)[0], style), ""
            elif code == _RK:
                yield row, column, self._text(_short_number(data, 6), style), ""
            elif code == _MULTIPLE_RK:
                for place, start in enumerate(range(4, len(data) - 2, 6)):
                    (style,) = struct.unpack_from("<H", data, start)
                    yield row, column + place, self._text(_short_number(data, start + 2), style), ""
            elif code == _BOOLEAN:
                yield row, column, *_truth(data[6], is_error=data[7] == 1)
            elif data[12:14] != b"\xff\xff":
                yield row, column, self._text(struct.unpack_from("<d", data, 6)[0], style), ""
            elif data[6] in (1, 2):
                yield row, column, *_truth(data[8], is_error=data[6] == 2)

    def _text(self, number: float, style: int) -> str:
        shown: Format = self.formats[style] if style < len(self.formats) else PLAIN
        return number_text(number, shown, from_1904=self.from_1904)


def _format_code(data: bytes, wide: bool) -> str:
    if not wide:
        return data[3:].decode("gb18030", "replace")
    return data[5:].decode("utf-16-le" if data[4] & 1 else "latin-1", "replace")


def _short_number(data: bytes, offset: int) -> float:
    """A number in four bytes: a whole one, or the upper half of a long one; perhaps times a hundred."""
    (packed,) = struct.unpack_from("<i", data, offset)
    number: float = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<ii", 0, packed & ~3))[0]
    return number / 100 if packed & 1 else number


def _truth(value: int, *, is_error: bool) -> tuple[str, str]:
    return (_ERRORS.get(value, "#N/A"), "error") if is_error else ("TRUE" if value else "FALSE", "")
