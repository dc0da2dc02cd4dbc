"""`manage.py demo`: the demonstration district, and somebody who can sign in to it."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

import innovation
from innovation.management.commands.standard import load_tables

FOLDER = Path(innovation.__file__).parent / "demonstration"
USERNAME = "admin"


class Command(BaseCommand):
    help = "Load the demonstration district. Done again, it adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("standard", stdout=self.stdout, stderr=self.stderr)
        load_tables(self, FOLDER, title=_("Demonstration district"))
        self.stdout.write(sign_in_advice(settings.DATA_DIR / "demo-password"))


def sign_in_advice(path: Path) -> str:
    """How to sign in: the user is made at the first call, with a password that is kept in a file."""
    users: Any = get_user_model()._default_manager
    # Whoever makes the user also writes the file before anybody else sees the user.
    with transaction.atomic():
        user, made = users.get_or_create(username=USERNAME, defaults={"is_staff": True, "is_superuser": True})
        if made:
            user.set_password(_kept_password(path))
            user.save()
    if not path.exists() or not user.check_password(path.read_text().strip()):
        return _("Sign in at /admin/ as %(user)s with the password you gave it.") % {"user": USERNAME}
    known = {"user": USERNAME, "password": path.read_text().strip(), "path": path}
    return _("Sign in at /admin/ as %(user)s, password %(password)s (kept in %(path)s).") % known


def _kept_password(path: Path) -> str:
    """The password in the file, which only its owner reads; made if it is not there."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text().strip()
