"""The Django application that holds the domain."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class InnovationConfig(AppConfig):
    """What the bureau keeps and what it means."""

    name = "innovation"
    verbose_name = _("Innovation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Named, not imported: there are no models yet when this module is.
        post_migrate.connect(import_string("innovation.models.roles.set_up_roles"), sender=self)
