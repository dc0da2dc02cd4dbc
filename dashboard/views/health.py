"""Whether the service is alive, and whether it can answer."""

import logging
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all: it does not ask the database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 if the database answers and has every migration, else 503 and which of the two fails."""
    if fault := _fault():
        return JsonResponse({"status": "unavailable", "fault": fault}, status=503)
    return JsonResponse({"status": "ok"})


def _fault() -> str | None:
    """What keeps the service from answering, in one word: anyone may read it."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        logger.exception("The database does not answer")
        return "database"
    return None if _written() <= applied.keys() else "migrations"


@cache
def _written() -> set[tuple[str, str]]:
    """The migrations this version of the code comes with."""
    return set(MigrationLoader(None).disk_migrations or {})
