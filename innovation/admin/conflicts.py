"""What somebody else changed in a row while a form of it stood open."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from innovation.admin.waiting import in_words
from innovation.models import Amendment, Reviewed, Tracked


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed: what it said, what it says now, what was typed into the form."""

    label: str
    before: str
    now: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """A form that was overtaken: by whom and when in a sentence, the fields that differ, and the newest version."""

    sentence: str
    newest: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def told(self) -> str:
        """All of it in one line, where there is no room for a table."""
        changes = _("; ").join(f"{d.label}: {d.before} → {d.now}" for d in self.differences)
        what = _("What changed: %(changes)s") % {"changes": changes}
        return f"{self.sentence} {what}" if changes else self.sentence


def version_of(row: Any) -> str:
    """What a form of the row rests on: its version, and that of the change that waits to become of it."""
    waiting = getattr(row, "waiting", None)
    return f"{row.version}+{waiting.version}" if waiting else f"{row.version}"


def conflict_of(form: Any, seen: str) -> Conflict:
    """How a form that rests on the version seen differs from its row, which is newer."""
    row = form.instance
    before = _state_at(row, seen)
    differences = _differences(form, form.state_of(before)) if before is not None else []
    return Conflict(_sentence(row, seen), version_of(row), differences)


def rebased(form: Any, seen: str) -> dict[str, Any]:
    """What the form holds when it rests on the newest row: what was typed, and the newest where nothing was."""
    before = _state_at(form.instance, seen)
    if before is None:
        return {}
    then, now = form.state_of(before), form.state_of(form.instance)
    names = [name for name in then.initial if name in form.fields and not _typed(form, then, name)]
    return {form.add_prefix(name): now[name].value() for name in names}


def _sentence(row: Tracked, seen: str) -> str:
    waiting = getattr(row, "waiting", None)
    changed: Any = waiting if waiting and _numbers(seen)[0] == row.version else row
    newest = changed.history.select_related("history_user").first()
    if newest is None:
        return _("This row was changed by somebody else meanwhile. Nothing of yours was saved.")
    return _("%(user)s changed this row at %(time)s, while you had it open. Nothing of yours was saved.") % {
        "user": newest.history_user or _("Somebody"),
        "time": date_format(timezone.localtime(newest.history_date), "DATETIME_FORMAT"),
    }


def _differences(form: Any, then: Any) -> list[Difference]:
    row, now = form.instance, form.state_of(form.instance)
    entered = {f.name: f for f in row._meta.concrete_fields}
    fields = {name: entered[name] for name in form.fields if name in entered and name in then.initial}
    return [
        Difference(
            str(form.fields[name].label),
            in_words(f, then.initial[name]),
            in_words(f, now.initial[name]),
            in_words(f, form[name].value()),
        )
        for name, f in fields.items()
        if then.initial[name] != now.initial[name]
    ]


def _typed(form: Any, then: Any, name: str) -> bool:
    """Whether a field of the form was changed since it was opened."""
    return bool(form.fields[name].has_changed(then[name].initial, form[name].data))


def _state_at(row: Any, seen: str) -> Any:
    """The row as a form of the version seen showed it, or None if there was no such version."""
    version, waiting = _numbers(seen)
    state = row.history.filter(version=version).first() if version else None
    if state is None:
        return None
    before = state.instance
    if waiting and isinstance(row, Reviewed):
        of_row = {"content_type": ContentType.objects.get_for_model(row), "object_id": row.pk}
        amendment = Amendment.history.filter(version=waiting, **of_row).first()
        if amendment is not None:
            amendment.instance.apply_to(before)
    return before


def _numbers(seen: str) -> tuple[int | None, int | None]:
    version, _plus, waiting = seen.partition("+")
    read = [int(n) if n.isascii() and n.isdecimal() and len(n) < 10 else None for n in (version, waiting)]
    return read[0], read[1]
