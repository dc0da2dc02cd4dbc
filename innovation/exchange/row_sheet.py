"""The first worksheet of a workbook: headings, and rows as they are on file or as they were uploaded."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from innovation.exchange.cells import Cell, Number, Reference, Whole
from innovation.exchange.guidance import Advice
from innovation.exchange.problems import Problem
from innovation.exchange.sheets import CHECK_RESULT, ROW_KEY, Column, Sheet
from innovation.exchange.styles import GREY, Styles

LAST_ROW = 1048575
LONGEST_TEXT = 32767
# More notes make a workbook slow to open; the last column has all messages anyway.
MOST_NOTES = 2000
# The tint of a row and the line round a cell, where something is wrong and where something is doubtful.
WRONG, DOUBTFUL = ("#fcf1ed", "#a3341c"), ("#fbf4e4", "#7a4d00")

# What a spreadsheet keeps as it is written: it knows fifteen digits.
_NUMBER = re.compile(r"(?=.{1,16}\Z)-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?", re.ASCII)


@dataclass(frozen=True)
class MarkedRow:
    """A row of an uploaded table, as it stood there, and what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


class RowSheet:
    """The first worksheet: headings, and rows below them."""

    def __init__(self, book: Workbook, sheet: Sheet, columns: Sequence[Column]) -> None:
        title = re.sub(r"[\[\]:*?/\\]", " ", capfirst(str(sheet.model._meta.verbose_name_plural)))
        self.page = book.add_worksheet(title[:31].strip(" '"))
        self.styles = Styles(book)
        self.sheet = sheet
        self.columns = columns
        self.notes = 0

    def write_headings(self, advice: dict[str, Advice], lists: dict[str, str]) -> None:
        """Write the first row: what each column is called, what belongs there, and what can be chosen below it."""
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 0, LAST_ROW, len(self.columns) - 1)
        self.page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, column in enumerate(self.columns):
            told = advice.get(column.field)
            self.page.set_column(place, place, self._width(column), self._style(column))
            self.page.write_string(0, place, column.heading, self.styles.heading(bool(told and told.required)))
            self._note(0, place, told.note if told else _technical_note(column))
            if source := lists.get(column.field):
                self.page.data_validation(1, place, LAST_ROW, place, _validation(source))

    def write(self, number: int, place: int, text: str, **marks: Any) -> None:
        """Write one cell; what a spreadsheet would change stays text."""
        column = self.columns[place] if place < len(self.columns) else CHECK_RESULT
        if column.cell.is_number and _NUMBER.fullmatch(text):
            self.page.write_number(number, place, Decimal(text), self._style(column, text, **marks))
        elif text:
            self.page.write_string(number, place, text[:LONGEST_TEXT], self._style(column, **marks))
        elif marks:
            self.page.write_blank(number, place, None, self._style(column, **marks))

    def write_marked(self, number: int, row: MarkedRow, places: dict[str, int]) -> None:
        """Write a row with what is wrong with it, at its cells and under the last heading."""
        last = len(self.columns) - 1
        at_fault = defaultdict(list)
        for problem in row.problems:
            at_fault[places.get(problem.heading.casefold(), last)].append(problem)
        tint = {"bg_color": _colours(row.problems)[0]} if row.problems else {}
        for place, text in enumerate(row.cells + ("",) * (last - len(row.cells))):
            problems = at_fault.get(place)
            outline = {"border": 2, "border_color": _colours(problems)[1]} if problems and place != last else {}
            self.write(number, place + (place >= last), text, **tint, **outline)
            if outline:
                self._note(number, place, "\n".join(problem.message for problem in problems or ()))
        told = (f"{'!' if problem.doubt else '✕'} {problem.in_row}" for problem in row.problems)
        self.write(number, last, "\n".join(told), **tint, text_wrap=True)

    def _note(self, number: int, place: int, text: str) -> None:
        if text and self.notes < MOST_NOTES:
            self.notes += 1
            height = 20 * (2 + len(text) // 24 + text.count("\n"))
            self.page.write_comment(number, place, text, {"width": 300, "height": height, "font_size": 9})

    def _style(self, column: Column, number: str = "", **marks: Any) -> Format:
        """How the cells of a column look: as text, or with the decimals of a number."""
        properties = {"num_format": "General" if column.cell.is_number else "@"}
        if number:
            _whole, point, decimals = number.partition(".")
            properties["num_format"] = f"0{point}{'0' * len(decimals)}"
        if isinstance(column.cell, Whole | Number):
            properties["align"] = "right"
        if column.field == ROW_KEY.field:
            properties["font_color"] = GREY
        return self.styles(**properties, **marks)

    def _width(self, column: Column) -> int:
        """Wide enough for the heading, and for most of what stands below it."""
        if not self.sheet.column_of(column.field):
            return 60 if column.field == CHECK_RESULT.field else 14
        long = isinstance(self.sheet.field(column.field), models.TextField)
        usual = 40 if long else 24 if type(column.cell) in (Cell, Reference) else 14
        # A Chinese character takes two places; the arrow of the filter some more.
        return max(usual, len(column.heading.encode("gbk", "replace")) + 4)


def _colours(problems: Sequence[Problem]) -> tuple[str, str]:
    return DOUBTFUL if all(problem.doubt for problem in problems) else WRONG


def _technical_note(column: Column) -> str:
    """What the columns are for that do not belong to the sheet."""
    if column.field == ROW_KEY.field:
        return _("Do not change it; leave it empty for new rows.")
    if column.field == CHECK_RESULT.field:
        return _("What is wrong in each row. Correct the cells and upload the workbook again; this column is not read.")
    return ""


def _validation(source: str) -> dict[str, str]:
    """The list to choose from; codes and other names can be typed, too."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": _("Not in the list"),
        "error_message": _("If it is a code or another name of an entry, keep it: it is looked up when you upload."),
    }
