"""The charts of a page as data: what they are drawn from, and what the tables beside them say."""

import json
from decimal import Decimal
from typing import Any

from tests.markup import Element


def charts(page: Element) -> list[tuple[dict[str, Any], Element]]:
    """What each chart of a page is drawn from, with the table beside it."""
    found = []
    for figure in page.all("figure", of="chart"):
        if "data-chart" in figure.attributes:
            data = json.loads(figure.only("script", id=figure["data-chart"]).text)
            found.append((data, figure.only("table")))
    return found


def numbers(table: Element) -> list[list[Decimal | None]]:
    """The values of a table, row by row; None where a value is missing."""
    return [[number(one) for one in row.all("td")] for row in table.only("tbody").all("tr")]


def number(one: Element) -> Decimal | None:
    if one.all("span", of="missing"):
        return None
    return Decimal(one.only("span", of="number").text.replace(",", ""))


def drawn(data: dict[str, Any]) -> list[list[Decimal | None]]:
    """The values of a chart, place by place, its totals first."""
    series = [[None if v is None else Decimal(v) for v in one["values"]] for one in data["series"]]
    if data["kind"] == "stack":
        totals = [
            None if why else Decimal(text.replace(",", ""))
            for text, why in zip(data["totals"], data["missing"], strict=True)
        ]
        series.insert(0, totals)
    return [list(place) for place in zip(*series, strict=True)]
