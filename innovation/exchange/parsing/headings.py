"""Where the headings of a table stand, in one line or two, and which of those that are known they are."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from innovation.exchange.parsing.books import Area, Sheet, Unread

# Headings as `alike` makes them, and how they are written.
Known = Mapping[str, str]
Lines = Mapping[int, list[str]]

_ROWS = 15
# The column that marked copies of a table carry, which is no part of it.
_OURS = {"核对结果", "checkresult"}


@dataclass(frozen=True)
class Head:
    """The headings of a sheet: the row they end in, their texts by column, how many are known, and their lines."""

    row: int
    headings: tuple[str, ...]
    known: int
    lines: tuple[tuple[str, ...], ...]

    @property
    def ours(self) -> set[int]:
        """The columns that are no part of the table."""
        return {column for column, heading in enumerate(self.headings) if alike(heading) in _OURS}


def known_headings(headings: Iterable[str]) -> Known:
    """The headings that are known, to be found however they are spaced."""
    return {alike(heading): heading for heading in headings}


def alike(text: str) -> str:
    """A text without what makes no difference in a heading: width, case, blanks, breaks."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split()).casefold()


def best_of(sheets: Sequence[Sheet], known: Known) -> tuple[Sheet, Head] | None:
    """The sheet with the most headings that are known, the first of several; none if no sheet has any."""
    heads: list[tuple[Sheet, Head]] = []
    trouble: list[Unread] = []
    for sheet in sheets:
        try:
            head = head_of(sheet, known)
        except Unread as unread:
            trouble.append(unread)
        else:
            heads += [(sheet, head)] if head else []
    if trouble and not heads:
        raise trouble[0]
    return max(heads, key=lambda found: found[1].known, default=None)


def head_of(sheet: Sheet, known: Known) -> Head | None:
    """The headings of a sheet, if its first rows have any that are known."""
    rows = takewhile(lambda row: row.number <= _ROWS, sheet.rows())
    texts = {row.number: row.cells for row in rows if any(map(str.strip, row.cells))}
    merged = [area for area in sheet.merged() if area.top <= _ROWS]
    found = []
    for number in texts:
        single = _single(texts, number, known)
        found.append((single.known, False, True, -number, single))
        if number - 1 in texts:
            double = _double(texts, number, merged, known)
            above = _single(texts, number - 1, known)
            found.append((double.known, bool(above.known) and _joined(merged, number), False, -number, double))
    best = max(found, key=lambda candidate: candidate[:4], default=None)
    return best[4] if best and best[4].known else None


def _single(texts: Lines, number: int, known: Known) -> Head:
    return _head(number, [_written(text, known) for text in texts[number]], known, [texts[number]])


def _double(texts: Lines, number: int, merged: Sequence[Area], known: Known) -> Head:
    """The headings of two lines, the upper of which may stand over several columns."""
    upper, lower = _upper(texts, number, merged), texts[number]
    width = max(len(upper), len(lower))
    pairs = zip(_padded(upper, width), _padded(lower, width), strict=True)
    return _head(number, [_together(*pair, known) for pair in pairs], known, [texts[number - 1], lower])


def _upper(texts: Lines, number: int, merged: Sequence[Area]) -> list[str]:
    """The upper line, each text in all the columns that it stands over."""
    lower = texts[number]
    upper = _padded(texts[number - 1], max(len(lower), len(texts[number - 1])))
    for area in merged:
        if area.top < number <= area.bottom + 1 and area.top in texts:
            text = next(iter(texts[area.top][area.left : area.left + 1]), "")
            upper[area.left : area.right + 1] = [text] * len(upper[area.left : area.right + 1])
    if not merged:
        for column in range(1, len(lower)):
            if lower[column].strip() and not upper[column].strip():
                upper[column] = upper[column - 1]
    return upper


def _joined(merged: Sequence[Area], number: int) -> bool:
    """Whether merged cells tell that a row and the one above it are one head."""
    return any(
        area.top <= number - 1 and (area.bottom == number or (area.bottom == number - 1 and area.right > area.left))
        for area in merged
    )


def _together(upper: str, lower: str, known: Known) -> str:
    """One heading of two lines: what is known of both or of the lower one, else both."""
    if not lower.strip() or alike(upper) == alike(lower):
        return _written(upper, known)
    both = f"{upper.strip()}/{lower.strip()}" if upper.strip() else lower.strip()
    return known.get(alike(both)) or known.get(alike(lower)) or both


def _written(text: str, known: Known) -> str:
    return known.get(alike(text), text.strip())


def _head(number: int, headings: list[str], known: Known, lines: list[list[str]]) -> Head:
    while headings and not headings[-1]:
        headings.pop()
    count = len({heading for heading in headings if alike(heading) in known} - {""})
    return Head(number, tuple(headings), count, tuple(map(trimmed, lines)))


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The texts of a row without blanks around them, and without the empty ones at its end."""
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
