"""Tables written down in tests: cells with bars between them."""

from typing import Any

from innovation.exchange.checking import Row, check
from innovation.exchange.folders import SHEETS
from innovation.exchange.tables import Table, table_of


def table(*rows: str) -> Table:
    """A table; the first row are the headings."""
    return table_of([row.split("|") for row in rows])


def checked(name: str, *rows: str, **hooks: Any) -> list[Row]:
    """The rows of a table, checked as those of a sheet."""
    return list(check(SHEETS[name], table(*rows), **hooks).rows)


def told(row: Row) -> list[str]:
    """What is wrong with a row or doubtful about it, as those read it who see the row."""
    return [problem.in_row for problem in row.problems]
