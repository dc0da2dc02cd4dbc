"""Talents: personal data, kept apart. Only counts of them ever leave the admin, and no small ones."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.models.access import within
from innovation.models.codelists import TalentField
from innovation.models.enterprises import Enterprise
from innovation.models.records import DatedRecord, in_order, refuse_days_to_come
from innovation.models.review import ReviewedQuerySet


class TalentQuerySet(ReviewedQuerySet["Talent"]):
    def visible_to(self, user: Any) -> Self:
        """Those in the areas for which the user has the permission of its own: nobody else sees a person."""
        return within(self, user, "view")


class Talent(DatedRecord):
    """One person in the talent base; the date is the day of entry into it."""

    name = models.CharField(_("full name"), max_length=60)
    field = models.ForeignKey(TalentField, models.PROTECT, verbose_name=_("field"))
    title = models.CharField(_("professional title"), max_length=60, blank=True)
    is_foreign = models.BooleanField(_("foreign national"), default=False)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = models.Manager.from_queryset(TalentQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("talent")
        verbose_name_plural = _("talents")
        ordering = ("name", "pk")
        constraints = [
            in_order("date", "left_on", "talent_left_after_entry", _("Nobody leaves before the day of entry.")),
        ]

    def __str__(self) -> str:
        # Not the name: what protects another row from deletion is listed by this, as is what was done lately.
        return gettext("talent no. %(number)s") % {"number": self.pk}

    def clean(self) -> None:
        super().clean()
        refuse_days_to_come(self, "left_on")
