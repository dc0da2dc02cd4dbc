"""What stands behind a figure is what it was counted from."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figures import Figures
from innovation.indicators.registers import REGISTERS
from innovation.models import Area, Certification, Project
from innovation.periods import Period
from tests.figures.mapping import DERIVED, SOURCE, UNNUMBERED, Row, figure_of, records_address
from tests.markup import read, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

COUNTED = [row for row in (*SOURCE, *DERIVED, *UNNUMBERED) if row["origin"] == "counted"]

# The columns that amounts stand in, the surest first: a budget counts what was spent, else what was planned.
AMOUNTS = {
    ("activities", "leading-bodies"): ["leading bodies taking part"],
    ("activities", "persons"): ["persons"],
    ("assessments", "rank"): ["rank"],
    ("budgets", "amount"): ["final account (10,000 yuan)", "adjusted budget (10,000 yuan)", "budget (10,000 yuan)"],
    ("contracts", "amount"): ["contract value (10,000 yuan)"],
    ("exhibitions", "projects"): ["projects signed, all parties"],
    ("exhibitions", "value"): ["value signed, all parties (10,000 yuan)"],
    ("facilities", "number"): ["how many"],
}


def listed(row: Row, client: Any) -> list[dict[str, str]]:
    """The records on all pages behind a figure, by the labels of their columns."""
    client.cookies.load({"lang": "en"})
    found: list[dict[str, str]] = []
    for number in range(1, 10):
        page = read(client.get(*records_address(row, number)))
        labels = [head.text for head in page.only("table").all("th", scope="col")]
        found += [dict(zip(labels, cells, strict=True)) for cells in rows(page.only("table"))]
        if not page.all("a", rel="next"):
            return found
    raise AssertionError("There is no end of pages.")


def amount(record: dict[str, str], columns: list[str]) -> Decimal:
    """The surest amount that a record shows."""
    shown = [record[column] for column in columns if record.get(column, "—") != "—"]
    return Decimal(shown[0].replace(",", ""))


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row["id"])
def test_the_records_listed_make_up_the_figure(row: Row, client: Any) -> None:
    records, figure = listed(row, client), figure_of(row)
    indicator = figure.indicator
    columns = AMOUNTS.get((indicator.register, indicator.measure))
    if columns is None:
        assert len(records) == figure.value
    else:
        factor = REGISTERS[indicator.register].measures[indicator.measure].factor
        assert sum(amount(record, columns) for record in records) * factor == figure.amount


def test_more_records_than_one_page_holds_are_listed_page_by_page(client: Any) -> None:
    row = next(row for row in DERIVED if row["id"] == "C01")
    client.cookies.load({"lang": "en"})
    first, second = (read(client.get(*records_address(row, number))) for number in (1, 2))
    assert [len(rows(page.only("table"))) for page in (first, second)] == [50, 5]
    assert first.only("nav", of="pages").only("span").text == "Records 1 to 50 of 55"
    assert second.only("a", rel="prev")["href"].endswith("&page=1")


def test_what_has_lapsed_or_was_called_off_is_on_file_and_in_no_figure() -> None:
    day = dt.date(2006, 9, 30)
    certificates = Certification.objects.filter(scheme__code="high-tech")
    expired = certificates.filter(valid_to__lt=day, renewals=None)
    revoked = certificates.filter(revoked_on__lte=day)
    withdrawn = Project.objects.filter(status=Project.Status.WITHDRAWN)
    assert [expired.count(), revoked.count(), withdrawn.count()] == [2, 1, 1]
    assert not {row.pk for row in (*expired, *revoked)} & behind("certifications", "2006-09-30")
    assert not {row.pk for row in withdrawn} & behind("projects", "../2006-12-31")


def behind(register: str, period: str) -> set[int]:
    """The keys of all records of a register that any figure of the district counts."""
    catalogue = Catalogue()
    indicators = [i for i in catalogue if i.register == register]
    district = Area.objects.get(code="990101")
    figures = Figures(catalogue, indicators, [district])
    return {key for i in indicators for key in figures.at(i, district, Period.parse(period)).records}
