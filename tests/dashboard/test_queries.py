"""How often a page asks the database does not depend on how much is there."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innovation.models import (
    Certification,
    Criterion,
    Enterprise,
    Indicator,
    Level,
    Observation,
    Programme,
    Project,
    State,
)
from tests.innovation.conftest import complete, counted, entered, entry, ratio, state

PAGES = {
    "/": 14,
    "/indicators/high-tech/?by=level": 13,
    "/indicators/high-tech/?by=area": 13,
    "/indicators/": 9,
    "/indicators/high-tech/records/?period=2006": 11,
    "/areas/990101/expiring/": 4,
}


@pytest.fixture
def busy(district: Any) -> Any:
    """The district with an indicator of each origin, two of them over registers."""
    common: dict[str, Any] = {"topic": district.topic, "display": "key"}
    high_tech = counted("high-tech", "certifications", nature="stock", **common)
    Criterion.objects.create(indicator=high_tech, dimension="scheme", value="high-tech")
    projects = counted("projects", "projects", nature="cumulative", **common | {"display": "records"})
    told = entered("told", due_days=0, **common)
    ratio("share", high_tech, projects, **common)
    complete("projects", district.home)
    for year in range(2003, 2007):
        state(told, district.home, str(year), year, source=district.source)
    district.unit, district.level, district.torch = told.unit, entry(Level, "national"), entry(Programme, "torch")
    return district


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def add_enterprises(district: Any, number: int) -> None:
    """So many enterprises with a certificate, which ends soon, and a project each."""
    common = {"area": district.south, "source": district.source, "state": State.PUBLISHED}
    firms = Enterprise.objects.bulk_create([Enterprise(name=f"企业{number}-{n}", **common) for n in range(number)])
    of: dict[str, Any] = {"level": district.level, **common}
    dates = {"issued_on": dt.date(2004, 3, 1), "valid_to": dt.date(2007, 2, 28)}
    Certification.objects.bulk_create(
        [Certification(enterprise=firm, scheme=district.scheme, **dates, **of) for firm in firms]
    )
    Project.objects.bulk_create(
        [Project(enterprise=firm, title="t", programme=district.torch, date="2005-05-01", **of) for firm in firms]
    )


def add_indicators(district: Any, first: int, last: int) -> None:
    """Entered indicators with a value each."""
    rows: dict[str, Any] = {"topic": district.topic, "unit": district.unit, "display": "key", "is_public": True}
    added = Indicator.objects.bulk_create(
        [Indicator(code=f"more-{n}", name=f"更多{n}", **rows) for n in range(first, last)]
    )
    told: dict[str, Any] = {"area": district.home, "period": "2006", "value": 1, "stated_on": "2006-12-01"}
    Observation.objects.bulk_create(
        [Observation(indicator=one, unit=district.unit, state=State.PUBLISHED, **told) for one in added]
    )


def test_queries_are_as_many_for_10_as_for_1000_enterprises(busy: Any, client: Client, no_n_plus_one: None) -> None:
    add_enterprises(busy, 10)
    few = {address: asked(client, address) for address in PAGES}
    add_enterprises(busy, 990)
    many = {address: asked(client, address) for address in PAGES}
    assert few == many == PAGES


def test_queries_are_as_many_for_10_as_for_100_indicators(busy: Any, client: Client, no_n_plus_one: None) -> None:
    add_enterprises(busy, 10)
    add_indicators(busy, 0, 6)
    few = {address: asked(client, address) for address in PAGES}
    add_indicators(busy, 6, 96)
    many = {address: asked(client, address) for address in PAGES}
    assert few == many == PAGES
