"""How fast a long table is checked and written: `.venv/bin/python -m benchmarks.registers --rows 100000`.

Prints rows a second, the most memory taken, and how much longer it takes than Django's plain bulk_create of the same
rows, with neither check nor history.
"""

import argparse
import datetime as dt
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.core.management import call_command
from django.db import connections, models, transaction
from django.utils import timezone, translation

from benchmarks.product import FOLDER
from innovation.exchange.checking import Outcome, check
from innovation.exchange.folders import SHEETS
from innovation.exchange.tables import Line, Table
from innovation.exchange.writing import Entry, Writing, write_alone
from innovation.models import Area, Indicator, Industry, Level, Ownership, Scheme, Source, Topic, Unit
from innovation.models.enterprises import credit_code_check
from tests.postgres import Server, programs, use

TOWNS = 100
INDICATORS = 50
FIRST_YEAR = 1950
PORTION = 1000


@contextmanager
def database(kind: str) -> Iterator[None]:
    """An empty database of the product, gone afterwards."""
    found = programs() if kind == "postgresql" else None
    if kind == "postgresql" and found is None:
        raise SystemExit("PostgreSQL is not installed.")
    server = Server(found) if found else None
    use(server.url if server else f"sqlite:///{Path(FOLDER.name) / 'benchmark.sqlite3'}")
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections.close_all()
        if server:
            server.stop()


def set_up() -> None:
    """What the rows refer to."""
    district = Area.objects.create(code="990101", name="示例区", type=Area.Type.DISTRICT)
    for number in range(TOWNS):
        Area.objects.create(code=town(number), name=f"第{number}镇", type=Area.Type.TOWN, parent=district)
    for number in range(20):
        Industry.objects.create(code=f"C{number + 13}", name=f"第{number}类制造业")
        Ownership.objects.create(code=f"o-{number}", name=f"第{number}种所有制")
    Source.objects.create(code="yearbook", name="统计年鉴")
    Level.objects.create(code="national", name="国家级")
    Scheme.objects.create(
        code="high-tech", name="高新技术企业", number_pattern="GR[0-9]{12}", validity="years", valid_years=3
    )
    topic = Topic.objects.create(code="economy", name="经济")
    unit = Unit.objects.create(code="cny-10k", name="万元", quantity="CNY", factor=10_000, prefix="万", word="元")
    for number in range(INDICATORS):
        Indicator.objects.create(code=f"indicator-{number}", name=f"第{number}项指标", topic=topic, unit=unit)


def town(number: int) -> str:
    return f"990101{number % TOWNS:03}000"


ENTERPRISES = (
    "地区",
    "企业名称",
    "统一社会信用代码",
    "行业",
    "所有制",
    "成立日期",
    "注销或迁出日期",
    "从业人员",
    "来源",
    "来源位置",
    "依据",
    "备注",
)


def enterprise(number: int) -> tuple[str, ...]:
    code = f"91990101MA{number:07}"
    founded = dt.date(1990, 1, 1) + dt.timedelta(days=number % 10_000)
    return (
        f"第{number % TOWNS}镇",
        f"示例区第{number}精密机械制造有限公司",
        code + credit_code_check(code + "0"),
        f"C{number % 20 + 13}",
        f"第{number % 20}种所有制",
        founded.isoformat(),
        "",
        f"{number % 977 + 1:,}",
        "统计年鉴",
        f"第{number % 300}页",
        "reported",
        "",
    )


OBSERVATIONS = ("地区", "指标", "时期", "数值", "单位", "约数", "状态", "发布日期", "来源", "来源位置", "依据", "说明")


def observation(number: int) -> tuple[str, ...]:
    rest, place = divmod(number, TOWNS)
    years, indicator = divmod(rest, INDICATORS)
    return (
        town(place),
        f"第{indicator}项指标",
        f"{FIRST_YEAR + years}年",
        f"{Decimal(10_000 + 37 * years + number % 89) / 10:,}",
        "万元",
        "",
        "A",
        f"{FIRST_YEAR + years + 1}-02-28",
        "yearbook",
        f"第{indicator}页",
        "reported",
        "",
    )


CERTIFICATIONS = ("地区", "认定种类", "级别", "编号", "企业", "批次", "公示日期", "认定日期", "来源", "依据")


def certification(number: int) -> tuple[str, ...]:
    """One for each enterprise: they are too many to be held in memory."""
    issued = dt.date(2018, 1, 1) + dt.timedelta(days=number % 3000)
    return (
        town(number),
        "高新技术企业",
        "国家级",
        f"GR{issued.year}33{number:06}",
        f"示例区第{number}精密机械制造有限公司",
        f"第{number % 3 + 1}批",
        (issued - dt.timedelta(days=20)).isoformat(),
        issued.isoformat(),
        "统计年鉴",
        "reported",
    )


class Lines:
    """So many lines, each made when it is wanted, like those of a file."""

    def __init__(self, number: int, cells: Callable[[int], tuple[str, ...]]) -> None:
        self.number, self.cells = number, cells

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Line]:
        return (Line(number + 2, self.cells(number)) for number in range(self.number))


def measure(name: str, table: Table) -> None:
    """Check a table, store its rows without check or history and take them back, and write it."""
    sheet, number = SHEETS[name], len(table.lines)
    print(f"{name}: {number:,} rows")
    plain = 0.0
    with transaction.atomic():
        begun = time.perf_counter()
        rows = iter(check(sheet, table).rows)
        while portion := list(islice(rows, PORTION)):
            if odd := [str(problem) for row in portion if row.outcome != Outcome.READY for problem in row.problems]:
                raise SystemExit(odd[0])
            started = time.perf_counter()
            # Not the way of the product: it leaves no history.
            models.QuerySet(sheet.model).bulk_create([row.said for row in portion])
            plain += time.perf_counter() - started
        checked = time.perf_counter() - begun - plain
        transaction.set_rollback(True)
    tell("checked", number / checked)
    tell("stored by bulk_create alone", number / plain)
    begun = time.perf_counter()
    with transaction.atomic():
        write_alone(sheet.model)
        for _done in Writing(sheet, check(sheet, table).rows, Entry("benchmark", moment=timezone.now())):
            pass
    written = time.perf_counter() - begun
    tell("checked and written with history", number / written)
    tell("of which written", number / (written - checked))
    assert sheet.model.objects.count() == sheet.model.history.count() == number
    print(f"  {'times as long as bulk_create alone':36}{written / plain:10.1f}")


def tell(what: str, speed: float) -> None:
    print(f"  {what:36}{speed:10,.0f} rows/s, {memory():,.0f} MiB at most", flush=True)


def memory() -> float:
    """The most memory this program ever took, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    tables = {
        "enterprises": Table(ENTERPRISES, Lines(options.rows, enterprise)),
        "certifications": Table(CERTIFICATIONS, Lines(options.rows, certification)),
        "observations": Table(OBSERVATIONS, Lines(options.rows, observation)),
    }
    with database(options.database), translation.override("zh-hans"):
        set_up()
        print(f"{options.database}, {memory():,.0f} MiB before")
        for name, table in tables.items():
            measure(name, table)


if __name__ == "__main__":
    main()
