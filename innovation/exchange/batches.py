"""Uploaded spreadsheets: checked, written once somebody confirmed, and undone as long as nothing was edited since."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from innovation.exchange.checking import PORTION, Checked, Outcome, Row, check
from innovation.exchange.folders import SHEETS
from innovation.exchange.lookups import Names
from innovation.exchange.problems import Refused
from innovation.exchange.reading import read_file
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import Line, Lines, Table
from innovation.exchange.workbooks import MarkedRow, write_marked
from innovation.exchange.writing import Entry, Writing, write_alone
from innovation.models import Batch, Reviewed, State, may

# As many rows of each outcome as the page of a check shows; all of them stand in the marked copy.
MOST_SHOWN = 200
# As many problems as are told when nothing can be written.
MOST_TOLD = 20


def received(file: UploadedFile, sheet: Sheet, user: Any) -> Batch:
    """The batch of an uploaded file, not looked into yet; files of long ago are removed on this occasion."""
    for old in Batch.objects.out_of_date():
        old.drop_file()
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return Batch.objects.create(
        sheet=sheet.name, sent_by=user, file=file, file_name=file.name or "", sha256=digest.hexdigest()
    )


class Trial:
    """A batch read and checked for the user who sent it."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.sheet = SHEETS[batch.sheet]
        self.user = batch.sent_by
        headings = [name for column in self.sheet.columns for name in (column.chinese, column.english)]
        table = read_file(batch.path, batch.file_name, headings)
        self.table = replace(table, lines=MendedLines(table.lines, batch.mended))

    def check(self) -> Checked:
        return check(self.sheet, self.table, rows=self._rows, refusal=self._refusal, amends=True)

    def _rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """The rows that the user may refer to."""
        rows: Any = model._default_manager.all()
        return rows.visible_to(self.user) if issubclass(model, Reviewed) else rows

    def _refusal(self, row: models.Model) -> str:
        """Why the user may not write a row; nothing if he may."""
        if may(self.user, "change" if row.pk else "add", row):
            return ""
        return _("This belongs to an area that is not yours.")


class MendedLines:
    """Lines with other texts in some of their cells, by row number and column."""

    def __init__(self, lines: Lines, cells: dict[str, dict[str, str]]) -> None:
        self.lines, self.cells = lines, cells

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Line]:
        for line in self.lines:
            new = self.cells.get(str(line.number))
            yield line if new is None else self._mended(line, new)

    def _mended(self, line: Line, new: dict[str, str]) -> Line:
        cells = tuple(new.get(str(place), text) for place, text in enumerate(line.cells))
        return replace(line, cells=cells, faults={k: v for k, v in line.faults.items() if str(k) not in new})


def checking(batch: Batch) -> Iterator[str]:
    """Check a batch and keep what was found; yields how far that is."""
    yield _("Reading the file …")
    try:
        trial = Trial(batch)
        checked = trial.check()
        found = Findings(trial.sheet)
        for seen, row in enumerate(checked.rows, start=1):
            found.add(row)
            if seen % PORTION == 0:
                yield _("%(n)s of %(all)s rows checked") % {"n": f"{seen:,}", "all": f"{len(trial.table.lines):,}"}
        batch.findings = found.told(trial.table, checked)
    except Refused as refused:
        batch.findings = {"refused": [str(problem) for problem in refused.problems[:MOST_TOLD]]}
    batch.state = Batch.State.CHECKED
    batch.save()


class Findings:
    """What a check found, as far as the page shows it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.names = Names()
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.rows: list[dict[str, Any]] = []

    def add(self, row: Row) -> None:
        self.outcomes[row.outcome.value] += 1
        self.kinds[row.kind] += 1
        if self.outcomes[row.outcome.value] <= MOST_SHOWN:
            self.rows.append(self._shown(row))

    def told(self, table: Table, checked: Checked) -> dict[str, Any]:
        return {
            "headings": list(table.headings),
            "worksheet": table.sheet,
            "remarks": [*table.remarks, *checked.remarks],
            "outcomes": dict(self.outcomes),
            "kinds": {kind: n for kind, n in self.kinds.items() if kind},
            "rows": [self._placed(row, table) for row in self.rows],
            "refused": [str(problem) for problem in checked.problems],
        }

    def _shown(self, row: Row) -> dict[str, Any]:
        return {
            "number": row.number,
            "outcome": row.outcome.value,
            "kind": row.kind,
            "cells": list(row.cells),
            "problems": [
                {"text": problem.message, "heading": problem.heading, "suggestion": problem.suggestion}
                for problem in row.problems
            ],
            "changes": list(self._changes(row)) if row.kind == "changes" else [],
        }

    def _changes(self, row: Row) -> Iterator[dict[str, str]]:
        for column in self.sheet.columns:
            before, after = (column.cell.text(each, column.field, self.names) for each in (row.on_file, row.to_be))
            if before != after:
                yield {"heading": column.heading, "before": before or "—", "after": after or "—"}

    def _placed(self, row: dict[str, Any], table: Table) -> dict[str, Any]:
        """The row, each of its problems with the place of its cell (-1 if it is about the whole row)."""
        called = [self.sheet.column_called(heading) for heading in table.headings]
        places = {column.heading: place for place, column in enumerate(called) if column}
        return row | {"problems": [p | {"column": places.get(p["heading"], -1)} for p in row["problems"]]}


def mend(batch: Batch, row: str, column: str) -> None:
    """Put the text that the check suggested into a cell; the batch waits for another check then."""
    for shown in batch.findings.get("rows", ()):
        for problem in shown["problems"]:
            if (str(shown["number"]), str(problem["column"])) == (row, column) and problem["suggestion"]:
                batch.mended.setdefault(row, {})[column] = problem["suggestion"]
                batch.state = Batch.State.SENT
                batch.save()
                return


def marked_copy(batch: Batch, file: BinaryIO, entries: Callable[[type[models.Model]], models.QuerySet[Any]]) -> None:
    """Write the table as it was sent, with what is wrong beside each row."""
    trial = Trial(batch)
    checked = trial.check()
    if checked.problems:
        raise Refused(checked.problems)
    rows = (MarkedRow(row.number, row.cells, tuple(row.problems)) for row in checked.rows)
    write_marked(trial.sheet, file, trial.table.headings, rows, entries=entries)


def writing(batch: Batch, *, confirmed: set[int] | None, reason: str, submit: bool) -> Iterator[str]:
    """Write the rows that are ready, and those confirmed (all that are doubtful if None), in one transaction.

    Yields how far that is. Of several who write the same batch at once one does.
    """
    yield _("Reading the file …")

    def taken(row: Row) -> bool:
        is_confirmed = confirmed is None or row.number in confirmed
        return row.outcome == Outcome.READY or (row.outcome == Outcome.DOUBTFUL and is_confirmed)

    try:
        trial = Trial(batch)
        with transaction.atomic():
            batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            if batch.state != Batch.State.CHECKED:
                return
            write_alone(trial.sheet.model)
            batch.written_at = timezone.now()
            why = reason or _("Imported from %(file)s") % {"file": batch.file_name}
            state = State.SUBMITTED if submit else State.DRAFT
            steps = Writing(
                trial.sheet, trial.check().rows, Entry(why[:100], state, trial.user, batch.written_at), take=taken
            )
            for done in steps:
                yield _("%(n)s of %(all)s rows written") % {"n": f"{done:,}", "all": f"{len(trial.table.lines):,}"}
            batch.state, batch.reason = Batch.State.WRITTEN, reason
            batch.created, batch.changed = steps.written.created, steps.written.changed
            batch.save()
    except Refused as refused:
        batch.refresh_from_db()
        batch.findings |= {"in_the_way": [str(problem) for problem in refused.problems[:MOST_TOLD]]}
        batch.save()
