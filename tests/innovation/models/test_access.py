"""What somebody may do follows from the roles he holds, and from where he holds them."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from innovation.models import Appointment, Area, Enterprise, Level, Source, Talent, may, reach, within
from innovation.models.roles import ADMINISTRATOR, API_CLIENT, ENTRY, READER, REVIEWER, TALENT_ENTRY, TALENT_REVIEWER
from tests.innovation.conftest import area, enterprise, level, talent
from tests.innovation.people import person

pytestmark = pytest.mark.django_db

ENTERPRISES = "innovation.change_enterprise"


@pytest.fixture
def district() -> Area:
    return area("990101")


@pytest.fixture
def town(district: Area) -> Area:
    return area("990101100000", parent=district)


@pytest.fixture
def other_town(district: Area) -> Area:
    return area("990101101000", parent=district)


def test_a_role_reaches_its_area_and_all_below(district: Area, town: Area, other_town: Area) -> None:
    of_district, of_town = person("a", ENTRY, at=district), person("b", ENTRY, at=town)
    rows = [enterprise(where) for where in (district, town, other_town)]
    assert [may(of_district, "change", row) for row in rows] == [True, True, True]
    assert [may(of_town, "change", row) for row in rows] == [False, True, False]
    assert list(within(Enterprise.objects.all(), of_town, "change")) == [rows[1]]
    assert (reach(of_district, ENTERPRISES), reach(of_town, ENTERPRISES)) == ((district.path,), (town.path,))


def test_a_code_that_begins_like_another_is_not_below_it(district: Area) -> None:
    alike = area("9901010", parent=None)
    assert not may(person("a", ENTRY, at=district), "view", enterprise(alike))


def test_roles_in_several_areas_add_up(town: Area, other_town: Area) -> None:
    user = person("a", ENTRY, at=town)
    Appointment.objects.create(user=user, role=Group.objects.get(name=READER), area=other_town)
    row = enterprise(other_town)
    assert (may(user, "view", row), may(user, "change", row)) == (True, False)


def test_a_role_without_an_area_holds_everywhere(district: Area) -> None:
    assert reach(person("a", ENTRY), ENTERPRISES) == ("",)


def test_a_superuser_may_do_everything_and_a_stranger_nothing(district: Area) -> None:
    row = enterprise(district)
    root = User.objects.create_superuser("root")
    gone = person("gone", ENTRY, is_active=False)
    assert [may(user, "change", row) for user in (root, AnonymousUser(), gone)] == [True, False, False]


def test_permissions_given_to_an_account_itself_open_nothing(district: Area) -> None:
    user = User.objects.create_user("a")
    user.user_permissions.set(Permission.objects.all())
    user.groups.set(Group.objects.all())
    assert (user.get_all_permissions(), reach(user, ENTERPRISES)) == (set(), ())


def test_what_is_kept_in_common_is_changed_by_those_of_the_whole_installation(district: Area, town: Area) -> None:
    of_home, of_town = person("a", ADMINISTRATOR, at=district), person("b", ADMINISTRATOR, at=town)
    row = level("national")
    assert [may(user, action, row) for user in (of_home, of_town) for action in ("view", "change")] == [
        True,
        True,
        True,
        False,
    ]
    assert list(within(Level.objects.all(), of_town, "change")) == []


def test_sources_are_extended_by_whoever_enters_anything(town: Area) -> None:
    assert may(person("a", ENTRY, at=town), "add", Source(code="s", name="s"))


ACTIONS = ("view", "add", "change", "delete", "review")
EXPECTED = {
    READER: {"record": "view", "list": "view", "talent": "", "account": ""},
    ENTRY: {"record": "view add change delete", "list": "view", "talent": "", "account": ""},
    REVIEWER: {"record": "view review", "list": "view", "talent": "", "account": ""},
    ADMINISTRATOR: {"record": "view", "list": "view add change delete", "talent": "", "account": "view add change"},
    API_CLIENT: {"record": "view add change delete", "list": "view", "talent": "", "account": ""},
    TALENT_ENTRY: {"record": "", "list": "", "talent": "view add change delete", "account": ""},
    TALENT_REVIEWER: {"record": "", "list": "", "talent": "view review", "account": ""},
}


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_may_do_just_this(role: str, district: Area) -> None:
    user = person("a", role, at=district)
    names = {
        "record": "innovation.{}_project",
        "list": "innovation.{}_scheme",
        "talent": "innovation.{}_talent",
        "account": "auth.{}_user",
    }
    held = {kind: " ".join(a for a in ACTIONS if user.has_perm(name.format(a))) for kind, name in names.items()}
    assert held == EXPECTED[role]


def test_a_person_is_seen_by_nobody_without_the_permission_of_its_own(district: Area) -> None:
    row = talent(district)
    reader, keeper = person("a", READER, ENTRY, REVIEWER, ADMINISTRATOR), person("b", TALENT_ENTRY, at=district)
    assert [list(Talent.objects.visible_to(user)) for user in (AnonymousUser(), reader, keeper)] == [[], [], [row]]


def test_what_a_user_may_do_is_read_once(district: Area, django_assert_num_queries) -> None:
    user = User.objects.get(pk=person("a", ADMINISTRATOR, at=district).pk)
    with django_assert_num_queries(2):  # the appointments, and where home is
        for action in ACTIONS:
            reach(user, f"innovation.{action}_project")
            user.has_perm(f"innovation.{action}_level")
