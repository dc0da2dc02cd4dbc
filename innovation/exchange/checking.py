"""A table checked against its sheet: for each row an unsaved object, the row on file it matches, and every problem.

Rows are read and checked in portions, so that a long table takes no more memory than a short one.
"""

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.exchange.cells import SAID_WITH, Cell, Reference, Said
from innovation.exchange.conditions import broken, fields_of
from innovation.exchange.doubts import doubts_of
from innovation.exchange.filed import SEVERAL, Filed
from innovation.exchange.lookups import Lookups, everything
from innovation.exchange.problems import CellError, Problem
from innovation.exchange.sheets import CHECK_RESULT, ROW_KEY, Column, Sheet
from innovation.exchange.tables import Line, Table
from innovation.indicators.checks import Known
from innovation.models import Amendment, Reviewed, ReviewError

PORTION = 1000
# Names and titles have their own limits; whatever else a cell may hold is short.
LONGEST = 500
# As many texts of a column are remembered with what they were read as.
MOST_REMEMBERED = 5000

# What tells people which thing a row is about; its number may be a slip where these differ from what is on file.
NAMING = {"name", "title", "enterprise_id", "organisation_id", "holder_name"}

Rows = Callable[[type[models.Model]], models.QuerySet[Any]]
Refusal = Callable[[models.Model], str]


class Outcome(models.TextChoices):
    """What may become of a row."""

    READY = "ready", gettext_lazy("ready")
    DOUBTFUL = "doubtful", gettext_lazy("to be confirmed")
    WRONG = "wrong", gettext_lazy("wrong")


@dataclass
class Row:
    """One row of a table: what it says, the row on file that it is the same as, and what is wrong or doubtful.

    `to_be` is the row on file with the change of it that waits, if one does, and with what the table says otherwise;
    `differences` are the fields that the table changes.
    """

    number: int
    cells: tuple[str, ...]
    said: Any = None
    on_file: Any = None
    waiting: Amendment | None = None
    to_be: Any = None
    differences: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if not self.problems:
            return Outcome.READY
        return Outcome.DOUBTFUL if all(problem.doubt for problem in self.problems) else Outcome.WRONG

    @property
    def kind(self) -> str:
        """Whether it is new, changes something or says just what is on file; nothing if it is wrong."""
        if self.outcome == Outcome.WRONG:
            return ""
        if self.on_file is None:
            return "new"
        return "changes" if self.differences else "unchanged"


@dataclass
class Checked:
    """What stands against the table as a whole, remarks on it, and its rows, which are checked while one reads them."""

    problems: list[Problem]
    remarks: list[str]
    rows: Iterable[Row]


def nobody_refuses(row: models.Model) -> str:
    return ""


def check(
    sheet: Sheet,
    table: Table,
    *,
    rows: Rows = everything,
    refusal: Refusal = nobody_refuses,
    amends: bool = False,
) -> Checked:
    """Read a table as a sheet. Nothing is written; what is unique is asked of the database when writing.

    `rows` are those of a kind that may be referred to and changed, `refusal` says why a row may not be written.
    `amends` if public rows are not changed at once: what the table changes then comes on top of what waits already.
    """
    headings = Headings(sheet, table.headings)
    if headings.problems:
        return Checked(headings.problems, headings.remarks, ())
    return Checked([], headings.remarks, _Check(sheet, table, headings.columns, rows, refusal, amends))


class Headings:
    """The columns that the headings of a table name; what is wrong with them, and which are not known."""

    def __init__(self, sheet: Sheet, headings: Sequence[str]) -> None:
        self.sheet = sheet
        self.columns = [self._column(heading) for heading in headings]
        self.remarks: list[str] = []
        self.problems = [*self._unknown(headings), *self._repeated(), *self._missing()]

    def _column(self, heading: str) -> Column | None:
        own = (ROW_KEY, CHECK_RESULT)
        named = next((c for c in own if heading.casefold() in (c.chinese.casefold(), c.english.casefold())), None)
        return named or self.sheet.column_called(heading)

    def _unknown(self, headings: Sequence[str]) -> Iterator[Problem]:
        free = [column for column in self.sheet.columns if column not in self.columns]
        names = {name: column for column in free for name in (column.chinese, column.english)}
        left_out = []
        for heading, column in zip(headings, self.columns, strict=True):
            if column is None and heading:
                if near := get_close_matches(heading, names, 1, 0.6):
                    message = _("There is no such column. Do you mean “%(near)s”?") % {"near": near[0]}
                    yield Problem(message, row=1, heading=heading)
                else:
                    left_out.append(heading)
        if left_out:
            self.remarks.append(
                _("These columns are not known and were left out: %(names)s.") % {"names": ", ".join(left_out)}
            )

    def _repeated(self) -> Iterator[Problem]:
        for column, times in Counter(column for column in self.columns if column).items():
            if times > 1:
                yield Problem(_("The column stands there twice. Delete one."), row=1, heading=column.heading)

    def _missing(self) -> Iterator[Problem]:
        for column in self.sheet.columns:
            if self.sheet.required(column) and column not in self.columns:
                yield Problem(_("This column is missing."), row=1, heading=column.heading)


@dataclass
class _Place:
    """Where a column stands in the table, and what the texts in it were read as so far."""

    number: int
    column: Column
    required: bool
    # What an empty cell says: no value, also where forms begin with one.
    empty: Said
    # Whether a text says the same wherever it stands: not if it may name a row further up.
    lasts: bool
    read: dict[str, Said] = field(default_factory=dict)

    def remember(self, text: str, said: Said) -> None:
        if self.lasts and len(self.read) < MOST_REMEMBERED:
            self.read[text] = said


def _places(sheet: Sheet, columns: Sequence[Column | None]) -> Iterator[_Place]:
    """The places of the columns that fill fields."""
    for number, column in enumerate(columns):
        if column is not None and column not in (ROW_KEY, CHECK_RESULT):
            empty = Said({column.field: None} if sheet.field(column.field).null else {})
            lasts = not (isinstance(column.cell, Reference) and column.cell.model is sheet.model)
            yield _Place(number, column, sheet.required(column), empty, lasts)


class _Check:
    """One table being checked, portion after portion."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        columns: Sequence[Column | None],
        rows: Rows,
        refusal: Refusal,
        amends: bool,
    ) -> None:
        self.sheet, self.table, self.columns, self.refusal, self.amends = sheet, table, columns, refusal, amends
        self.lookups = Lookups(rows)
        self.filed = Filed(sheet, rows(sheet.model))
        self.known: Known = {}
        self.said_before: dict[Any, int] = {}
        self.claimed: dict[int, int] = {}
        self.places = list(_places(sheet, columns))
        self.key_place = next((number for number, column in enumerate(columns) if column is ROW_KEY), None)
        self.refers_to_own = not all(place.lasts for place in self.places)
        # The fields that one cell fills are changed together.
        self.fields = [[sheet.field(name) for name in place.column.fields] for place in self.places]
        # Related rows are not looked up one by one: that a reference exists is known from reading its cell.
        self.validated: list[tuple[Any, set[Any]]] = [
            (field, set()) for fields in self.fields for field in fields if not field.is_relation
        ]

    def __iter__(self) -> Iterator[Row]:
        lines = iter(self.table.lines)
        while portion := list(islice(lines, PORTION)):
            self._expect(portion)
            rows = [self._row(line) for line in portion]
            self._match([row for row in rows if row.outcome != Outcome.WRONG])
            self._doubt([row for row in rows if row.outcome != Outcome.WRONG])
            yield from rows

    def _expect(self, portion: list[Line]) -> None:
        """Have at hand what the cells of a portion refer to."""
        for place in self.places:
            if isinstance(place.column.cell, Reference):
                cells = (line.cells[place.number] for line in portion if place.number < len(line.cells))
                place.column.cell.expect((text for cell in cells if (text := _plain(cell))), self.lookups)

    def _row(self, line: Line) -> Row:
        row = Row(line.number, line.cells)
        row.problems += [self._problem(row, place, message) for place, message in line.faults.items()]
        values = self._values(row, line)
        values.pop(SAID_WITH, None)
        row.said = self.sheet.model(**values)
        self._validate(row, values)
        if self.refers_to_own and row.outcome != Outcome.WRONG and not self.filed.candidates(row.said):
            self.lookups.add(row.said)
        return row

    def _values(self, row: Row, line: Line) -> dict[str, Any]:
        """What the cells say, field by field."""
        values: dict[str, Any] = {}
        for place in self.places:
            if place.number not in line.faults:
                text = line.cells[place.number] if place.number < len(line.cells) else ""
                values |= self._read(row, place, text)
        if any(cell.strip() for cell in line.cells[len(self.columns) :]):
            row.problems.append(
                Problem(_("There is a cell without a heading. Check whether the row has slipped."), row=line.number)
            )
        if row.outcome != Outcome.WRONG and self.sheet.settle:
            self._settle(row, values)
        return values

    def _settle(self, row: Row, values: dict[str, Any]) -> None:
        assert self.sheet.settle is not None
        try:
            for name, message in self.sheet.settle(values, self.lookups):
                row.problems.append(Problem(message, row=row.number, heading=self._heading(name), doubt=True))
        except ValidationError as error:
            row.problems += problems_of(self.sheet, row.number, error)

    def _read(self, row: Row, place: _Place, text: str) -> dict[str, Any]:
        said = place.read.get(text)
        if said is None:
            try:
                said = self._said(place, _plain(text))
            except CellError as error:
                problem = Problem(str(error), row.number, place.column.heading, suggestion=error.suggestion)
                row.problems.append(problem)
                return {}
            place.remember(text, said)
        if said.doubt:
            row.problems.append(Problem(said.doubt, row.number, place.column.heading, doubt=True))
        return said.values

    def _said(self, place: _Place, text: str) -> Said:
        if not text:
            if place.required:
                raise CellError(_("This cell cannot be empty."))
            return place.empty
        if _INVISIBLE.search(text):
            raise CellError(_("There is an invisible character in the cell. Type it anew."))
        if len(text) > LONGEST and type(place.column.cell) is not Cell:
            raise CellError(_("The text is too long for this column. Shorten it."))
        return place.column.cell.said(place.column.field, text, self.lookups)

    def _validate(self, row: Row, values: dict[str, Any]) -> None:
        """Tell all that is wrong with single cells; what they say together only if each can be read."""
        for model_field, fine in self.validated:
            if model_field.name in values:
                try:
                    self._clean(model_field, fine, row.said)
                except ValidationError as error:
                    row.problems += problems_of(self.sheet, row.number, error)
        if row.outcome != Outcome.WRONG:
            try:
                self._judge(row.said)
            except ValidationError as error:
                row.problems += problems_of(self.sheet, row.number, error)

    def _judge(self, said: Any) -> None:
        """Raise ValidationError if the fields of a row contradict each other, or what is known."""
        said.clean()
        if self.sheet.check:
            self.sheet.check(said, self.known)
        for constraint in broken(said):
            message, fields = constraint.get_violation_error_message(), fields_of(constraint.condition)
            raise ValidationError({fields.pop(): message} if len(fields) == 1 else message)

    def _clean(self, model_field: Any, fine: set[Any], said: models.Model) -> None:
        """Validate one value; those that were found to be fine before are `fine`."""
        value = getattr(said, model_field.attname)
        if value in fine or (model_field.blank and value in model_field.empty_values):
            return
        try:
            cleaned = model_field.clean(value, said)
        except ValidationError as error:
            raise ValidationError({model_field.name: error.error_list}) from None
        setattr(said, model_field.attname, cleaned)
        # Decimals that are equal may have more and fewer digits.
        if cleaned == value and len(fine) < MOST_REMEMBERED and not isinstance(value, Decimal):
            fine.add(value)

    def _match(self, rows: list[Row]) -> None:
        """Find out which rows on file they are, and which stand further up in the table."""
        for row in rows:
            # First of all: what is on file elsewhere is not to be found out by trying.
            self._refuse_beyond_reach(row, row.said)
        keyed = [(row, self._row_key(row)) for row in rows]
        keyed = [(row, key) for row, key in keyed if row.outcome != Outcome.WRONG]
        candidates = {row.number: [key[0]] if key else self.filed.candidates(row.said) for row, key in keyed}
        on_file = self.filed.read({pk for pks in candidates.values() for pk in pks})
        waiting = self.filed.waiting(on_file) if self.amends else {}
        for row, key in keyed:
            self._place(row, key, candidates[row.number], on_file)
            if row.on_file is not None:
                self._refuse_beyond_reach(row, row.on_file)
            if row.outcome != Outcome.WRONG and row.on_file is not None:
                self._merge(row, waiting.get(row.on_file.pk))

    def _row_key(self, row: Row) -> tuple[int, int] | None:
        """The primary key and version that the row names in the technical column, if it has one."""
        place = self.key_place
        text = row.cells[place].strip() if place is not None and place < len(row.cells) else ""
        if not text:
            return None
        match = _ROW_KEY.fullmatch(text)
        if match is None:
            message = _("This is no key of a row. Leave it empty for a new row, or take the rows out again.")
            row.problems.append(Problem(message, row=row.number, heading=ROW_KEY.heading))
            return None
        return int(match[1]), int(match[2])

    def _place(self, row: Row, key: tuple[int, int] | None, candidates: list[int], on_file: dict[int, Any]) -> None:
        if twin := self._twin(row):
            row.problems.append(
                Problem(_("It is the same as row %(row)d. Delete one of them.") % {"row": twin}, row=row.number)
            )
            return
        if SEVERAL in candidates[:1]:
            message = _("Several rows on file agree with it. Give a number or code that tells them apart.")
            row.problems.append(Problem(message, row=row.number))
            return
        found = on_file.get(candidates[0]) if candidates else None
        if key and (found is None or found.version != key[1]):
            message = _("Somebody changed or deleted this row since you took it out. Take the rows out again.")
            row.problems.append(Problem(message, row=row.number, heading=ROW_KEY.heading))
            return
        if candidates and found is None:
            message = _("It is on file already, outside what you may see. Ask the administrator.")
            row.problems.append(Problem(message, row=row.number))
            return
        if found is not None and not key and self._is_another(row.said, found):
            row.problems.append(self._alike(row.number, found))
            found = None
        row.on_file = found
        others = (on_file[pk] for pk in candidates[1:] if pk in on_file and pk != candidates[0])
        if other := next((each for each in others if not self._is_another(row.said, each)), None):
            message = _("By its code or number it is “%(one)s”, by the rest “%(other)s”. Correct one of them.")
            row.problems.append(Problem(message % {"one": found, "other": other}, row=row.number))
            return
        if found is not None and (first := self.claimed.setdefault(found.pk, row.number)) != row.number:
            row.problems.append(
                Problem(_("It is the same as row %(row)d. Delete one of them.") % {"row": first}, row=row.number)
            )

    def _merge(self, row: Row, waiting: Amendment | None) -> None:
        """Find out what becomes of the row on file: a cell that says just what is on file leaves what waits."""
        row.waiting, row.to_be = waiting, copy.copy(row.on_file)
        if isinstance(row.to_be, Reviewed):
            row.to_be.waiting = waiting
        if waiting:
            try:
                waiting.apply_to(row.to_be)
            except ReviewError as error:
                row.problems.append(Problem(" ".join(error.messages), row=row.number))
        changed: list[str] = []
        for fields in self.fields:
            said, on_file, to_be = (_values(each, fields) for each in (row.said, row.on_file, row.to_be))
            if said not in (on_file, to_be):
                changed += [field.attname for field in fields]
                for field in fields:
                    setattr(row.to_be, field.name, getattr(row.said, field.name))
        row.differences = tuple(changed)
        if NAMING & set(changed) and not self._row_key(row):
            message = _("Its number or code is that of “%(name)s”. Was that renamed, or is the number wrong?")
            row.problems.append(Problem(message % {"name": row.on_file}, row=row.number, doubt=True))
        if changed:
            self._judge_merged(row)

    def _judge_merged(self, row: Row) -> None:
        if row.waiting and row.waiting.withdraws:
            message = _("That it is withdrawn waits for review. Import the row once that is decided.")
            row.problems.append(Problem(message, row=row.number))
        elif row.waiting:
            message = _("A change of it waits already; importing changes that further.")
            row.problems.append(Problem(message, row=row.number, doubt=True))
        try:
            self._judge(row.to_be)
        except ValidationError as error:
            row.problems += problems_of(self.sheet, row.number, error)

    def _alike(self, number: int, found: models.Model) -> Problem:
        """The doubt whether a row is new that agrees with one on file in all but the surest key."""
        message = _("“%(row)s” on file is the same but for its number or code. Check whether it is the same thing.")
        return Problem(message % {"row": found}, row=number, doubt=True)

    def _twin(self, row: Row) -> int:
        """The row further up that is the same; 0 if there is none."""
        first = self.said_before.setdefault(self.sheet.key_of(row.said), row.number)
        return 0 if first == row.number else first

    def _is_another(self, said: Any, found: Any) -> bool:
        """Whether a surer key than the one it was found by tells it apart."""
        for key in self.sheet.keys[:-1]:
            pairs = [(getattr(said, a), getattr(found, a)) for a in (self.sheet.field(name).attname for name in key)]
            if all(value not in (None, "") for pair in pairs for value in pair):
                return any(one != other for one, other in pairs)
        return False

    def _refuse_beyond_reach(self, row: Row, written: Any) -> None:
        if message := self.refusal(written):
            heading = next((c.heading for c in self.sheet.columns if c.field == "area"), "")
            row.problems.append(Problem(message, row=row.number, heading=heading))

    def _doubt(self, rows: list[Row]) -> None:
        """Say what is odd about rows that could be right."""
        written = [row for row in rows if row.outcome != Outcome.WRONG and row.kind != "unchanged"]
        for row in written:
            row.problems += [
                Problem(message, row=row.number, heading=self._heading(name), doubt=True)
                for name, message in doubts_of(row.said)
            ]
        if self.sheet.doubts:
            for place, messages in self.sheet.doubts([row.said for row in written]).items():
                written[place].problems += [
                    Problem(message, row=written[place].number, heading=self._heading("value"), doubt=True)
                    for message in messages
                ]

    def _heading(self, name: str) -> str:
        column = self.sheet.column_of(name)
        return column.heading if column else ""

    def _problem(self, row: Row, place: int, message: str) -> Problem:
        column = self.columns[place] if place < len(self.columns) else None
        return Problem(message, row=row.number, heading=column.heading if column else "")


def _values(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    return [getattr(row, field.attname) for field in fields]


def problems_of(sheet: Sheet, number: int, error: ValidationError) -> Iterator[Problem]:
    """What the validation of a row says, each under the heading of the column it is about."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        column = sheet.column_of(name)
        for message in messages:
            yield Problem(message, row=number, heading=column.heading if column else "")


# A row key does not look like a number, which a spreadsheet would shorten: 12.10 is not 12.1.
_ROW_KEY = re.compile(r"#(\d{1,18})\.(\d{1,9})", re.ASCII)
# Control characters but the line feed.
_INVISIBLE = re.compile(
    "[" + "".join(chr(c) for c in range(0xA0) if unicodedata.category(chr(c)) == "Cc" and c != 10) + "]"
)
_BLANKS = str.maketrans({"\u00a0": " ", "\u3000": " ", "\u200b": None, "\ufeff": None})


def _plain(text: str) -> str:
    """The text without the blanks around it; blanks that look like others become plain ones."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS).strip()
