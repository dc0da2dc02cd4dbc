"""Django's ``migrate``, one process at a time."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK = 990101


class Command(migrate.Command):
    """Waits while another process migrates the same database: servers may start several at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        with alone(connections[options["database"]]):
            super().handle(*args, **options)


@contextmanager
def alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Holds the lock of a database."""
    if connection.vendor == "postgresql":
        with _advisory_lock(connection):
            yield
    elif connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield
    else:
        with open(f"{connection.settings_dict['NAME']}.lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Holds a lock of PostgreSQL, asking again and again: a statement that waits would block CREATE INDEX."""
    with connection.cursor() as cursor:
        while not _scalar(cursor, "SELECT pg_try_advisory_lock(%s)"):
            time.sleep(0.2)
        try:
            yield
        finally:
            _scalar(cursor, "SELECT pg_advisory_unlock(%s)")


def _scalar(cursor: Any, statement: str) -> bool:
    """The one value a statement about the lock answers."""
    cursor.execute(statement, [LOCK])
    return cursor.fetchone()[0]
