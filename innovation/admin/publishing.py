"""All records of a kind published at once, where there are more than one page holds: what a large import brought."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from innovation.duties.reviews import models_to_review
from innovation.models import Record, StaleVersion, State, within

# The button that asks for it, and after how many records the page says how far that is.
ALL, STEP = "publish_all", 100


def waiting_records(model: Any, user: Any) -> Any:
    """The new records of a kind that wait for a user's review, but for his own."""
    rows = within(model._default_manager.filter(state=State.SUBMITTED), user, "review")
    return rows if settings.INNOVATION_OWN_REVIEW else rows.exclude(entered_by=user).exclude(changed_by=user)


def numbers_to_publish(user: Any) -> dict[str, tuple[Any, int]]:
    """By kind of record: what it is called, and how many of it the user may publish."""
    kinds = [model for model in models_to_review(user) if issubclass(model, Record)]
    numbers = {str(m._meta.model_name): (m._meta.verbose_name_plural, waiting_records(m, user).count()) for m in kinds}
    return {kind: (name, number) for kind, (name, number) in numbers.items() if number}


def publishing(request: HttpRequest) -> Iterator[str]:
    """Publish all records of a kind that waited when the page was loaded; yields how far that is."""
    kinds = {model._meta.model_name: model for model in models_to_review(request.user) if issubclass(model, Record)}
    model, loaded = kinds.get(request.POST[ALL]), parse_datetime(request.POST.get("loaded", "")[:40])
    if model is None or loaded is None:
        yield gettext("Nothing was chosen. Tick the rows first.")
        return
    keys = list(waiting_records(model, request.user).filter(changed_at__lte=loaded).values_list("pk", flat=True))
    done, faults = 0, 0
    for place, key in enumerate(keys, start=1):
        row = waiting_records(model, request.user).filter(pk=key, changed_at__lte=loaded).first()
        try:
            with transaction.atomic():
                if row is not None:
                    row.publish(request.user)
                    done += 1
        except (ValidationError, ObjectDoesNotExist, StaleVersion, IntegrityError):
            faults += 1
        if place % STEP == 0 or place == len(keys):
            known = {"done": f"{done:,}", "all": f"{len(keys):,}", "faults": f"{faults:,}"}
            yield gettext("%(done)s of %(all)s published, %(faults)s left since something stands against them") % known
