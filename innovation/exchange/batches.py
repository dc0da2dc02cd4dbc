"""Uploaded spreadsheets: checked, written once somebody confirmed, and undone as long as nothing was edited since."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from innovation.exchange.checking import PORTION, Checked, Outcome, Row, check
from innovation.exchange.findings import Findings, Witness
from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Problem, Refused
from innovation.exchange.reading import read_file
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import Line, Lines
from innovation.exchange.workbooks import MarkedRow, write_marked
from innovation.exchange.writing import Entry, Writing, write_alone
from innovation.models import Area, Batch, Reviewed, State, area_path, may, within

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
        if not batch.file:
            raise Refused([Problem(_("The file is not kept any longer. Send it again."))])
        table = read_file(batch.path, batch.file_name, self.sheet.headings)
        self.table = replace(table, lines=MendedLines(table.lines, batch.mended))

    def check(self) -> Checked:
        return check(self.sheet, self.table, rows=self._rows, refusal=self._refusal, amends=True)

    def _rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """The rows that the user may refer to."""
        rows: Any = model._default_manager.all()
        if issubclass(model, Reviewed):
            return rows.visible_to(self.user)
        return within(rows, self.user, "view") if area_path(model) and model is not Area else rows

    def _refusal(self, row: models.Model) -> str:
        """Why the user may not write a row; nothing if he may."""
        if isinstance(row, Area):
            row.path = row.place()
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
        findings = found.told(trial.table, checked)
    except Refused as refused:
        findings = {"refused": [str(problem) for problem in refused.problems[:MOST_TOLD]]}
    except Exception:
        _keep(batch, {"refused": [_("The check failed. Send the file once more, or tell the administrator.")]})
        raise
    _keep(batch, findings)


@transaction.atomic
def _keep(batch: Batch, findings: dict[str, Any], state: Batch.State = Batch.State.CHECKED, **values: Any) -> None:
    """Keep what a check found, unless the batch was written meanwhile."""
    newest = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if newest.state in (Batch.State.SENT, Batch.State.CHECKED):
        newest.findings, newest.state = findings, state
        for name, value in values.items():
            setattr(newest, name, value)
        newest.save()


def mend(batch: Batch, row: str, column: str) -> None:
    """Put the text that the check suggested into a cell; the batch waits for another check then."""
    for shown in batch.findings.get("rows", ()):
        for problem in shown["problems"]:
            if (str(shown["number"]), str(problem["column"])) == (row, column) and problem["suggestion"]:
                cells = batch.mended | {row: batch.mended.get(row, {}) | {column: problem["suggestion"]}}
                _keep(batch, batch.findings, Batch.State.SENT, mended=cells)
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

    doubtful = set(batch.findings.get("doubtful", ()))

    def taken(row: Row) -> bool:
        is_confirmed = confirmed is None or row.number in confirmed or row.number not in doubtful
        return row.outcome != Outcome.WRONG and is_confirmed

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
            witness = Witness()
            entry = Entry(why[:100], state, trial.user, batch.written_at)
            steps = Writing(trial.sheet, witness.of(trial.check().rows), entry, take=taken)
            for done in steps:
                yield _("%(n)s of %(all)s rows written") % {"n": f"{done:,}", "all": f"{len(trial.table.lines):,}"}
            if witness.hexdigest() != batch.findings.get("digest"):
                raise Refused([Problem(_("What is on file has changed since the check. Check the file again."))])
            batch.state, batch.reason = Batch.State.WRITTEN, reason
            batch.created, batch.changed = steps.written.created, steps.written.changed
            batch.save()
    except Refused as refused:
        batch.refresh_from_db()
        _keep(batch, batch.findings | {"in_the_way": [str(problem) for problem in refused.problems[:MOST_TOLD]]})
