"""What is wrong with a table, said so that a clerk finds the cell and knows what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing wrong: in which row and under which heading, as far as it has such a place.

    A doubt may be right and is taken once somebody says so. `suggestion` is what the cell may have meant.
    """

    message: str
    row: int | None = None
    heading: str = ""
    doubt: bool = False
    suggestion: str = ""

    def __str__(self) -> str:
        if self.row is None:
            return self.message
        if not self.heading:
            return _("Row %(row)d: %(message)s") % {"row": self.row, "message": self.message}
        place = {"row": self.row, "heading": self.heading, "message": self.message}
        return _("Row %(row)d, “%(heading)s”: %(message)s") % place

    @property
    def in_row(self) -> str:
        """How it is told to those who see the row."""
        if not self.heading:
            return self.message
        return _("“%(heading)s”: %(message)s") % {"heading": self.heading, "message": self.message}


class Refused(Exception):
    """The table was not taken, and nothing of it was written: `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class CellError(ValueError):
    """The cell cannot be read; the message says what belongs there, `suggestion` may be just that."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion
