"""Who may do what, and where: roles that people hold in an area and everything below it.

Every door asks here: lists, forms, look-ups, history, import, export and API. Whoever holds no role may do nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.tracking import Tracked

EVERYWHERE = ("",)

_Rows = TypeVar("_Rows", bound=QuerySet[Any])


class Appointment(Tracked):
    """One role that a person holds in one area and all below it, or everywhere."""

    area_path = "area__path"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("account")
    )
    role = models.ForeignKey(Group, models.PROTECT, related_name="appointments", verbose_name=_("role"))
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
        help_text=_("The role holds there and in everything below. Empty: everywhere."),
    )

    class Meta:
        verbose_name = _("role in an area")
        verbose_name_plural = _("roles in areas")
        ordering = ("user", "role", "area")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "role", "area"),
                name="appointment_once",
                violation_error_message=_("This person holds this role there already."),
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=Q(area__isnull=True),
                name="appointment_everywhere_once",
                violation_error_message=_("This person holds this role everywhere already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{role_name(self.role)} · {self.area or gettext('everywhere')}"


def role_name(role: Group) -> str:
    """The name of a role in the language of the screen; those that staff add are called as they call them."""
    return gettext(role.name)


def reach(user: Any, permission: str) -> tuple[str, ...]:
    """The paths of the areas in which a user has a permission like `innovation.view_project`.

    All below a path belongs to it; the path of everything is the empty text.
    """
    if not user.is_active or user.is_anonymous:
        return ()
    return EVERYWHERE if user.is_superuser else _appointed(user).get(permission, ())


def permission_for(action: str, model: type[models.Model]) -> str:
    """The name of a permission: view, add, change, delete or review this kind of row."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def within(rows: _Rows, user: Any, action: str, *, of: type[models.Model] | None = None) -> _Rows:
    """Those of the rows which the user may view, change, delete or review; or on which he may do so with another kind.

    `within(areas, user, "add", of=Project)` are the areas for which he may enter projects.
    """
    return rows.filter(_lies_in(reach(user, permission_for(action, of or rows.model)), rows.model))


def may(user: Any, action: str, row: models.Model) -> bool:
    """Whether the user may view, change, delete or review this row, as it stands in memory."""
    paths = reach(user, permission_for(action, type(row)))
    if paths == EVERYWHERE:
        return True
    lookup = area_path(type(row))
    if not lookup:
        return bool(paths)
    place: Any = row
    try:
        for name in lookup.split("__"):
            place = getattr(place, name, None)
    except ObjectDoesNotExist:
        # An earlier state of the row, whose own place is gone.
        return False
    return place is not None and any(place.startswith(path) for path in paths)


def area_path(model: type[models.Model]) -> str:
    """The look-up that leads from a row to the path of its area; nothing for what an installation keeps in common."""
    return getattr(model, "area_path", "")


def _lies_in(paths: Iterable[str], model: type[models.Model]) -> Q:
    lookup = area_path(model)
    if not paths:
        return Q(pk__in=())
    if not lookup or "" in paths:
        return Q()
    return Q.create([(f"{lookup}__startswith", path) for path in paths], connector=Q.OR)


def _appointed(user: Any) -> dict[str, tuple[str, ...]]:
    """What a user may do, and where, read once for each request."""
    if not hasattr(user, "_appointed"):
        columns = ("area__path", "role__permissions__content_type__app_label", "role__permissions__codename")
        held: dict[str, set[str]] = defaultdict(set)
        for path, app, codename in Appointment.objects.filter(user=user).values_list(*columns).order_by():
            held[f"{app}.{codename}"].add(path or "")
        _leave_common_to_home(held)
        user._appointed = {
            permission: EVERYWHERE if "" in paths else tuple(sorted(paths))
            for permission, paths in held.items()
            if paths
        }
    return dict(user._appointed)


def _leave_common_to_home(held: dict[str, set[str]]) -> None:
    """Take away what is no business of a part of the installation: to write what all of it keeps in common."""
    common = _kept_in_common() & held.keys()
    if not common:
        return
    home = Area.objects.filter(code=settings.INNOVATION_HOME_AREA).values_list("path", flat=True).first() or ""
    for permission in common:
        held[permission] = {path for path in held[permission] if home.startswith(path)}


def _kept_in_common() -> set[str]:
    """The permissions to write what has no area and is not for everybody to extend."""
    tables = apps.get_app_config("innovation").get_models()
    common = [m for m in tables if issubclass(m, Tracked) and not area_path(m)]
    return {
        permission_for(action, model)
        for model in common
        for action in ("add", "change", "delete")
        if not (model.is_shared and action == "add")
    }


class AppointmentBackend(ModelBackend):
    """Signs people in by their password; what they may do follows from their appointments alone."""

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return set(_appointed(user_obj))
