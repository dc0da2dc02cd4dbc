"""Honours the area was given, and assessments it took part in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import AssessmentScheme, Level
from innovation.models.fields import PeriodField
from innovation.models.records import DatedRecord, Record, not_negative, year_between


class Honour(DatedRecord):
    """One honour; its date is the day it was awarded, its period the year or years it honours."""

    title = models.CharField(_("title"), max_length=200)
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"))
    period = PeriodField(_("period honoured"), blank=True)
    issuer = models.CharField(_("awarded by"), max_length=200, blank=True)
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    batch = models.PositiveSmallIntegerField(_("batch"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("awarded again after")
    )

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ("-date", "level__order", "pk")

    def __str__(self) -> str:
        return self.title


class Assessment(Record):
    """What an area got in an assessment of one year."""

    class Bonus(models.TextChoices):
        NONE = "", _("none or unknown")
        PART = "part", _("part of the bonus")
        FULL = "full", _("full bonus")

    scheme = models.ForeignKey(AssessmentScheme, models.PROTECT, verbose_name=_("assessment scheme"))
    year = models.PositiveSmallIntegerField(_("year"))
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    units = models.PositiveSmallIntegerField(_("of how many"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=3, null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    bonus = models.CharField(
        _("bonus for science and technology"), max_length=4, choices=Bonus, default=Bonus.NONE, blank=True
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-year", "scheme")
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "area", "year"),
                name="assessment_once_a_year",
                violation_error_message=_("This assessment is on file already for this area and year."),
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1),
                name="assessment_rank_from_one",
                violation_error_message=_("Ranks begin with 1."),
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(units__isnull=True) | Q(rank__lte=F("units")),
                name="assessment_rank_within_units",
                violation_error_message=_("A rank is not larger than the number of units assessed."),
            ),
            year_between("year", "assessment_year_between"),
            not_negative("score", "assessment_score_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.scheme}"
