"""A checked table written, whole or not at all, with its history."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from innovation.exchange.checking import Row, check, problems_of
from innovation.exchange.problems import Problem, Refused
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import Table
from innovation.models import Reviewed, State


@dataclass(frozen=True)
class Outcome:
    """How many rows were new, were changed, differ from what is on file but were left, and say just what is on file."""

    created: int
    changed: int
    left: int
    unchanged: int


def load(sheet: Sheet, table: Table, *, state: State = State.DRAFT, reason: str = "", change: bool = False) -> Outcome:
    """Write what a table brings, or raise Refused with all its problems.

    New rows enter in `state`; rows on file that differ are left, or brought up to date if `change` is asked for.
    """
    with transaction.atomic():
        _write_alone(sheet.model)
        checked = check(sheet, table)
        if checked.problems:
            raise Refused(checked.problems)
        new = [row for row in checked.rows if row.on_file is None]
        differing = [row for row in checked.rows if row.on_file is not None and row.differences]
        try:
            with transaction.atomic():
                _create(new, state, reason)
                if change:
                    _update(differing, reason)
        except (IntegrityError, ValidationError):
            raise Refused(_reasons(sheet, table, change)) from None
    changed, left = (len(differing), 0) if change else (0, len(differing))
    return Outcome(len(new), changed, left, len(checked.rows) - len(new) - len(differing))


def _write_alone(model: type[models.Model]) -> None:
    """Let nobody else write this kind of row until the end, so that none comes in twice.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _create(rows: list[Row], state: State, reason: str) -> None:
    for generation in _generations(rows):
        for row in generation:
            if isinstance(row, Reviewed):
                row.state = state
        type(generation[0]).objects.bulk_create(generation, reason=reason)  # type: ignore[attr-defined]


def _generations(rows: list[Row]) -> Iterator[list[models.Model]]:
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


def _update(rows: list[Row], reason: str) -> None:
    for row in rows:
        _apply(row, reason).save()


def _apply(row: Row, reason: str) -> models.Model:
    """The row on file with what the table says, cleaned but not yet saved."""
    on_file = row.on_file
    assert on_file is not None
    for name in row.differences:
        setattr(on_file, name, getattr(row.said, name))
    on_file._change_reason = reason  # type: ignore[attr-defined]
    on_file.clean()
    return on_file


def _reasons(sheet: Sheet, table: Table, change: bool) -> list[Problem]:
    """Why the database refused: the rows tried one by one, and everything undone again."""
    problems: list[Problem] = []
    with transaction.atomic():
        for row in check(sheet, table).rows:
            if row.on_file is not None and not (change and row.differences):
                continue
            try:
                problems += _tried(sheet, row)
            except DatabaseError:
                problems.append(Problem(_("It contradicts what is on file, or another row."), row=row.number))
        transaction.set_rollback(True)
    return problems


def _tried(sheet: Sheet, row: Row) -> list[Problem]:
    """What stands against saving one row; without anything, it is saved, so that later rows meet it."""
    candidate = row.said if row.on_file is None else _apply(row, "")
    try:
        candidate.validate_constraints()
        with transaction.atomic():
            candidate.save()
    except ValidationError as error:
        return list(problems_of(sheet, row.number, error))
    return []
