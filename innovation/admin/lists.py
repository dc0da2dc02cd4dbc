"""Lists that stay whole and quick whatever an address asks of them."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList, ChangeListSearchForm
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied
from django.db.models import Case, CharField, Model, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from innovation.models import Area, Reviewed, area_path, within
from innovation.models.roles import accounts_of

LONGEST = 200
# What filters and the date navigation append to a field's name.
SUFFIXES = ("", "__exact", "__isnull", "__id__exact", "__gte", "__lt", "__year", "__month", "__day")


def is_safe(text: str) -> bool:
    """Whether a database can look for the text: none takes NUL, and thousands of words make no query."""
    return "\0" not in text and len(text) <= LONGEST


def is_within_range(text: str) -> bool:
    """Whether the text, if it is a whole number, is one that every database can compare with."""
    try:
        return abs(int(text)) < 2**63
    except ValueError:
        return True


def is_key(text: str) -> bool:
    """Whether the text can be the key of a row on every database."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def text_of(request: HttpRequest, name: str, longest: int) -> str:
    """What was typed into a field that stands alone, without what no database takes."""
    return request.POST.get(name, "").replace("\0", "").strip()[:longest]


class SearchForm(ChangeListSearchForm):
    """The search of a list; a text that is too long gets a message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.max_length = LONGEST
                field.validators.append(
                    forms.CharField(max_length=LONGEST).validators[0],
                )


class SafeChangeList(ChangeList):
    """A list that takes from the address what its own filters write there, and refuses the rest."""

    search_form_class = SearchForm

    def get_filters(self, request: HttpRequest) -> Any:
        fields = [item[0] if isinstance(item, list | tuple) else item for item in self.list_filter]
        fields += [self.date_hierarchy] if self.date_hierarchy else []
        known = {f"{field}{suffix}" for field in fields for suffix in SUFFIXES}
        for name, values in self.get_filters_params().items():
            if name not in known or not all(is_safe(value) and is_within_range(value) for value in values):
                raise IncorrectLookupParameters
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as error:
            # A year no calendar has.
            raise IncorrectLookupParameters from error


class ListAdmin(admin.ModelAdmin):
    """Shared by all lists."""

    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SafeChangeList

    def look_up_label(self, row: Any) -> str:
        """What a row is called where it is looked up to be chosen."""
        return str(row)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not is_safe(search_term):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any) -> HttpResponse | None:
        if not all(is_key(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest(_("These are no rows of this list."))
        return super().response_action(request, queryset, *args)


def selectable(user: Any, db_field: Any) -> QuerySet[Any]:
    """The rows that a user may choose from in a field: areas of his own, and records he may see."""
    model = db_field.remote_field.model
    if model is Area and db_field.name not in ("area", "parent"):
        return Area.objects.all()
    return selectable_rows(user, db_field.model)(model)


def selectable_rows(user: Any, of: type[Model]) -> Callable[[type[Model]], QuerySet[Any]]:
    """For each kind of row, those that a user may name when he enters rows of a kind."""

    def rows(model: type[Model]) -> QuerySet[Any]:
        found: Any = model._default_manager.all()
        if model is Area:
            return within(found, user, "add", of=of) if area_path(of) else found
        if model is User:
            return accounts_of(user).order_by("username")
        if issubclass(model, Reviewed):
            return found.visible_to(user)
        return within(found, user, "view") if area_path(model) else found

    return rows


class LookUp(AutocompleteJsonView):
    """The rows to choose from: what is called just as the words first, then what begins with them."""

    model_admin: ListAdmin
    term: str

    def get_queryset(self) -> QuerySet[Any]:
        site: Any = self.admin_site
        if not self.source_field.editable or not site.is_registered(self.source_field.model):
            raise PermissionDenied
        rows = selectable(self.request.user, self.source_field)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        found, may_repeat = self.model_admin.get_search_results(self.request, rows, self.term)
        found = found.distinct() if may_repeat else found
        words = self.term.strip()
        return closest_first(found, words, self.model_admin.search_fields) if words else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": self.model_admin.look_up_label(obj)}


def closest_first(found: QuerySet[Any], words: str, searched: Iterable[str]) -> QuerySet[Any]:
    """The rows in their order, those first of which a short text of their own is the words or begins with them."""
    own = [name for name in searched if _is_short_text(found.model, name)]
    if not own:
        return found
    exact = Q.create([(f"{name}__iexact", words) for name in own], connector=Q.OR)
    begins = Q.create([(f"{name}__istartswith", words) for name in own], connector=Q.OR)
    closeness = Case(When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2))
    return found.order_by(closeness, *(found.query.order_by or found.model._meta.ordering))


def _is_short_text(model: type[Model], name: str) -> bool:
    try:
        return isinstance(model._meta.get_field(name), CharField)
    except FieldDoesNotExist:
        # It is a path to a text of another row.
        return False
