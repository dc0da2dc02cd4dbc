"""Every model has its pages, for those who may see them and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from innovation import models
from innovation.admin.site import SUBJECTS, site
from tests.admin.addresses import address, entered
from tests.admin.rows import ROWS, make

MODELS = sorted(site._registry, key=lambda model: model._meta.model_name or "")
TRACKED = [model for model in MODELS if issubclass(model, models.Tracked)]
every_tracked_model = pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.model_name)
# Whose an account is to look after is tried in test_roles.
but_accounts = pytest.mark.parametrize(
    "model", [m for m in MODELS if m is not User], ids=lambda model: model._meta.model_name
)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)


def pages(model: type[Model], row: Any) -> list[str]:
    named = ("change", "history") if model is User else ("change", "history", "delete")
    of_row = [address(model, page, row.pk) for page in named]
    return [address(model, "changelist"), address(model, "add"), *of_row]


def test_an_account_cannot_be_deleted_since_the_history_names_it(staff: Client, superuser: User) -> None:
    assert staff.post(address(User, "delete", superuser.pk), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": superuser.pk, "post": "yes"}
    staff.post(address(User, "changelist"), selected)
    assert User.objects.filter(pk=superuser.pk).exists()


def test_every_model_of_the_product_is_in_the_admin_under_one_subject() -> None:
    kept = [model for _code, _name, of_subject in SUBJECTS for model in of_subject]
    tracked = {
        model
        for model in models.__dict__.values()
        if isinstance(model, type) and issubclass(model, models.Tracked) and not model._meta.abstract
    }
    assert len(kept) == len(set(kept))
    assert set(kept) == set(MODELS) == set(ROWS)
    # Changes that wait are shown with the records they are of.
    assert tracked - {models.Amendment} <= set(kept)


@every_model
def test_a_superuser_opens_every_page(model: type[Model], staff: Client) -> None:
    row = make(model)
    answers = {page: staff.get(page) for page in pages(model, row)}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(answers, 200)


@every_model
def test_nobody_opens_a_page_without_signing_in(model: type[Model], client: Client, db: None) -> None:
    for page in pages(model, make(model)):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("admin:login"))


@but_accounts
def test_staff_without_permission_open_no_page(model: type[Model], clerk: Callable[..., Client]) -> None:
    browser = clerk()
    assert {browser.get(page).status_code for page in pages(model, make(model))} == {403}


@but_accounts
def test_those_who_may_view_see_no_field_to_change(model: type[Model], clerk: Callable[..., Client]) -> None:
    row = make(model)
    answer = clerk(f"view_{model._meta.model_name}").get(address(model, "change", row.pk))
    assert answer.status_code == 200
    names = {field.name for field in model._meta.fields} | {"reason", "row_version", "counts"}
    assert [name for name in names if f'name="{name}"' in answer.content.decode()] == []


@every_model
def test_a_list_asks_as_many_queries_for_thirty_rows_as_for_three(model: type[Model], staff: Client) -> None:
    page = address(model, "changelist")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(page).status_code == 200
        return len(asked)

    for number in range(3):
        make(model, number)
    staff.get(page)
    few = queries()
    for number in range(3, 30):
        make(model, number)
    assert queries() == few


@every_tracked_model
def test_a_row_entered_in_the_form_can_be_saved_again_as_it_stands(model: type[Model], staff: Client) -> None:
    row = make(model)
    page = address(model, "change", row.pk)
    answer = staff.post(page, entered(staff.get(page)))
    assert answer.status_code == 302, answer.context["errors"]


@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "数据录入"), ("en", "Data entry")])
def test_the_index_groups_the_models_by_subject(language: str, heading: str, staff: Client) -> None:
    staff.cookies["lang"] = language
    answer = staff.get(reverse("admin:index"))
    with override(language):
        assert [entry["name"] for entry in answer.context["app_list"]] == [str(name) for _c, name, _m in SUBJECTS]
    assert heading in answer.content.decode()


def test_the_index_shows_only_what_the_user_may_see(clerk: Callable[..., Client]) -> None:
    answer = clerk("view_area", "view_talent").get(reverse("admin:index"))
    shown = {entry["app_label"]: [m["model"] for m in entry["models"]] for entry in answer.context["app_list"]}
    assert shown == {"areas": [models.Area], "talents": [models.Talent]}


def test_a_subject_has_a_page_of_its_own(staff: Client) -> None:
    answer = staff.get(reverse("admin:subject", args=("code-lists",)))
    assert [entry["app_label"] for entry in answer.context["app_list"]] == ["code-lists"]
    assert staff.get(reverse("admin:subject", args=("nothing",))).status_code == 404


def test_the_page_of_an_application_leads_to_the_index(staff: Client) -> None:
    for label in ("innovation", "auth"):
        answer = staff.get(reverse("admin:app_list", args=(label,)))
        assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))


def test_groups_keep_their_own_pages(staff: Client) -> None:
    assert staff.get(address(Group, "changelist")).status_code == 200
