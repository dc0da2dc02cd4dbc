"""People who hold roles in areas."""

from django.contrib.auth.models import Group, User

from innovation.models import Appointment, Area
from innovation.models.roles import ENTRY, REVIEWER


def person(name: str, *roles: str, at: Area | None = None, **values: object) -> User:
    """Somebody who signs in with the password "secret" and holds roles in an area, or everywhere."""
    user = User.objects.create_user(name, password="secret", is_staff=True, **values)
    for role in roles:
        Appointment.objects.create(user=user, role=Group.objects.get(name=role), area=at)
    return user


def clerk(at: Area | None = None, name: str = "clerk") -> User:
    return person(name, ENTRY, at=at)


def reviewer(at: Area | None = None, name: str = "reviewer") -> User:
    return person(name, REVIEWER, at=at)
