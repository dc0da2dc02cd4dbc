"""Institutions the bureau works with, and organisations it has set up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.codelists import Level, OrganisationKind
from innovation.models.records import DatedRecord, in_order, refuse_days_to_come
from innovation.models.tracking import Named, Tracked


class Institution(Tracked, Named):
    """A university, institute or agency that takes part as a partner."""

    is_shared = True

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("university")
        INSTITUTE = "institute", _("research institute")
        GOVERNMENT = "government", _("government body")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    place = models.CharField(_("province or country"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("partner institution")
        verbose_name_plural = _("partner institutions")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=("name",),
                name="institution_name_once",
                violation_error_message=_("There is an institution of this name already."),
            ),
        ]


class Organisation(DatedRecord):
    """A club, association, team or innovation platform; its date is the day it was set up."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, verbose_name=_("kind"))
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, verbose_name=_("level"))
    host = models.CharField(_("host"), max_length=200, blank=True)
    partner = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("partner institution")
    )
    detail = models.TextField(_("what it does"), blank=True)
    members = models.PositiveIntegerField(
        _("members"), null=True, blank=True, help_text=_("Leave it empty if unknown.")
    )
    first_in = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("claimed to be the first in"),
        help_text=_("The area in which it claims to be the first of its kind (首家)."),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("-date", "name")
        constraints = [
            in_order("date", "closed_on", "organisation_closed_after_start", _("It cannot close before it is set up.")),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "closed_on")
