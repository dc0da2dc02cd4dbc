"""How fast spreadsheets are imported: `make bench`. It prints rows a second, memory, and ratios to a bare insert.

.venv/bin/python -m benchmarks.exchange --rows 100000 --database postgresql
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = ("地区", "企业名称", "统一社会信用代码", "行业", "从业人员", "成立日期")
TOWNS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database, Path(folder)) as url:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "dashboard.settings", "DATABASE_URL": url}
        os.environ |= {"INNOVATION_DATA_DIR": folder}
        import django  # noqa: PLC0415 -- the settings read the environment

        django.setup()
        from benchmarks.measuring import measure  # noqa: PLC0415 -- models need the settings

        print(f"{asked.rows:,} enterprises, {asked.database}")
        measure(workbook(Path(folder) / "enterprises.xlsx", asked.rows), asked.rows)
        print(f"memory: {memory(resource.RUSAGE_SELF)} MB, of the reader {memory(resource.RUSAGE_CHILDREN)} MB")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database that is thrown away afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    from tests.postgres import Server, programs  # noqa: PLC0415 -- it needs PostgreSQL's programs

    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed.")
    server = Server(found)
    try:
        yield server.url
    finally:
        server.stop()


def workbook(path: Path, rows: int) -> Path:
    """A table of so many enterprises, the same each time."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADINGS)
    for number in range(rows):
        town, day = f"镇{number % TOWNS}", f"{1990 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        page.write_row(number + 1, 0, (town, f"示例企业{number}", "", "制造业", number % 500, day))
    book.close()
    return path


def memory(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


def timed(name: str, rows: int, work: Any) -> float:
    """Seconds that a piece of work took, printed as rows a second."""
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    print(f"{name:32}{seconds:8.1f} s{rows / seconds:12,.0f} rows/s")
    return seconds


if __name__ == "__main__":
    main()
