"""What an official must not miss stands on the overview, and leads to where it can be looked into."""

from typing import Any

import pytest

from innovation.models import Area
from tests.dashboard.conftest import Visit
from tests.innovation.conftest import certification, counted, entered, state
from tests.markup import Element, rows


def matters(page: Element) -> list[tuple[str, str, str, str]]:
    """Urgency, title, address and detail of each."""
    found = page.only("section", aria_labelledby="attention").only("ul").all("li")
    return [
        (
            matter.only("span", of="urgency").text,
            matter.only("a").text,
            matter.only("a")["href"],
            " ".join(detail.text for detail in matter.all("p", of="detail")),
        )
        for matter in found
    ]


def heading(page: Element) -> str:
    return page.only("h2", id="attention").text


def test_where_nothing_is_wrong_nothing_is_said(district: Any, visit: Visit) -> None:
    page = visit("/")
    assert (heading(page), matters(page)) == ("Nothing needs attention", [])


def test_certificates_that_expire_soon_are_counted_and_listed(district: Any, visit: Visit) -> None:
    names = ["in time", "today", "in 90 days", "in 91 days", "yesterday"]
    days = ["2007-01-20", "2006-12-31", "2007-03-31", "2007-04-01", "2006-12-30"]
    for name, day in zip(names, days, strict=True):
        certification(district.south, number=name, valid_to=day)
    certification(district.south, number="revoked", valid_to="2007-01-20", revoked_on="2006-11-01")
    certification(district.south, number="draft", valid_to="2007-01-20", state="draft")
    certification(district.neighbour, number="elsewhere", valid_to="2007-01-20")
    page = visit("/")
    address = "/areas/990101/expiring/?days=90"
    assert heading(page) == "1 matter needs attention"
    assert matters(page) == [("To do", "3 certificates expire within 90 days", address, "The first on 2006-12-31")]
    listed = visit(address)
    assert listed.only("h1").text == "3 certificates expire within 90 days"
    assert [row[4] for row in rows(listed.only("table"))] == ["today", "in time", "in 90 days"]
    assert [len(rows(visit("/areas/990101/expiring/", days=days).only("table"))) for days in (30, 90, 180)] == [2, 3, 4]


def test_a_certificate_that_is_renewed_already_expires_no_more(district: Any, visit: Visit) -> None:
    old = certification(district.south, valid_to="2007-01-20")
    new = {"issued_on": "2006-12-01", "valid_to": "2009-11-30"}
    certification(district.south, enterprise=old.enterprise, renews=old, **new)
    assert matters(visit("/")) == []


def test_the_list_of_what_expires_has_pages_and_counts_them_all(district: Any, visit: Visit) -> None:
    for number in range(51):
        certification(district.south, number=f"C{number:02}", valid_to="2007-01-20")
    page = visit("/areas/990101/expiring/", days=30)
    assert page.only("h1").text == "51 certificates expire within 30 days"
    assert len(rows(page.only("table"))) == 50
    following = visit(f"/areas/990101/expiring/{page.only('a', rel='next')['href']}")
    assert [row[4] for row in rows(following.only("table"))] == ["C50"]
    assert following.only("a", rel="prev")["href"] == "?days=30&page=1"


def test_where_no_certificate_expires_the_list_says_so(district: Any, visit: Visit) -> None:
    page = visit("/areas/990101/expiring/")
    assert page.only("p", of="notice").text == "No certificate expires in these days."


@pytest.mark.parametrize(("value", "qualifier", "differs"), [(5, "", True), (5, "approx", False), (1, "", False)])
def test_a_statement_that_its_records_contradict_is_to_be_checked(
    value: int, qualifier: str, differs: bool, district: Any, visit: Visit
) -> None:
    made = counted("one", "certifications", nature="stock", topic=district.topic)
    certification(district.south)
    state(made, district.home, "2006", value, qualifier=qualifier)
    address = "/indicators/one/records/?area=990101&period=2006"
    told = ("To check", "one: stated otherwise than the records say", address, "stated: 5; from the records: 1")
    assert matters(visit("/")) == ([told] if differs else [])


def test_what_is_overdue_is_missing_and_leads_to_the_list_of_it(district: Any, visit: Visit) -> None:
    for code, due, years in (("late", 30, [2004]), ("told", 30, [2004, 2005]), ("free", None, [2004]), ("new", 30, [])):
        made = entered(code, topic=district.topic, due_days=due, owner="计划科")
        for year in years:
            state(made, district.home, str(year), 1)
    page = visit("/", year=2005)
    address = "/indicators/?area=990101&missing=2005"
    told = ("No data", "1 indicator has no value for 2005", address, "Responsible: 计划科")
    assert matters(page) == [told]
    assert [row[0] for row in rows(visit(address).only("table"))] == ["late"]
    # The year 2006 is not over for long enough.
    assert matters(visit("/", year=2006)) == []


def test_the_most_urgent_stands_first(district: Any, visit: Visit) -> None:
    made = counted("one", "certifications", nature="stock", topic=district.topic)
    state(entered("late", topic=district.topic, due_days=0), district.home, "2005", 1)
    certification(district.south, valid_to="2007-01-20")
    state(made, district.home, "2006", 5)
    page = visit("/")
    assert heading(page) == "3 matters need attention"
    assert [matter[0] for matter in matters(page)] == ["To do", "To check", "No data"]


def test_nobody_owes_the_figures_of_a_district_for_its_towns(district: Any, visit: Visit) -> None:
    state(entered("late", topic=district.topic, due_days=0), district.home, "2005", 1)
    assert matters(visit(f"/areas/{Area.objects.get(name='南镇').code}/")) == []
