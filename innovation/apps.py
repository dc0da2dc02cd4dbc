"""The Django application that holds the domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationConfig(AppConfig):
    """What the bureau keeps and what it means."""

    name = "innovation"
    verbose_name = _("Innovation")
    default_auto_field = "django.db.models.BigAutoField"
