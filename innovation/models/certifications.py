"""Certificates that enterprises, institutions and products hold."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import Level, Scheme
from innovation.models.enterprises import Enterprise
from innovation.models.organisations import Organisation
from innovation.models.records import Record, in_order, refuse_days_to_come
from innovation.models.review import ReviewedQuerySet, State


class CertificationQuerySet(ReviewedQuerySet["Certification"]):
    def valid_on(self, day: dt.date) -> Self:
        """Those issued, not expired, revoked or renewed on a day, whose enterprise has not closed or moved away."""
        return self.alias(renewed_on=renewed_on()).filter(
            Q(issued_on__isnull=True) | Q(issued_on__lte=day),
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
            Q(renewed_on__isnull=True) | Q(renewed_on__gt=day),
            Q(enterprise__closed_on__isnull=True) | Q(enterprise__closed_on__gt=day),
        )

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """The new certificates, each with the last day it holds."""
        certificates = list(objs)
        for certificate in certificates:
            certificate.expires_on = certificate.last_day()
        return super().bulk_create(certificates, *args, **options)


def renewed_on() -> Subquery:
    """The day on which the first published renewal of a certificate was issued: from then on that one holds."""
    published = Certification.objects.filter(renews=OuterRef("pk"), state=State.PUBLISHED)
    renewals = published.filter(issued_on__gt=OuterRef("issued_on")).order_by()
    return Subquery(renewals.values("renews").annotate(day=Min("issued_on")).values("day"))


CertificationManager = models.Manager.from_queryset(CertificationQuerySet)


class Certification(Record):
    """One certificate. Whether it is valid is never typed: it follows from its dates, its scheme and its renewals."""

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
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("The last day it holds, if it is printed on it; else the rule of the scheme counts."),
    )
    # What valid_to says, else what follows from the rule of the scheme: kept, so that a database can look for it.
    expires_on = models.DateField(_("expires on"), null=True, editable=False)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("renewal of")
    )

    objects = CertificationManager()  # type: ignore[misc]

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
        indexes = [
            models.Index(fields=("scheme", "level", "issued_on"), name="certification_by_scheme"),
            models.Index(fields=("expires_on",), name="certification_by_expiry"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.scheme} {self.holder}"

    @property
    def holder(self) -> str:
        return self.holder_name or str(self.enterprise or self.organisation or "")

    def last_day(self) -> dt.date | None:
        """The last day it holds: the one printed on it, else that of its scheme's rule."""
        return self.valid_to or self.scheme.last_day(self.issued_on)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.expires_on = self.last_day()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "notice_on", "issued_on", "revoked_on")
        if self.scheme_id and self.level_id:
            self._refuse_other_level()
        if self.renews:
            self._refuse_other_renewal(self.renews)
        founded = self.enterprise.founded_on if self.enterprise else None
        if founded and self.issued_on and self.issued_on < founded:
            message = _("The enterprise was founded later, on %(day)s. Correct one of the two dates.")
            raise ValidationError({"issued_on": message % {"day": founded.isoformat()}})

    def _refuse_other_renewal(self, renewed: "Certification") -> None:
        """Raise ValidationError unless it can follow that one: the old one no longer counts then."""
        shared = ("scheme_id", "level_id", "enterprise_id", "organisation_id")
        if any(getattr(renewed, name) != getattr(self, name) for name in shared):
            raise ValidationError({"renews": _("A certificate renews one of the same scheme, level and holder.")})
        if not (renewed.issued_on and self.issued_on and renewed.issued_on < self.issued_on):
            raise ValidationError(
                {"renews": _("A certificate renews one that was issued before it: both need their date of issue.")}
            )

    def _refuse_other_level(self) -> None:
        """Raise ValidationError unless the scheme is awarded at this level."""
        highest, lowest = self.scheme.highest_level, self.scheme.lowest_level
        if (highest and self.level.order < highest.order) or (lowest and self.level.order > lowest.order):
            message = _("%(scheme)s is not awarded at this level. Choose another, or widen the levels of the scheme.")
            raise ValidationError({"level": message % {"scheme": self.scheme.label}})
