"""What a file holds before anybody knows what it is about: sheets, rows, and cells of text with their faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_ROWS = 100_000
MAX_COLUMNS = 200
# No cell of a spreadsheet takes more.
MAX_TEXT = 32_767


class Unread(Exception):
    """The file cannot be taken: `code` says why, `details` with which figures and names."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Area(NamedTuple):
    """Merged cells: the first and the last row and column. Rows count from 1 as on screen, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Row(NamedTuple):
    """One row: its number on screen, its texts from the first column on, and the faults of its cells by column."""

    number: int
    cells: list[str]
    faults: dict[int, str]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet. Its rows and merged cells are read anew each time they are asked for."""

    title: str
    rows: Callable[[], Iterator[Row]]
    merged: Callable[[], list[Area]] = list
    # About how many rows there are, if that is known beforehand.
    size: int | None = None


@dataclass
class Book:
    """A file that holds tables: what it is, its visible sheets, the hidden ones' titles, and what is odd about it."""

    kind: str
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def row_of(number: int, cells: dict[int, str], faults: dict[int, str]) -> Row:
    """A row made of the cells that hold something, by column."""
    width = max(cells, default=-1) + 1
    if width > MAX_COLUMNS:
        width = _within(number, cells)
    for column, text in cells.items():
        if len(text) > MAX_TEXT:
            cells[column] = text[:MAX_TEXT]
            faults[column] = "long"
    return Row(number, [cells.get(column, "") for column in range(width)], faults)


def _within(number: int, cells: dict[int, str]) -> int:
    """The width of a row whose cells beyond the last column allowed are blank."""
    for column, text in cells.items():
        if column >= MAX_COLUMNS and text.strip():
            raise Unread("columns", row=number, column=letters(column), limit=MAX_COLUMNS)
    return MAX_COLUMNS


def letters(column: int) -> str:
    """The letters that stand above a column: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
