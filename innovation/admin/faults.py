"""Where in a form a fault belongs, and the record that is in the way."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, UniqueConstraint
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from innovation.models import within


def placed(fault: Any, name: str, form: Any) -> tuple[str, ValidationError]:
    """The field of a form at which a fault of its row is told, and the fault in words."""
    constraint = getattr(fault, "constraint", None)
    if isinstance(constraint, UniqueConstraint):
        named = [field for field in constraint.fields if field in form.fields]
        link = _link(form, constraint.fields, constraint.condition)
        return (named[-1] if named else NON_FIELD_ERRORS), _with(fault, link)
    if isinstance(constraint, CheckConstraint):
        return _contradicted(constraint, form) or NON_FIELD_ERRORS, fault
    return name, _with(fault, _link(form, (name,))) if fault.code == "unique" and name in form.fields else fault


def _contradicted(constraint: Any, form: Any) -> str | None:
    """The last field that says something against a constraint; where one alone does, what is missing beside it."""
    named = [name for name in form.fields if name in constraint.condition.referenced_base_fields]
    filled = [name for name in named if getattr(form.instance, name, None) not in (None, "")]
    empty = [name for name in named if name not in filled]
    chosen = filled if len(filled) > 1 or not empty else empty[:1]
    return chosen[-1] if chosen else None


def _with(fault: Any, link: str) -> Any:
    if not link:
        return fault
    return ValidationError(format_html("{} {}", " ".join(fault.messages), link), code=fault.code)


def _link(form: Any, names: Any, condition: Any = None) -> str:
    """A link to the row that says the same in these fields, nothing if the user may not see it."""
    row = form.instance
    if form.user is None:
        return ""
    rows = within(type(row)._default_manager.exclude(pk=row.pk), form.user, "view")
    rows = rows.filter(condition) if condition else rows
    other = rows.filter(**{name: getattr(row, name) for name in names}).first()
    if other is None:
        return ""
    try:
        href = reverse(f"admin:{other._meta.app_label}_{other._meta.model_name}_change", args=[other.pk])
    except NoReverseMatch:
        return ""
    opened = gettext("Open the one on file: %(row)s") % {"row": other}
    return format_html('<a href="{}">{}</a>', href, opened)
