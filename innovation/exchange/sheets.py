"""What a sheet is: which records it brings, what makes one of them the same as one on file, and its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override

from innovation.exchange.cells import Cell
from innovation.exchange.lookups import Lookups
from innovation.indicators.checks import Known
from innovation.models import Tracked


@dataclass(frozen=True)
class Column:
    """One column: the field its cells fill, its headings in Chinese and English, and how its cells are read.

    The example is for those who fill it in, where the kind of cell does not suggest one.
    """

    field: str
    chinese: str
    english: str
    cell: Cell = Cell()
    example: str = ""

    @property
    def heading(self) -> str:
        """The heading in the language of the screen."""
        return self.chinese if (get_language() or "").startswith("zh") else self.english

    @property
    def fields(self) -> tuple[str, ...]:
        return self.cell.fields(self.field)


@dataclass(frozen=True)
class Sheet:
    """One kind of row. It is the same as a row on file if all fields of a key agree.

    Of several keys the first counts whose fields are all filled, else the last. `check` raises ValidationError for a
    row that contradicts what the registers know. `settle` brings what several cells of a row say into one, and says by
    field what has to be confirmed; `doubts` says the same of rows that were read, by their place.
    """

    name: str
    model: type[Tracked]
    keys: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    check: Callable[[Any, Known], None] | None = None
    settle: Callable[[dict[str, Any], Lookups], list[tuple[str, str]]] | None = None
    doubts: Callable[[Sequence[Any]], dict[int, list[str]]] | None = None

    @cached_property
    def key_attributes(self) -> tuple[tuple[str, ...], ...]:
        """The keys, by the names under which rows hold plain values."""
        return tuple(tuple(self.field(name).attname for name in key) for key in self.keys)

    def field(self, name: str) -> Any:
        """The field of the model."""
        return self.model._meta.get_field(name)

    def required(self, column: Column) -> bool:
        """Whether its cells cannot be left empty."""
        field = self.field(column.field)
        return not field.blank and not field.has_default()

    def column_of(self, field: str) -> Column | None:
        """The column that fills a field."""
        return next((column for column in self.columns if field in column.fields), None)

    def column_called(self, heading: str) -> Column | None:
        """The column under a heading: its own in either language, or what forms call the field."""
        return self._called.get(heading.casefold())

    @property
    def headings(self) -> list[str]:
        """All headings under which columns are known."""
        own = [name for column in self.columns for name in (column.chinese, column.english)]
        return [*own, *self._called]

    @cached_property
    def _called(self) -> dict[str, Column]:
        own = {name.casefold(): column for column in self.columns for name in (column.chinese, column.english)}
        for language, _name in settings.LANGUAGES:
            with override(language):
                told = {str(self.field(c.field).verbose_name).casefold(): c for c in self.columns}
                own = told | own
        return own

    def key_of(self, row: models.Model) -> tuple[Any, ...]:
        """What identifies a row: the fields of the key that applies to it, and their values."""
        for key in self.key_attributes:
            values = [getattr(row, name) for name in key]
            if key is self.key_attributes[-1] or all(value not in (None, "") for value in values):
                return (key, *values)
        raise AssertionError(f"The sheet {self.name} has no key.")


# What workbooks have beside the columns of a sheet: which record a row is, as "#<primary key>.<version>", and what is
# wrong with it.
ROW_KEY = Column("pk", "行标识", "Row key")
CHECK_RESULT = Column("check_result", "核对结果", "Check result")
