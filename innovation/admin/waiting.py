"""Changes of public records in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Model
from django.utils import timezone
from django.utils.translation import gettext

from innovation.admin.lists import is_key
from innovation.models import Amendment, State
from innovation.rounding import natural

# As many records as one page of the review shows.
MOST_AT_ONCE = 200

Shown = list[dict[str, Any]]


def waits(amendment: Amendment) -> str:
    """What becomes of a change of a public record."""
    if amendment.state == State.SUBMITTED:
        words = gettext("“%(row)s” is public: the change waits for review, until then everybody sees it as it was.")
    else:
        words = gettext("“%(row)s” is public: the change is kept as a draft until you submit it.")
    return words % {"row": amendment.record}


def shown_changes(amendments: Iterable[Amendment]) -> dict[int, Shown]:
    """By amendment: each of its changes in words, as field, before and after.

    One query for each kind of row that is referred to, however many amendments there are.
    """
    told = {amendment.pk: list(amendment.told()) for amendment in amendments if not amendment.withdraws}
    keys: dict[Any, set[Any]] = defaultdict(set)
    for changes in told.values():
        for change in changes:
            if change.field.is_relation:
                keys[change.field.related_model] |= {change.before, change.after} - {None}
    names = {model: model._base_manager.in_bulk(wanted) for model, wanted in keys.items()}
    return {
        pk: [
            {
                "field": change.field.verbose_name,
                "before": in_words(change.field, change.before, names),
                "after": in_words(change.field, change.after, names),
            }
            for change in changes
        ]
        for pk, changes in told.items()
    }


def in_words(field: Any, value: Any, names: Any = None) -> str:
    """A value of a field as people read it."""
    if value in (None, ""):
        return "—"
    if field.is_relation:
        return str(value if isinstance(value, Model) else _related(field, value, names) or value)
    if isinstance(field, BooleanField):
        return gettext("yes") if value in (True, "True", "on") else gettext("no")
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{natural(value):,}"
    return str(dict(field.flatchoices or ()).get(value, value))


def _related(field: Any, key: Any, names: Any) -> Model | None:
    """The row that a key names, if it is one: among the names that were read, or else on file."""
    if names is not None:
        return names.get(field.related_model, {}).get(key)
    rows = field.related_model._base_manager
    found: Model | None = rows.filter(pk=key).first() if is_key(str(key)) else None
    return found
