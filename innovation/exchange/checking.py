"""A table checked against its sheet: an unsaved object for each row, the row on file it matches, and every problem."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from innovation.exchange.cells import CellError
from innovation.exchange.lookups import Lookups
from innovation.exchange.problems import Problem
from innovation.exchange.sheets import Column, Sheet
from innovation.exchange.tables import Line, Table
from innovation.indicators.checks import Known


@dataclass(frozen=True)
class Row:
    """One row that could be read: what it says, and the row on file that it is the same as."""

    number: int
    said: models.Model
    on_file: models.Model | None
    fields: tuple[str, ...]

    @property
    def differences(self) -> tuple[str, ...]:
        """The fields in which it differs from the row on file."""
        return tuple(name for name in self.fields if getattr(self.said, name) != getattr(self.on_file, name))


@dataclass
class Checked:
    """All rows that could be read, and all problems of those that could not."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check(sheet: Sheet, table: Table) -> Checked:
    """Read a table as a sheet. Nothing is written; constraints that need the database are asked when writing."""
    problems = list(_wrong_headings(sheet, table))
    return Checked(problems=problems) if problems else _Check(sheet, table).run()


def _wrong_headings(sheet: Sheet, table: Table) -> Iterator[Problem]:
    columns = [sheet.column_called(heading) for heading in table.headings]
    for heading, column in zip(table.headings, columns, strict=True):
        if column is None:
            known = " ".join(column.heading for column in sheet.columns)
            message = _("There is no column of this name. The columns are: %(known)s") % {"known": known}
            yield Problem(message, row=1, heading=heading)
    for column, times in Counter(column for column in columns if column).items():
        if times > 1:
            yield Problem(_("The column stands there twice. Delete one."), row=1, heading=column.heading)
    for column in sheet.columns:
        if sheet.required(column) and column not in columns:
            yield Problem(_("This column is missing."), row=1, heading=column.heading)


class _Check:
    """One table being checked, row after row."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self.sheet = sheet
        self.table = table
        self.columns = [column for heading in table.headings if (column := sheet.column_called(heading))]
        self.lookups = Lookups()
        self.known: Known = {}
        self.checked = Checked()
        self.seen: dict[tuple[Any, ...], int] = {}
        self.on_file: dict[tuple[Any, ...], list[models.Model]] = defaultdict(list)
        # Related rows are not looked up one by one: that a reference exists is known from reading its cell.
        self.references = {f.name for f in sheet.model._meta.concrete_fields if f.is_relation}
        self.fields = tuple(sheet.field(name).attname for column in self.columns for name in column.fields)

    def run(self) -> Checked:
        for row in self.sheet.model._default_manager.all():
            self.on_file[self.sheet.key_of(row)].append(row)
        for line in self.table.lines:
            self._check(line)
        return self.checked

    def _check(self, line: Line) -> None:
        before = len(self.checked.problems)
        said = self.sheet.model(**self._values(line))
        if len(self.checked.problems) == before:
            self._validate(line, said)
        if len(self.checked.problems) == before:
            self._place(line, said)

    def _values(self, line: Line) -> dict[str, Any]:
        """What the cells say, field by field."""
        values: dict[str, Any] = {}
        for column, text in zip(self.columns, line.cells, strict=False):
            values |= self._read(line, column, _plain(text))
        if any(cell.strip() for cell in line.cells[len(self.columns) :]):
            self._problem(line, "", _("There is a cell without a heading. Check whether the row has slipped."))
        for column in self.columns[len(line.cells) :]:
            values |= self._read(line, column, "")
        return values

    def _read(self, line: Line, column: Column, text: str) -> dict[str, Any]:
        if not text:
            if self.sheet.required(column):
                self._problem(line, column.heading, _("This cell cannot be empty."))
            # An empty cell is no value, also where forms begin with one.
            return {column.field: None} if self.sheet.field(column.field).null else {}
        if any(unicodedata.category(character) == "Cc" and character != "\n" for character in text):
            self._problem(line, column.heading, _("There is an invisible character in the cell. Type it anew."))
            return {}
        try:
            return column.cell.values(column.field, text, self.lookups)
        except CellError as error:
            self._problem(line, column.heading, str(error))
            return {}

    def _validate(self, line: Line, said: models.Model) -> None:
        try:
            said.clean_fields(exclude=self.references)
            said.clean()
            if self.sheet.check:
                self.sheet.check(said, self.known)
        except ValidationError as error:
            self.checked.problems += problems_of(self.sheet, line.number, error)

    def _place(self, line: Line, said: models.Model) -> None:
        """Find out whether the row is on file, or stands further up in the table."""
        key = self.sheet.key_of(said)
        twin = self.seen.setdefault(key, line.number)
        matches = self.on_file.get(key, [])
        if twin != line.number:
            self._problem(line, "", _("It is the same as row %(row)d. Delete one of them.") % {"row": twin})
        elif len(matches) > 1:
            self._problem(
                line, "", _("Several rows on file agree with it. Give a number or code that tells them apart.")
            )
        else:
            on_file = matches[0] if matches else None
            self.checked.rows.append(Row(line.number, said, on_file, self.fields))
            if on_file is None:
                self.lookups.add(said)

    def _problem(self, line: Line, heading: str, message: str) -> None:
        self.checked.problems.append(Problem(message, row=line.number, heading=heading))


def problems_of(sheet: Sheet, number: int, error: ValidationError) -> Iterator[Problem]:
    """What the validation of a row says, each under the heading of the column it is about."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        column = sheet.column_of(name)
        for message in messages:
            yield Problem(message, row=number, heading=column.heading if column else "")


def _plain(text: str) -> str:
    """The text without the blanks around it; blanks that look like others become plain ones."""
    return text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u3000", " ").replace("\u200b", "").strip()
