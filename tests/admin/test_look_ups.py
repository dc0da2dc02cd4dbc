"""A row that is looked up to be chosen is found by what is shown of it, the closest first."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from innovation import models
from tests.admin.addresses import address
from tests.admin.rows import make, one


def found(staff: Client, model: type[Model], field: str, words: str) -> list[str]:
    """What is offered for a field, in its order."""
    named = {"app_label": "innovation", "model_name": model._meta.model_name, "field_name": field, "term": words}
    return [row["text"] for row in staff.get(reverse("admin:autocomplete"), named).json()["results"]]


def indicators(*codes: str) -> None:
    """So many indicators, of which the last comes first in their own order."""
    common: dict[str, Any] = {"topic": one(models.Topic), "unit": one(models.Unit)}
    for place, code in enumerate(reversed(codes)):
        models.Indicator.objects.create(code=code, name=f"名称{code}", order=place, definition="gdp", **common)


@pytest.mark.parametrize("words", ["gdp", "GDP "])
def test_what_is_called_just_as_the_words_comes_first_then_what_begins_with_them(words: str, staff: Client) -> None:
    indicators("gdp", "gdp-growth", "st-expenditure-to-gdp")
    offered = found(staff, models.Observation, "indicator", words)
    assert offered == ["名称gdp", "名称gdp-growth", "名称st-expenditure-to-gdp"]


def test_names_count_as_codes_do(staff: Client) -> None:
    indicators("gdp", "gdp-growth")
    assert found(staff, models.Observation, "indicator", "名称gdp") == ["名称gdp", "名称gdp-growth"]


def test_without_words_the_rows_stand_in_their_own_order(staff: Client) -> None:
    indicators("b", "a")
    assert found(staff, models.Observation, "indicator", "") == ["名称a", "名称b"]


def test_an_edition_of_an_exhibition_is_found_by_its_number_and_by_what_is_shown(staff: Client) -> None:
    for edition in (2, 3):
        make(models.Exhibition, edition)
    for words in ("3", "示例展览会 3"):
        assert found(staff, models.Contract, "exhibition", words) == ["示例展览会 3"]


def test_honours_of_one_title_are_told_apart_by_what_they_honour(staff: Client) -> None:
    common: dict[str, Any] = {"area": one(models.Area), "level": one(models.Level), "title": "先进区"}
    first = models.Honour.objects.create(period="1998", **common)
    models.Honour.objects.create(date="2005-01-01", precision="year", **common)
    models.Honour.objects.create(**common)
    assert sorted(found(staff, models.Honour, "renews", "先进区")) == ["先进区", "先进区 1998", "先进区 2005"]
    again = models.Honour.objects.create(period="2004", renews=first, **common)
    page = staff.get(address(models.Honour, "change", again.pk)).content.decode()
    assert f'<option value="{first.pk}" selected>先进区 1998</option>' in page
