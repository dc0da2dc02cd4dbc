"""What every record shares: where it counts, where it comes from, how sure it is, and who may see it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.basis import Basis
from innovation.models.review import Reviewed
from innovation.models.sources import Source
from innovation.periods import today


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Qualifier(models.TextChoices):
    """The word that makes a number approximate; it is part of the number.

    The code begins with what it says (more than, at least, less than, about), so that it can be verified.
    """

    EXACT = "", _("exact")
    OVER = "gt", _("more than (超过)")
    OVER_YU = "gt-yu", _("more than (余)")
    OVER_DUO = "gt-duo", _("more than (多)")
    AT_LEAST = "ge", _("at least (以上)")
    NEARLY = "lt", _("nearly (近)")
    UNDER = "under", _("less than (不足)")
    ABOUT = "approx", _("about (约)")


class Record(Reviewed):
    """One thing the bureau keeps on file."""

    area_path = "area__path"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    source_place = models.CharField(
        _("place in the source"), max_length=200, blank=True, help_text=_("Page, table or words.")
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, default=Basis.REPORTED)
    note = models.TextField(_("note"), blank=True, help_text=_("For staff only; never shown to the public."))
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        abstract = True


class DatedRecord(Record):
    """A record of something that happened on a day, in a month or in a year; no date means nobody knows when."""

    date = models.DateField(_("date"), null=True, blank=True, help_text=_("Leave it empty if it is not known."))
    precision = models.CharField(
        _("how much of the date is known"), max_length=5, choices=Precision, default=Precision.DAY
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "date")

    @property
    def date_text(self) -> str:
        """The date as far as it is known: 2006-08-11, 2006-08, 2006 or nothing."""
        if self.date is None:
            return ""
        return self.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


def refuse_days_to_come(row: models.Model, *names: str) -> None:
    """Raise ValidationError if what has happened is dated on a day that has not come yet."""
    late = [name for name in names if (day := getattr(row, name)) is not None and day > today()]
    if late:
        raise ValidationError(dict.fromkeys(late, _now("This day has not come yet. Correct the date.")))


def year_between(field: str, name: str) -> models.CheckConstraint:
    """A year is a calendar year, not a slip of the finger."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 1900, f"{field}__lte": 2100}),
        name=name,
        violation_error_message=_("A year is between 1900 and 2100."),
    )


def not_negative(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=name,
        violation_error_message=_("An amount is not below zero."),
    )


def in_order(first: str, then: str, name: str, message: Any) -> models.CheckConstraint:
    """`then` is not before `first`, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{then}__isnull": True}) | Q(**{f"{then}__gte": F(first)}),
        name=name,
        violation_error_message=message,
    )
