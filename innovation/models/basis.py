"""How sure it is that something is as it stands on file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """How a value came to be what it is."""

    REPORTED = "reported", _("reported")
    ASSUMED = "assumed", _("assumed")
    ILLUSTRATIVE = "illustrative", _("illustrative")
