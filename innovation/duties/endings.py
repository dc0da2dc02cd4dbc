"""What ends soon, and what should have ended: certificates and projects."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

from innovation.models import Certification, Project, within
from innovation.periods import today

# How many days before its last one a certificate is told of.
DAYS_AHEAD = (30, 90, 180)


def expiring(days: int) -> QuerySet[Certification]:
    """The public certificates that are valid today and will not be in so many days, the first to end first."""
    valid = Certification.objects.published().valid_on(today()).filter(expires_on__lte=_ahead(days))
    return valid.select_related("area", "scheme", "level", "enterprise", "organisation").order_by("expires_on", "pk")


def expiring_for(user: Any, days: int) -> QuerySet[Certification]:
    """Those of them in the areas of a user."""
    return within(expiring(days), user, "view")


def numbers_expiring(user: Any) -> dict[int, int]:
    """How many end within 30, 90 and 180 days in the areas of a user."""
    counted = expiring_for(user, max(DAYS_AHEAD)).aggregate(
        **{f"within_{days}": Count("pk", filter=Q(expires_on__lte=_ahead(days))) for days in DAYS_AHEAD}
    )
    return {days: counted[f"within_{days}"] for days in DAYS_AHEAD}


def days_left(certificate: Certification) -> int:
    """How many days after today one that expires still holds."""
    assert certificate.expires_on is not None
    return (certificate.expires_on - today()).days


def stage(certificate: Certification) -> int:
    """The last of 180, 90 and 30 days before its end that has come."""
    return min(days for days in DAYS_AHEAD if days_left(certificate) <= days)


def overdue_projects(user: Any) -> QuerySet[Project]:
    """The public projects in the areas of a user that should have been accepted and were not, the latest first."""
    running = Project.objects.published().filter(status=Project.Status.APPROVED, due_on__lt=today())
    projects = within(running.filter(accepted_on__isnull=True), user, "view")
    return projects.select_related("area", "enterprise").order_by("-due_on", "pk")


def _ahead(days: int) -> dt.date:
    return today() + dt.timedelta(days=days)
