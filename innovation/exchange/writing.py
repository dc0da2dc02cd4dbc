"""A checked table written, whole or not at all, with its history."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from innovation.exchange.checking import PORTION, Outcome, Row, check, problems_of
from innovation.exchange.problems import Problem, Refused
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import Table
from innovation.models import Reviewed, StaleVersion, State, revise


@dataclass(frozen=True)
class Entry:
    """How rows are entered: by whom, when and why, and how far new ones get on the way to the public."""

    reason: str = ""
    state: State = State.DRAFT
    user: Any = None
    moment: dt.datetime | None = None


@dataclass
class Written:
    """How many rows were new, were changed, differ from what is on file but were left, and say just what is on file."""

    created: int = 0
    changed: int = 0
    left: int = 0
    unchanged: int = 0


def load(sheet: Sheet, table: Table, *, state: State = State.DRAFT, reason: str = "", change: bool = False) -> Written:
    """Write what a table brings, or raise Refused with all its problems; nobody has to confirm what is doubtful.

    New rows enter in `state`; rows on file that differ are left, or brought up to date if `change` is asked for.
    """
    with transaction.atomic():
        write_alone(sheet.model)
        checked = check(sheet, table)
        if checked.problems:
            raise Refused(checked.problems)
        writing = Writing(sheet, checked.rows, Entry(reason, state), change=change)
        for _done in writing:
            pass
    return writing.written


def write_alone(model: type[models.Model]) -> None:
    """Let nobody else write this kind of row until the end, so that none comes in twice.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def every_row(row: Row) -> bool:
    return True


class Writing:
    """Rows being written, portion after portion, inside a transaction of the caller's.

    Going through it yields how many rows were gone through; at its end it raises Refused if anything stands against a
    row that was to be taken.
    """

    def __init__(
        self,
        sheet: Sheet,
        rows: Iterable[Row],
        entry: Entry,
        *,
        take: Callable[[Row], bool] = every_row,
        change: bool = True,
    ) -> None:
        self.sheet, self.rows, self.entry, self.take, self.change = sheet, rows, entry, take, change
        self.written = Written()
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[int]:
        rows, done = iter(self.rows), 0
        while portion := list(islice(rows, PORTION)):
            self._write([row for row in portion if self.take(row)])
            done += len(portion)
            yield done
        if self.problems:
            raise Refused(self.problems)

    def _write(self, rows: list[Row]) -> None:
        self.problems += [
            problem for row in rows if row.outcome == Outcome.WRONG for problem in row.problems if not problem.doubt
        ]
        new = [row for row in rows if row.kind == "new"]
        differing = [row for row in rows if row.kind == "changes"]
        # Once they are written, the others say what is on file, too.
        self.written.unchanged += sum(row.kind == "unchanged" for row in rows)
        try:
            with transaction.atomic():
                self._create(new)
                if self.change:
                    for row in differing:
                        self._save(row)
        except StaleVersion as stale:
            message = _("“%(row)s” was changed meanwhile. Check the file again.")
            self.problems.append(Problem(message % {"row": stale.current}))
        except (IntegrityError, ValidationError):
            self.problems += self._reasons([*new, *(differing if self.change else ())])
        self.written.created += len(new)
        self.written.changed += len(differing) if self.change else 0
        self.written.left += 0 if self.change else len(differing)

    def _create(self, rows: list[Row]) -> None:
        for generation in _generations(rows):
            for row in generation:
                self._begin(row)
            type(generation[0]).objects.bulk_create(
                generation, reason=self.entry.reason, user=self.entry.user, moment=self.entry.moment
            )

    def _begin(self, row: models.Model) -> None:
        """Let a new row say who entered it, and how far it is."""
        if isinstance(row, Reviewed):
            row.state = self.entry.state
            row.written_by(self.entry.user)

    def _save(self, row: Row) -> None:
        changed = row.to_be
        changed._change_reason = self.entry.reason
        if self.entry.moment:
            changed._history_date = self.entry.moment
        if isinstance(changed, Reviewed) and self.entry.user:
            self._revise(row)
        else:
            changed._history_user = self.entry.user
            changed.save()

    def _revise(self, row: Row) -> None:
        submit = self.entry.state == State.SUBMITTED
        revise(row.to_be, self.entry.user, reason=self.entry.reason, submit=submit, moment=self.entry.moment)

    def _reasons(self, rows: list[Row]) -> list[Problem]:
        """Why the database refused: the rows tried one by one, and everything undone again."""
        problems: list[Problem] = []
        with transaction.atomic():
            for row in rows:
                try:
                    problems += self._tried(row)
                except IntegrityError:
                    problems.append(Problem(_("It contradicts what is on file, or another row."), row=row.number))
            transaction.set_rollback(True)
        return problems

    def _tried(self, row: Row) -> list[Problem]:
        """What stands against saving one row; without anything, it is saved, so that later rows meet it."""
        candidate = row.said if row.on_file is None else row.to_be
        if row.on_file is None:
            candidate.pk, candidate._state.adding = None, True
        else:
            # What was saved before the database refused was undone.
            candidate.version = row.on_file.version
        try:
            candidate.validate_constraints()
            with transaction.atomic():
                candidate.save()
        except ValidationError as error:
            return list(problems_of(self.sheet, row.number, error))
        return []


def _generations(rows: list[Row]) -> Iterator[list[Any]]:
    """The new rows in groups, each of which refers only to rows of earlier groups and on file."""
    waiting = [row.said for row in rows]
    while waiting:
        ready = [row for row in waiting if not any(parent.pk is None for parent in _parents(row))]
        yield ready
        waiting = [row for row in waiting if row.pk is None]


def _parents(row: models.Model) -> list[models.Model]:
    """The rows of its own kind that it refers to."""
    own = [f.name for f in row._meta.concrete_fields if f.related_model is type(row)]
    return [parent for name in own if (parent := row._state.fields_cache.get(name)) is not None]
