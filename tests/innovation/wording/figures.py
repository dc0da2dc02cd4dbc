"""Figures that were never on file, in the units that every installation begins with."""

import csv
from decimal import Decimal
from pathlib import Path

from innovation.indicators.figure import Figure
from innovation.models import Area, Indicator, Unit
from innovation.periods import Period

STANDARD = Path(__file__).resolve().parents[3] / "innovation" / "standard" / "units.csv"


def _units() -> dict[str, Unit]:
    with STANDARD.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["代码"]: _unit(number, row) for number, row in enumerate(rows, 1)}


def _unit(key: int, row: dict[str, str]) -> Unit:
    return Unit(
        pk=key,
        code=row["代码"],
        name=row["名称"],
        name_en=row["英文名称"],
        quantity=row["量"],
        factor=Decimal(row["倍数"]),
        prefix=row["数量级"],
        word=row["量词"],
    )


UNITS = _units()


def figure(value: str, unit: str | Unit, qualifier: str = "", period: str = "2006", kept_in: str = "") -> Figure:
    """A value as printed, of an indicator that is kept in this unit, or in another."""
    measured = UNITS[unit] if isinstance(unit, str) else unit
    indicator = Indicator(code="funds", name="经费", name_en="Funds", unit=UNITS[kept_in] if kept_in else measured)
    where = Area(code="990101", name="澜江区", name_en="Lanjiang")
    return Figure(indicator, where, Period.parse(period), value=Decimal(value), unit=measured, qualifier=qualifier)
