"""Enterprises, their former names, and the check of the unified social credit code."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.codelists import Industry, Ownership
from innovation.models.records import Record, in_order, refuse_days_to_come
from innovation.models.review import Reviewed

CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {letter: value for value, letter in enumerate(CREDIT_CODE_CHARACTERS)}
_WEIGHTS = [pow(3, place, 31) for place in range(17)]


def credit_code_check(code: str) -> str:
    """The right 18th character for the first 17 of a unified social credit code (GB 32100-2015, 5.6)."""
    total = sum(_VALUES[letter] * weight for letter, weight in zip(code, _WEIGHTS, strict=False))
    return CREDIT_CODE_CHARACTERS[-total % 31]


def validate_credit_code(code: str) -> None:
    """Raise ValidationError unless `code` is 18 characters of the standard's alphabet.

    Whether the last one fits the others is a doubt, not an error: licences with a wrong one have been issued.
    """
    if len(code) != 18 or any(c not in CREDIT_CODE_CHARACTERS for c in code):
        raise ValidationError(_("A social credit code has 18 digits and capital letters, without I, O, S, V and Z."))


class CreditCodeField(models.CharField):
    """A social credit code in capitals, or None."""

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFKC", super().to_python(value) or "").strip().upper() or None


class Enterprise(Record):
    """One enterprise; its area is the town or subdistrict it is registered in."""

    name = models.CharField(_("name"), max_length=200, db_index=True)
    # Null, not empty, where there is none: codes began in 2015, and the code is unique when present.
    credit_code = CreditCodeField(
        _("social credit code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
        help_text=_("18 digits and capital letters, without I, O, S, V and Z. Leave it empty if there is none."),
    )
    industry = models.ForeignKey(Industry, models.PROTECT, null=True, blank=True, verbose_name=_("industry"))
    ownership = models.ForeignKey(Ownership, models.PROTECT, null=True, blank=True, verbose_name=_("ownership"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed or moved away on"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True, help_text=_("Leave it empty if unknown."))

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ("name", "pk")
        constraints = [
            in_order(
                "founded_on",
                "closed_on",
                "enterprise_closed_after_founded",
                _("An enterprise cannot close before it is founded."),
            ),
            models.UniqueConstraint(
                fields=("area", "name"),
                condition=Q(closed_on__isnull=True),
                name="enterprise_name_once",
                violation_error_message=_("An enterprise of this name is on file in this area already: open that one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "founded_on", "closed_on")


class FormerName(Reviewed):
    """A name an enterprise bore until a day."""

    area_path = "enterprise__area__path"

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="former_names", verbose_name=_("enterprise")
    )
    name = models.CharField(_("name"), max_length=200)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ("enterprise", "until")

    def __str__(self) -> str:
        return self.name

    @property
    def kept_in(self) -> Area:
        return self.enterprise.area
