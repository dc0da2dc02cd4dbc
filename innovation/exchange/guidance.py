"""What belongs in the columns of a sheet, in words for those who fill it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.exchange.cells import (
    Cell,
    Choice,
    Day,
    Money,
    Number,
    PartialDate,
    Printed,
    Reference,
    TimePeriod,
    Whole,
    YesNo,
)
from innovation.exchange.lookups import Names
from innovation.exchange.sheets import ROW_KEY, Column, Sheet
from innovation.models import Area, CodeListEntry, Indicator

# The rows of a kind that may be named to the reader.
Entries = Callable[[type[models.Model]], models.QuerySet[Any]]

# What a bureau sets up once: few enough to choose from.
LISTED = (CodeListEntry, Area, Indicator)

# For each kind of cell what belongs there, and an example.
KINDS: dict[type[Cell], tuple[Any, Any]] = {
    Cell: (gettext_lazy("Text."), ""),
    Whole: (gettext_lazy("A whole number in digits."), "12"),
    Number: (gettext_lazy("A number in digits, without its unit."), "30.5"),
    Money: (gettext_lazy("An amount in 10,000 yuan, in digits."), "30.5"),
    Printed: (gettext_lazy("A number with the decimals it is printed with: 13.0 is not 13."), "13.0"),
    Day: (gettext_lazy("A date like 2006-08-11."), "2006-08-11"),
    PartialDate: (gettext_lazy("A date as far as it is known: 2006-08-11, 2006-08 or 2006."), "2006-08"),
    TimePeriod: (
        gettext_lazy(
            "A period: 2006, 2006-S1 (half-year), 2006-Q2 (quarter), 2006-08, 2006-09-30, 2005-01-01/P2Y (two years) "
            "or ../2006-09-30 (up to that day)."
        ),
        "2006",
    ),
    YesNo: (gettext_lazy("One of the two words of the list."), ""),
    Choice: (gettext_lazy("An entry of the list."), ""),
    Reference: (gettext_lazy("An entry of the list, by its name or code."), ""),
}


@dataclass(frozen=True)
class Advice:
    """What belongs in one column; `choices` are all there are, or none where anything may stand."""

    column: Column
    required: bool
    explanation: str
    choices: tuple[str, ...]
    example: str

    @property
    def need(self) -> str:
        """Whether a cell may be empty."""
        return _("Must be filled in.") if self.required else _("May be empty.")

    @property
    def note(self) -> str:
        """All of it in a few lines, for the note at the heading."""
        example = _("Example: %(example)s") % {"example": self.example} if self.example else ""
        return "\n".join(line for line in (self.need, self.explanation, example) if line)


def advise(sheet: Sheet, entries: Entries, names: Names) -> list[Advice]:
    """What belongs in each column of a sheet, in the language of the screen."""
    return [_advice(sheet, column, entries, names) for column in sheet.columns]


def _advice(sheet: Sheet, column: Column, entries: Entries, names: Names) -> Advice:
    choices = _choices(column.cell, entries, names)
    required = sheet.required(column)
    kind, example = KINDS[type(column.cell)]
    if isinstance(column.cell, Reference) and not issubclass(column.cell.model, LISTED):
        kind = _on_file(column.cell)
    if required and type(column.cell) is Cell:
        example = _("Example")
    help_text = sheet.field(column.field).help_text
    return Advice(
        column,
        required,
        f"{kind} {help_text}".strip(),
        tuple(choices),
        column.example or (choices[0] if choices else str(example)),
    )


def _choices(cell: Cell, entries: Entries, names: Names) -> list[str]:
    if isinstance(cell, YesNo):
        return [cell.write(True), cell.write(False)]
    if isinstance(cell, Choice):
        return [cell.write(code) for code in cell.choices.values if code]
    if isinstance(cell, Reference) and issubclass(cell.model, LISTED):
        return [names.of(cell.model, cell.keys, key) for key in entries(cell.model).values_list("pk", flat=True)]
    return []


def _on_file(cell: Reference) -> str:
    """What to write for a row of a kind that has no list."""
    fields = cell.model._meta.get_field
    keys = (" + ".join(str(fields(part).verbose_name) for part in key.split()) for key in cell.keys)  # type: ignore[union-attr]
    known = {"kind": cell.model._meta.verbose_name, "keys": " / ".join(keys)}
    return _("One of the kind “%(kind)s” that is on file, by: %(keys)s.") % known


def rules(sheet: Sheet) -> list[str]:
    """What holds for every column."""
    columns = [[sheet.column_of(name) for name in key] for key in sheet.keys]
    keys = " / ".join(" + ".join(column.heading for column in key if column) for key in columns)
    return [
        _("One row for each record. The headings stay in the first row; no line above them, no total below."),
        _("Columns with a coloured heading must be filled in, the others as far as it is known."),
        _("Leave a cell empty if you do not know. 0 means that there is none: never write it for unknown."),
        _("Do not merge cells, and write no units or remarks beside a number."),
        _("A row is the same as one on file if these agree: %(keys)s.") % {"keys": keys},
        _("“%(heading)s” says which record on file a row is. Do not change it; leave it empty for new rows.")
        % {"heading": ROW_KEY.heading},
    ]
