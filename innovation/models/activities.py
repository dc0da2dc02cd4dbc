"""Meetings, visits, trainings, campaigns and what else the bureau holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import ActivityKind, ActivitySeries
from innovation.models.enterprises import Enterprise
from innovation.models.organisations import Institution
from innovation.models.records import DatedRecord
from innovation.models.tracking import Tracked


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
    persons = models.PositiveIntegerField(
        _("persons"), null=True, blank=True, help_text=_("Leave it empty if unknown.")
    )
    # 人次 is not 人: attendances are never added to persons.
    attendances = models.PositiveIntegerField(
        _("attendances"), null=True, blank=True, help_text=_("Leave it empty if unknown.")
    )
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-date", "pk")

    def __str__(self) -> str:
        return self.title


class Problem(Tracked):
    """One problem that was raised at an activity: whose it is to solve, and how far that has come."""

    area_path = "activity__area__path"

    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_HAND = "in-hand", _("in hand")
        SOLVED = "solved", _("solved")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="problems", verbose_name=_("activity"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    text = models.TextField(_("problem"))
    owner = models.CharField(_("responsible office"), max_length=60, blank=True)
    state = models.CharField(_("state of the solution"), max_length=8, choices=State, default=State.OPEN)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)

    class Meta:
        verbose_name = _("problem raised")
        verbose_name_plural = _("problems raised")
        ordering = ("activity", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(solved_on__isnull=True) | models.Q(state="solved"),
                name="problem_solved_if_dated",
                violation_error_message=_("Only a problem that is solved has a day on which it was."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
