"""Indicators: what they are, and since when the registers they count in are complete."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.basis import Basis
from innovation.models.codelists import Topic, Unit
from innovation.models.tracking import Named, Tracked


class Indicator(Tracked, Named):
    """One indicator: entered by hand, counted from a register, or one indicator over another."""

    class Origin(models.TextChoices):
        ENTERED = "entered", _("entered")
        COUNTED = "counted", _("counted from a register")
        RATIO = "ratio", _("one indicator over another")

    class Nature(models.TextChoices):
        STOCK = "stock", _("at a date")
        FLOW = "flow", _("during a period")
        CUMULATIVE = "cumulative", _("cumulative")

    class Aspect(models.TextChoices):
        NONE = "", _("a figure of its own")
        GROWTH = "growth", _("the growth reported for")
        RANK = "rank", _("the rank reported for")

    class Direction(models.TextChoices):
        NONE = "", _("neither")
        UP = "up", _("higher is better")
        DOWN = "down", _("lower is better")

    class Display(models.TextChoices):
        FACT = "fact", _("under the heading of the overview")
        KEY = "key", _("key figure of the overview")
        CHART = "chart", _("chart of the overview")
        TABLE = "table", _("table of the overview")
        RECORDS = "records", _("latest records on the overview")
        LIST = "list", _("list of indicators only")

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", _("Small letters, digits, hyphens."))],
    )
    synonyms = models.CharField(
        _("also called"), max_length=200, blank=True, help_text=_("Other words people search it by: 高企, 科技周 …")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="indicators", verbose_name=_("topic"))
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    display = models.CharField(_("shown as"), max_length=7, choices=Display, default=Display.TABLE)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Tick it once unit, criteria and definition are right.")
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.ENTERED)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.FLOW)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"))
    measure_word = models.CharField(
        _("measure word"), max_length=10, blank=True, help_text=_("家, 项, 件 … if it is another than the unit's.")
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"),
        null=True,
        blank=True,
        help_text=_("Of counted and computed values; entered ones keep their own."),
    )
    register = models.CharField(_("register"), max_length=40, blank=True)
    measure = models.CharField(_("measure"), max_length=40, blank=True)
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("numerator")
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("denominator")
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("of which: part of")
    )
    aspect = models.CharField(_("tells"), max_length=6, choices=Aspect, default=Aspect.NONE, blank=True)
    aspect_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aspects", verbose_name=_("of the indicator")
    )
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.NONE, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    method = models.TextField(_("method"), blank=True)
    method_en = models.TextField(_("method in English"), blank=True)
    comparability = models.TextField(_("comparability"), blank=True)
    comparability_en = models.TextField(_("comparability in English"), blank=True)
    owner = models.CharField(_("responsible office"), max_length=60, blank=True)
    due_days = models.PositiveSmallIntegerField(
        _("due, days after the period"), null=True, blank=True, help_text=_("Empty: nobody is reminded.")
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("topic__order", "order", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="counted") & ~Q(register="") & ~Q(measure="")
                | ~Q(origin="counted") & Q(register="", measure=""),
                name="indicator_register_if_counted",
                violation_error_message=_("A counted indicator, and no other, names a register and a measure."),
            ),
            models.CheckConstraint(
                condition=Q(origin="ratio", numerator__isnull=False, denominator__isnull=False)
                | ~Q(origin="ratio") & Q(numerator__isnull=True, denominator__isnull=True),
                name="indicator_terms_if_ratio",
                violation_error_message=_("A ratio, and no other indicator, names its numerator and its denominator."),
            ),
            models.CheckConstraint(
                condition=Q(aspect="", aspect_of__isnull=True) | ~Q(aspect="") & Q(aspect_of__isnull=False),
                name="indicator_aspect_of_something",
                violation_error_message=_("Say which indicator it tells the growth or rank of."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__isnull=True) | Q(decimals__lte=4),
                name="indicator_decimals_at_most_four",
                violation_error_message=_("At most four decimals are kept."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.measure_word and self.unit_id and self.unit.quantity == "ratio":
            raise ValidationError({"measure_word": _("A ratio is not counted by a measure word. Leave it empty.")})
        if self.origin == self.Origin.RATIO and self.pk and self.pk in self._terms():
            raise ValidationError({"numerator": _("A ratio cannot be computed from itself.")})

    def _terms(self) -> set[int]:
        """The keys of all indicators that this ratio is computed from, at any depth."""
        found: set[int] = set()
        open_terms = [term for term in (self.numerator, self.denominator) if term]
        while open_terms:
            term = open_terms.pop()
            if term.pk not in found:
                found.add(term.pk)
                open_terms += [part for part in (term.numerator, term.denominator) if part]
        return found


class Criterion(Tracked):
    """One condition of a counted indicator: this dimension of its register has this value.

    Several values of one dimension are alternatives; several dimensions must all agree.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="criteria", verbose_name=_("indicator"))
    dimension = models.CharField(_("dimension"), max_length=40)
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("indicator", "dimension", "value")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "dimension", "value"),
                name="criterion_once",
                violation_error_message=_("This criterion is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class Coverage(Tracked):
    """Since when a register is complete in an area and all below it: from then on, no record means zero."""

    area_path = "area__path"

    register = models.CharField(_("register"), max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    complete_since = models.DateField(_("complete since"))
    basis = models.CharField(
        _("basis"), max_length=12, choices=Basis, default=Basis.REPORTED, help_text=_("A zero is as sure as this.")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("completeness of a register")
        verbose_name_plural = _("completeness of registers")
        ordering = ("register", "area")
        constraints = [
            models.UniqueConstraint(
                fields=("register", "area"),
                name="coverage_once",
                violation_error_message=_("This register has a date for this area already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.area} {self.complete_since}"
