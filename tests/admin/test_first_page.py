"""The first page of the admin says what the user must not miss, and leads to the whole list of it."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from innovation.models import Appointment, Enterprise, enter
from innovation.models.roles import ENTRY, READER, REVIEWER, TALENT_ENTRY
from tests.admin.addresses import address
from tests.innovation.conftest import area, certification, entered, enterprise, project, state
from tests.markup import Element, read, rows

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _new_years_eve(db: None, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)


@pytest.fixture
def places() -> SimpleNamespace:
    home = area()
    return SimpleNamespace(home=home, town=area("990101100000", home), other=area("990102"))


@pytest.fixture
def browser(places: SimpleNamespace) -> SignIn:
    """The browser of somebody with a standard role in the first district."""

    def signed_in(role: str) -> Client:
        user = User.objects.create_user(role, is_staff=True)
        Appointment.objects.create(user=user, role=Group.objects.get(name=role), area=places.home)
        client = Client()
        client.cookies.load({"lang": "en"})
        client.force_login(user)
        return client

    return signed_in


def hand_in(user: User, where: Any, name: str, submit: bool = True) -> Enterprise:
    row = Enterprise(area=where, name=name)
    enter(row, user, submit=submit)
    return row


def shown(client: Client, address: str = "") -> Element:
    answer = client.get(address or reverse("admin:index"))
    assert answer.status_code == 200
    return read(answer)


def listed(client: Client, address: str) -> list[list[str]]:
    """The rows of a whole list."""
    return rows(shown(client, address).only("div", of="duty").only("table"))


def section(client: Client, name: str) -> Element:
    return shown(client).only("section", aria_labelledby=f"duty-{name}")


def test_values_to_be_entered_lead_to_the_form_that_takes_them(browser: SignIn, places: Any) -> None:
    made = entered(name="R&D funds", due_days=0, owner="计划科")
    state(made, places.home, "2005", 1)
    state(made, places.other, "2005", 1)
    state(entered("soon", due_days=20), places.home, "2005", 1)
    client = browser(ENTRY)
    told = section(client, "missing")
    assert told.only("h2").text.split() == ["Values", "to", "be", "entered", "2", "Show", "all"]
    assert rows(told.only("table")) == [
        ["R&D funds", "990101", "2006", "计划科", "2006-12-31 overdue"],
        ["soon", "990101", "2006", "—", "2007-01-20 20 days left"],
    ]
    form = client.get(told.only("table").all("a")[0]["href"]).context["adminform"].form
    assert (form["indicator"].value(), form["area"].value(), form["period"].value()) == (
        str(made.pk),
        str(places.home.pk),
        "2006",
    )
    assert len(listed(client, reverse("admin:missing"))) == 2


def test_what_waits_for_review_leads_to_the_review_of_that_kind(browser: SignIn, places: Any) -> None:
    clerk, reviewer = browser(ENTRY), browser(REVIEWER)
    author = User.objects.get(username=ENTRY)
    returned = hand_in(author, places.home, "<b>one</b>")
    hand_in(author, places.town, "two")
    hand_in(User.objects.create_user("stranger"), places.other, "elsewhere")
    hand_in(author, places.home, "not yet", submit=False)
    waiting = section(reviewer, "records").all("ul")[0]
    assert (waiting.text, waiting.only("a")["href"]) == ("Enterprises 2", "/admin/review/?kind=enterprise")
    assert "two" in shown(reviewer, waiting.only("a")["href"]).text
    returned.send_back(User.objects.get(username=REVIEWER), "Mend <it>")
    given, drafts = section(clerk, "records").all("ul")
    assert (given.text, given.only("a")["href"]) == (
        "<b>one</b> enterprise Mend <it>",
        address(Enterprise, "change", returned.pk),
    )
    assert drafts.text == "not yet enterprise"


def test_what_ends_is_counted_listed_and_leads_to_the_whole_list(browser: SignIn, places: Any) -> None:
    days = {30: "2007-01-30", 90: "2007-03-31", 180: "2007-06-29"}
    for left, day in days.items():
        certification(places.town, holder_name=f"in {left}", valid_to=day)
    certification(places.other, holder_name="elsewhere", valid_to=days[30])
    certification(places.home, holder_name="draft", valid_to=days[30], state="draft")
    client = browser(READER)
    told = section(client, "expiring")
    assert [(item.text, item.only("a")["href"]) for item in told.only("ul").all("li")] == [
        (f"within {left} days {number}", f"/admin/expiring/?days={left}") for number, left in enumerate(days, 1)
    ]
    assert rows(told.only("table")) == [
        [f"in {left}", "high-tech", "990101100000", day, str(left)] for left, day in days.items()
    ]
    assert [row[0] for row in listed(client, "/admin/expiring/?days=90")] == ["in 30", "in 90"]


def test_projects_that_are_overdue_are_listed(browser: SignIn, places: Any) -> None:
    project(places.home, title="overdue", due_on="2006-12-30", undertaker="College")
    project(places.other, title="elsewhere", due_on="2006-12-30")
    client = browser(READER)
    expected = [["overdue", "College", "990101", "2006-12-30"]]
    assert rows(section(client, "projects").only("table")) == expected
    assert listed(client, reverse("admin:overdue")) == expected


def test_where_there_is_nothing_to_do_the_page_says_so(browser: SignIn) -> None:
    page = shown(browser(ENTRY))
    said = [part.text for part in page.only("div", of="duties").all("section")]
    assert [
        words for words in ("Nothing is owed", "No certificate ends", "No project is overdue") if words in str(said)
    ]
    assert "Nothing waits for you." in section(browser(REVIEWER), "records").text


def test_nobody_is_told_of_what_is_none_of_his_business(browser: SignIn, places: Any) -> None:
    certification(places.home, valid_to="2007-01-01")
    keeper, reader = browser(TALENT_ENTRY), browser(READER)
    names = {who: [part["aria-labelledby"] for part in shown(who).all("section")] for who in (keeper, reader)}
    assert names[keeper] == ["duty-records"]
    assert names[reader] == ["duty-records", "duty-expiring", "duty-projects"]
    lists = {name: [who.get(reverse(f"admin:{name}")).status_code for who in (keeper, reader)] for name in LISTS}
    assert lists == {"expiring": [403, 200], "overdue": [403, 200], "missing": [403, 403]}


LISTS = ("expiring", "overdue", "missing")


def test_the_lists_are_for_those_who_sign_in(client: Client) -> None:
    assert [client.get(reverse(f"admin:{name}")).status_code for name in LISTS] == [302, 302, 302]


def test_a_list_of_what_ends_can_be_narrowed_to_an_area_of_ones_own(browser: SignIn, places: Any) -> None:
    for where in (places.home, places.town, places.other):
        certification(where, holder_name=where.code, valid_to="2007-01-20")
    client = browser(READER)

    def holders(query: str) -> list[str]:
        return [row[0] for row in listed(client, f"/admin/expiring/?{query}")]

    assert holders("") == holders("area=990101") == ["990101", "990101100000"]
    assert holders("days=30&area=990101100000") == ["990101100000"]
    options = shown(client, "/admin/expiring/").only("select").all("option")
    assert [option["value"] for option in options] == ["", "990101", "990101100000"]
    for query in ("area=990102", "area=x", "area=%00", "days=31", "days=x", "page=0", "page=x", "page=" + "9" * 400):
        assert client.get(f"/admin/expiring/?{query}").status_code == 400, query


def test_a_long_list_has_pages_that_keep_what_was_asked(browser: SignIn, places: Any) -> None:
    for number in range(51):
        certification(places.home, holder_name=f"H{number:02}", valid_to="2007-01-20")
    client = browser(READER)
    first = shown(client, "/admin/expiring/?days=90&area=990101")
    assert len(rows(first.only("div", of="duty").only("table"))) == 50
    following = first.only("a", rel="next")["href"]
    assert following == "/admin/expiring/?days=90&area=990101&page=2"
    assert [row[0] for row in listed(client, following)] == ["H50"]


def test_the_page_of_a_subject_has_none_of_it(staff: Client) -> None:
    assert read(staff.get(reverse("admin:subject", args=("areas",)))).all("section") == []


def test_the_first_page_asks_as_often_however_much_there_is(staff: Client, superuser: User, places: Any) -> None:
    other = User.objects.create_user("other")

    def file(number: int) -> None:
        for n in range(number):
            made = entered(f"i-{Enterprise.objects.count()}-{n}", due_days=0)
            state(made, places.home, "2005", 1)
            certification(places.home, valid_to="2007-01-20")
            project(places.home, due_on="2006-06-30", enterprise=enterprise(places.home))
            hand_in(other, places.home, f"e-{made.pk}")
            hand_in(superuser, places.home, f"d-{made.pk}", submit=False)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(reverse("admin:index")).status_code == 200
        return len(queries)

    file(2)
    asked()
    few = asked()
    file(20)
    assert asked() == few <= 30
