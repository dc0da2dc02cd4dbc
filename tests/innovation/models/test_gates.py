"""Everybody sees what is published; staff who may view a kind of record see all of it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from innovation.models import Appointment, Enterprise
from tests.innovation.conftest import area, certification, enterprise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records() -> None:
    where = area()
    for state in ("draft", "submitted", "published"):
        enterprise(where, name=state, state=state)


def seen_by(user: User | AnonymousUser) -> set[str]:
    return set(Enterprise.objects.visible_to(user).values_list("name", flat=True))


def user(permission: str = "", **values: Any) -> User:
    made = User.objects.create_user("somebody", **values)
    role = Group.objects.create(name="just this")
    role.permissions.set(Permission.objects.filter(codename=permission))
    Appointment.objects.create(user=made, role=role)
    return made


def test_what_is_published_is_all_that_is_public() -> None:
    assert [row.name for row in Enterprise.objects.published()] == ["published"]


def test_strangers_see_what_is_published() -> None:
    assert seen_by(AnonymousUser()) == {"published"}


def test_a_user_without_the_permission_sees_what_is_published() -> None:
    assert seen_by(user()) == {"published"}


def test_the_permission_for_another_kind_of_record_opens_nothing() -> None:
    assert seen_by(user("view_certification")) == {"published"}


def test_who_may_view_enterprises_sees_all() -> None:
    assert seen_by(user("view_enterprise")) == {"draft", "submitted", "published"}


def test_a_user_who_was_shut_out_sees_what_is_published() -> None:
    assert seen_by(user("view_enterprise", is_active=False)) == {"published"}


def test_a_new_record_is_a_draft() -> None:
    assert Enterprise(name="new").state == "draft"


def test_the_gates_work_within_a_narrower_question() -> None:
    holder = Enterprise.objects.get(name="published")
    for state in ("draft", "published"):
        certification(holder.area, enterprise=holder, number=state, state=state)
    assert [row.number for row in holder.certifications.published()] == ["published"]
    assert [row.number for row in holder.certifications.visible_to(AnonymousUser())] == ["published"]
