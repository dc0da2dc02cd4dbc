"""The rows below the headings of the one sheet that is read, handed on one by one; what was left out is noted."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile

from innovation.exchange.parsing.books import MAX_COLUMNS, MAX_ROWS, Area, Book, Row, Sheet, Unread
from innovation.exchange.parsing.headings import Known, best_of, trimmed

_STEP = 2_000
# As many row numbers are told.
_MANY = 10
_NOTE = re.compile(r"\s*([#＃]\s|(填表说明|填报说明|说明|备注|注)\s*[:：]|Notes?:)")

Remark = tuple[str, Mapping[str, str | int | list[str] | list[int]]]


class Extract:
    """The table in a book. Going through its rows tells the rest: how many, in which columns, and what was left out."""

    def __init__(self, book: Book, known: Known) -> None:
        found = best_of(book.sheets, known)
        if not found:
            raise Unread(_reason(book))
        self.book = book
        self.sheet, self.head = found
        self.count = 0
        self.used = {column for column, heading in enumerate(self.head.headings) if heading} - self.head.ours
        # A heading of ours is wiped out of the rows, and so of the lines that rows may repeat.
        self.lines = [trimmed(self._wiped(list(line))) for line in self.head.lines]
        self.left_out: dict[str, list[int]] = defaultdict(list)

    def rows(self, progress: Callable[[int, int | None], object]) -> Iterator[Row]:
        """The rows that hold anything."""
        covered = _Covered(self.sheet.merged())
        for row in self.sheet.rows():
            if row.number <= self.head.row or not self._holds(row):
                continue
            covered.mark(row)
            if any(fault == "merged" for fault in row.faults.values()):
                self.left_out["merged"].append(row.number)
            self.count += 1
            if self.count > MAX_ROWS:
                raise Unread("rows", limit=MAX_ROWS)
            if self.count % _STEP == 0:
                progress(self.count, self.sheet.size)
            yield row

    def _holds(self, row: Row) -> bool:
        """Whether it is a row of the table. What stands in a column of ours is wiped out."""
        self._wiped(row.cells)
        for column in self.head.ours:
            row.faults.pop(column, None)
        filled = [column for column, text in enumerate(row.cells) if text and not text.isspace()]
        if not filled and not row.faults:
            return False
        if trimmed(row.cells) in self.lines:
            self.left_out["repeated"].append(row.number)
            return False
        if len(filled) == 1 and not row.faults and _NOTE.match(row.cells[filled[0]]):
            self.left_out["notes"].append(row.number)
            return False
        self.used.update(filled, row.faults)
        return True

    def _wiped(self, cells: list[str]) -> list[str]:
        for column in self.head.ours:
            if column < len(cells):
                cells[column] = ""
        return cells

    def outcome(self) -> dict[str, object]:
        """All that is to be known beside the rows, once they have been gone through."""
        columns = sorted(self.used)
        headings = self.head.headings
        named = [headings[column] if column < len(headings) else "" for column in columns]
        while named and not named[-1]:
            named.pop()
        return {
            "kind": self.book.kind,
            "sheet": self.sheet.title,
            "headings": named,
            "columns": columns,
            "rows": self.count,
            "remarks": list(self._remarks()),
        }

    def _remarks(self) -> Iterator[Remark]:
        for code in self.book.remarks:
            yield code, {}
        others = [sheet.title for sheet in self.book.sheets if sheet is not self.sheet and _holds_text(sheet)]
        if others:
            yield "others", {"sheet": self.sheet.title, "sheets": others}
        if self.book.hidden:
            yield "hidden", {"sheets": self.book.hidden}
        above = self.head.row - len(self.head.lines)
        if _holds_text(self.sheet, above):
            yield "titles", {"row": self.head.row}
        for code, rows in self.left_out.items():
            yield code, {"rows": rows[:_MANY], "more": len(rows) > _MANY}


def _holds_text(sheet: Sheet, last: float = math.inf) -> bool:
    """Whether there is text in a sheet, down to a last row."""
    try:
        rows = takewhile(lambda row: row.number <= last, sheet.rows())
        return any(any(map(str.strip, row.cells)) for row in rows)
    except Unread:
        return True


def _reason(book: Book) -> str:
    """Why there is no sheet to read."""
    if any(map(_holds_text, book.sheets)):
        return "headings"
    return "all_hidden" if book.hidden else "blank"


class _Covered:
    """The cells that merged cells cover, found in the order of the rows."""

    def __init__(self, merged: Iterable[Area]) -> None:
        tall = (area for area in merged if area.bottom > area.top)
        self.waiting = sorted(tall, reverse=True)
        self.open: list[Area] = []

    def mark(self, row: Row) -> None:
        """Note the cells of a row that merged cells cover which began further up, and those beside a tall one."""
        while self.waiting and self.waiting[-1].top <= row.number:
            self.open.append(self.waiting.pop())
        self.open = [area for area in self.open if area.bottom >= row.number]
        for top, left, _bottom, right in self.open:
            first = left + 1 if top == row.number else left
            for column in range(first, min(right + 1, MAX_COLUMNS)):
                if column < len(row.cells) and row.cells[column].strip():
                    continue
                row.faults.setdefault(column, "merged")
