"""What the forms and lists of all records share: where it comes from, and its way to the public."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.conflicts import version_of
from innovation.admin.lists import is_key, text_of
from innovation.admin.tracked import TrackedAdmin, TrackedForm
from innovation.admin.waiting import MOST_AT_ONCE, shown_changes, waits
from innovation.admin.written import DATE_HELP, Known, WrittenPartDate
from innovation.exchange.doubts import doubts_of
from innovation.models import (
    Amendment,
    Precision,
    Reviewed,
    ReviewError,
    StaleVersion,
    State,
    enter,
    may,
    permission_for,
    reach,
    revise,
    withdraw,
    within,
)

ORIGIN = (
    _("Where it comes from"),
    {"fields": ("source", "source_place", "basis", "note")},
)
REVIEW = (
    _("Review"),
    {"fields": ("state_text", "entered_by", "changed_by", "reviewed_by", "reviewed_at", "review_note")},
)
AREA_FILTER = ("area", admin.RelatedOnlyFieldListFilter)
SUBMIT = "_submit"
DELETE_SELECTED: Any = delete_selected.short_description  # type: ignore[attr-defined]


class ReviewedAdmin(TrackedAdmin):
    """Shared by all rows that become public once somebody else has agreed."""

    change_form_template = "admin/reviewed_form.html"
    closing_fieldsets: ClassVar[tuple[Any, ...]] = (REVIEW,)
    readonly_fields: ClassVar[Any] = REVIEW[1]["fields"]
    list_filter: ClassVar[Any] = ("state",)
    actions: Any = ("submit_selected", "review_selected", "delete_selected")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is not None else [part for part in fieldsets if part is not REVIEW]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name not in REVIEW[1]["fields"]]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row as it is to be: with what waits to become of it."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and row.is_public:
            row.waiting = Amendment.objects.of(row)
            if row.waiting and not row.waiting.withdraws:
                with suppress(ReviewError):
                    # What names a row that is gone is shown as it stands; the change still waits beside it.
                    row.waiting.apply_to(row)
        return row

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not what is public: figures rest on it, it is withdrawn instead. Nor what waits for a review."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Django's page; what is public leads to the way that is open instead."""
        row = self.get_object(request, object_id) if is_key(object_id) else None
        if row is not None and row.is_public and super().has_delete_permission(request, row):
            messages.warning(request, _not_deleted(1))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_withdraw", row.pk)
        return super().delete_view(request, object_id, *args, **kwargs)

    @admin.action(description=DELETE_SELECTED, permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Django's action; a choice that holds anything public deletes nothing and says why."""
        public = queryset.filter(state=State.PUBLISHED).count()
        if public:
            messages.error(request, f"{_not_deleted(public)} {gettext('Nothing was deleted; choose only the others.')}")
            return None
        return delete_selected(self, request, queryset)

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        steps = [
            path(
                f"<path:object_id>/{step}/",
                self.admin_site.admin_view(getattr(self, f"{step}_view")),
                name=f"{name}_{step}",
            )
            for step in ("withdraw", "discard")
        ]
        return [*steps, *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why a public record is withdrawn, and hand that in for review."""
        return self._step(
            request,
            object_id,
            {
                "title": gettext("Withdraw"),
                "text": gettext("Once somebody else has agreed, it counts in no figure and nobody sees it any more."),
                "asks_reason": True,
            },
            lambda row, reason: waits(withdraw(row, request.user, reason)),
        )

    def discard_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Drop the change that waits to become of a public record."""

        def discard(row: Any, reason: str) -> str:
            if row.waiting:
                row.waiting._history_user = request.user
                row.waiting.delete()
            return gettext("The change was dropped; the record stays as everybody sees it.")

        text = gettext("The record stays as everybody sees it now; the change is kept in the history only.")
        return self._step(request, object_id, {"title": gettext("Drop the change"), "text": text}, discard)

    def _step(
        self, request: HttpRequest, object_id: str, context: dict[str, Any], act: Callable[[Any, str], str]
    ) -> HttpResponse:
        """The page that asks before a step with a public record, and the step."""
        row = self.get_object(request, object_id) if is_key(object_id) else None
        if row is None or not row.is_public:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            try:
                refuse_if_overtaken(row, request)
                messages.info(request, act(row, text_of(request, "reason", 100)))
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)
            except ReviewError as error:
                context["errors"] = error.messages
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "original": row}
        context["version"] = version_of(row)
        return render(request, "admin/step.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        submit, reason = SUBMIT in request.POST, form.cleaned_data.get("reason") or ""
        for name, doubt in doubts_of(obj):
            messages.warning(request, f"{obj._meta.get_field(name).verbose_name}: {doubt}")
        if not change:
            enter(obj, request.user, submit=submit)
            return
        if not submit and not form.restores and set(form.changed_data) <= {"reason"}:
            return
        amendment = revise(obj, request.user, reason=reason, submit=submit)
        if amendment is not None:
            messages.info(request, waits(amendment))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if not issubclass(formset.model, Reviewed):
            super().save_formset(request, form, formset, change)
            return
        reason, submit = form.cleaned_data.get("reason") or "", SUBMIT in request.POST
        for part in formset.save(commit=False):
            if part.pk is None:
                enter(part, request.user, submit=submit)
            else:
                self._revise_part(request, part, reason, submit)
        for part in formset.deleted_objects:
            if part.is_public:
                messages.info(request, waits(withdraw(part, request.user, reason or gettext("Deleted in the form"))))
            else:
                part.delete()

    def _revise_part(self, request: HttpRequest, part: Any, reason: str, submit: bool) -> None:
        """Store what was changed of a part in the form of its whole, which does not show what waits of the part."""
        if part.is_public and Amendment.objects.of(part) is not None:
            message = gettext("A change of “%(row)s” waits already: open it and change it there. This was not saved.")
            messages.error(request, message % {"row": part})
        elif amendment := revise(part, request.user, reason=reason, submit=submit):
            messages.info(request, waits(amendment))

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **kwargs: Any) -> Any:
        """An earlier state to be made the newest; not where a change waits, which would go unseen."""
        row = self.get_object(request, object_id) if request.method == "POST" and is_key(object_id) else None
        if getattr(row, "waiting", None):
            messages.error(request, gettext("A change of it waits already: publish, return or drop that first."))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", object_id)
        return super().history_form_view(request, object_id, version_id, **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = context.get("original")
        waiting = getattr(row, "waiting", None)
        context |= {
            "waiting": waiting,
            "waiting_changes": shown_changes([waiting]).get(waiting.pk, []) if waiting else [],
            "show_submit": row is None or row.is_open or row.is_public,
            "show_withdraw": row is not None and row.is_public and may(request.user, "change", row) and not waiting,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("state"))
    def state_text(self, row: Reviewed) -> Any:
        return row.get_state_display()

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        own = within(queryset, request.user, "change")
        kind = ContentType.objects.get_for_model(self.model)
        changes = Amendment.objects.filter(content_type=kind, object_id__in=own.order_by().values("pk"))
        waiting = {change.object_id: change for change in changes}
        done, left = 0, queryset.count() - own.count()
        for row in own:
            try:
                (waiting.get(row.pk, row) if row.is_public else row).submit(request.user)
                done += 1
            except (ReviewError, StaleVersion):
                left += 1
        if done:
            messages.success(
                request, ngettext("%(n)s record was submitted.", "%(n)s records were submitted.", done) % {"n": done}
            )
        if left:
            words = ngettext(
                "%(n)s record was left as it was: it is submitted or published already, or not yours.",
                "%(n)s records were left as they were: they are submitted or published already, or not yours.",
                left,
            )
            messages.warning(request, words % {"n": left})

    @admin.action(description=_("Review"), permissions=["review"])
    def review_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseRedirect:
        keys = queryset.filter(state=State.SUBMITTED).values_list("pk", flat=True)[:MOST_AT_ONCE]
        chosen = {"kind": str(self.opts.model_name), "pk": ",".join(map(str, keys))}
        return redirect(f"{reverse('admin:review')}?{urlencode(chosen)}")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return bool(reach(request.user, permission_for("review", self.model)))


def _not_deleted(number: int) -> str:
    words = ngettext(
        "%(n)s published record is not deleted, since figures rest on it: withdraw it instead.",
        "%(n)s published records are not deleted, since figures rest on them: open each and withdraw it instead.",
        number,
    )
    return words % {"n": number}


def refuse_if_overtaken(row: Any, request: HttpRequest) -> None:
    """Raise ReviewError unless the row, and what waits to become of it, are as the page before showed them."""
    if request.POST.get("version") != version_of(row):
        raise ReviewError(gettext("It was changed or decided on since you loaded the page. Look at it again."))


class RecordAdmin(ReviewedAdmin):
    """Shared by all kinds of records: each adds its own fields before the shared ones."""

    closing_fieldsets: ClassVar[tuple[Any, ...]] = (ORIGIN, REVIEW)
    list_filter: ClassVar[Any] = ("state", "basis", AREA_FILTER)


class DatedForm(TrackedForm):
    """The form of a record whose date says by itself how much of it is known."""

    date = WrittenPartDate(label=_("date"), required=False, help_text=DATE_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["date"] = self.instance.date_text

    def clean_date(self) -> Any:
        known: Known | None = self.cleaned_data["date"]
        self.precision = known.precision if known else Precision.DAY
        return known.date if known else None

    def _post_clean(self) -> None:
        if "date" in self.cleaned_data:
            self.instance.precision = self.precision
        super()._post_clean()


class DatedRecordAdmin(RecordAdmin):
    """Shared by all records of something that happened: each names its `date`, and `precision` beside it to be read."""

    form = DatedForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "precision")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Those of the record; a new one has no date yet of which anything is known."""
        parts = super().get_fieldsets(request, obj)
        if obj is not None:
            return parts
        return [(name, part | {"fields": [f for f in part["fields"] if f != "precision"]}) for name, part in parts]
