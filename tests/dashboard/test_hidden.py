"""What is not published is on file and stands on no page."""

from typing import Any

import pytest
from django.test import Client

from innovation.models import (
    Activity,
    ActivityKind,
    Assessment,
    AssessmentScheme,
    Budget,
    BudgetLine,
    Certification,
    Contract,
    ContractType,
    Enterprise,
    Exhibition,
    Facility,
    FacilityKind,
    Honour,
    Level,
    Organisation,
    OrganisationKind,
    Policy,
    PolicyField,
    Programme,
    Project,
    Record,
    State,
    Talent,
    TalentField,
)
from tests.innovation.conftest import counted, entered, entry, ratio, state

# Stands in all that is not public, and nowhere else.
SECRET = "机密"
PUBLIC = "甲乙丙"
PAGES = ["/", "/areas/990100/", "/areas/990101100000/", "/indicators/", "/areas/990101/expiring/?days=180"]
MEASURES = {
    "activities": "persons",
    "assessments": "rank",
    "budgets": "amount",
    "certifications": "records",
    "contracts": "amount",
    "enterprises": "records",
    "exhibitions": "value",
    "facilities": "number",
    "honours": "records",
    "organisations": "records",
    "policies": "records",
    "projects": "grant",
    "talents": "records",
}


def records(district: Any, number: int) -> list[tuple[type[Record], dict[str, Any]]]:
    """What makes a record of each kind; `number` tells it from others, and is its amount."""
    level, day = entry(Level, "national"), "2005-05-01"
    return [
        (Enterprise, {"founded_on": day}),
        (Certification, {"scheme": district.scheme, "level": level, "issued_on": day, "valid_to": "2007-01-31"}),
        (Project, {"programme": entry(Programme, "torch"), "level": level, "date": day, "grant": number}),
        (Budget, {"year": 2000 + number % 10, "line": entry(BudgetLine, "science"), "executed": number}),
        (Exhibition, {"edition": number % 10, "date": day, "value": number}),
        (Contract, {"type": entry(ContractType, "transfer"), "date": day, "amount": number}),
        (Organisation, {"kind": entry(OrganisationKind, "club"), "date": day}),
        (Activity, {"kind": entry(ActivityKind, "lecture"), "date": day, "persons": number}),
        (Facility, {"kind": entry(FacilityKind, "corridor"), "date": day, "number": number % 10}),
        (Policy, {"field": entry(PolicyField, "funds"), "date": day}),
        (Honour, {"level": level, "date": day}),
        (Assessment, {"year": 2000 + number % 10, "scheme": entry(AssessmentScheme, "targets"), "rank": 1}),
        (Talent, {"field": entry(TalentField, "it"), "date": day}),
    ]


def file_all(district: Any, hidden: State, number: int, words: str) -> None:
    """Put one record of each kind on file, with these words wherever words go."""
    for model, values in records(district, number):
        fields = {field.name for field in model._meta.fields}
        told = dict.fromkeys({"name", "title", "holder_name", "note"} & fields, words)
        model._default_manager.create(
            area=district.home, state=hidden, source=district.source, source_place=words, **told | values
        )


def file_what_points_at_the_hidden(district: Any) -> None:
    """Public records whose holder is not public."""
    firm = Enterprise.objects.get(name=SECRET, state=State.DRAFT)
    club = Organisation.objects.get(name=SECRET, state=State.DRAFT)
    common: dict[str, Any] = {"area": district.home, "state": State.PUBLISHED, "source": district.source}
    level, day = entry(Level, "national"), "2005-06-01"
    for holder in ({"enterprise": firm}, {"organisation": club}):
        Certification.objects.create(
            scheme=district.scheme, level=level, issued_on=day, valid_to="2007-01-31", **holder, **common
        )
    Contract.objects.create(type=entry(ContractType, "transfer"), date=day, amount=1, enterprise=firm, **common)
    Honour.objects.create(
        title=PUBLIC, level=level, date=day, renews=Honour.objects.get(title=SECRET, state=State.DRAFT), **common
    )
    Project.objects.create(
        title=PUBLIC, programme=entry(Programme, "torch"), level=level, date=day, enterprise=firm, grant=1, **common
    )


@pytest.fixture
def codes(district: Any) -> list[str]:
    """Public indicators over every register, each with a public record and two that are not."""
    file_all(district, State.PUBLISHED, 1, PUBLIC)
    file_all(district, State.DRAFT, 77_772, SECRET)
    file_all(district, State.SUBMITTED, 77_773, f"{SECRET}二")
    file_what_points_at_the_hidden(district)
    common: dict[str, Any] = {"topic": district.topic, "nature": "cumulative", "display": "key"}
    made = [counted(f"all-{register}", register, measure, **common) for register, measure in MEASURES.items()]
    told = entered("told", **common)
    state(told, district.home, "2005", 5)
    state(told, district.home, "2005", 77_774, state=State.DRAFT, stated_on="2006-12-30", note=SECRET)
    state(told, district.home, "2006", 77_775, state=State.SUBMITTED, note=SECRET)
    hidden = entered("hidden", name=SECRET, definition=SECRET, is_public=False, topic=district.topic)
    state(hidden, district.home, "2005", 77_776)
    made += [told, ratio("share", told, hidden, topic=district.topic)]
    return [indicator.code for indicator in made]


def content(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_no_page_shows_what_is_not_published(lang: str, codes: list[str], client: Client) -> None:
    client.cookies.load({"lang": lang})
    places = [f"/indicators/{code}/{rest}" for code in codes for rest in ("", "records/", "records/?period=2005")]
    for address in [*PAGES, *places]:
        shown = content(client, address)
        assert SECRET not in shown, address
        assert "7777" not in shown.replace(",", ""), address


def test_what_is_published_beside_it_is_shown(codes: list[str], client: Client) -> None:
    missing = [
        code
        for code in codes
        if code.startswith("all-")
        and PUBLIC not in content(client, f"/indicators/{code}/records/?period=../2006-12-31")
    ]
    # Two kinds are not listed by a name, and talents not at all.
    assert missing == ["all-assessments", "all-budgets", "all-talents"]


@pytest.mark.parametrize("rest", ["", "records/"])
def test_an_indicator_that_is_not_public_is_as_unknown_as_one_that_is_not_there(
    rest: str, codes: list[str], client: Client
) -> None:
    hidden, nothing = (client.get(f"/indicators/{code}/{rest}") for code in ("hidden", "nothing"))
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content.replace(b"nothing", b"hidden")


def test_staff_who_are_signed_in_see_the_same_public_pages(
    codes: list[str], client: Client, admin_client: Client
) -> None:
    for address in ["/", *(f"/indicators/{code}/" for code in codes)]:
        assert content(admin_client, address) == content(client, address)


def test_a_handful_of_talents_is_withheld_with_the_reason(codes: list[str], visit: Any) -> None:
    page = visit("/indicators/all-talents/")
    assert page.only("div", of="headline").only("span", of="amount").text == "— withheld"
    assert page.all("figure", of="chart") == []
