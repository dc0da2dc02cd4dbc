"""Which figure of ours stands for which number of the source document."""

import csv
from pathlib import Path
from typing import Any

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area
from innovation.periods import Period

Row = dict[str, str]


def mapped(name: str) -> list[Row]:
    """The rows of a mapping: what the document says (`quote`, the `formula` that follows from it, or an `item` it names
    without a number), the place of our figure, and what it must say (`value`, `unit`, `qualifier`, `printed` …)."""
    with open(Path(__file__).parent / f"{name}_mapping.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SOURCE, DERIVED, UNNUMBERED = mapped("source"), mapped("derived"), mapped("unnumbered")


def figure_of(row: Row) -> Figure:
    """The figure itself, read through the one door."""
    catalogue = Catalogue()
    indicator = catalogue.get(row["indicator"])
    assert indicator is not None
    area = Area.objects.select_related("parent").get(code=row["area"])
    return Figures(catalogue, [indicator], [area]).at(indicator, area, Period.parse(row["period"]), row["category"])


def records_address(row: Row, page: int = 1) -> tuple[str, dict[str, Any]]:
    """The page of what stands behind the figure."""
    query = {name: row[name] for name in ("area", "period", "category") if row[name]}
    return f"/indicators/{row['indicator']}/records/", query | {"page": page}
