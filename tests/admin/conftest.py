"""Those who work in the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from innovation.models import Appointment


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("root", password="secret")


@pytest.fixture
def staff(superuser: User) -> Client:
    """A superuser's browser."""
    client = Client()
    client.force_login(superuser)
    return client


@pytest.fixture
def clerk(db: None) -> Callable[..., Client]:
    """The browser of somebody who may do just what is named, everywhere, as in `clerk("view_area")`."""

    def signed_in(*codenames: str) -> Client:
        user = User.objects.create_user("clerk", password="secret", is_staff=True)
        role = Group.objects.create(name="just this")
        role.permissions.set(Permission.objects.filter(codename__in=codenames))
        Appointment.objects.create(user=user, role=role)
        client = Client()
        client.force_login(user)
        return client

    return signed_in
