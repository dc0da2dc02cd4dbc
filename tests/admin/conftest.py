"""Those who work in the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


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
    """The browser of somebody who may do just what is named, as in `clerk("view_area")`."""

    def signed_in(*codenames: str) -> Client:
        user = User.objects.create_user("clerk", password="secret", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client = Client()
        client.force_login(user)
        return client

    return signed_in
