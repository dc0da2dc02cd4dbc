"""What became of a row, in words: its history, and how an earlier state differs from today's."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext

from innovation.admin.waiting import in_words

# What no field of a form shows is told all the same where people decide by it.
TOLD = ("state", "review_note")


def told_fields(model: Any) -> list[Any]:
    """The fields that people enter or decide on; what the product keeps for itself is left out."""
    return [f for f in model._meta.concrete_fields if (f.editable or f.name in TOLD) and not f.primary_key]


def changes_between(before: Any, after: Any, model: Any) -> list[dict[str, str]]:
    """Each field that differs between two states in the history, in words: field, old, new."""
    differ = [f for f in told_fields(model) if getattr(before, f.attname) != getattr(after, f.attname)]
    return [{"field": str(f.verbose_name), "old": _said(f, before), "new": _said(f, after)} for f in differ]


def _said(field: Any, state: Any) -> str:
    """What a field said in a state; the rows it refers to were read with the page."""
    key = getattr(state, field.attname)
    if not field.is_relation or key is None:
        return in_words(field, key)
    with suppress(ObjectDoesNotExist):
        if (row := getattr(state, field.name)) is not None:
            return str(row)
    return gettext("deleted since (no. %(key)s)") % {"key": key}


def differences_from_today(state: Any, today: Any) -> list[dict[str, str]]:
    """Each field of a form that says something else today than in an earlier state: field, old, new."""
    fields = [f for f in told_fields(type(today)) if f.editable]
    pairs = [(f, f.value_from_object(state), f.value_from_object(today)) for f in fields]
    differ = [(f, old, new) for f, old, new in pairs if f.to_python(old) != f.to_python(new)]
    return [{"field": str(f.verbose_name), "old": in_words(f, old), "new": in_words(f, new)} for f, old, new in differ]


def with_changes(states: list[Any], model: Any) -> Iterator[Any]:
    """The states of one page, newest first, each with how it differs from the one before."""
    for state, before in zip(states, [*states[1:], None], strict=True):
        earlier = before or (state.prev_record if states and state is states[-1] else None)
        state.history_delta_changes = changes_between(earlier, state, model) if earlier else []
        yield state
