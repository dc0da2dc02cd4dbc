"""Areas know their place in the tree, and a subtree moves as one."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from innovation.models import Area
from tests.innovation.conftest import area

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Area]:
    province = area("990000")
    city = area("990100", province)
    district = area("990101", city)
    town = area("990101101000", district)
    return {"province": province, "city": city, "district": district, "town": town}


def paths() -> dict[str, str]:
    return dict(Area.objects.values_list("code", "path"))


def test_a_path_is_the_codes_from_the_root_down(tree: dict[str, Area]) -> None:
    assert paths() == {
        "990000": "990000/",
        "990100": "990000/990100/",
        "990101": "990000/990100/990101/",
        "990101101000": "990000/990100/990101/990101101000/",
    }


def test_an_area_holds_itself_and_all_below_but_no_other_whose_code_begins_alike(tree: dict[str, Area]) -> None:
    area("990102", tree["city"])
    area("990101999999", tree["province"])
    within = Area.objects.within(tree["district"]).values_list("code", flat=True)
    assert list(within) == ["990101", "990101101000"]
    children = Area.objects.children_of(tree["city"]).values_list("code", flat=True)
    assert list(children) == ["990101", "990102"]


def test_a_subtree_moves_along(tree: dict[str, Area]) -> None:
    other = area("990200", tree["province"])
    tree["district"].parent = other
    tree["district"].save()
    assert paths()["990101101000"] == "990000/990200/990101/990101101000/"


def test_a_subtree_follows_a_new_code(tree: dict[str, Area]) -> None:
    tree["city"].code = "990199"
    tree["city"].save()
    assert paths()["990101101000"] == "990000/990199/990101/990101101000/"


def test_a_subtree_follows_when_only_the_parent_is_named_to_be_saved(tree: dict[str, Area]) -> None:
    Area.objects.update_or_create(code="990101", defaults={"parent": tree["province"]})
    assert paths()["990101"] == "990000/990101/"
    assert paths()["990101101000"] == "990000/990101/990101101000/"


def test_a_moved_subtree_leaves_history_of_each_area(tree: dict[str, Area]) -> None:
    tree["district"].parent = tree["province"]
    tree["district"].save()
    told = tree["town"].history.order_by("history_id").values_list("version", "path")
    assert list(told) == [(1, "990000/990100/990101/990101101000/"), (2, "990000/990101/990101101000/")]


def test_areas_made_in_bulk_have_their_place(tree: dict[str, Area]) -> None:
    Area.objects.bulk_create([Area(code="990103", name="c", type="district", parent=tree["city"])])
    assert paths()["990103"] == "990000/990100/990103/"


def test_an_area_cannot_lie_inside_itself(tree: dict[str, Area]) -> None:
    for inside in (tree["city"], tree["town"]):
        tree["city"].parent = inside
        with pytest.raises(ValidationError) as refused:
            tree["city"].full_clean()
        assert list(refused.value.message_dict) == ["parent"]


@pytest.mark.parametrize("code", ["99010", "9901011", "abcdef", "990101\n", "９９０１０１", "990101 "])
def test_a_code_has_six_or_twelve_digits(code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Area(code=code, name="x", type="district").full_clean()
    assert list(refused.value.message_dict) == ["code"]


def test_peers_are_of_one_parent_valid_on_the_day_and_divisions_or_zones() -> None:
    city = area("990100")
    district = area("990101", city)
    sibling = area("990102", city)
    area("990103", city, valid_to="2000-12-31")
    area("990104", city, valid_from="2007-01-01")
    zone = area("990171", city, type=Area.Type.ZONE)
    area("990201")
    day = dt.date(2006, 12, 31)
    assert list(Area.objects.peers_of(district, day)) == [district, sibling]
    assert list(Area.objects.peers_of(zone, day)) == [zone]
    assert list(Area.objects.peers_of(city, day)) == []
