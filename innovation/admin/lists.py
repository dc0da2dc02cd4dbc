"""Lists that stay whole and quick whatever an address asks of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList, ChangeListSearchForm
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

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
