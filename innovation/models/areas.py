"""The tree of areas that figures are told for, and groups of areas that are compared."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from innovation.models.tracking import Named, Tracked, TrackedQuerySet

# A code of twelve digits and a stroke for each: a country's tree is six deep.
DEEPEST = 12


class AreaQuerySet(TrackedQuerySet["Area"]):
    def within(self, area: "Area") -> "AreaQuerySet":
        """The area itself and everything below it."""
        return self.filter(path__startswith=area.path)

    def children_of(self, area: "Area") -> "AreaQuerySet":
        return self.filter(parent=area)

    def peers_of(self, area: "Area", day: dt.date) -> "AreaQuerySet":
        """Those an area is compared with, it among them: of the same parent on a day, divisions or zones as it is one.

        A zone overlaps the divisions it lies in. An area without a parent has no peers.
        """
        if area.parent_id is None:
            return self.none()
        is_zone = area.type == Area.Type.ZONE
        alike = self.filter(type=Area.Type.ZONE) if is_zone else self.exclude(type=Area.Type.ZONE)
        valid_from = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
        valid_to = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
        return alike.filter(valid_from, valid_to, parent=area.parent_id).order_by("code")

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """The new areas, each under a parent that is stored already."""
        areas = list(objs)
        for area in areas:
            area.path = area.place()
        return super().bulk_create(areas, *args, **options)


AreaManager = models.Manager.from_queryset(AreaQuerySet)


class Area(Tracked, Named):
    """One division, zone or community, under its code of GB/T 2260 (six digits) or of the statistical
    division codes (twelve digits, towns and below)."""

    area_path = "path"

    class Type(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        DISTRICT = "district", _("county-level division")
        TOWN = "town", _("town")
        TOWNSHIP = "township", _("township")
        SUBDISTRICT = "subdistrict", _("subdistrict")
        ZONE = "zone", _("functional zone")
        COMMUNITY = "community", _("community")

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[
            RegexValidator(r"^([0-9]{6}|[0-9]{12})\Z", _("A code has six digits (county and above) or twelve."))
        ],
    )
    type = models.CharField(_("type"), max_length=12, choices=Type)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # The codes from the root down, each closed by "/": a subtree is one prefix, on every database.
    path = models.CharField(max_length=DEEPEST * 13, editable=False, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day before it was abolished."))
    note = models.TextField(_("note"), blank=True)

    objects = AreaManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="area_valid_to_after_from",
                violation_error_message=_("An area cannot end before it begins."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.parent and self.pk and self.parent.path.startswith(self.path or "-"):
            raise ValidationError({"parent": _("An area cannot lie inside itself.")})
        if self.parent and self.parent.path.count("/") >= DEEPEST:
            raise ValidationError({"parent": _("Areas are at most %(n)s deep.") % {"n": DEEPEST}})

    @property
    def is_below_county(self) -> bool:
        """Whether it is a town, a community or the like: their codes have twelve digits."""
        return len(self.code) == 12

    def place(self) -> str:
        """The path that follows from its code and where its parent stands now."""
        if self.parent is None:
            return f"{self.code}/"
        return f"{Area.objects.values_list('path', flat=True).get(pk=self.parent.pk)}{self.code}/"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it with its place in the tree, and move what lies below along with it."""
        self.path = self.place()
        super().save(*args, **kwargs)
        for child in type(self).objects.filter(parent=self).exclude(path__startswith=self.path):
            child.parent = self
            child.save()


class AreaGroup(Tracked, Named):
    """Areas that are compared although no division holds just them: 长三角, provincial capitals, a peer group."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("peer group")
        verbose_name_plural = _("peer groups")
        ordering = ("code",)


class AreaGroupMember(Tracked):
    """One area's membership of one group."""

    group = models.ForeignKey(AreaGroup, models.CASCADE, related_name="members", verbose_name=_("peer group"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="memberships", verbose_name=_("area"))

    class Meta:
        verbose_name = _("member of a peer group")
        verbose_name_plural = _("members of peer groups")
        constraints = [
            models.UniqueConstraint(
                fields=("group", "area"),
                name="area_group_member_once",
                violation_error_message=_("The area is in this group already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.area}"
