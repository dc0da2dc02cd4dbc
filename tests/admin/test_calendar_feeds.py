"""Calendar feeds are made in the admin, which shows their secret addresses and makes them void."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from innovation.models import Appointment, CalendarFeed
from innovation.models.roles import ADMINISTRATOR, ENTRY
from tests.admin.addresses import address, entered
from tests.innovation.conftest import area, enterprise
from tests.markup import read

pytestmark = pytest.mark.django_db


def shown(client: Client, feed: CalendarFeed) -> str:
    return read(client.get(address(CalendarFeed, "change", feed.pk))).only("input", id="id_address")["value"]


def renew(client: Client, *feeds: CalendarFeed) -> Any:
    chosen = {"action": "renew_selected", "_selected_action": [feed.pk for feed in feeds]}
    return client.post(address(CalendarFeed, "changelist"), chosen)


def test_a_feed_shows_an_address_that_opens(staff: Client) -> None:
    feed = CalendarFeed.objects.create(name="到期", area=area())
    place = shown(staff, feed)
    assert place == f"http://testserver/calendar/{feed.key}.ics"
    assert Client().get(place).status_code == 200


def test_a_new_address_makes_the_old_one_void_even_if_an_earlier_state_is_brought_back(staff: Client) -> None:
    feed = CalendarFeed.objects.create(name="到期", area=area())
    old, first = shown(staff, feed), feed.history.get()
    assert renew(staff, feed).status_code == 302
    new = shown(staff, feed)
    assert [Client().get(place).status_code for place in (old, new)] == [404, 200]
    page = address(CalendarFeed, "simple_history", feed.pk, first.pk)
    form = staff.get(page).context["adminform"].form
    kept = {name: form[name].value() for name in ("name", "area", "is_active", "row_version")}
    assert staff.post(page, kept | {"reason": "back"}).status_code == 302
    assert CalendarFeed.objects.get().version == 3
    assert shown(staff, feed) == new


def test_the_enterprise_of_a_feed_lies_in_its_area(staff: Client) -> None:
    home, other = area(), area("990102")
    firm = enterprise(area("990101100000", home))
    page = address(CalendarFeed, "add")
    words = {"name": "到期", "enterprise": firm.pk, "is_active": "on"}
    refused = staff.post(page, entered(staff.get(page)) | words | {"area": other.pk})
    assert "enterprise" in refused.context["adminform"].form.errors
    assert staff.post(page, entered(staff.get(page)) | words | {"area": home.pk}).status_code == 302


def test_an_administrator_has_the_feeds_of_his_areas_and_a_clerk_makes_none() -> None:
    home, other = area(), area("990102")
    mine, foreign = (CalendarFeed.objects.create(name=where.code, area=where) for where in (home, other))
    clients = {}
    for role in (ADMINISTRATOR, ENTRY):
        user = User.objects.create_user(role, is_staff=True)
        Appointment.objects.create(user=user, role=Group.objects.get(name=role), area=home)
        clients[role] = Client()
        clients[role].force_login(user)
    renew(clients[ADMINISTRATOR], mine, foreign)
    renew(clients[ENTRY], mine)
    assert [CalendarFeed.objects.get(pk=feed.pk).version for feed in (mine, foreign)] == [2, 1]
    pages = [address(CalendarFeed, "change", feed.pk) for feed in (mine, foreign)]
    assert [clients[ADMINISTRATOR].get(page).status_code for page in pages] == [200, 302]
    assert clients[ENTRY].get(address(CalendarFeed, "add")).status_code == 403
