"""What somebody else changed in a row while a form of it stood open."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from innovation.models import Tracked


def conflict_message(current: Tracked, seen: str) -> str:
    """A sentence that says who changed the row since the version seen, when, and from what to what."""
    number = seen.partition("+")[0]
    version = int(number) if number.isdecimal() and len(number) < 10 else None
    waiting = getattr(current, "waiting", None)
    changed: Any = waiting if waiting and version == current.version else current
    newest = changed.history.select_related("history_user").first()
    if newest is None:
        return _("This row was changed by somebody else meanwhile. Nothing was saved: open it again.")
    said = _(
        "%(user)s changed this row at %(time)s, while you had it open. Nothing of yours was saved: "
        "open it again and enter your change once more."
    ) % {
        "user": newest.history_user or _("Somebody"),
        "time": date_format(timezone.localtime(newest.history_date), "DATETIME_FORMAT"),
    }
    changes = _changes(current, newest, version) if changed is current else []
    what = _("What changed: %(changes)s") % {"changes": _("; ").join(changes)}
    return f"{said} {what}" if changes else said


def _changes(current: Tracked, newest: Any, version: int | None) -> list[str]:
    """Each change between the version and the newest state, as name: before → after."""
    before = current.history.filter(version=version).first() if version else None
    if before is None:
        return []
    delta = newest.diff_against(before, foreign_keys_are_objs=True, excluded_fields={"version", "changed_at"})
    return [_change(current, change) for change in delta.changes]


def _change(current: Tracked, change: Any) -> str:
    field: Any = current._meta.get_field(change.field)
    words = dict(field.flatchoices or ())
    before, after = (words.get(value, value) for value in (change.old, change.new))
    return f"{field.verbose_name}: {_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    return "—" if value in (None, "") else str(value)
