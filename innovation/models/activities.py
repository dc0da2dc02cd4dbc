"""Meetings, visits, trainings, campaigns and what else the bureau holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import ActivityKind, ActivitySeries
from innovation.models.organisations import Institution
from innovation.models.records import DatedRecord


class Activity(DatedRecord):
    """One activity that took place."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, verbose_name=_("kind"))
    series = models.ForeignKey(
        ActivitySeries, models.PROTECT, null=True, blank=True, verbose_name=_("recurring activity")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("partner institution")
    )
    leading_bodies = models.PositiveSmallIntegerField(_("leading bodies taking part"), null=True, blank=True)
    persons = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    # 人次 is not 人: attendances are never added to persons.
    attendances = models.PositiveIntegerField(_("attendances"), null=True, blank=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-date", "pk")

    def __str__(self) -> str:
        return self.title
