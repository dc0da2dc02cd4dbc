"""Every number and item of the source document, and what follows from it, from the records to the page and the API."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from innovation.models import ActivitySeries, Indicator, OrganisationKind
from innovation.periods import Period
from innovation.wording import period_words
from tests.figures.mapping import DERIVED, SOURCE, UNNUMBERED, Row, figure_of, records_address
from tests.markup import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

every_number = pytest.mark.parametrize("row", [*SOURCE, *DERIVED, *UNNUMBERED], ids=lambda row: row["id"])

# How a figure came about, by what its indicator is.
ORIGINS = {"entered": "entered", "counted": "counted", "ratio": "computed"}


def said(row: Row) -> dict[str, str]:
    """What the figure must say, wherever it is told."""
    origin = ORIGINS[row["origin"]]
    return {"value": row["value"], "unit": row["unit"], "qualifier": row["qualifier"], "origin": origin}


def split(words: str) -> str:
    """Words as they stand in tables and headlines: digits in groups of three."""
    return re.sub(r"\d{4,}", lambda digits: f"{int(digits[0]):,}", words)


@every_number
def test_the_figure_is_the_one_of_the_document(row: Row) -> None:
    figure = figure_of(row)
    told = {"value": f"{figure.value}", "unit": figure.unit.code, "qualifier": figure.qualifier}
    assert told | {"origin": figure.origin} == said(row)


@every_number
def test_the_page_of_its_records_words_it_as_the_document_does(row: Row, client) -> None:
    page = read(client.get(*records_address(row)))
    amount = page.only("div", of="headline").only("span", of="amount")
    assert amount.text == split(row["printed"])
    assert page.only("h1").text == heading(row)


def heading(row: Row) -> str:
    """What the page must be called: the indicator, the category, the period, and the figure in words."""
    with translation.override("zh-hans"):
        name = Indicator.objects.get(code=row["indicator"]).label
        if row["category"]:
            name = _("%(name)s (%(part)s)") % {"name": name, "part": named(*row["category"].split("="))}
        words = {"name": name, "period": period_words(Period.parse(row["period"])), "figure": row["printed"]}
        return _("%(name)s, %(period)s: what %(figure)s is made from") % words


def named(dimension: str, value: str) -> str:
    """What a category is called; titles of honours name themselves."""
    lists = {"series": ActivitySeries, "kind": OrganisationKind}
    return lists[dimension].objects.get(code=value).name if dimension in lists else value


@every_number
def test_the_api_tells_the_same(row: Row, client) -> None:
    dimension = row["category"].partition("=")[0]
    query = {name: row[name] for name in ("indicator", "area", "period")} | ({"by": dimension} if dimension else {})
    answer = client.get("/api/v1/figures/", query).json()
    found = [one for one in answer["results"] if (one["category"] or {"code": ""})["code"] == row["category"]]
    told = [{name: one[name] for name in ("value", "qualifier", "origin", "text")} for one in found]
    assert [one["unit"]["code"] for one in found] == [row["unit"]]
    assert told == [{name: text for name, text in said(row).items() if name != "unit"} | {"text": row["printed"]}]
