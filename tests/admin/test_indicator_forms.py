"""Indicators are put together from what there is, and values keep the decimals they are written with."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from innovation import models
from innovation.indicators.registers import REGISTERS
from tests.admin.addresses import address, entered
from tests.admin.rows import DAY, code_list, make, one
from tests.admin.test_forms import add, change, errors


def test_measures_are_offered_by_register(staff: Client) -> None:
    form = staff.get(address(models.Indicator, "add")).context["adminform"].form
    offered = {str(group): [key for key, _label in keys] for group, keys in form.fields["counts"].choices[1:]}
    assert offered == {
        str(register.label): [f"{code}:{measure}" for measure in register.measures]
        for code, register in REGISTERS.items()
    }


def test_an_indicator_counts_what_was_chosen(staff: Client) -> None:
    indicator = make(models.Indicator)
    assert change(staff, indicator, counts="projects:enterprises").status_code == 302
    indicator.refresh_from_db()
    assert (indicator.register, indicator.measure) == ("projects", "enterprises")


def with_criterion(staff: Client, indicator: Any, dimension: str, value: str) -> Any:
    form = entered(staff.get(address(models.Indicator, "change", indicator.pk)))
    part = {"criteria-0-dimension": dimension, "criteria-0-value": value, "criteria-TOTAL_FORMS": 1}
    return staff.post(address(models.Indicator, "change", indicator.pk), form | part)


@pytest.mark.parametrize(
    ("dimension", "value", "fault"),
    [
        ("level", "national", None),
        ("level", "nowhere", "value"),
        ("programme", "torch", "dimension"),
        ("nothing", "torch", "dimension"),
        ("level", "", "value"),
    ],
)
def test_a_criterion_names_a_value_its_register_knows(
    dimension: str, value: str, fault: str | None, staff: Client
) -> None:
    models.Level.objects.create(code="national", name="国家级")
    indicator = make(models.Indicator)
    answer = with_criterion(staff, indicator, dimension, value)
    if fault:
        assert set(answer.context["inline_admin_formsets"][0].formset.errors[0]) == {fault}
        assert not indicator.criteria.exists()
    else:
        assert answer.status_code == 302
        assert indicator.criteria.get().value == value


def test_an_indicator_that_counts_nothing_has_no_criteria(staff: Client) -> None:
    indicator = make(models.Indicator)
    indicator.origin = "entered"
    indicator.register = indicator.measure = ""
    indicator.save()
    assert with_criterion(staff, indicator, "level", "national").status_code == 200
    assert errors(add(staff, models.Criterion, indicator=indicator.pk, dimension="level", value="national"))


@pytest.mark.parametrize(
    ("register", "dimension", "value"), [("projects", "key", "yes"), ("honours", "title", "任何称号")]
)
def test_criteria_of_yes_and_no_and_of_any_text(register: str, dimension: str, value: str, staff: Client) -> None:
    indicator = make(models.Indicator)
    indicator.register = register
    indicator.save()
    assert with_criterion(staff, indicator, dimension, value).status_code == 302


def stated(**values: Any) -> dict[str, Any]:
    """A sum of money, which may have decimals and be below zero."""
    indicator = one(models.Indicator)
    indicator.unit.quantity = "CNY"
    indicator.unit.save()
    return {
        "indicator": indicator.pk,
        "area": one(models.Area).pk,
        "period": "2006",
        "unit": indicator.unit_id,
        "stated_on": DAY.isoformat(),
    } | values


@pytest.mark.parametrize(
    ("text", "decimals"), [("13.0", 1), ("757.00", 2), ("13", 0), ("0", 0), ("-7.3", 1), ("1.2500", 4)]
)
def test_a_value_keeps_the_decimals_it_is_written_with(text: str, decimals: int, staff: Client) -> None:
    assert add(staff, models.Observation, **stated(value=text)).status_code == 302
    observation = models.Observation.objects.get()
    assert (observation.value, observation.decimals) == (Decimal(text), decimals)
    assert str(observation.printed) == text
    page = address(models.Observation, "change", observation.pk)
    assert staff.get(page).context["adminform"].form["value"].value() == text


def test_decimals_that_are_given_count(staff: Client) -> None:
    add(staff, models.Observation, **stated(value="13", decimals="2"))
    assert str(models.Observation.objects.get().printed) == "13.00"


def test_a_new_value_brings_its_own_decimals(staff: Client) -> None:
    add(staff, models.Observation, **stated(value="13.0"))
    observation = models.Observation.objects.get()
    assert change(staff, observation, value="13.25").status_code == 302
    observation.refresh_from_db()
    assert str(observation.printed) == "13.25"


def test_a_value_loses_the_decimals_that_are_taken_away(staff: Client) -> None:
    add(staff, models.Observation, **stated(value="13.0"))
    observation = models.Observation.objects.get()
    assert change(staff, observation, value="13").status_code == 302
    observation.refresh_from_db()
    assert str(observation.printed) == "13"


def test_no_digit_of_a_value_is_lost_by_opening_its_form(staff: Client) -> None:
    observation = make(models.Observation)
    observation.value, observation.decimals = Decimal("13.25"), 1
    observation.save()
    assert change(staff, observation, note="核对过").status_code == 302
    observation.refresh_from_db()
    assert (observation.value, observation.decimals) == (Decimal("13.25"), 1)


def test_a_value_is_not_stated_in_a_unit_of_something_else(staff: Client) -> None:
    entry = stated(value="13")
    persons = models.Unit.objects.create(**code_list(2) | {"quantity": "persons"})
    assert set(errors(add(staff, models.Observation, **entry | {"unit": persons.pk}))) == {"unit"}


def test_the_form_says_how_a_period_is_written(staff: Client) -> None:
    assert "2006-S1" in staff.get(address(models.Observation, "add")).content.decode()
    assert "2006-Q2" in str(errors(add(staff, models.Observation, **stated(value="1", period="去年")))["period"])
