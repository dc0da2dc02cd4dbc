"""The form of an observation asks about what is doubtful before it takes it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from innovation.models import Area, Observation
from tests.admin.addresses import address, entered
from tests.innovation import conftest as given

pytestmark = pytest.mark.django_db
FALL = "100 after 600 in 2005: a change of -83.3%. Check both values."


@pytest.fixture(autouse=True)
def _new_years_eve(settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)


@pytest.fixture
def place() -> Area:
    return given.area()


@pytest.fixture
def form(staff: Client, place: Area) -> dict[str, Any]:
    """What would be sent to state 100 where it was 600 the year before."""
    staff.cookies["lang"] = "en"
    firms = given.entered("firms")
    given.state(firms, place, "2005", 600, stated_on=dt.date(2006, 3, 1))
    keys = {"indicator": firms.pk, "area": place.pk, "unit": firms.unit_id}
    return keys | {"period": "2006", "value": "100", "status": "A", "stated_on": "2006-12-31", "basis": "reported"}


def sent(staff: Client, form: dict[str, Any], **more: Any) -> list[str]:
    """What the form holds against it; nothing if it was stored."""
    page = address(Observation, "add")
    answer = staff.post(page, entered(staff.get(page)) | form | more)
    if answer.status_code == 302:
        return []
    errors: dict[str, list[str]] = answer.context["adminform"].form.errors
    assert errors.keys() == {"confirmed"}
    return list(errors["confirmed"])


def test_a_value_without_doubts_is_taken_at_once(staff: Client, form: dict[str, Any]) -> None:
    assert 'type="hidden" name="confirmed"' in staff.get(address(Observation, "add")).content.decode()
    assert sent(staff, form, value="700") == []


def test_a_doubtful_value_is_taken_once_somebody_checked_it_and_says_why(staff: Client, form: dict[str, Any]) -> None:
    assert sent(staff, form) == [FALL, "If it is right all the same, tick that you checked it."]
    assert sent(staff, form, confirmed="on") == [FALL, "Say in the remark or the note why it is so."]
    assert sent(staff, form, confirmed="on", note="按新口径统计") == []
    assert Observation.objects.get(period="2006").value == 100


def test_what_was_confirmed_is_not_asked_again_where_nothing_changed(
    staff: Client, form: dict[str, Any], place: Area
) -> None:
    assert sent(staff, form, confirmed="on", remark="按新口径统计") == []
    row = Observation.objects.get(period="2006")
    page = address(Observation, "change", row.pk)
    assert staff.post(page, entered(staff.get(page)) | {"_submit": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "submitted"
