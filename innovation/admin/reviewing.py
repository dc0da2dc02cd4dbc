"""The page of those who review: what was handed in, published or returned by the row or many at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.lists import is_key, text_of
from innovation.admin.progress import shown
from innovation.admin.publishing import ALL, numbers_to_publish, publishing
from innovation.admin.waiting import MOST_AT_ONCE, Shown, in_words, shown_changes
from innovation.duties.reviews import models_to_review
from innovation.models import Amendment, ReviewError, StaleVersion, State, area_path, within


@dataclass(frozen=True)
class Waiting:
    """One row that was handed in: itself, or the change of a public one."""

    row: Any
    user: Any
    changes: Shown = field(default_factory=list)

    @property
    def key(self) -> str:
        """What names the row, and the version that is looked at."""
        return f"{self.row._meta.model_name}:{self.row.pk}:{self.row.version}"

    @property
    def record(self) -> Any:
        return self.row.record if isinstance(self.row, Amendment) else self.row

    @property
    def record_kind(self) -> str:
        """The kind of row it is, or a change of."""
        name = self.record._meta.verbose_name_plural
        return gettext("Changes: %(kind)s") % {"kind": name} if isinstance(self.row, Amendment) else str(name)

    @property
    def kept_in(self) -> Any:
        return self.row.kept_in

    @property
    def href(self) -> str:
        meta = self.record._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.record.pk])

    @property
    def is_own(self) -> bool:
        """Whether somebody else has to decide on it."""
        own = self.user.pk in (self.row.entered_by_id, self.row.changed_by_id)
        return own and not settings.INNOVATION_OWN_REVIEW

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What a new row says, field by field."""
        if isinstance(self.row, Amendment):
            return []
        entered = [f for f in self.row._meta.concrete_fields if f.editable and not f.primary_key]
        said = [(f, self._value(f)) for f in entered]
        return [(f.verbose_name, value) for f, value in said if value != "—"]

    def _value(self, said: Any) -> str:
        if said.is_relation:
            return str(getattr(self.row, said.name) or "—")
        return in_words(said, said.value_from_object(self.row))


def waiting_for(user: Any, kind: str = "", keys: list[int] | None = None) -> Iterator[Waiting]:
    """What waits for a user's review, kind by kind: at most one more than a page shows of each."""
    for model in models_to_review(user):
        if kind in ("", model._meta.model_name):
            relations = [f.name for f in model._meta.concrete_fields if f.is_relation and f.editable]
            rows = within(model._default_manager.filter(state=State.SUBMITTED), user, "review")
            rows = rows.filter(pk__in=keys) if keys else rows
            area = area_path(model).removesuffix("__path")
            rows = rows.select_related("entered_by", "changed_by", area, *relations).order_by("pk")
            yield from (Waiting(row, user) for row in rows[: MOST_AT_ONCE + 1])
    if kind in ("", Amendment._meta.model_name):
        amendments = Amendment.objects.filter(state=State.SUBMITTED).open_to(user, "review")
        amendments = amendments.select_related("entered_by", "changed_by", "area").prefetch_related("record")
        shown = list(amendments[: MOST_AT_ONCE + 1])
        changes = shown_changes(shown)
        yield from (Waiting(row, user, changes.get(row.pk, [])) for row in shown)


def review(site: admin.AdminSite, request: HttpRequest) -> Any:
    """The page, or what the form on it asks for."""
    if not models_to_review(request.user):
        raise PermissionDenied
    if request.method == "POST" and ALL in request.POST:
        return shown(site, request, _("Publishing"), publishing(request), reverse("admin:review"))
    if request.method == "POST":
        _decide(request)
        return redirect(request.get_full_path())
    keys = [int(key) for key in request.GET.get("pk", "").split(",") if is_key(key)]
    found = list(waiting_for(request.user, request.GET.get("kind", ""), keys))
    context = {
        **site.each_context(request),
        "title": _("Review"),
        "waiting": found[:MOST_AT_ONCE],
        "more": len(found) > MOST_AT_ONCE,
        "one_kind": bool(request.GET.get("kind")),
        "many": numbers_to_publish(request.user) if len(found) > MOST_AT_ONCE else {},
        "now": timezone.now().isoformat(),
    }
    return render(request, "admin/review.html", context)


def _decide(request: HttpRequest) -> None:
    """Publish or return what was chosen, each row by itself, and say what became of it."""
    publishes, note = "_publish" in request.POST, text_of(request, "note", 500)
    kinds: list[Any] = [*models_to_review(request.user), Amendment]
    models = {model._meta.model_name: model for model in kinds}
    done, faults = 0, []
    chosen = [key.split(":") for key in request.POST.getlist("chosen")[:MOST_AT_ONCE]]
    places = list(models)
    for kind, key, version in sorted((c for c in chosen if _is_chosen(c, places)), key=lambda c: places.index(c[0])):
        row = _reviewable(models[kind], request.user).filter(pk=int(key)).first()
        try:
            if row is None or str(row.version) != version:
                raise ReviewError(gettext("It was changed or decided on since you loaded the page. Look at it again."))
            with transaction.atomic():
                row.publish(request.user) if publishes else row.send_back(request.user, note)
            done += 1
        except (ValidationError, ObjectDoesNotExist, StaleVersion, IntegrityError) as error:
            faults.append(f"{row or key}: {_said(error)}")
    _tell(request, publishes, done, faults)


def _is_chosen(parts: list[str], kinds: list[str]) -> bool:
    return len(parts) == 3 and parts[0] in kinds and is_key(parts[1]) and parts[2].isdecimal()


def _reviewable(model: Any, user: Any) -> Any:
    rows = model._default_manager.all()
    return rows.open_to(user, "review") if model is Amendment else within(rows, user, "review")


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return gettext("It contradicts what is on file meanwhile. Look at it again.")


def _tell(request: HttpRequest, publishes: bool, done: int, faults: list[str]) -> None:
    if done and publishes:
        messages.success(request, ngettext("%(n)s published.", "%(n)s published.", done) % {"n": done})
    elif done:
        messages.success(request, ngettext("%(n)s returned.", "%(n)s returned.", done) % {"n": done})
    for fault in faults:
        messages.error(request, fault)
    if not done and not faults:
        messages.warning(request, gettext("Nothing was chosen. Tick the rows first."))
