"""Each recipe of CONTRIBUTING is followed, or checked against something that was made by it."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver, reverse

from dashboard import preferences
from dashboard.record_tables import SHEETS as COLUMNS
from innovation.admin.site import SUBJECTS, site
from innovation.api.registers import COUNTED_VIEWSETS
from innovation.exchange.folders import SHEETS
from innovation.exchange.tables import table_of
from innovation.exchange.writing import load
from innovation.indicators.registers import REGISTERS
from innovation.models import Criterion, Indicator, Level, Policy, Record, Scheme, State, Topic
from tests.admin.addresses import address, entered
from tests.innovation.conftest import TODAY, area, certification, complete, counted, entry, unit
from tests.markup import read

ROOT = Path(__file__).resolve().parent.parent
RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# They hold personal data, so their records are neither shown nor served.
PRIVATE = {"talents"}
# Addresses that render no template of their own.
NO_PAGES = {"preferences", "health-live", "health-ready"}


def recipe(heading: str) -> str:
    """The words below a heading of CONTRIBUTING."""
    _before, found, after = RECIPES.partition(f"# {heading}\n")
    assert found, heading
    return re.split(r"^#+ ", after, flags=re.MULTILINE)[0]


def places(heading: str) -> list[str]:
    """The numbered places of a recipe."""
    return re.findall(r"^\d+\. `([^`]+)`", recipe(heading), re.MULTILINE)


def source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def add(staff: Client, model: Any, **values: Any) -> Any:
    """The row that the admin's form for a new one makes."""
    page = address(model, "add")
    answer = staff.post(page, entered(staff.get(page)) | values)
    assert answer.status_code == 302, answer.context["errors"]
    return model.objects.latest("pk")


def value_served(client: Client, code: str) -> str:
    [row] = client.get("/api/v1/figures/", {"indicator": code, "period": "2006"}).json()["results"]
    assert row["area"]["code"] == "990101"
    return row["value"]


def value_shown(client: Client, code: str) -> str:
    page = read(client.get(f"/indicators/{code}/"))
    return page.only(of="headline").all(of="number")[0].text


# An indicator


def test_an_indicator_added_in_the_admin_is_on_pages_and_in_the_api(staff: Client, settings: Any) -> None:
    settings.INNOVATION_TODAY = TODAY
    certification(area(), at="national")
    certification(area("990101001000", parent=area("990102")), at="national")
    topic = entry(Topic, "enterprises")
    words = {"code": "new-one", "name": "新指标", "topic": topic.pk, "unit": unit("count").pk}
    one = add(staff, Indicator, **words, origin="counted", nature="stock", counts="certifications:records")
    add(staff, Criterion, indicator=one.pk, dimension="level", value="national")
    assert value_served(staff, "new-one") == value_shown(staff, "new-one") == "1"
    assert "新指标" in read(staff.get("/indicators/")).text


def test_an_indicator_that_is_a_row_of_the_standard_tables_is_on_pages_and_in_the_api(
    client: Client, db: None, settings: Any
) -> None:
    settings.INNOVATION_TODAY = TODAY
    certification(area())
    unit("count")
    entry(Topic, "enterprises")
    rows = [["代码", "名称", "主题", "来源方式", "性质", "单位", "台账", "计量"]]
    rows.append(["new-one", "新指标", "enterprises", "counted", "stock", "count", "certifications", "records"])
    load(SHEETS["indicators"], table_of(rows))
    load(SHEETS["criteria"], table_of([["指标", "维度", "取值"], ["new-one", "level", "national"]]))
    assert value_served(client, "new-one") == value_shown(client, "new-one") == "1"


@pytest.mark.parametrize("heading", ["An indicator", "A certification scheme or a level"])
def test_the_tables_that_take_a_row_have_sheets_and_the_headings_these_know(heading: str) -> None:
    tables = re.findall(r"`(innovation/standard/(\w+)\.csv)`", recipe(heading))
    assert tables
    for path, name in tables:
        headings = source(path).splitlines()[0].lstrip("\ufeff").split(",")
        assert set(headings) <= {column.chinese for column in SHEETS[name].columns}


# A certification scheme or a level


def test_a_scheme_and_a_level_added_in_the_admin_are_counted_and_divide(staff: Client, settings: Any) -> None:
    settings.INNOVATION_TODAY = TODAY
    counted("certificates", "certifications", nature=Indicator.Nature.STOCK)
    certification(area())
    scheme = add(staff, Scheme, code="gazelle", name="瞪羚企业", order=5)
    level = add(staff, Level, code="county", name="县级", order=40)
    district = area("990102")
    assert (scheme.code, level.code) == ("gazelle", "county")
    certification(area("990101001000", parent=certificate_area()), scheme="gazelle", at="county")
    assert district.code == "990102"
    assert value_served(staff, "certificates") == "2"
    shown = read(staff.get("/indicators/certificates/?by=level")).text
    assert "县级" in shown


def certificate_area() -> Any:
    from innovation.models import Area

    return Area.objects.get(code="990101")
