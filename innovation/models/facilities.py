"""Facilities for science popularisation, place by place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import FacilityKind
from innovation.models.records import DatedRecord, in_order, refuse_days_to_come


class Facility(DatedRecord):
    """One facility, or several alike, in an area; its date is the day it came into use."""

    kind = models.ForeignKey(FacilityKind, models.PROTECT, verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    number = models.PositiveIntegerField(
        _("how many"), null=True, blank=True, default=1, help_text=_("Leave it empty if unknown.")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ("kind", "area", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1),
                name="facility_at_least_one",
                violation_error_message=_("A facility that is not there is not on file: enter at least one."),
            ),
            in_order("date", "closed_on", "facility_closed_after_start", _("It cannot close before it opens.")),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.area} {self.kind}"

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "closed_on")
