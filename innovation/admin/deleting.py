"""What hangs on rows that are to be deleted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from innovation.models import Reviewed

# So many rows of each kind are named; the others are counted.
NAMED = 10


def what_hangs_on(rows: Any, request: HttpRequest, site: admin.AdminSite) -> tuple[Any, Any, set[str], list[Any]]:
    """What would go with the rows, how much of each kind, what is not the user's to delete, and what forbids it.

    Public rows forbid it: figures rest on them.
    """
    if not rows:
        return [], {}, set(), []
    model = rows[0]._meta.model
    collector: Any = NestedObjects(using=router.db_for_write(model), origin=rows)
    collector.collect(rows)
    going: list[Any] = [row for found in collector.model_objs.values() for row in found]
    public = [row for row in going if isinstance(row, Reviewed) and row.is_public]
    lacking = {str(row._meta.verbose_name) for row in going if not _may_go(row, request, site) and row not in public}
    counts = {kind._meta.verbose_name_plural: len(found) for kind, found in collector.model_objs.items()}
    nested = collector.nested(lambda row: _linked(row, site))
    return nested, counts, lacking, _by_kind([*collector.protected, *public], site)


def _may_go(row: Model, request: HttpRequest, site: admin.AdminSite) -> bool:
    return not site.is_registered(type(row)) or site.get_model_admin(type(row)).has_delete_permission(request, row)


def _by_kind(rows: Iterable[Model], site: admin.AdminSite) -> list[Any]:
    """For each kind its name with how many there are, then the first of them: a list as templates nest it."""
    kinds: dict[type[Model], list[Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    told: list[Any] = []
    for kind, found in kinds.items():
        named: list[Any] = [_linked(row, site) for row in sorted(found, key=lambda row: row.pk)[:NAMED]]
        if more := len(found) - len(named):
            named.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
        name = {"kind": kind._meta.verbose_name_plural, "n": len(found)}
        told += [gettext("%(kind)s: %(n)s") % name, named]
    return told


def _linked(row: Model, site: admin.AdminSite) -> str:
    """The row, with a link to its form if it has one."""
    meta = row._meta
    try:
        href = reverse(f"{site.name}:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return f"{meta.verbose_name}: {row}"
    return format_html('{}: <a href="{}">{}</a>', meta.verbose_name, href, row)
