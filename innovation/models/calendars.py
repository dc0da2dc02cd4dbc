"""Calendar feeds: when certificates end, for calendar programs that cannot sign in."""

import secrets
from typing import Self

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.areas import Area
from innovation.models.enterprises import Enterprise
from innovation.models.tracking import Tracked, TrackedQuerySet


def _signer() -> signing.Signer:
    """What makes keys: nobody who has read the database alone can make one."""
    return signing.Signer(sep=".", salt="innovation.calendar")


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class CalendarFeedQuerySet(TrackedQuerySet["CalendarFeed"]):
    def with_key(self, key: str) -> Self:
        """The feed that a secret key opens, if it is in use; none for a key that is void."""
        try:
            pk, nonce = _signer().unsign_object(key)
        except (signing.BadSignature, ValueError):
            return self.none()
        return self.filter(pk=pk, nonce=nonce, is_active=True)


class CalendarFeed(Tracked):
    """One calendar under a secret address: of the certificates of an area and all below it, or of one enterprise."""

    area_path = "area__path"

    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        verbose_name=_("area"),
        help_text=_("The certificates of this area and of everything below it."),
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enterprise"),
        help_text=_("If it is for one enterprise of the area only."),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Without the tick its address answers as if it were not there.")
    )
    # A part of the key: a new one makes the old address void.
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)

    objects = models.Manager.from_queryset(CalendarFeedQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What the address ends with; whoever has it may read the feed."""
        return _signer().sign_object([self.pk, self.nonce])

    def renew(self) -> None:
        """Make the address void and give it a new one."""
        self.nonce = new_nonce()
        self.save()

    def clean(self) -> None:
        super().clean()
        if self.enterprise and self.area_id and not self.enterprise.area.path.startswith(self.area.path):
            raise ValidationError({"enterprise": _("This enterprise is not in the area. Choose another of the two.")})
