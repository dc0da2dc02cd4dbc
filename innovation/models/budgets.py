"""The yearly science and technology budget, line by line."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import BudgetLine
from innovation.models.records import Qualifier, Record, not_negative, year_between


class Budget(Record):
    """One budget line of one area in one year, in 万元: planned, adjusted and executed as far as they are known."""

    year = models.PositiveSmallIntegerField(_("year"))
    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name=_("budget line"))
    planned = models.DecimalField(_("budget (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True)
    adjusted = models.DecimalField(
        _("adjusted budget (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    executed = models.DecimalField(
        _("final account (10,000 yuan)"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    qualifier = models.CharField(_("qualifier"), max_length=6, choices=Qualifier, default=Qualifier.EXACT, blank=True)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ("-year", "line__order")
        constraints = [
            models.UniqueConstraint(
                fields=("area", "year", "line"),
                name="budget_once_a_year",
                violation_error_message=_("This line is on file already for this area and year."),
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(adjusted__isnull=False) | Q(executed__isnull=False),
                name="budget_has_an_amount",
                violation_error_message=_("Enter at least one of budget, adjusted budget and final account."),
            ),
            not_negative("planned", "budget_planned_not_negative"),
            not_negative("adjusted", "budget_adjusted_not_negative"),
            not_negative("executed", "budget_executed_not_negative"),
            year_between("year", "budget_year_between"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.line}"

    @property
    def amount(self) -> Decimal | None:
        """The surest amount known: the final account, else the adjusted budget, else the budget."""
        known = (self.executed, self.adjusted, self.planned)
        return next((amount for amount in known if amount is not None), None)
