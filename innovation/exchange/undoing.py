"""An import taken back: its moment finds what it wrote, and nothing is taken back if anything was edited since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Problem, Refused
from innovation.models import Amendment, Batch, Reviewed, may, revise

MOST_TOLD, MOST_NAMED = 20, 5
# As many keys as one question names.
AT_ONCE = 500


@transaction.atomic
def undo(batch: Batch) -> None:
    """Take back all that a batch wrote, or raise Refused with what was edited or is used since."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != Batch.State.WRITTEN:
        raise Refused([Problem(_("This import was undone already."))])
    model = SHEETS[batch.sheet].model
    steps = [*_steps(Amendment, batch), *_steps(model, batch)]
    problems = [problem for past, row in steps for problem in _against(past, row, batch.sent_by)]
    problems += _parts_of_others([row for past, row in steps if past.history_type == "+" and row], batch.sent_by)
    if problems:
        raise Refused(problems[:MOST_TOLD])
    try:
        with transaction.atomic():
            for past, row in steps:
                if past.history_type != "+":
                    _take_back(past, row, batch)
            for kind in (Amendment, model):
                _delete([row.pk for past, row in steps if past.history_type == "+" and type(row) is kind], kind)
    except models.ProtectedError as error:
        raise Refused([_used(error.protected_objects, batch.sent_by)]) from None
    batch.state = Batch.State.UNDONE
    batch.save()


def _steps(model: type[Any], batch: Batch) -> Iterator[tuple[Any, Any]]:
    """Each state that the batch gave a row, the last one first, with the row as it stands; None if it is gone."""
    past = list(model.history.filter(history_date=batch.written_at).order_by("-history_id"))
    rows = model._default_manager.in_bulk([state.id for state in past])
    return ((state, rows.get(state.id)) for state in past)


def _against(past: Any, row: Any, user: Any) -> Iterator[Problem]:
    """What stands against taking back one step."""
    if row is None:
        yield Problem(_("“%(row)s” was deleted or published since.") % {"row": past.history_object or past})
    elif row.version != past.version:
        yield Problem(_("“%(row)s” was edited since.") % {"row": row})
    elif not isinstance(row, Amendment) and not may(user, "delete" if past.history_type == "+" else "change", row):
        yield Problem(_("“%(row)s” is not yours to change any more.") % {"row": row})


def _parts_of_others(rows: list[Any], user: Any) -> Iterator[Problem]:
    """The problem that rows which others entered would go with new ones."""
    kinds: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        kinds[type(row)].append(row.pk)
    for model, keys in kinds.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if relation.auto_created and not relation.concrete and relation.on_delete is models.CASCADE:
                for start in range(0, len(keys), AT_ONCE):
                    part = {f"{relation.field.name}__in": keys[start : start + AT_ONCE]}
                    if found := list(relation.related_model._base_manager.filter(**part)[:MOST_NAMED]):
                        yield _used(found, user)


def _used(rows: Iterable[models.Model], user: Any) -> Problem:
    """The problem that other rows refer to what was imported; those that the user may see are named."""
    named = [str(row) for row in rows if may(user, "view", row)][:MOST_NAMED]
    names = ", ".join(named) or _("records of other areas")
    return Problem(_("Other records refer to what was imported: %(names)s.") % {"names": names})


def _delete(keys: list[int], model: Any) -> None:
    for start in range(0, len(keys), AT_ONCE):
        model._default_manager.filter(pk__in=keys[start : start + AT_ONCE]).delete()


def _take_back(past: Any, row: Any, batch: Batch) -> None:
    reason = _("The import of %(file)s was undone.") % {"file": batch.file_name}
    before = past.prev_record.instance
    before.version = row.version
    before._state.adding = False
    if isinstance(row, Reviewed) and not isinstance(row, Amendment):
        _restore_state(before, batch, reason)
    else:
        before._change_reason, before._history_user = reason[:100], batch.sent_by
        before.save()


def _restore_state(before: Any, batch: Batch, reason: str) -> None:
    """Let a row be what it was, also how far it was on its way to the public."""
    state = before.state
    revise(before, batch.sent_by, reason=reason[:100])
    if before.state != state:
        before.state = state
        before.save()
