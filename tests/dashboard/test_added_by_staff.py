"""What staff add in the admin is on the pages and in the API at once: a scheme, a level, indicators of every origin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from innovation.models import Certification, Indicator, Level, Observation, Reviewed, Scheme, Topic, Unit
from tests.admin.addresses import address, entered
from tests.dashboard.conftest import Visit, cell
from tests.innovation.conftest import certification, enterprise
from tests.markup import Element, rows


@pytest.fixture
def add(admin_client: Client) -> Any:
    """Adds a row through its form in the admin, lets somebody else publish it, and hands it back."""

    def added(model: type[Model], **values: Any) -> Any:
        page = address(model, "add")
        answer: Any = admin_client.post(page, entered(admin_client.get(page)) | values | {"_submit": "1"})
        assert answer.status_code == 302, answer.context["errors"]
        row = model._default_manager.latest("pk")
        if isinstance(row, Reviewed):
            row.publish(User.objects.get_or_create(username="reviewer")[0])
        return row

    return added


@pytest.fixture
def figures(client: Client) -> Any:
    """Value, unit, origin and category of the rows that the API gives for an indicator."""

    def told(code: str, **query: Any) -> list[tuple[str, str, str, str]]:
        answer = client.get("/api/v1/figures/", {"indicator": code, "period": "2006"} | query).json()
        return [
            (row["value"], row["unit"]["code"], row["origin"], (row["category"] or {"code": ""})["code"])
            for row in answer["results"]
        ]

    return told


def key_figures(page: Element) -> dict[str, str]:
    """The key figures of an overview, with their values."""
    found = page.only("section", of="keys").only("ul").all("li")
    return {key.only("a", of="name").text: key.only("span", of="amount").text for key in found}


def listed(page: Element) -> dict[str, str]:
    """The indicators of the list, with their latest values."""
    return {row[0]: row[1] for table in page.all("table") for row in rows(table)}


def indicator(district: Any, **values: Any) -> dict[str, Any]:
    """What the form of an indicator is filled in with."""
    unit = {"unit": Unit.objects.get(code="count").pk}
    return {"topic": district.topic.pk, "display": "key", "is_public": "on", "nature": "stock"} | unit | values


def test_a_scheme_a_level_and_a_count_of_them(add: Any, figures: Any, district: Any, visit: Visit) -> None:
    scheme = add(Scheme, code="gazelle", name="瞪羚企业", name_en="Gazelle", validity="years", valid_years=3)
    county = add(Level, code="county", name="县级", name_en="County", order=40)
    holder = enterprise(district.south, name="甲公司")
    for level, number in ((county, "县1"), (county, "县2"), (Level.objects.get(code="national"), "国1")):
        add(
            Certification,
            area=district.south.pk,
            scheme=scheme.pk,
            level=level.pk,
            enterprise=holder.pk,
            number=number,
            issued_on="2006-03-01",
        )
    criteria = {"criteria-TOTAL_FORMS": 1, "criteria-0-dimension": "scheme", "criteria-0-value": "gazelle"}
    counted = indicator(district, code="gazelles", name="瞪羚企业数", name_en="Gazelles", origin="counted")
    add(Indicator, **counted | {"counts": "certifications:records"} | criteria)
    certification(district.south)

    assert key_figures(visit("/")) == {"Gazelles": "3"}
    assert key_figures(visit("/", "zh-hans")) == {"瞪羚企业数": "3个"}
    assert listed(visit("/indicators/")) == {"Gazelles": "3"}
    page = visit("/indicators/gazelles/", by="level")
    assert [cell(page, "2006", column) for column in ("Total (items)", "National", "County")] == ["3", "1", "2"]
    assert len(rows(visit("/indicators/gazelles/records/", category="level=county").only("table"))) == 2
    assert figures("gazelles", by="level") == [
        ("1", "count", "counted", "level=national"),
        ("2", "count", "counted", "level=county"),
    ]


def test_an_entered_indicator_and_a_ratio_over_it(add: Any, figures: Any, district: Any, visit: Visit) -> None:
    topic = add(Topic, code="patents", name="专利", name_en="Patents", order=5)
    values = indicator(district, topic=topic.pk, origin="entered")
    patents = add(Indicator, **values | {"code": "patents", "name": "专利授权量", "name_en": "Patents granted"})
    inventions = add(Indicator, **values | {"code": "inventions", "name": "发明专利", "name_en": "Inventions"})
    inventions.refresh_from_db()
    ratio = {"code": "share", "name": "占比", "name_en": "Share", "origin": "ratio", "decimals": 1}
    add(Indicator, **values | ratio | {"numerator": inventions.pk, "denominator": patents.pk})
    for told, value, qualifier in ((patents, "40", "ge"), (inventions, "8.0", "")):
        add(
            Observation,
            indicator=told.pk,
            area=district.home.pk,
            period="2006",
            value=value,
            unit=told.unit_id,
            qualifier=qualifier,
            stated_on="2006-12-20",
        )

    assert key_figures(visit("/")) == {"Inventions": "8.0", "Patents granted": "at least 40", "Share": "about 0.2"}
    page = visit("/indicators/", "zh-hans")
    assert page.only("h2", id="topic-patents").text == "专利"
    assert listed(page) == {"专利授权量": "40个以上", "发明专利": "8.0个", "占比": "约0.2个"}
    assert cell(visit("/indicators/patents/"), "2006", "Value (items)") == "at least 40"
    assert figures("patents,inventions,share") == [
        ("40", "count", "entered", ""),
        ("8.0", "count", "entered", ""),
        ("0.2", "count", "computed", ""),
    ]


def test_a_new_name_is_on_every_page(admin_client: Client, district: Any, visit: Visit) -> None:
    page = address(Topic, "change", district.topic.pk)
    admin_client.post(page, entered(admin_client.get(page)) | {"name_en": "Renamed"})
    certification(district.south)
    Indicator.objects.create(
        code="one",
        name="一",
        is_public=True,
        topic=district.topic,
        unit_id=Unit.objects.get(code="count").pk,
        origin="counted",
        register="certifications",
        measure="records",
        nature="stock",
    )
    assert visit("/indicators/").only("h2", id="topic-topic").text == "Renamed"
    assert visit("/").only("h2", id="topic-topic").text == "Renamed"
