"""Science and technology projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import BudgetLine, Level, Programme
from innovation.models.enterprises import Enterprise
from innovation.models.organisations import Institution
from innovation.models.records import DatedRecord, in_order, not_negative, refuse_days_to_come


class Project(DatedRecord):
    """One project of a programme; its date is the day it was approved. Amounts are in 万元."""

    class Status(models.TextChoices):
        APPROVED = "approved", _("approved")
        ACCEPTED = "accepted", _("accepted")
        TERMINATED = "terminated", _("terminated")
        WITHDRAWN = "withdrawn", _("withdrawn")

    number = models.CharField(_("number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"))
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"))
    is_key = models.BooleanField(
        _("key project"), default=False, help_text=_("A key project is one of the projects of its programme and level.")
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("enterprise")
    )
    undertaker = models.CharField(_("other undertaking unit"), max_length=200, blank=True)
    partner = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("partner institution")
    )
    grant = models.DecimalField(_("grant (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True)
    own_funds = models.DecimalField(
        _("own funds (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    fund = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted from"),
        help_text=_("The budget line that the grant was paid from, if it is known."),
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("acceptance due on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.APPROVED)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("-date", "pk")
        constraints = [
            not_negative("grant", "project_grant_not_negative"),
            not_negative("own_funds", "project_own_funds_not_negative"),
            in_order("starts_on", "due_on", "project_due_after_start", _("Acceptance cannot be due before the start.")),
            in_order(
                "starts_on", "accepted_on", "project_accepted_after_start", _("It cannot be accepted before it starts.")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "accepted_on")
