"""Records on their way to the public: what waits for a user's review, and what he has not handed in himself."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import BooleanField, Count, F, Q, QuerySet, Value

from innovation.models import Amendment, Reviewed, State, permission_for, reach, within


def reviewed_models() -> list[type[Reviewed]]:
    """The kinds of rows that become public by a review, those that others refer to first."""
    models = [model for model in apps.get_app_config("innovation").get_models() if issubclass(model, Reviewed)]
    return [model for model in models if model is not Amendment]


def models_to_review(user: Any) -> list[type[Reviewed]]:
    """Those of them that a user may review anywhere."""
    return [model for model in reviewed_models() if reach(user, permission_for("review", model))]


def numbers_to_review(user: Any) -> list[tuple[type[Reviewed], int]]:
    """How many rows of each kind wait until this user decides; changes of public rows are a kind of their own."""
    rows = [
        rows.values("state")
        .annotate(row_kind=_kind(rows.model), row_count=Count("pk"))
        .values_list("row_kind", "row_count")
        for rows in _to_review(user)
    ]
    numbers = dict(_together(rows))
    kinds: list[type[Reviewed]] = [*reviewed_models(), Amendment]
    return [(model, numbers[name]) for model in kinds if (name := _name(model)) in numbers]


def rows_to_review(user: Any) -> Iterable[tuple[str, int, int]]:
    """Kind, key and version of each row that waits until this user decides."""
    return _together(
        [
            rows.annotate(row_kind=_kind(rows.model)).values_list("row_kind", "pk", "version")
            for rows in _to_review(user)
        ]
    )


def _to_review(user: Any) -> list[QuerySet[Any]]:
    """For each kind the rows that were handed in, but for those that somebody else has to decide on."""
    rows: list[QuerySet[Any]] = [
        *(within(model._default_manager.all(), user, "review") for model in models_to_review(user)),
        Amendment.objects.open_to(user, "review"),
    ]
    handed_in: list[QuerySet[Any]] = [kind.filter(state=State.SUBMITTED).order_by() for kind in rows]
    return handed_in if settings.INNOVATION_OWN_REVIEW else [kind.exclude(_of(user)) for kind in handed_in]


@dataclass(frozen=True)
class Own:
    """Something of a user's that is not handed in: a record, or a change of a public one."""

    record: Reviewed
    is_change: bool
    note: str
    reviewed_at: dt.datetime | None


def own_drafts(user: Any, most: int) -> tuple[int, list[Own]]:
    """How many drafts a user has not handed in, and the first of them."""
    return _own(user, State.DRAFT, most)


def own_returned(user: Any, most: int | None = None) -> tuple[int, list[Own]]:
    """How many rows were given back to a user, and the first of them, with what is to be mended."""
    return _own(user, State.RETURNED, most)


def _own(user: Any, state: State, most: int | None) -> tuple[int, list[Own]]:
    columns = ("row_kind", "row_key", "is_change", "review_note", "reviewed_at")
    records = [
        within(model._default_manager.filter(_of(user), state=state), user, "change")
        .annotate(row_kind=_kind(model), row_key=F("pk"), is_change=Value(False, BooleanField()))
        .order_by()
        .values_list(*columns)
        for model in reviewed_models()
        if reach(user, permission_for("change", model))
    ]
    changes = (
        Amendment.objects.open_to(user, "change")
        .filter(_of(user), state=state)
        .annotate(row_kind=F("content_type__model"), row_key=F("object_id"), is_change=Value(True, BooleanField()))
        .order_by()
        .values_list(*columns)
    )
    together = _together([*records, changes])
    found = list(together.order_by("row_kind", "-row_key")[:most])
    rows = _read((kind, key) for kind, key, *_rest in found)
    return together.count(), [Own(rows[kind, key], *rest) for kind, key, *rest in found]


def _read(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Reviewed]:
    """The rows of these kinds and keys, in one query for each kind, with what their names are made of."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, key in keys:
        wanted[kind].append(key)
    found: dict[tuple[str, int], Reviewed] = {}
    for kind, of_kind in wanted.items():
        model: Any = apps.get_model("innovation", kind)
        related = [field.name for field in model._meta.concrete_fields if field.is_relation and field.editable]
        rows = model._default_manager.select_related(*related).in_bulk(of_kind)
        found |= {(kind, key): row for key, row in rows.items()}
    return found


def _together(rows: list[QuerySet[Any, Any]]) -> Any:
    return rows[0].union(*rows[1:], all=True)


def _of(user: Any) -> Q:
    return Q(entered_by=user) | Q(changed_by=user)


def _kind(model: type[Reviewed]) -> Value:
    return Value(_name(model))


def _name(model: type[Reviewed]) -> str:
    return str(model._meta.model_name)
