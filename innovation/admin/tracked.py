"""Forms of rows that know their version and keep their history."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from innovation.admin.conflicts import Conflict, conflict_of, rebased, version_of
from innovation.admin.deleting import what_hangs_on
from innovation.admin.faults import placed
from innovation.admin.histories import differences_from_today, with_changes
from innovation.admin.imports import may_import, sheet_of
from innovation.admin.lists import ListAdmin, is_key, selectable
from innovation.admin.written import DateInput, WrittenDate, WrittenNumber, WrittenPeriod, WrittenWhole
from innovation.models import (
    Activity,
    Area,
    Certification,
    Enterprise,
    Exhibition,
    Honour,
    Indicator,
    Industry,
    Institution,
    Organisation,
    Release,
    Source,
    StaleVersion,
    Tracked,
    area_path,
    may,
    within,
)
from innovation.models.fields import PeriodField

# Their tables grow without end, so a form looks their rows up instead of listing them.
LOOKED_UP = (
    Activity,
    Area,
    Certification,
    Enterprise,
    Exhibition,
    Honour,
    Indicator,
    Industry,
    Institution,
    Organisation,
    Release,
    Source,
)
# What a form sends that is to rest on the newest version after all: that version.
REBASE = "_rebase"
PERIOD_HELP = _(
    "A year 2006, half-year 2006-S1, quarter 2006-Q2, month 2006-08 or day 2006-09-30; two years 2005-01-01/P2Y; "
    "everything up to a day ../2006-09-30; unknown _U."
)


class VersionedForm(forms.ModelForm):
    """A form that carries the version its reader saw, and is refused once there is a newer one."""

    # Whoever fills it in.
    user: Any = None

    row_version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._follow_the_newest()
            self.initial["row_version"] = version_of(self.instance)

    def _update_errors(self, errors: ValidationError) -> None:
        """Tell each fault of the row at the field concerned, with the way to the row that is in the way."""
        told: dict[str, list[ValidationError]] = {}
        for name, faults in errors.update_error_dict({}).items():
            for fault in faults:
                place, said = placed(fault, name, self)
                told.setdefault(place, []).append(said)
        super()._update_errors(ValidationError(told))  # type: ignore[misc]

    @property
    def restores(self) -> bool:
        """Whether the form would make an earlier state of the row the newest again."""
        return hasattr(self.instance, "_history")

    def _follow_the_newest(self) -> None:
        if self.restores:
            rows = type(self.instance)._base_manager.filter(pk=self.instance.pk)
            self.instance.version = rows.values_list("version", flat=True).first() or self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("row_version", "")
        if self.instance.pk and seen != version_of(self.instance):
            raise ValidationError(self.overtaken(seen), code="stale")
        return cleaned

    def overtaken(self, seen: str) -> str:
        """What is said when the form rests on another version than the newest."""
        return conflict_of(self, seen).told

    def state_of(self, row: Any) -> "VersionedForm":
        """The form as it would be opened now on a state of the row."""
        return type(self)(instance=row, prefix=self.prefix)


class TrackedForm(VersionedForm):
    """The form of a row of its own: it also asks why the row is changed."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=100,
        help_text=_("Kept in the history with your name: a correction, a notice, a request."),
        widget=admin.widgets.AdminTextInputWidget,
    )

    # What is in the way if somebody else was faster.
    conflict: Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and not self.is_bound:
            self._wait_at_first_empty()

    def _wait_at_first_empty(self) -> None:
        """Let the browser begin at the first field that nothing is known of yet."""
        for name in self.fields:
            field: Any = self.fields[name]
            if not field.widget.is_hidden and self.get_initial_for_field(field, name) in (None, ""):
                # The select itself, where it stands in a wrapper with links beside it.
                getattr(field.widget, "widget", field.widget).attrs["autofocus"] = True
                return

    def check(self, row: Any) -> None:
        """Raise ValidationError if the row contradicts what the registers know; most rows cannot."""

    def overtaken(self, seen: str) -> str:
        """Keep what differs for the page; once the newest is asked for, let the form rest on it, to be looked at."""
        newest = version_of(self.instance)
        if self.data.get(REBASE) != newest:
            self.conflict = conflict_of(self, seen)
            return self.conflict.sentence
        data: Any = self.data
        self.data = data = data.copy()
        data.update({self.add_prefix("row_version"): newest} | rebased(self, seen))
        return gettext(
            "The form rests on the newest state now: what you typed is in it, all else is as it was saved. "
            "Nothing is saved yet: look it over, then save."
        )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                self._refuse_beyond_reach()
                self.check(self.instance)
            except ValidationError as error:
                self.add_error(None, error)

    def _refuse_beyond_reach(self) -> None:
        """Raise ValidationError if the row would belong to an area where the user may not enter it."""
        place = area_path(type(self.instance)).partition("__")[0]
        if place in self.fields and not may(self.user, "change" if self.instance.pk else "add", self.instance):
            raise ValidationError({place: gettext("This belongs to an area that is not yours. Choose another.")})


def _written(db_field: Any) -> dict[str, Any]:
    """How a date, a number or a period is read as people write it."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return {"form_class": WrittenDate, "widget": DateInput}
    if isinstance(db_field, models.DecimalField):
        names = {field.name for field in db_field.model._meta.fields}
        return {"form_class": partial(WrittenNumber, qualifier="qualifier" in names)}
    if isinstance(db_field, models.IntegerField) and not db_field.choices:
        return {"form_class": WrittenWhole}
    return {"form_class": WrittenPeriod} if isinstance(db_field, PeriodField) else {}


class LookedUp(AutocompleteSelect):
    """A field that looks rows up, and shows no choice instead of failing where a key is no key."""

    def optgroups(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [key if is_key(str(key)) else "" for key in value], attrs)


class TrackedFields(admin.options.BaseModelAdmin):
    """How the fields of tracked rows are entered, in forms of their own and in forms within forms."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, PeriodField):
            kwargs["help_text"] = PERIOD_HELP
        return super().formfield_for_dbfield(db_field, request, **_written(db_field) | kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.remote_field.model
        kwargs.setdefault("queryset", selectable(request.user, db_field))
        if model not in LOOKED_UP:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["widget"] = LookedUp(db_field, self.admin_site, using=kwargs.get("using"))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows: Any = self.admin_site.get_model_admin(model)
        field.label_from_instance = rows.look_up_label
        return field


class TrackedInline(TrackedFields, admin.StackedInline):
    """Rows entered in the form of the row they belong to. Stacked: tables of controls leave them without labels."""

    form = VersionedForm
    extra = 0


class TrackedAdmin(TrackedFields, ListAdmin, SimpleHistoryAdmin):
    """Shared by everything that is tracked."""

    form = TrackedForm
    change_list_template = "admin/tracked_list.html"
    change_form_template = "admin/tracked_form.html"
    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    object_history_form_template = "admin/history_form.html"
    closing_fieldsets: ClassVar[tuple[Any, ...]] = ()
    # What the next row is likely to share with the one just entered.
    kept_for_next: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return within(super().get_queryset(request), request.user, "view")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request) and (obj is None or may(request.user, "view", obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or may(request.user, "change", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request) and (obj is None or may(request.user, "delete", obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        answer = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and self.kept_for_next and answer.has_header("Location"):
            kept = {name: obj.serializable_value(name) for name in self.kept_for_next}
            said = urlencode({name: value for name, value in kept.items() if value not in (None, "")})
            answer["Location"] += ("&" if "?" in answer["Location"] else "?") + said
        return answer

    def get_fields(self, request: HttpRequest, obj: Tracked | None = None) -> Any:
        declared = ("reason", "row_version")
        return [name for name in super().get_fields(request, obj) if name not in declared]

    def get_fieldsets(self, request: HttpRequest, obj: Tracked | None = None) -> Any:
        fieldsets = [*super().get_fieldsets(request, obj), *self.closing_fieldsets]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((_("Change"), {"fields": ("reason", "row_version")}))
        return fieldsets

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        sheet = sheet_of(self.model)
        context = {"sheet": sheet, "may_import": sheet is not None and may_import(request.user, sheet)}
        return super().changelist_view(request, context | (extra_context or {}))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._with_second_look(super().changeform_view, request, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_key(object_id):
            raise Http404
        return super().history_view(request, object_id, *args, **kwargs)

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **kwargs: Any) -> Any:
        if not (is_key(object_id) and is_key(version_id)):
            raise Http404
        if request.method == "POST" and not self._may_restore(request, object_id):
            raise PermissionDenied
        shown = {"extra_context": self._state_shown(object_id, version_id)}
        return self._with_second_look(super().history_form_view, request, object_id, version_id, **kwargs | shown)

    def _state_shown(self, key: str, version_id: str) -> dict[str, Any]:
        """What is said above the form of an earlier state: whose it is, and how it differs from today's."""
        states: Any = self.model.history
        state = get_object_or_404(states.select_related("history_user"), history_id=version_id, id=key)
        today = self.model._base_manager.filter(pk=key).first()
        differences = differences_from_today(state.instance, today) if today is not None else []
        return {"state": state, "today": today, "differences": differences}

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **options: Any) -> None:
        """Let each state on the page say in words how it differs from the one before."""
        historical_records.object_list = list(with_changes(list(historical_records.object_list), self.model))

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether an earlier state can only be looked at: by those who may not change it, and of what was deleted."""
        is_there = obj is None or self.model._base_manager.filter(pk=obj.pk).exists()
        return not is_there or super().revert_disabled(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return what_hangs_on(objs, request, self.admin_site)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._with_second_look(super().delete_view, request, *args, **kwargs)

    def _may_restore(self, request: HttpRequest, key: str) -> bool:
        row = self.model._base_manager.filter(pk=key).first()
        return row is not None and self.has_change_permission(request, row)

    def save_model(self, request: HttpRequest, obj: Tracked, form: Any, change: bool) -> None:
        """Store the row if anything of it changed, with the reason in its history."""
        if change and not form.restores and set(form.changed_data) <= {"reason"}:
            return
        obj._change_reason = form.cleaned_data.get("reason") or None  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for part in formset.forms:
            part.instance._change_reason = form.cleaned_data.get("reason") or None
        super().save_formset(request, form, formset, change)

    @staticmethod
    def _with_second_look(view: Any, *args: Any, **kwargs: Any) -> Any:
        """The view's answer; if somebody else wrote between its reading and its writing, that of a second try.

        The second try reads what was written, so that the form says what is in its way.
        """
        try:
            return view(*args, **kwargs)
        except (StaleVersion, IntegrityError):
            return view(*args, **kwargs)
