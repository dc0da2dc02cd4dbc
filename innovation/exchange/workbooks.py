"""Excel workbooks of a sheet: to fill in, with the rows on file, or an uploaded table with what is wrong marked."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from django.db import models
from xlsxwriter import Workbook

from innovation.exchange.guidance import Entries, advise
from innovation.exchange.guide_sheets import add_guide, add_lists
from innovation.exchange.lookups import Names, everything
from innovation.exchange.row_sheet import MarkedRow, RowSheet
from innovation.exchange.sheets import CHECK_RESULT, ROW_KEY, Column, Sheet

# Rows go to the disk one by one, and no text becomes a formula, a link or a number by its looks.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(
    sheet: Sheet, file: BinaryIO, rows: models.QuerySet[Any] | None = None, entries: Entries = everything
) -> None:
    """Write a workbook to fill in, or with rows on file in the same layout.

    Lists to choose from hold the rows of `entries`.
    """
    names = Names()
    with _page(sheet, file, [*sheet.columns, ROW_KEY], entries, names) as page:
        if rows is None:
            return
        for number, row in enumerate(rows.iterator(chunk_size=2000), start=1):
            for place, column in enumerate(sheet.columns):
                page.write(number, place, column.cell.text(row, column.field, names))
            page.write(number, len(sheet.columns), f"#{row.pk}.{row.version}")


def write_marked(
    sheet: Sheet, file: BinaryIO, headings: Sequence[str], rows: Iterable[MarkedRow], entries: Entries = everything
) -> None:
    """Write an uploaded table as it stood, with what is wrong in colours, in notes and in a last column.

    Cells that stood under no heading come after that column.
    """
    columns = [_uploaded(sheet, heading) for heading in headings]
    places = {name: place for place, heading in enumerate(headings) for name in _names(sheet, heading)}
    with _page(sheet, file, [*columns, CHECK_RESULT], entries, Names()) as page:
        last = 0
        for row in rows:
            # Messages name rows by their numbers, so each keeps its own.
            last = max(row.number - 1, last + 1)
            page.write_marked(last, row, places)


def _uploaded(sheet: Sheet, heading: str) -> Column:
    """The column under an uploaded heading, called as it was there."""
    is_row_key = heading.casefold() in (ROW_KEY.chinese, ROW_KEY.english.casefold())
    column = sheet.column_called(heading) or (ROW_KEY if is_row_key else Column("", heading, heading))
    return replace(column, chinese=heading, english=heading)


def _names(sheet: Sheet, heading: str) -> set[str]:
    """What problems may call the column under a heading."""
    column = sheet.column_called(heading)
    return {heading.casefold(), *((column.chinese.casefold(), column.english.casefold()) if column else ())}


@contextmanager
def _page(
    sheet: Sheet, file: BinaryIO, columns: Sequence[Column], entries: Entries, names: Names
) -> Iterator[RowSheet]:
    """The first worksheet of a new workbook, with its headings; the file is whole once its rows are written."""
    with Workbook(file, OPTIONS) as book:
        page = RowSheet(book, sheet, columns)
        advice = advise(sheet, entries, names)
        lists = add_lists(book, page.styles, advice)
        add_guide(book, page.styles, sheet, advice)
        page.write_headings({each.column.field: each for each in advice}, lists)
        yield page
