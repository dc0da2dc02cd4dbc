"""Changes of public records that wait until somebody else has agreed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.models.access import may, permission_for, reach
from innovation.models.areas import Area
from innovation.models.review import Reviewed, ReviewedQuerySet, ReviewError, State
from innovation.models.tracking import StaleVersion


class AmendmentQuerySet(ReviewedQuerySet["Amendment"]):
    def of(self, record: Reviewed) -> "Amendment | None":
        """What waits to become of a record."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk).first()

    def open_to(self, user: Any, action: str) -> Self:
        """Those of records which the user may view, change or review."""
        found = models.Q(pk__in=())
        for content_type in ContentType.objects.filter(pk__in=self.order_by().values("content_type").distinct()):
            model = content_type.model_class()
            for path in reach(user, permission_for(action, model)) if model else ():
                found |= models.Q(content_type=content_type, area__path__startswith=path)
        return self.filter(found)


# What the way of a record writes, and no person: an earlier state of a row brings none of it back.
KEPT = ("state", "entered_by_id", "changed_by_id", "reviewed_by_id", "reviewed_at", "review_note")


@dataclass(frozen=True)
class Change:
    """What one field said, and what it is to say."""

    field: Any
    before: Any
    after: Any


class Amendment(Reviewed):
    """What is to become of one public record; until it is published, everybody sees the record as it was."""

    area_path = "area__path"

    content_type = models.ForeignKey(ContentType, models.PROTECT, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    record = GenericForeignKey()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", editable=False)
    # By field: what it said when the change was made, and what it is to say, as text.
    changes = models.JSONField(default=dict)
    reason = models.CharField(_("reason for the change"), max_length=100, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = models.Manager.from_queryset(AmendmentQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("change that waits")
        verbose_name_plural = _("changes that wait")
        ordering = ("content_type", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("content_type", "object_id"),
                name="amendment_once",
                violation_error_message=_("A change of this record waits already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def kind(self) -> Any:
        """The model of the record."""
        # Django keeps the few content types there are in memory.
        return ContentType.objects.get_for_id(self.content_type_id).model_class()

    @property
    def withdraws(self) -> bool:
        """Whether the record is to be public no longer."""
        return "state" in self.changes

    def told(self) -> Iterator[Change]:
        """Each change, as values of the record."""
        for name, (before, after) in self.changes.items():
            field = self._field(name)
            yield Change(field, from_text(field, before), from_text(field, after))

    def apply_to(self, record: Any) -> None:
        """Let a record in memory say what it is to say; ReviewError if that names a row which is gone."""
        for change in self.told():
            if change.field.is_relation and change.after is not None:
                rows = change.field.related_model._base_manager
                if not rows.filter(pk=change.after).exists():
                    message = gettext("“%(field)s” names a row that was deleted since. Choose another one.")
                    raise ReviewError(message % {"field": change.field.verbose_name})
            setattr(record, change.field.attname, change.after)

    def publish(self, user: Any) -> None:
        """Let the record say it from now on, or raise ReviewError if it is not to be."""
        self.check_review(user)
        with transaction.atomic():
            record: Any = locked(self.kind, self.object_id)
            self._refuse_if_stale()
            self._refuse_if_overtaken(record)
            self._refuse_other_reviewer(record, user)
            self.apply_to(record)
            # It may move to another area: those of that area agree, too.
            self._refuse_other_reviewer(record, user)
            if self.withdraws:
                refuse_if_needed(record)
            else:
                record._refuse_hidden_relations()
                record.full_clean()
            record.changed_by, record.reviewed_by = self.changed_by, user
            record.reviewed_at, record.review_note = timezone.now(), ""
            record._change_reason = self.reason or None
            record._history_user = self._history_user = user
            record.save()
            self.delete()

    def _refuse_other_reviewer(self, record: Reviewed, user: Any) -> None:
        if not may(user, "review", record):
            raise ReviewError(gettext("It belongs to an area whose records you do not review."))

    def _refuse_if_overtaken(self, record: Reviewed) -> None:
        for name, (before, _after) in self.changes.items():
            field = self._field(name)
            if to_text(field, record) != before:
                known = {"field": field.verbose_name, "now": to_text(field, record), "before": before}
                message = gettext(
                    "“%(field)s” has become %(now)s meanwhile; the change was made to %(before)s. Return it."
                )
                raise ReviewError(message % known)

    def _field(self, name: str) -> Any:
        return self.kind._meta.get_field(name)


def locked(model: Any, key: Any) -> Any:
    """The row as it stands, held until the end of the transaction."""
    return model._base_manager.select_for_update(of=("self",)).get(pk=key)


def enter(row: Reviewed, user: Any, *, reason: str = "", submit: bool = False) -> None:
    """Store a new row, as a draft or handed in for review."""
    row.state = State.SUBMITTED if submit else State.DRAFT
    row.written_by(user)
    row._change_reason = reason or None
    row.save()


@transaction.atomic
def revise(
    row: Reviewed, user: Any, *, reason: str = "", submit: bool = False, moment: dt.datetime | None = None
) -> Amendment | None:
    """Store what a user changed in a row on file: at once, or as the amendment returned if the row is public.

    Raises StaleVersion if the row is not the newest one, or if another change waits than the one in `row.waiting`, on
    which this one rests. `moment` is when it was done, in the history.
    """
    current = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if current is None or current.version != row.version:
        raise StaleVersion(current or row)
    if current.is_public:
        waiting = _waiting(current, row.waiting)
        row.waiting = _amend(current, waiting, differences(current, row), user, reason, submit, moment)
        return row.waiting
    for name in KEPT:
        setattr(row, name, getattr(current, name))
    row.written_by(user)
    if submit and row.is_open:
        row.state = State.SUBMITTED
    row._change_reason = reason or None
    if moment:
        row._history_date = moment
    row.save()
    return None


@transaction.atomic
def withdraw(record: Reviewed, user: Any, reason: str) -> Amendment:
    """Ask that a public record be public no longer."""
    current = locked(type(record), record.pk)
    if not current.is_public:
        raise ReviewError(gettext("Only what is published can be withdrawn."))
    if not reason.strip():
        raise ReviewError(gettext("Say why it is withdrawn."))
    refuse_if_needed(current)
    if Amendment.objects.of(current) is not None:
        raise ReviewError(gettext("A change of it waits already: publish, return or drop that first."))
    changes = {"state": [State.PUBLISHED.value, State.WITHDRAWN.value]}
    amendment = _amend(current, None, changes, user, reason.strip(), submit=True)
    assert amendment is not None
    return amendment


def _waiting(record: Reviewed, seen: Amendment | None) -> Amendment | None:
    """The change of a record that waits, or StaleVersion if it is another one than was seen."""
    waiting = Amendment.objects.of(record)
    if (waiting and (waiting.pk, waiting.version)) != (seen and (seen.pk, seen.version)):
        raise StaleVersion(waiting or record)
    return waiting


def _amend(
    record: Reviewed,
    amendment: Amendment | None,
    changes: Any,
    user: Any,
    reason: str,
    submit: bool,
    moment: dt.datetime | None = None,
) -> Amendment | None:
    if not changes:
        if amendment is not None:
            amendment.delete()
        return None
    if amendment is None:
        amendment = Amendment(record=record)
    amendment.area, amendment.changes, amendment.reason = record.kept_in, changes, reason[:100]
    amendment.written_by(user)
    if moment:
        amendment._history_date = moment
    if submit and amendment.is_open:
        amendment.state = State.SUBMITTED
    amendment.save()
    return amendment


def differences(before: Reviewed, after: Reviewed) -> dict[str, list[str | None]]:
    """By field that people enter: what it said and what it says now, where that differs."""
    entered = [field for field in before._meta.concrete_fields if field.editable and not field.primary_key]
    pairs = {field.name: [to_text(field, before), to_text(field, after)] for field in entered}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def refuse_if_needed(record: Reviewed) -> None:
    """Raise ReviewError if a public record refers to this one: its figures would rest on what nobody can see."""
    relations: Any = record._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and issubclass(relation.related_model, Reviewed):
            rows = relation.related_model._default_manager.filter(**{relation.field.name: record})
            if (user := rows.published().first()) is not None:
                known = {"kind": relation.related_model._meta.verbose_name, "name": user}
                raise ReviewError(
                    gettext("The %(kind)s “%(name)s” is public and refers to it: withdraw that first.") % known
                )


def to_text(field: Any, row: Any) -> str | None:
    """What a field says, as text that says it again; None for nothing."""
    value = field.to_python(field.value_from_object(row)) if not field.is_relation else field.value_from_object(row)
    if isinstance(field, models.DecimalField) and value is not None:
        return f"{value:.{field.decimal_places}f}"
    return None if value is None else str(value)


def from_text(field: Any, text: str | None) -> Any:
    """The value that a text says."""
    if text is None:
        return None
    return field.target_field.to_python(text) if field.is_relation else field.to_python(text)
