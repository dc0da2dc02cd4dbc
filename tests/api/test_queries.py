"""How often the database is asked does not depend on how much is there."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innovation.models import Certification, Contract, Enterprise, Indicator, Observation, Project, State

ADDRESSES = {
    "figures/": 8,
    "figures/?by=area&indicator=high-tech": 9,
    "figures/?by=level": 8,
    "figures/records/?indicator=high-tech&period=2006": 9,
    "enterprises/": 3,
    "enterprises/?q=%E7%94%B2&area=990101&ordering=name": 4,
    "certifications/": 2,
    "certifications/?q=%E7%94%B2&area=990101&level=national": 4,
    "projects/": 2,
    "contracts/": 2,
    "indicators/": 3,
    "areas/": 2,
    "sources/": 2,
}


def asked(ask, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = ask(f"/api/v1/{address}{'&' if '?' in address else '?'}page_size=500")
    assert answer.status_code == 200, answer.content.decode()
    return len(queries)


def add_enterprises(district, number):
    """So many enterprises with a certificate, a project and a contract each."""
    lists = district.lists
    firms = Enterprise.objects.bulk_create(
        [
            Enterprise(area=district.town, name=f"甲{number}-{n}", source=lists.source, state=State.PUBLISHED)
            for n in range(number)
        ]
    )
    common = {"area": district.town, "source": lists.source, "state": State.PUBLISHED}
    Certification.objects.bulk_create(
        [
            Certification(enterprise=firm, scheme=lists.scheme, level=lists.national, number=f"C{firm.pk}", **common)
            for firm in firms
        ]
    )
    Project.objects.bulk_create(
        [
            Project(enterprise=firm, title="t", programme=district.programme, level=lists.national, **common)
            for firm in firms
        ]
    )
    Contract.objects.bulk_create(
        [Contract(enterprise=firm, type=district.contract_type, amount=Decimal(1), **common) for firm in firms]
    )


def add_indicators(indicators, first, last):
    """Entered indicators with a value each."""
    lists = indicators.district.lists
    added = Indicator.objects.bulk_create(
        [
            Indicator(code=f"more-{n}", name=f"{n}", topic=lists.topic, unit=lists.unit, is_public=True)
            for n in range(first, last)
        ]
    )
    Observation.objects.bulk_create(
        [
            Observation(
                indicator=indicator, area=indicators.district.home, period="2006", value=Decimal(1), unit=lists.unit,
                stated_on="2006-12-01", source=lists.source, state=State.PUBLISHED,
            )
            for indicator in added
        ]
    )  # fmt: skip


def test_queries_are_as_many_for_10_as_for_1000_enterprises(ask, indicators, no_n_plus_one):
    add_enterprises(indicators.district, 10)
    few = {address: asked(ask, address) for address in ADDRESSES}
    add_enterprises(indicators.district, 990)
    many = {address: asked(ask, address) for address in ADDRESSES}
    assert few == many == ADDRESSES


@pytest.mark.parametrize("address", ["figures/", "figures/?by=area", "indicators/"])
def test_queries_are_as_many_for_10_as_for_100_indicators(ask, indicators, no_n_plus_one, address):
    add_indicators(indicators, 0, 10)
    few = asked(ask, address)
    add_indicators(indicators, 10, 100)
    assert asked(ask, address) == few
