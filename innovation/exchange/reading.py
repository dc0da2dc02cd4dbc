"""The table in a file that somebody chose: read by its content, whatever its name says, and however bad it is.

| the file                                          | what becomes of it                                              |
|---------------------------------------------------|-----------------------------------------------------------------|
| .xlsx, .xls, .ods, XML of Excel 2003              | read                                                            |
| .csv: UTF-8, UTF-16 with mark, GBK; comma ; or tab| read                                                            |
| web page with a table, also if named .xls         | read                                                            |
| another name than its content has                 | read, with a remark                                             |
| with macros                                       | read, with a remark; they are not run                           |
| days counted from 1904                            | read, with a remark                                             |
| several sheets                                    | the one with most known headings is read, the others remarked   |
| hidden sheets                                     | not read, with a remark                                         |
| titles above, repeated headings, notes below      | left out, with a remark                                         |
| headings in two lines, merged, in either language | read                                                            |
| no heading that is known; no text; empty          | refused                                                         |
| protected with a password                         | refused                                                         |
| damaged, incomplete                               | refused                                                         |
| picture, PDF, document, archive, .xlsb, anything  | refused                                                         |
| XML with entities                                 | refused                                                         |
| over 20 MB, or 400 MB or 2,000 parts unpacked     | refused                                                         |
| over 100,000 rows, or text beyond column 200      | refused                                                         |
| too much time or memory to read                   | refused                                                         |
| a filled cell without value, wherever it stands   | not there                                                       |
| number, percentage, date                          | text as shown: 13.0, 13%, 2006-08, with all digits stored       |
| formula                                           | its stored value; if it has none, a fault of the cell           |
| #REF! and the like                                | a fault of the cell                                             |
| merged over several rows                          | a value in the first cell, a fault of the others                |
| over 32,767 characters in a cell                  | a fault of the cell                                             |
| text beginning with = + - @                       | text, in a .csv without the ' that exports put before it        |
"""

import json
import ntpath
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any

from innovation.exchange.problems import Problem, Refused
from innovation.exchange.sentences import examples, fault, refusal, remark
from innovation.exchange.tables import Line, Table

MAX_BYTES = 20 * 2**20
_SECONDS = 120
_LONGEST_NAME = 100
_ROOT = Path(__file__).resolve().parents[2]
_EXTENSIONS = {
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "xls": {".xls", ".xlt", ".et"},
    "ods": {".ods"},
    "csv": {".csv", ".txt", ".tsv"},
    "html": {".html", ".htm"},
    "xml2003": {".xml"},
}

Progress = Callable[[int, int | None], None]


def read_file(path: Path, name: str, headings: Collection[str], progress: Progress | None = None) -> Table:
    """The table in a file.

    `name` is what the user called the file, only to speak of it; `headings` are all that are known, in whatever
    language. `progress` is told every 2,000 rows how many were read, and of about how many if that is known.
    """
    name = _last_part(name)
    if path.stat().st_size > MAX_BYTES:
        raise _refused("large", limit=MAX_BYTES // 2**20)
    # It lives as long as the table.
    rows = NamedTemporaryFile(prefix="rows-")  # noqa: SIM115
    outcome = _run({"file": str(path.resolve()), "rows": rows.name, "headings": list(headings)}, progress)
    if "unread" in outcome:
        about = {"name": name, "known": examples(headings, 8), "rows": 15}
        raise _refused(outcome["unread"], **about | outcome["details"])
    remarks = outcome["remarks"]
    if PurePosixPath(name).suffix.lower() not in _EXTENSIONS[outcome["kind"]] | {""}:
        remarks.append(("misnamed", {"name": name, "kind": outcome["kind"]}))
    return Table(
        headings=tuple(outcome["headings"]),
        lines=StoredLines(rows, tuple(outcome["columns"]), outcome["rows"]),
        sheet=outcome["sheet"],
        remarks=tuple(remark(code, details) for code, details in remarks),
    )


@dataclass(frozen=True)
class StoredLines:
    """Rows kept in a file until nobody needs them any more, so that many take no more memory than few."""

    file: Any
    columns: tuple[int, ...]
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Line]:
        width = max(self.columns, default=-1) + 1
        places = {str(column): place for place, column in enumerate(self.columns)}
        with open(self.file.name, encoding="utf-8") as rows:
            for row in rows:
                number, cells, faults = json.loads(row)
                cells += [""] * (width - len(cells))
                told = {places[column]: fault(code) for column, code in faults.items() if column in places}
                yield Line(number, tuple(cells[column] for column in self.columns), told)


def _run(request: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
    """What the reading process tells at its end. It knows nothing of this one, not even the environment."""
    command = [sys.executable, "-m", "innovation.exchange.parsing"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT, env={"PYTHONUTF8": "1"}, text=True
    ) as process:
        clock = threading.Timer(_SECONDS, process.kill)
        clock.start()
        try:
            for message in _messages(process, request):
                if "progress" not in message:
                    return message
                if progress:
                    progress(message["progress"], message["of"])
            process.wait()
        finally:
            clock.cancel()
            process.kill()
    ended = process.returncode in (-signal.SIGKILL, -signal.SIGXCPU)
    return {"unread": "exhausted" if ended else "damaged", "details": {}}


def _messages(process: subprocess.Popen[str], request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a process tells, up to where it ended or was ended."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(request))
        process.stdin.close()
        for line in process.stdout:
            yield json.loads(line)
    except (BrokenPipeError, json.JSONDecodeError):
        return


def _last_part(name: str) -> str:
    """A file's name without folders, in whatever way they are written, and without what cannot be shown."""
    return "".join(filter(str.isprintable, ntpath.basename(name)))[-_LONGEST_NAME:]


def _refused(code: str, **details: Any) -> Refused:
    return Refused([Problem(refusal(code, details))])
