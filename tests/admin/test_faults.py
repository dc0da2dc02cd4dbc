"""A fault is told at its field, with the way to the record that is in the way; what is only unusual is a warning."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from innovation import models
from tests.admin.addresses import address
from tests.admin.rows import make, one
from tests.admin.test_forms import add, change, entered, errors


@pytest.fixture
def english(staff: Client) -> Client:
    staff.cookies["lang"] = "en"
    return staff


def warnings(answer: Any, browser: Client) -> list[str]:
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    return [str(message) for message in page.context["messages"] if message.level_tag == "warning"]


@pytest.mark.parametrize(
    ("model", "values", "field"),
    [
        (models.Certification, {"issued_on": "2006-01-02", "valid_to": "2006-01-01"}, "valid_to"),
        (models.Certification, {"enterprise": ""}, "enterprise"),
        (models.Enterprise, {"founded_on": "2006-01-02", "closed_on": "2006-01-01"}, "closed_on"),
        (models.Budget, {"planned": ""}, "planned"),
        (models.Budget, {"executed": "-1"}, "executed"),
        (models.Budget, {"year": "206"}, "year"),
        (models.Assessment, {"rank": "3", "units": "2"}, "units"),
        (models.Observation, {"value": ""}, "value"),
        (models.Observation, {"status": "O"}, "status"),
        (models.Scheme, {"validity": "years"}, "valid_years"),
        (models.Contract, {"technology_amount": "99999"}, "technology_amount"),
    ],
)
def test_a_constraint_is_told_at_the_field_concerned(
    model: Any, values: dict[str, Any], field: str, english: Client
) -> None:
    assert list(errors(change(english, make(model), **values))) == [field]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (models.Enterprise, "name"),
        (models.Topic, "code"),
        (models.Budget, "line"),
        (models.Institution, "name"),
        (models.Observation, "stated_on"),
        (models.AreaGroupMember, "area"),
    ],
)
def test_what_is_on_file_already_is_linked_at_its_field(model: Any, field: str, english: Client) -> None:
    row = make(model)
    page = address(model, "change", row.pk)
    answer = add(english, model, **entered(english.get(page)))
    [said] = errors(answer)[field]
    assert f'<a href="{page}">Open the one on file: {row}</a>' in said
    assert f'<a href="{page}">Open the one on file' in answer.content.decode()


def test_a_record_that_the_user_may_not_see_is_not_linked(clerk: Callable[..., Client]) -> None:
    make(models.Topic)
    browser = clerk("add_topic")
    answer = browser.post(address(models.Topic, "add"), {"code": "code-1", "name": "经费", "order": "1"})
    assert list(errors(answer)) == ["code"]
    assert "<a" not in str(errors(answer)["code"])


def test_the_name_on_file_is_escaped(english: Client) -> None:
    row = make(models.Enterprise)
    row.name = "<script>x</script>"
    row.save()
    answer = add(english, models.Enterprise, **entered(english.get(address(models.Enterprise, "change", row.pk))))
    assert answer.status_code == 200
    assert "<script>x" not in answer.content.decode()


def test_a_number_of_another_form_is_a_warning(english: Client) -> None:
    certificate = make(models.Certification)
    certificate.scheme.number_pattern = r"GR\d{4}"
    certificate.scheme.save()
    assert warnings(change(english, certificate, number="GR2006"), english) == []
    certificate.refresh_from_db()
    assert warnings(change(english, certificate, number="2006"), english) == [
        f"number: Numbers of {certificate.scheme} look otherwise. Compare it with the certificate."
    ]


def test_a_form_of_numbers_that_nothing_can_have_is_refused(english: Client) -> None:
    assert list(errors(change(english, make(models.Scheme), number_pattern="GR("))) == ["number_pattern"]


def test_the_same_activity_twice_is_a_warning(english: Client) -> None:
    first = make(models.Activity)
    form = entered(english.get(address(models.Activity, "change", first.pk)))
    again = {name: value for name, value in form.items() if name not in ("row_version", "reason")}
    [said] = warnings(add(english, models.Activity, **again), english)
    assert said == "“活动1” of this day is on file already. It was saved; delete it if it is the same."


def test_an_observation_without_a_value_needs_no_unit(english: Client) -> None:
    indicator = make(models.Indicator)
    given = {"indicator": indicator.pk, "area": one(models.Area).pk, "period": "2005", "stated_on": "2006-01-15"}
    answer = add(english, models.Observation, **given | {"status": "O", "basis": "reported"})
    assert answer.status_code == 302
    assert models.Observation.objects.get().unit == indicator.unit
    assert list(errors(add(english, models.Observation, **given | {"period": "2004", "value": "3"}))) == ["unit"]
