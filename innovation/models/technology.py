"""Exhibitions and registered technology contracts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import ContractType
from innovation.models.enterprises import Enterprise
from innovation.models.organisations import Institution
from innovation.models.records import DatedRecord, not_negative


class Exhibition(DatedRecord):
    """One edition of the exhibition the area holds. Projects and value are those of all parties, in 万元."""

    name = models.CharField(_("name"), max_length=200)
    edition = models.PositiveSmallIntegerField(_("edition"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    projects = models.PositiveIntegerField(_("projects signed, all parties"), null=True, blank=True)
    value = models.DecimalField(
        _("value signed, all parties (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    cost = models.DecimalField(_("cost (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")
        ordering = ("-edition",)
        constraints = [
            models.UniqueConstraint(
                fields=("area", "name", "edition"),
                name="exhibition_edition_once",
                violation_error_message=_("This edition is on file already."),
            ),
            not_negative("value", "exhibition_value_not_negative"),
            not_negative("cost", "exhibition_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"


class Contract(DatedRecord):
    """One technology contract, registered at its seller's place; its date is the day it was signed. In 万元."""

    number = models.CharField(_("registration number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    type = models.ForeignKey(ContractType, models.PROTECT, verbose_name=_("kind of contract"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("enterprise")
    )
    partner = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("partner institution")
    )
    exhibition = models.ForeignKey(
        Exhibition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("signed at the exhibition"),
        help_text=_("Only if the area of the contract, or one above it, held the exhibition."),
    )
    amount = models.DecimalField(_("contract value (10,000 yuan)"), max_digits=15, decimal_places=4)
    technology_amount = models.DecimalField(
        _("value of the technology (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("technology contract")
        verbose_name_plural = _("technology contracts")
        ordering = ("-date", "pk")
        constraints = [
            not_negative("amount", "contract_amount_not_negative"),
            not_negative("technology_amount", "contract_technology_not_negative"),
            models.CheckConstraint(
                condition=models.Q(technology_amount__isnull=True)
                | models.Q(technology_amount__lte=models.F("amount")),
                name="contract_technology_within_amount",
                violation_error_message=_("The value of the technology is part of the value of the contract."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title or f"{self.enterprise} – {self.partner}"

    def clean(self) -> None:
        super().clean()
        if self.exhibition and self.area_id and not self.area.path.startswith(self.exhibition.area.path):
            # It would be told as a part of what all parties signed at another exhibition.
            raise ValidationError({"exhibition": _("This exhibition was held by another area. Leave it empty.")})
