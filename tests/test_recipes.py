"""Each recipe of CONTRIBUTING is followed, or checked against something that was made by it."""

import ast
import importlib
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
from innovation.models import Certification, Indicator, Level, Policy, Record, Scheme, Topic
from tests.admin.addresses import address, entered
from tests.innovation.conftest import TODAY, area, certification, complete, counted, entry, unit
from tests.markup import read

ROOT = Path(__file__).resolve().parent.parent
RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# They hold personal data, so their records are neither shown nor served.
PRIVATE = {"talents"}
# Addresses that render no template of their own.
NO_PAGES = {"calendar", "preferences", "health-live", "health-ready"}


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


@pytest.fixture(autouse=True)
def _new_years_eve(db: None, settings: Any) -> None:
    settings.INNOVATION_TODAY = TODAY


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


def test_an_indicator_added_in_the_admin_is_on_pages_and_in_the_api(staff: Client) -> None:
    certification(area(), at="national")
    certification(area("990102"), at="national")
    topic = entry(Topic, "enterprises")
    words = {"code": "new-one", "name": "新指标", "topic": topic.pk, "unit": unit("count").pk, "is_public": "on"}
    criterion = {"criteria-TOTAL_FORMS": 1, "criteria-0-dimension": "level", "criteria-0-value": "national"}
    counting = {"origin": "counted", "nature": "stock", "counts": "certifications:records"}
    add(staff, Indicator, **words, **counting, **criterion)
    assert value_served(staff, "new-one") == value_shown(staff, "new-one") == "1"
    assert "新指标" in read(staff.get("/indicators/")).text


def test_an_indicator_that_is_a_row_of_the_standard_tables_is_on_pages_and_in_the_api(client: Client) -> None:
    certification(area(), at="national")
    unit("count")
    entry(Topic, "enterprises")
    rows = [["代码", "名称", "主题", "公开", "来源方式", "性质", "单位", "台账", "计量"]]
    rows.append(["new-one", "新指标", "enterprises", "是", "counted", "stock", "count", "certifications", "records"])
    load(SHEETS["indicators"], table_of(rows))
    load(SHEETS["criteria"], table_of([["指标", "维度", "取值"], ["new-one", "level", "national"]]))
    assert value_served(client, "new-one") == value_shown(client, "new-one") == "1"


@pytest.mark.parametrize("heading", ["An indicator", "A certification scheme or a level"])
def test_the_tables_that_take_a_row_have_headings_their_sheets_know(heading: str) -> None:
    tables = re.findall(r"`(innovation/standard/(\w+)\.csv)`", recipe(heading))
    assert len(tables) == 2
    for path, name in tables:
        headings = source(path).splitlines()[0].split(",")
        assert set(headings) <= {column.chinese for column in SHEETS[name].columns}


# A certification scheme or a level


def test_a_scheme_and_a_level_added_in_the_admin_are_counted_and_divide_what_is_counted(staff: Client) -> None:
    counted("certificates", "certifications", nature=Indicator.Nature.STOCK)
    district = area()
    certification(district, at="national")
    add(staff, Scheme, code="gazelle", name="瞪羚企业")
    add(staff, Level, code="county", name="县级", order=40)
    certification(district, scheme="gazelle", at="county")
    assert value_served(staff, "certificates") == "2"
    assert "县级" in read(staff.get("/indicators/certificates/?by=level")).text
    assert "瞪羚企业" in read(staff.get("/indicators/certificates/records/?period=2006")).text


# A kind of record

# What each place says about policies, of the names that the recipe leaves open.
POLICY = {"<subject>": "policies", "<Model>": "Policy", "<register>": "policies"}


@pytest.mark.parametrize("place", places("A kind of record"))
def test_every_place_of_the_recipe_knows_the_kind_it_takes_as_its_example(place: str) -> None:
    for name, example in POLICY.items():
        place = place.replace(name, example)
    path = ROOT / place
    files = path.glob("*.py") if path.is_dir() else [path]
    mentions = r"\bPolicy\b|\bpolicies\b|policy document"
    assert any(re.search(mentions, file.read_text(encoding="utf-8")) for file in files)


def test_the_recipe_leaves_out_no_module_that_knows_policies() -> None:
    named = {place.replace("<subject>", "policies") for place in places("A kind of record")}
    named |= set(re.findall(r"`([\w/]+\.py)`", recipe("A kind of record")))
    paths = [path for package in ("innovation", "dashboard") for path in (ROOT / package).rglob("*.py")]
    knowing = {
        str(path.relative_to(ROOT))
        for path in paths
        if path.parent.name != "migrations" and re.search(r"(?<!-)\bPolicy|\"policies\"", path.read_text("utf-8"))
    }
    assert knowing - named == set()


RECORD_REGISTERS = [code for code, register in REGISTERS.items() if issubclass(register.model, Record)]


@pytest.mark.parametrize("code", RECORD_REGISTERS)
def test_every_kind_of_record_has_its_sheet_its_admin_and_its_place_among_the_subjects(code: str) -> None:
    model = REGISTERS[code].model
    assert SHEETS[code].model is model
    assert model in site._registry
    assert [subject for subject, _name, kept in SUBJECTS if model in kept] != []


@pytest.mark.parametrize("code", REGISTERS)
def test_every_register_that_is_public_has_columns_and_a_viewset(code: str) -> None:
    assert (code in COLUMNS) is (code in COUNTED_VIEWSETS) is (code not in PRIVATE)


def test_the_example_of_the_recipe_has_a_register_of_the_name_it_says() -> None:
    assert REGISTERS[POLICY["<register>"]].model is Policy


# A page


def test_the_places_of_a_page_are_there_for_the_list_of_indicators() -> None:
    path, urls, form, template, header, tests = (p.replace("<page>", "indicators") for p in places("A page"))
    assert "def indicators(" in source(path)
    assert 'name="indicators"' in source(urls)
    assert "class IndicatorsQuery(" in source(form)
    assert '{% extends "base.html" %}' in source(template)
    assert '("indicators",' in source(header)
    assert list((ROOT / tests).glob("test_*.py"))


@pytest.mark.parametrize(
    "pattern", [p for p in get_resolver().url_patterns if getattr(p, "name", None)], ids=lambda p: p.name
)
def test_every_page_is_a_view_of_its_own_module_with_a_template_of_that_name(pattern: Any) -> None:
    if pattern.name in NO_PAGES:
        return
    module = pattern.callback.__module__
    page = module.rpartition(".")[2]
    assert module == f"dashboard.views.{page}"
    assert f'"{page}.html"' in source(f"dashboard/views/{page}.py")
    assert (ROOT / "templates" / f"{page}.html").is_file()


def test_the_header_leads_to_pages_that_are_there() -> None:
    assert [reverse(name) for name, _label, _below in preferences.PAGES] == ["/", "/indicators/", "/api/v1/docs/"]


# The walk

# Each module of the walk, with the words about it.
WALK = re.findall(
    r"^\d+\. `([\w/]+)\.py`: (.+(?:\n   .+)*)", recipe("The walk: from an expiry date to the chart"), re.MULTILINE
)


def test_the_walk_takes_five_modules_at_most_and_none_twice() -> None:
    modules = [path for path, _words in WALK]
    assert 0 < len(modules) <= 5
    assert len(set(modules)) == len(modules)


@pytest.mark.parametrize(("path", "words"), WALK, ids=[path for path, _words in WALK])
def test_the_functions_of_the_walk_are_where_it_says(path: str, words: str) -> None:
    module = importlib.import_module(path.replace("/", "."))
    for name in re.findall(r"`([\w.]+)`", words):
        found: Any = module
        for part in name.split("."):
            found = getattr(found, part)
        assert callable(found)
        assert found.__module__ == module.__name__


def test_among_figures_and_pages_the_declaration_alone_knows_how_an_expiry_date_is_called() -> None:
    heart = (ROOT / "innovation" / "indicators").glob("*.py")
    knowing = [path.name for path in (*heart, ROOT / "dashboard" / "charts.py") if "expires_on" in _words_of(path)]
    assert knowing == ["registers.py"]


def _words_of(path: Path) -> set[str]:
    """The names and texts of a module."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_a_later_expiry_date_raises_the_chart(client: Client) -> None:
    district = area()
    complete("certifications", district, "2004-01-01")
    counted("certificates", "certifications", nature=Indicator.Nature.STOCK)
    held = certification(district, issued_on="2004-05-01", valid_to="2005-12-31")
    certification(district, issued_on="2004-05-01", valid_to=None)
    assert drawn(client, "certificates") == ["2", "2", "1"]
    kept = Certification.objects.get(pk=held.pk)
    kept.valid_to = TODAY
    kept.save()
    assert drawn(client, "certificates") == ["2", "2", "2"]


def drawn(client: Client, code: str) -> list[str]:
    """The values of the chart on the page of an indicator."""
    page = read(client.get(f"/indicators/{code}/"))
    return json.loads(page.only("script", id="trend-data").text)["series"][0]["values"]
