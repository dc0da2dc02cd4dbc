"""The code lists that staff extend: nothing a city may invent is written in code."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.models.tracking import Named, Tracked
from innovation.periods import months_after


class CodeListEntry(Tracked, Named):
    """One entry of a code list; its code is for good once something public uses it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Smaller comes first."))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        ordering = ("order", "code")


class Level(CodeListEntry):
    """Who recognises something: national, provincial, municipal, district … A smaller order is a higher level."""

    short_name = models.CharField(_("short name"), max_length=20, blank=True)

    class Meta(CodeListEntry.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")


class Unit(CodeListEntry):
    """A unit of measure: what is measured (yuan, persons), written with a power of ten (万元, 万人)."""

    quantity = models.SlugField(
        _("quantity"),
        max_length=20,
        help_text=_("Units of one quantity convert into each other: CNY, persons, count …"),
    )
    factor = models.DecimalField(
        _("factor"),
        max_digits=14,
        decimal_places=4,
        default=Decimal(1),
        help_text=_("How many of the quantity one of it is."),
    )
    prefix = models.CharField(_("power of ten in words"), max_length=4, blank=True, help_text=_("万, 亿"))
    word = models.CharField(_("measure word"), max_length=20, blank=True, help_text=_("元, 人, 家 …"))

    class Meta(CodeListEntry.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(factor__gt=0),
                name="unit_factor_positive",
                violation_error_message=_("The factor of a unit is above zero."),
            ),
        ]


class Scheme(CodeListEntry):
    """One kind of certification (高新技术企业, 专利示范企业 …): what it certifies and how long it holds."""

    class Certifies(models.TextChoices):
        ENTERPRISE = "enterprise", _("enterprises")
        INSTITUTION = "institution", _("institutions")
        PRODUCT = "product", _("products")
        AREA = "area", _("areas")

    class Validity(models.TextChoices):
        YEARS = "years", _("a number of years")
        CALENDAR_YEAR = "calendar-year", _("its calendar year")
        REVIEW = "review", _("until the next review")
        OPEN = "open", _("without end")

    certifies = models.CharField(_("certifies"), max_length=12, choices=Certifies, default=Certifies.ENTERPRISE)
    highest_level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("highest level"),
        help_text=_("Certificates of a higher level are refused. Empty: any."),
    )
    lowest_level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lowest level"),
        help_text=_("Certificates of a lower level are refused. Empty: any."),
    )
    validity = models.CharField(_("validity"), max_length=14, choices=Validity, default=Validity.OPEN)
    valid_years = models.PositiveSmallIntegerField(_("years of validity"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    number_pattern = models.CharField(
        _("form of the number"),
        max_length=120,
        blank=True,
        help_text=_("A regular expression; other numbers get a warning."),
    )
    measure_word = models.CharField(_("measure word"), max_length=10, default="家")
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("continues")
    )
    break_year = models.PositiveSmallIntegerField(_("first year of the new rules"), null=True, blank=True)

    class Meta(CodeListEntry.Meta):
        verbose_name = _("certification scheme")
        verbose_name_plural = _("certification schemes")
        constraints = [
            models.CheckConstraint(
                # Nothing compared with 1 is neither true nor false, and the database lets that pass.
                condition=Q(validity="years", valid_years__isnull=False, valid_years__gte=1)
                | (~Q(validity="years") & Q(valid_years__isnull=True)),
                name="scheme_years_only_where_counted",
                violation_error_message=_("Give the years of validity if, and only if, it holds a number of years."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.highest_level and self.lowest_level and self.highest_level.order > self.lowest_level.order:
            raise ValidationError({"lowest_level": _("The lowest level is not above the highest. Swap them.")})
        try:
            re.compile(self.number_pattern)
        except re.error as error:
            message = _("This is no regular expression (%(fault)s). Correct it, or leave it empty.")
            raise ValidationError({"number_pattern": message % {"fault": error}}) from None

    def is_usual(self, number: str) -> bool:
        """Whether a number has the form that numbers of this scheme have."""
        return not self.number_pattern or re.fullmatch(self.number_pattern, number) is not None

    def last_day(self, issued_on: dt.date | None) -> dt.date | None:
        """The last day that a certificate issued on a day holds by the scheme's rule, None where it sets none."""
        if issued_on is None:
            return None
        if self.validity == self.Validity.CALENDAR_YEAR:
            return dt.date(issued_on.year, 12, 31)
        if not self.valid_years:
            return None
        try:
            return months_after(issued_on, 12 * self.valid_years) - dt.timedelta(days=1)
        except ValueError:
            # Beyond the last year there is, it holds without end.
            return None

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and let the certificates on which no last day is printed follow its rule."""
        super().save(*args, **kwargs)
        for certificate in self.certification_set.filter(valid_to=None, issued_on__isnull=False):
            if certificate.expires_on != self.last_day(certificate.issued_on):
                certificate._change_reason = gettext("The rule of the scheme changed.")
                certificate.save()


class Programme(CodeListEntry):
    """A programme that projects belong to: Torch, Spark, key R&D …"""

    measure_word = models.CharField(_("measure word"), max_length=10, default="项")
    began = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    class Meta(CodeListEntry.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(began__isnull=True) | Q(ended__gte=F("began")),
                name="programme_ends_after_it_begins",
                violation_error_message=_("A programme cannot end before it begins."),
            ),
        ]


class BudgetLine(CodeListEntry):
    """A line of the yearly science budget; a line that is part of another (其中) is never added to it."""

    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("of which: part of")
    )

    class Meta(CodeListEntry.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")

    def clean(self) -> None:
        super().clean()
        whole, seen = self.part_of, {self.pk}
        while whole is not None and self.pk:
            if whole.pk in seen:
                raise ValidationError({"part_of": _("A line cannot be part of itself.")})
            seen.add(whole.pk)
            whole = whole.part_of


class Industry(CodeListEntry):
    """A section or division of GB/T 4754, under the edition it is taken from."""

    edition = models.PositiveSmallIntegerField(_("edition of the standard"), default=2017)

    class Meta(CodeListEntry.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


class Ownership(CodeListEntry):
    """A kind of ownership an enterprise is registered under."""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("kind of ownership")
        verbose_name_plural = _("kinds of ownership")


class ActivityKind(CodeListEntry):
    """A kind of activity: conference, training, campaign …"""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")


class ActivitySeries(CodeListEntry):
    """An activity that comes back under one name: 科技活动周, 全区科技工作会议 …"""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("recurring activity")
        verbose_name_plural = _("recurring activities")


class OrganisationKind(CodeListEntry):
    """A kind of organisation: club, association, lecturers' group, platform built with institutes …"""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisation")


class FacilityKind(CodeListEntry):
    """A kind of facility: science corridor, library room, electronic screen …"""

    measure_word = models.CharField(_("measure word"), max_length=10, default="个")

    class Meta(CodeListEntry.Meta):
        verbose_name = _("kind of facility")
        verbose_name_plural = _("kinds of facility")


class PolicyField(CodeListEntry):
    """A field that policies are about."""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("policy field")
        verbose_name_plural = _("policy fields")


class ContractType(CodeListEntry):
    """A kind of technology contract in law: development, transfer, licence, consulting, service."""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("kind of contract")
        verbose_name_plural = _("kinds of contract")


class AssessmentScheme(CodeListEntry):
    """An assessment that ranks or grades areas year by year."""

    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, verbose_name=_("level"))

    class Meta(CodeListEntry.Meta):
        verbose_name = _("assessment scheme")
        verbose_name_plural = _("assessment schemes")


class TalentField(CodeListEntry):
    """A field that talents work in."""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("field of talents")
        verbose_name_plural = _("fields of talents")


class Topic(CodeListEntry):
    """A section that indicators are shown under: enterprises, projects, funds …"""

    class Meta(CodeListEntry.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
