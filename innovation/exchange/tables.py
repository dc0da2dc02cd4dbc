"""Tables as files hand them over: rows of text under headings, whatever the format of the file."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from innovation.exchange.problems import Problem, Refused


@dataclass(frozen=True)
class Line:
    """One row of a table, under the number that a spreadsheet shows beside it.

    `faults` says, by the place of the cell, why a cell cannot be taken for what it seems to hold.
    """

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)


class Lines(Protocol):
    """Rows that can be counted, and gone through as often as one likes."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Line]: ...


@dataclass(frozen=True)
class Table:
    """The headings, and the rows below them that hold anything.

    `sheet` is the title of the worksheet; `remarks` say what of the file was not read.
    """

    headings: tuple[str, ...]
    lines: Lines
    sheet: str = ""
    remarks: tuple[str, ...] = ()


def read_csv(data: bytes) -> Table:
    """The table in a CSV file in UTF-8, with or without byte order mark."""
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        raise Refused([Problem(_("The file is not written in UTF-8. Save it as “CSV UTF-8”."))]) from None
    except csv.Error as error:
        raise Refused([Problem(_("The file is no CSV file: %(error)s.") % {"error": error})]) from None
    return table_of(rows)


def table_of(rows: list[list[str]]) -> Table:
    """The table made of rows of text, the first of which are the headings."""
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise Refused([Problem(_("The first row is empty: the headings belong there."), row=1)])
    headings = [cell.strip() for cell in rows[0]]
    while not headings[-1]:
        headings.pop()
    lines = (Line(number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2))
    return Table(tuple(headings), tuple(line for line in lines if any(cell.strip() for cell in line.cells)))
