"""Dates, numbers and periods are understood as people write them, and refused with the remedy otherwise."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from innovation import models
from tests.admin.addresses import address
from tests.admin.rows import make
from tests.admin.test_forms import add, change, entered, errors


@pytest.mark.parametrize(
    "text", ["2006-8-11", "2006/8/11", "2006.8.11", "2006年8月11日", "20060811", "２００６－０８－１１", " 2006-08-11 "]
)
def test_a_date_is_understood_in_all_its_spellings(text: str, staff: Client) -> None:
    enterprise = make(models.Enterprise)
    assert change(staff, enterprise, founded_on=text).status_code == 302
    enterprise.refresh_from_db()
    assert enterprise.founded_on == dt.date(2006, 8, 11)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2006年8月", "2006-08"),
        ("2006-8", "2006-08"),
        ("2006年", "2006"),
        ("２００６", "2006"),
        ("20060811", "2006-08-11"),
    ],
)
def test_the_date_of_a_record_says_by_itself_how_much_of_it_is_known(text: str, told: str, staff: Client) -> None:
    policy = make(models.Policy)
    assert change(staff, policy, date=text).status_code == 302
    policy.refresh_from_db()
    assert policy.date_text == told
    assert staff.get(address(models.Policy, "change", policy.pk)).context["adminform"].form["date"].value() == told


def test_the_first_of_a_month_is_another_date_than_the_month(staff: Client) -> None:
    policy = models.Policy.objects.create(**{**_policy(), "date": "2006-08-01", "precision": "month"})
    assert change(staff, policy, date="2006-08-01").status_code == 302
    policy.refresh_from_db()
    assert (policy.date_text, policy.version) == ("2006-08-01", 2)


def _policy() -> dict[str, Any]:
    other = make(models.Policy, 9)
    return {"area": other.area, "field": other.field, "title": "意见"}


def test_a_plain_date_without_its_day_is_refused_with_the_remedy(staff: Client) -> None:
    with override("en"):
        staff.cookies["lang"] = "en"
        said = errors(change(staff, make(models.Enterprise), founded_on="2006年8月"))
    assert said == {"founded_on": ["“2006年8月” lacks the day. Write a date like 2006-08-11."]}


@pytest.mark.parametrize("text", ["1,021", "１０２１", "１，０２１", "1021.0"])
def test_a_number_is_understood_in_all_its_spellings(text: str, staff: Client) -> None:
    activity, project = make(models.Activity), make(models.Project)
    assert change(staff, activity, persons=text).status_code == 302
    assert change(staff, project, grant=text).status_code == 302
    activity.refresh_from_db()
    project.refresh_from_db()
    assert (activity.persons, project.grant) == (1021, Decimal(1021))


@pytest.mark.parametrize("text", ["2500余人", "2500多", "近2500", "2,500以上", "２５００余"])
def test_a_number_with_a_qualifier_is_refused_and_never_cut(text: str, staff: Client) -> None:
    staff.cookies["lang"] = "en"
    [said] = errors(change(staff, make(models.Observation), value=text))["value"]
    assert said.startswith(f"“{text}” is no bare number. Write 2")
    assert said.endswith("into the qualifier.")


def test_a_period_is_understood_in_full_width(staff: Client) -> None:
    observation = make(models.Observation)
    assert change(staff, observation, period="２００５－Ｑ２").status_code == 302
    observation.refresh_from_db()
    assert observation.period == "2005-Q2"


@pytest.mark.parametrize(("text", "is_right"), [("-1", False), ("1.5", False), ("0", True), ("", True)])
def test_people_are_counted_from_zero(text: str, is_right: bool, staff: Client) -> None:
    activity = make(models.Activity)
    answer = change(staff, activity, persons=text, attendances=text)
    assert answer.status_code == (302 if is_right else 200)
    assert is_right or set(errors(answer)) == {"persons", "attendances"}


@pytest.mark.parametrize(
    ("model", "name"),
    [
        *((models.Certification, name) for name in ("issued_on", "notice_on", "revoked_on")),
        (models.Policy, "date"),
        (models.Project, "accepted_on"),
        (models.Enterprise, "founded_on"),
        (models.Enterprise, "closed_on"),
    ],
)
def test_what_has_happened_has_no_day_to_come(model: Any, name: str, staff: Client, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    staff.cookies["lang"] = "en"
    said = errors(change(staff, make(model), **{name: "2007-01-01"}))
    assert said == {name: ["This day has not come yet. Correct the date."]}
    assert change(staff, model.objects.get(), **{name: "2006-12-31"}).status_code == 302


def test_what_is_to_happen_may_lie_ahead(staff: Client, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    assert change(staff, make(models.Certification), valid_to="2009-12-31").status_code == 302
    assert change(staff, make(models.Project), due_on="2009-12-31").status_code == 302


def test_today_is_the_day_of_the_product(staff: Client, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    page = staff.get(address(models.Certification, "add"))
    assert page.content.decode().count('data-today="2006-12-31"') == 4
    assert "calendar.js" not in page.content.decode()


def test_a_record_without_a_date_is_added_without_one(staff: Client) -> None:
    old = make(models.Policy)
    form = entered(staff.get(address(models.Policy, "change", old.pk)))
    assert add(staff, models.Policy, **form | {"title": "另一意见", "date": ""}).status_code == 302
    assert models.Policy.objects.latest("pk").date is None
