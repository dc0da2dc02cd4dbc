"""The tables of a folder, loaded sheet by sheet: each is a file named after its sheet."""

from collections.abc import Iterator
from pathlib import Path

from innovation.exchange.lists import LISTS
from innovation.exchange.problems import Problem, Refused
from innovation.exchange.records import RECORDS
from innovation.exchange.sheets import Sheet
from innovation.exchange.tables import read_csv
from innovation.exchange.writing import Written, load
from innovation.models import State

# Each sheet stands after those that its cells refer to.
SHEETS = {sheet.name: sheet for sheet in (*LISTS, *RECORDS)}


def load_folder(folder: Path, *, reason: str) -> Iterator[tuple[Sheet, Written]]:
    """Load the tables in a folder as published, in the order of their sheets; yields each with what came of it."""
    for name, sheet in SHEETS.items():
        path = folder / f"{name}.csv"
        if not path.exists():
            continue
        try:
            outcome = load(sheet, read_csv(path.read_bytes()), state=State.PUBLISHED, reason=reason)
        except Refused as refused:
            raise Refused([Problem(f"{path.name}: {problem}") for problem in refused.problems]) from None
        yield sheet, outcome
