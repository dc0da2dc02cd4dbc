"""What the check of a table found: as much as a page shows, and a mark by which all of it is known again."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from innovation.exchange.checking import Checked, Outcome, Row
from innovation.exchange.lookups import Names
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import Table

# As many rows of each outcome as the page of a check shows; all of them stand in the marked copy.
MOST_SHOWN = 200
# As much of a text, and as many columns, as that page shows: a file of long texts must not fill the memory.
LONGEST_SHOWN, MOST_COLUMNS = 200, 60


class Witness:
    """Remembers what was found of all rows, so that nothing else is written than what somebody saw."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def see(self, row: Row) -> None:
        on_file = (row.on_file.pk, row.on_file.version) if row.on_file is not None else ()
        # Not the doubts: those of values stated in one table depend on how much of it is written already.
        self.digest.update(repr((row.number, row.outcome == Outcome.WRONG, on_file)).encode())

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, each seen as it goes by."""
        for row in rows:
            self.see(row)
            yield row

    def hexdigest(self) -> str:
        return self.digest.hexdigest()


class Findings:
    """What a check found, as far as the page shows it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.names = Names()
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.rows: list[dict[str, Any]] = []
        self.witness = Witness()
        self.doubtful: list[int] = []

    def add(self, row: Row) -> None:
        self.witness.see(row)
        if row.outcome == Outcome.DOUBTFUL:
            self.doubtful.append(row.number)
        self.outcomes[row.outcome.value] += 1
        self.kinds[row.kind] += 1
        if self.outcomes[row.outcome.value] <= MOST_SHOWN:
            self.rows.append(self._shown(row))

    def told(self, table: Table, checked: Checked) -> dict[str, Any]:
        return {
            "headings": [_short(heading) for heading in table.headings[:MOST_COLUMNS]],
            "worksheet": table.sheet,
            "remarks": [*table.remarks, *checked.remarks],
            "digest": self.witness.hexdigest(),
            "doubtful": self.doubtful,
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
            "cells": [_short(text) for text in row.cells[:MOST_COLUMNS]],
            "problems": [
                {
                    "text": _short(problem.message),
                    "heading": problem.heading,
                    "suggestion": problem.suggestion if len(problem.suggestion) <= LONGEST_SHOWN else "",
                }
                for problem in row.problems
            ],
            "changes": list(self._changes(row)) if row.kind == "changes" else [],
        }

    def _changes(self, row: Row) -> Iterator[dict[str, str]]:
        for column in self.sheet.columns:
            before, after = (column.cell.text(each, column.field, self.names) for each in (row.on_file, row.to_be))
            if before != after:
                yield {"heading": column.heading, "before": _short(before) or "—", "after": _short(after) or "—"}

    def _placed(self, row: dict[str, Any], table: Table) -> dict[str, Any]:
        """The row, each of its problems with the place of its cell (-1 if it is about the whole row)."""
        called = [self.sheet.column_called(heading) for heading in table.headings]
        places = {column.heading: place for place, column in enumerate(called) if column}
        return row | {"problems": [p | {"column": places.get(p["heading"], -1)} for p in row["problems"]]}


def _short(text: str) -> str:
    """A text as far as the page shows it."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
