"""Tables as files hand them over: rows of text under headings, whatever the format of the file."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from innovation.exchange.problems import Problem, Refused


@dataclass(frozen=True)
class Line:
    """One row of a table, under the number that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The headings of the first row, and the rows below it that hold anything."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


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
