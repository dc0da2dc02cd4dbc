"""Changes of public records in words."""

import datetime as dt
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


def waits(amendment: Amendment) -> str:
    """What becomes of a change of a public record."""
    if amendment.state == State.SUBMITTED:
        return gettext("“%(row)s” is public: the change waits for review, until then everybody sees it as it was.") % {
            "row": amendment.record
        }
    return gettext("“%(row)s” is public: the change is kept as a draft until you submit it.") % {
        "row": amendment.record
    }


def shown_changes(amendment: Amendment) -> list[dict[str, Any]]:
    """Each change of an amendment in words: field, before, after."""
    return [
        {"field": c.field.verbose_name, "before": in_words(c.field, c.before), "after": in_words(c.field, c.after)}
        for c in amendment.told()
    ]


def in_words(field: Any, value: Any) -> str:
    """A value of a field as people read it."""
    if value in (None, ""):
        return "—"
    if field.is_relation:
        return str(value if isinstance(value, Model) else _related(field, value) or value)
    if isinstance(field, BooleanField):
        return gettext("yes") if value in (True, "True", "on") else gettext("no")
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{natural(value):,}"
    return str(dict(field.flatchoices or ()).get(value, value))


def _related(field: Any, key: Any) -> Model | None:
    """The row that a key names, if it is one."""
    rows = field.related_model._base_manager
    found: Model | None = rows.filter(pk=key).first() if is_key(str(key)) else None
    return found
