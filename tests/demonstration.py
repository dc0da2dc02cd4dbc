"""The demonstration district for many tests at once: loading it takes seconds."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import transaction


def load() -> None:
    """Put it on file, as anybody does."""
    call_command("demo", stdout=io.StringIO())


@contextmanager
def on_file(blocker: Any) -> Iterator[None]:
    """It is on file, in a transaction of its own: each test rolls back to it, and nothing of it stays."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        load()
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
