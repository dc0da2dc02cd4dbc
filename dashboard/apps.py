"""The Django application that holds the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """Addresses, pages and what they look like."""

    name = "dashboard"
    verbose_name = _("Dashboard")
