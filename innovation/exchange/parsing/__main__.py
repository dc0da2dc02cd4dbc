"""Read one file: what to read comes as JSON, its rows go into a file line by line, and the outcome is told as JSON.

Whatever the file holds, this process ends by itself or is ended: it may use so much memory, time and disk.
"""

import json
import resource
import sys
import traceback
from pathlib import Path

from innovation.exchange.parsing.books import Unread
from innovation.exchange.parsing.extract import Extract
from innovation.exchange.parsing.headings import known_headings
from innovation.exchange.parsing.kinds import book_of

_LIMITS = {
    resource.RLIMIT_AS: 1_500 * 2**20,
    resource.RLIMIT_CPU: 90,
    resource.RLIMIT_FSIZE: 500 * 2**20,
    resource.RLIMIT_CORE: 0,
}


def main() -> None:
    """Read what is asked for."""
    request = json.load(sys.stdin)
    for limit, value in _LIMITS.items():
        resource.setrlimit(limit, (value, value))
    _tell(_outcome(Path(request["file"]), Path(request["rows"]), request["headings"]))


def _outcome(file: Path, rows: Path, headings: list[str]) -> dict[str, object]:
    try:
        return _read(file, rows, headings)
    except Unread as unread:
        return {"unread": unread.code, "details": unread.details}
    except (MemoryError, OSError):
        return {"unread": "exhausted", "details": {}}
    # A file may be wrong in ways nobody thought of; the log tells which.
    except Exception:
        traceback.print_exc()
        return {"unread": "damaged", "details": {}}


def _read(file: Path, rows: Path, headings: list[str]) -> dict[str, object]:
    known = known_headings(headings)
    extract = Extract(book_of(file, known), known)
    with rows.open("w", encoding="utf-8", errors="replace") as lines:
        for row in extract.rows(lambda count, size: _tell({"progress": count, "of": size})):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return extract.outcome()


def _tell(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main()
