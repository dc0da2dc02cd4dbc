"""Policy documents."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.codelists import PolicyField
from innovation.models.records import DatedRecord, in_order


class Policy(DatedRecord):
    """One policy document; its date is the day it was issued, and it is in force until it is repealed."""

    # 机关代字〔年〕序号 of GB/T 9704-2012: hexagonal brackets, four-digit year, no leading zero, no 第.
    number = models.CharField(
        _("document number"),
        max_length=60,
        blank=True,
        validators=[
            RegexValidator(
                r"^[\u4e00-\u9fa5]+〔[0-9]{4}〕[1-9][0-9]*号\Z", _("Write the document number like 科发〔2006〕12号.")
            )
        ],
    )
    title = models.CharField(_("title"), max_length=300)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    field = models.ForeignKey(PolicyField, models.PROTECT, verbose_name=_("policy field"))
    repealed_on = models.DateField(_("no longer in force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ("-date", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("number",),
                condition=~models.Q(number=""),
                name="policy_number_once",
                violation_error_message=_("This document number is on file already."),
            ),
            in_order(
                "date", "repealed_on", "policy_repealed_after_issue", _("It cannot be repealed before it is issued.")
            ),
        ]

    def __str__(self) -> str:
        return self.title
