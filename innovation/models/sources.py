"""The documents that values and records come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from innovation.models.tracking import Named, Tracked


class Source(Tracked, Named):
    """One document, register or notice that something was taken from."""

    is_shared = True

    code = models.SlugField(_("code"), max_length=60, unique=True)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("code",)
