"""What every table that staff keep shares: a version, a history, and no way of writing that goes round them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Databases take only so many values in one statement.
COPIED_AT_ONCE = 500


class StaleVersion(Exception):
    """Somebody else saved or deleted the row since it was read; `current` is what stands in the database, or stood."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current} was changed by somebody else meanwhile")
        self.current = current


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class TrackedQuerySet(models.QuerySet[_Row]):
    """A queryset whose every way of writing leaves history.

    Deleting does by itself, since Django then signals each row.
    """

    def bulk_create(self, objs: Iterable[Any], batch_size: int | None = 1000, **options: Any) -> list[Any]:  # type: ignore[override]
        """The new rows, with their history, in one transaction; `reason`, `user` and `moment` stand in the history."""
        reason, user, moment = (options.pop(name, None) for name in ("reason", "user", "moment"))
        if options:
            raise TypeError("Rows that are merged by the database leave no history: save them one by one.")
        with transaction.atomic():
            created = super().bulk_create(objs, batch_size=batch_size)
            for first in range(0, len(created), COPIED_AT_ONCE):
                rows = created[first : first + COPIED_AT_ONCE]
                _copy_into_history(rows, reason, user, moment or timezone.now())
        return created

    def update(self, **kwargs: Any) -> int:
        raise TypeError("update() leaves no history: change the rows and save() them.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("bulk_update() leaves no history: save() the rows.")

    update.alters_data = bulk_update.alters_data = True  # type: ignore[attr-defined]


def _copy_into_history(rows: list[Any], reason: str | None, user: Any, moment: dt.datetime) -> None:
    """Let the database copy new rows into their history: to make an object of each once more takes twice as long."""
    past = rows[0].history.model
    user = user or past.get_default_history_user(rows[0])
    said = {
        "history_type": models.Value("+"),
        "history_date": models.Value(moment, past._meta.get_field("history_date")),
        "history_user_id": models.Value(user and user.pk, models.BigIntegerField()),
        "history_change_reason": models.Value(reason, models.CharField()),
    }
    names = [field.attname for field in past.tracked_fields]
    new = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).order_by("pk").annotate(**said)
    select, values = new.values_list(*names, *said).query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(past._meta.get_field(name).column) for name in (*names, *said))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(past._meta.db_table)} ({columns}) {select}", values)


TrackedManager = models.Manager.from_queryset(TrackedQuerySet)


class Tracked(models.Model):
    """One row that people edit: it knows its version, and all its earlier states are kept."""

    # How a row leads to the path of its area; nothing if the installation keeps it in common.
    area_path: ClassVar[str] = ""
    # Whether everybody who may enter anything may extend what is kept in common.
    is_shared: ClassVar[bool] = False

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    history = HistoricalRecords(inherit=True)
    objects = TrackedManager()

    class Meta:
        abstract = True
        # Related managers write through the base manager: it must refuse what leaves no history, too. Django takes
        # its name from the first base class alone.
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row as the next version, or raise StaleVersion if this is not the newest one."""
        # Whole rows only: history keeps the whole row, and fields that follow from others must follow.
        kwargs.pop("update_fields", None)
        with transaction.atomic():
            before = self.version
            if not self._state.adding:
                self._refuse_if_stale()
                self.version += 1
            try:
                super().save(*args, **kwargs)
            except Exception:
                self.version = before
                raise

    def validate_constraints(self, exclude: Any = None) -> None:
        """Raise ValidationError for what the database would refuse; each fault knows its `constraint`."""
        faults: list[ValidationError] = []
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude)
                except ValidationError as fault:
                    for error in fault.error_list:
                        error.constraint = constraint  # type: ignore[attr-defined]
                    faults.append(fault)
        if faults:
            raise ValidationError(faults)

    def _refuse_if_stale(self) -> None:
        current = type(self)._base_manager.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if current is None or current.version != self.version:
            raise StaleVersion(current or self)


class Named(models.Model):
    """Something with a Chinese name and, if anyone gave it one, an English name."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the screen."""
        return self.in_language("name")

    def in_language(self, field: str) -> str:
        """The text of `field` in the language of the screen, else in Chinese."""
        chinese: str = getattr(self, field)
        if (get_language() or "").startswith("zh"):
            return chinese
        try:
            self._meta.get_field(f"{field}_en")
        except FieldDoesNotExist:
            return chinese
        return getattr(self, f"{field}_en") or chinese
