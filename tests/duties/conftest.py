"""Two districts on the last day of 2006, and people who hold a role in the first."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from innovation.models import Appointment, Area
from tests.innovation.conftest import TODAY, area

Named = Callable[..., User]


@pytest.fixture(autouse=True)
def _new_years_eve(db: None, settings: Any) -> None:
    settings.INNOVATION_TODAY = TODAY


@pytest.fixture
def places() -> SimpleNamespace:
    """A district with a town, and another district."""
    home = area()
    return SimpleNamespace(home=home, town=area("990101100000", home), other=area("990102"))


@pytest.fixture
def person(places: SimpleNamespace) -> Named:
    """Somebody with a standard role in the first district, unless another is named."""

    def made(role: str, where: Area | None = None, name: str = "", **values: Any) -> User:
        user = User.objects.create_user(name or role, is_staff=True, **values)
        Appointment.objects.create(user=user, role=Group.objects.get(name=role), area=where or places.home)
        return user

    return made
