"""What people stated about indicators: observations, targets, releases."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.codelists import Unit
from innovation.models.fields import PeriodEndField, PeriodField
from innovation.models.indicators import Indicator
from innovation.models.records import Qualifier, Record, refuse_days_to_come
from innovation.models.tracking import Tracked
from innovation.rounding import half_up


class Release(Tracked):
    """One publication of figures on a day: what was stated with it stays as it was."""

    area_path = "area__path"

    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    period = PeriodField(_("period"))
    published_on = models.DateField(_("published on"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ("-published_on",)

    def __str__(self) -> str:
        return self.title


class Observation(Record):
    """What somebody stated on a day about one indicator, area, period and category.

    A revision is a new row with a later day; the latest one is shown, all are kept.
    """

    class Status(models.TextChoices):
        """SDMX code list CL_OBS_STATUS, as far as an entered value can have it."""

        NORMAL = "A", _("final")
        BREAK = "B", _("break in the series")
        DIFFERENT = "D", _("definition differs")
        ESTIMATED = "E", _("estimated")
        FORECAST = "F", _("forecast")
        NOT_COLLECTED = "L", _("not collected")
        NOT_APPLICABLE = "M", _("not applicable")
        MISSING = "O", _("missing")
        PROVISIONAL = "P", _("provisional")
        WITHHELD = "Q", _("withheld")
        UNSURE = "U", _("low reliability")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator"))
    period = PeriodField(_("period"))
    period_end = PeriodEndField(_("end of the period"))
    category = models.CharField(
        _("category"), max_length=200, blank=True, help_text=_("Empty for the total, else like level=national.")
    )
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals as printed"), default=0)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"))
    qualifier = models.CharField(_("qualifier"), max_length=6, choices=Qualifier, default=Qualifier.EXACT, blank=True)
    status = models.CharField(_("status"), max_length=1, choices=Status, default=Status.NORMAL)
    stated_on = models.DateField(_("stated on"), help_text=_("The day the value was published or handed in."))
    remark = models.TextField(
        _("public remark"),
        blank=True,
        help_text=_("Shown to everybody with the value: what it rests on, why it was revised."),
    )
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("release")
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("indicator", "area", "-period_end", "-stated_on")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "area", "period", "category", "stated_on"),
                name="observation_once_a_day",
                violation_error_message=_("A value was stated on that day already: give the new one its own day."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) & ~Q(status__in=("L", "M", "O", "Q"))
                | Q(value__isnull=True, status__in=("L", "M", "O", "Q")),
                name="observation_value_or_reason",
                violation_error_message=_(
                    "Enter a value, or the status that says why there is none. Missing is not 0."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="observation_decimals_at_most_four",
                violation_error_message=_("At most four decimals are kept."),
            ),
        ]
        indexes = [models.Index(fields=("indicator", "area", "period_end"), name="observation_by_period")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.period}"

    def clean(self) -> None:
        super().clean()
        refuse_other_quantity(self)
        # It would win over every correction until that day.
        refuse_days_to_come(self, "stated_on")

    @property
    def printed(self) -> Decimal | None:
        """The value with just the decimals it was printed with: 13.0 stays 13.0."""
        return None if self.value is None else half_up(self.value, self.decimals)


class Target(Record):
    """What one indicator should reach in one area by the end of one period."""

    class Comparison(models.TextChoices):
        AT_LEAST = "ge", _("at least")
        AT_MOST = "le", _("at most")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))
    period = PeriodField(_("period"))
    comparison = models.CharField(_("comparison"), max_length=2, choices=Comparison, default=Comparison.AT_LEAST)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"))
    base_period = PeriodField(_("relative to"), blank=True, help_text=_("For targets of growth since a year."))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("indicator", "area", "-period")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "area", "period"),
                name="target_once",
                violation_error_message=_("There is a target for this indicator, area and period already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.period}"

    def clean(self) -> None:
        super().clean()
        refuse_other_quantity(self)


def refuse_other_quantity(stated: Observation | Target) -> None:
    """Raise ValidationError if the unit measures something else than the indicator does."""
    if stated.unit_id and stated.indicator_id and stated.unit.quantity != stated.indicator.unit.quantity:
        raise ValidationError({"unit": _("This indicator is not measured in that unit.")})
