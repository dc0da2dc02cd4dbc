"""The roles that an installation starts with, and what each may do. They are set up whenever it is migrated."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_noop as _

from innovation.models.access import Appointment, within
from innovation.models.activities import Problem
from innovation.models.amendments import Amendment
from innovation.models.review import Reviewed
from innovation.models.talents import Talent
from innovation.models.tracking import Tracked

WRITE = ("view", "add", "change", "delete")
READER = _("Reader")
ENTRY = _("Clerk")
REVIEWER = _("Reviewer")
ADMINISTRATOR = _("Administrator")
API_CLIENT = _("API client")
TALENT_ENTRY = _("Talent data: entry")
TALENT_REVIEWER = _("Talent data: review")

# The others open personal data, or are the installation's own: a superuser grants them, and keeps those who hold them.
GRANTED_BY_ADMINISTRATORS = (READER, ENTRY, REVIEWER, ADMINISTRATOR, API_CLIENT)

Granted = Iterable[tuple[type[models.Model], Iterable[str]]]


def granted() -> dict[str, Granted]:
    """For each role: kinds of rows, and what may be done with them."""
    tables: list[type[Tracked]] = [m for m in apps.get_app_config("innovation").get_models() if issubclass(m, Tracked)]
    tables = [model for model in tables if model not in (Amendment, Appointment, Talent)]
    records = [model for model in tables if issubclass(model, Reviewed)]
    shared = [model for model in tables if model.is_shared]
    set_up = [model for model in tables if model not in (*records, *shared, Problem)]
    seen: Granted = [(model, ("view",)) for model in tables]
    entered: list[type[models.Model]] = [*records, Problem]
    # Names that public records show: clerks add them, and change none.
    kept: Granted = [*((model, WRITE) for model in entered), *((model, ("view", "add")) for model in shared)]
    return {
        READER: seen,
        ENTRY: [*seen, *kept],
        REVIEWER: [*seen, *((model, ("review",)) for model in records)],
        ADMINISTRATOR: [
            *seen,
            *((model, WRITE) for model in (*set_up, *shared)),
            (Appointment, WRITE),
            (User, ("view", "add", "change")),
        ],
        API_CLIENT: [*seen, *kept],
        TALENT_ENTRY: [(Talent, WRITE)],
        TALENT_REVIEWER: [(Talent, ("view", "review"))],
    }


def set_up_roles(**migrated: Any) -> None:
    """Make the roles, and let each grant what it stands for; roles that staff added stay as they are."""
    for app in ("auth", "innovation"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    _make_review_permissions()
    known = {(p.content_type_id, p.codename): p for p in Permission.objects.all()}
    for name, rows in granted().items():
        role, _made = Group.objects.get_or_create(name=name)
        role.permissions.set(
            known[ContentType.objects.get_for_model(model).pk, f"{action}_{model._meta.model_name}"]
            for model, actions in rows
            for action in actions
        )


def accounts_of(user: Any) -> models.QuerySet[User]:
    """The accounts that a user looks after: those whose roles are all his to grant, in his areas; no superuser's."""
    accounts = User.objects.all()
    if user.is_superuser:
        return accounts
    own = within(Appointment.objects.filter(role__name__in=GRANTED_BY_ADMINISTRATORS), user, "change")
    beyond = Appointment.objects.exclude(pk__in=own.values("pk"))
    looked_after = accounts.filter(is_superuser=False, pk__in=own.values("user"))
    return looked_after.exclude(pk__in=beyond.values("user"))


def _make_review_permissions() -> None:
    """The permission to publish or return, which Django does not make by itself."""
    for model in apps.get_app_config("innovation").get_models():
        if issubclass(model, Reviewed) and model is not Amendment:
            name = f"Can review {model._meta.model_name}"
            Permission.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                codename=f"review_{model._meta.model_name}",
                defaults={"name": name},
            )
