"""Changes of public records in words."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from innovation.models import Amendment, State

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
        row: Model | None = field.related_model._base_manager.filter(pk=value).first()
        return str(row or value)
    return str(dict(field.flatchoices or ()).get(value, value))
