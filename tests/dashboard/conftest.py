"""Pages as their readers get them, on the last day of 2006."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from innovation.models import Area, Level, Scheme, Source, Topic, Unit
from tests.innovation.conftest import area, complete, entry
from tests.markup import Element, read

Visit = Callable[..., Element]


@pytest.fixture(autouse=True)
def _new_years_eve(settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)


@pytest.fixture
def visit(client: Client) -> Visit:
    """Opens an address in English, the language of the code, unless another is wanted."""

    def opened(address: str, /, lang: str = "en", status: int = 200, **query: Any) -> Element:
        client.raise_request_exception = False
        client.cookies.load({"lang": lang})
        answer = client.get(address, query or None)
        assert answer.status_code == status, answer.content.decode()
        return read(answer)

    return opened


@pytest.fixture
def district(db: None) -> SimpleNamespace:
    """A district of two towns and its neighbour, in a city; its certificates are complete since 2004."""
    city = area("990100", name="示例市", name_en="Sample City", type=Area.Type.CITY)
    home = area("990101", city, name="澜江区", name_en="Lanjiang")
    entry(Unit, "count", quantity="count", word="个", name="个", name_en="items")
    entry(Unit, "cny-10k", quantity="CNY", factor=10_000, prefix="万", word="元", name="万元", name_en="10k yuan")
    entry(Level, "national", order=10, name="国家级", name_en="National")
    entry(Level, "municipal", order=30, name="市级", name_en="Municipal")
    complete("certifications", home, "2004-01-01")
    return SimpleNamespace(
        city=city,
        home=home,
        south=area("990101100000", home, name="南镇", name_en="South Town"),
        north=area("990101101000", home, name="北镇", name_en="North Town"),
        neighbour=area("990102", city, name="邻区", name_en="Next District"),
        scheme=entry(Scheme, "high-tech", name="高新技术企业", name_en="High-tech enterprise"),
        topic=entry(Topic, "topic", name="创新", name_en="Innovation"),
        source=entry(Source, "yearbook", name="年鉴", name_en="Yearbook"),
    )


def cell(page: Element, row: str, column: str) -> str:
    """The words of the cell in the row and under the column of these names, in the first table that has both."""
    for table in page.all("table"):
        labels = [head.text for head in table.all("th", scope="col")]
        for line in table.only("tbody").all("tr"):
            cells = [one.text for one in line.all() if one.name in ("th", "td")]
            if column in labels and cells[0] == row:
                return cells[labels.index(column)]
    raise AssertionError(f"There is no cell for {row} and {column}.")
