"""What the forms and lists of all records share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.tracked import TrackedAdmin

ORIGIN = (
    _("Where it comes from"),
    {"fields": ("source", "source_place", "basis", "state", "note")},
)
AREA_FILTER = ("area", admin.RelatedOnlyFieldListFilter)


class RecordAdmin(TrackedAdmin):
    """Shared by all kinds of records: each adds its own fields before the shared ones."""

    closing_fieldsets: ClassVar[tuple[Any, ...]] = (ORIGIN,)
    list_filter: ClassVar[Any] = ("state", "basis", AREA_FILTER)
