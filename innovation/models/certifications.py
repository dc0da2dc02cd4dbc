"""Certificates that enterprises, institutions and products hold."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import Level, Scheme
from innovation.models.enterprises import Enterprise
from innovation.models.organisations import Organisation
from innovation.models.records import Record, in_order


class Certification(Record):
    """One certificate. Whether it is valid is never typed: it follows from its dates."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name=_("scheme"))
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="certifications", verbose_name=_("enterprise")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certifications",
        verbose_name=_("organisation"),
    )
    product = models.CharField(_("product"), max_length=200, blank=True)
    holder_name = models.CharField(
        _("holder's name at the time"), max_length=200, blank=True, help_text=_("If it was another than today's.")
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    notice_on = models.DateField(_("notice of"), null=True, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it holds."))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("renewal of")
    )

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ("-issued_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(Q(enterprise__isnull=True) | Q(organisation__isnull=True))
                & (Q(enterprise__isnull=False) | Q(organisation__isnull=False) | ~Q(holder_name="")),
                name="certification_has_one_holder",
                violation_error_message=_("A certificate has one holder: an enterprise, an organisation, or a name."),
            ),
            models.UniqueConstraint(
                fields=("scheme", "level", "number"),
                condition=~Q(number=""),
                name="certification_number_once",
                violation_error_message=_("This number is on file already for this scheme and level."),
            ),
            in_order(
                "issued_on", "valid_to", "certification_valid_after_issue", _("It cannot expire before it is issued.")
            ),
            in_order(
                "issued_on",
                "revoked_on",
                "certification_revoked_after_issue",
                _("It cannot be revoked before it is issued."),
            ),
        ]
        indexes = [models.Index(fields=("scheme", "level", "issued_on"), name="certification_by_scheme")]

    def __str__(self) -> str:
        return self.number or f"{self.scheme} {self.holder}"

    @property
    def holder(self) -> str:
        return self.holder_name or str(self.enterprise or self.organisation or "")

    def clean(self) -> None:
        super().clean()
        if self.renews and self.renews.scheme_id != self.scheme_id:
            raise ValidationError({"renews": _("A certificate renews one of the same scheme.")})

    def valid_on(self, day: dt.date) -> bool:
        """Whether it is issued, not expired and not revoked on `day`."""
        return (
            (self.issued_on is None or self.issued_on <= day)
            and (self.valid_to is None or day <= self.valid_to)
            and (self.revoked_on is None or day < self.revoked_on)
        )
