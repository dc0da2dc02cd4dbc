"""No address and no form makes the admin fail."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from innovation import models
from innovation.admin.site import site
from tests.admin.addresses import address, entered
from tests.admin.rows import make
from tests.admin.test_pages import every_model

LONG = "长" * 10_000
MANY_WORDS = "a " * 5_000
HUGE = "9" * 30
PARAMETERS = [
    *({"q": text} for text in ("\0", LONG, MANY_WORDS, "'\"%_\\[")),
    *({"p": text} for text in ("abc", HUGE, "\0")),
    *({"o": text} for text in ("xx", "1.2.-3", HUGE, "\0", "-")),
    {"id__in": HUGE},
    {"id__exact": HUGE},
    {"name__regex": "("},
    {"nothing": "1"},
    {"talent__contact__startswith": "1"},
    {"_facets": "True"},
    {"all": ""},
    {"_popup": "1"},
    {"e": "1"},
]


def date_parameters(date: str) -> list[dict[str, str]]:
    """What the navigation by date can be asked for, and more."""
    return [
        *({f"{date}__year": year} for year in ("0", "9999", "abc", HUGE, "\0")),
        *({f"{date}__month": month} for month in ("abc", HUGE)),
        *({f"{date}__gte": day} for day in ("abc", "2006-13-01", "\0")),
        {f"{date}__year": "2006", f"{date}__month": "13"},
        {f"{date}__year": "9999", f"{date}__month": "12", f"{date}__day": "31"},
    ]


def filter_parameters(field: str) -> list[dict[str, str]]:
    """What a filter can be asked for, and more."""
    ends = ("__exact", "__id__exact", "__isnull", "")
    return [{f"{field}{end}": value} for end in ends for value in ("\0", "abc", HUGE)]


def parameters(model: type[Model]) -> list[dict[str, str]]:
    """All of them for one list; of its filters the first, which is its own, and the last, which all records have."""
    admin: Any = site._registry[model]
    dates = date_parameters(admin.date_hierarchy) if admin.date_hierarchy else []
    fields = [item if isinstance(item, str) else item[0] for item in admin.list_filter]
    return PARAMETERS + dates + [asked for field in {*fields[:1], *fields[-1:]} for asked in filter_parameters(field)]


@every_model
def test_no_parameter_makes_a_list_fail(model: type[Model], staff: Client) -> None:
    make(model)
    page = address(model, "changelist")
    answers = [(asked, staff.get(page, asked).status_code) for asked in parameters(model)]
    assert [(asked, status) for asked, status in answers if status not in (200, 302)] == []


@every_model
def test_no_key_makes_a_page_of_a_row_fail(model: type[Model], staff: Client) -> None:
    top = address(model, "changelist")
    for key in ("abc", HUGE, "%00", "-1", "1/x"):
        for rest in ("change/", "history/", f"history/{key}/", "delete/"):
            assert staff.get(f"{top}{key}/{rest}").status_code in (302, 403, 404)


@every_model
def test_no_text_makes_a_form_fail(model: type[Model], staff: Client) -> None:
    page = address(model, "change", make(model).pk)
    form = staff.get(page)
    for text in ("\0", LONG, HUGE, "1e999", "0000-00-00"):
        answer = staff.post(page, entered(form) | dict.fromkeys(form.context["adminform"].form.fields, text))
        assert answer.status_code in (200, 302)


@every_model
def test_no_parameter_makes_an_empty_form_fail(model: type[Model], staff: Client) -> None:
    names = [field.name for field in model._meta.fields]
    for text in ("\0", "abc", HUGE):
        assert staff.get(address(model, "add"), dict.fromkeys(names, text)).status_code == 200


@every_model
def test_no_selection_makes_an_action_fail(model: type[Model], staff: Client) -> None:
    for key in ("abc", HUGE, "\0"):
        data = {"action": "delete_selected", "_selected_action": key}
        assert staff.post(address(model, "changelist"), data).status_code == (200 if model is User else 400)


@pytest.mark.parametrize("term", ["\0", LONG, MANY_WORDS, "'\"%_\\", "示例"])
@pytest.mark.parametrize("page", ["", "abc", HUGE, "-1"])
def test_no_term_makes_a_look_up_fail(term: str, page: str, staff: Client) -> None:
    make(models.Enterprise)
    named = {"app_label": "innovation", "model_name": "certification", "field_name": "enterprise"}
    answer = staff.get(reverse("admin:autocomplete"), named | {"term": term, "page": page})
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize("name", ["name", "credit_code", "note"])
def test_a_nul_is_an_error_of_its_field(name: str, staff: Client) -> None:
    page = address(models.Enterprise, "change", make(models.Enterprise).pk)
    answer = staff.post(page, entered(staff.get(page)) | {name: "a\0b"})
    assert name in answer.context["adminform"].form.errors


def test_texts_that_are_too_long_are_errors_of_their_fields(staff: Client) -> None:
    page = address(models.Enterprise, "change", make(models.Enterprise).pk)
    answer = staff.post(page, entered(staff.get(page)) | {"name": LONG, "reason": LONG, "source_place": LONG})
    assert set(answer.context["adminform"].form.errors) == {"name", "reason", "source_place"}


def test_a_search_that_is_too_long_says_so(staff: Client) -> None:
    make(models.Enterprise)
    answer = staff.get(address(models.Enterprise, "changelist"), {"q": LONG})
    assert [str(message) for message in answer.context["messages"]] != []


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "lang"])
def test_a_cookie_this_site_never_set_is_as_good_as_none(name: str, client: Client) -> None:
    client.cookies[name] = "a\0b"
    answer = client.get(reverse("admin:index"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/login/?next=/admin/")
