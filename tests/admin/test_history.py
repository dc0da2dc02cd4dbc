"""The history tells in words who changed what and why, and an earlier state never changes how far a record has come."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innovation import models
from tests.admin.addresses import address
from tests.admin.rows import make


@pytest.fixture
def english(staff: Client) -> Client:
    staff.cookies["lang"] = "en"
    return staff


def change(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def told(browser: Client, row: Any) -> list[list[str]]:
    """The changes on the page of a row's history, newest first."""
    answer = browser.get(address(type(row), "history", row.pk))
    assert answer.status_code == 200
    states = answer.context["page_obj"].object_list
    return [[f"{c['field']}: {c['old']} → {c['new']}" for c in state.history_delta_changes] for state in states]


def sent(browser: Client, page: str) -> dict[str, Any]:
    form = browser.get(page).context["adminform"].form
    return {field.html_name: field.value() for field in form if field.value() is not None}


def test_changes_are_told_in_words_without_what_is_technical(english: Client) -> None:
    project, other = make(models.Project), make(models.Enterprise, 7)
    change(project, state="submitted")
    change(project, is_key=True, enterprise=other, grant=1200, date="2006-08-11")
    assert told(english, project) == [
        [
            "date: 2006-05-01 → 2006-08-11",
            "key project: no → yes",
            "enterprise: 示例企业900 → 示例企业7",
            "grant (10,000 yuan): 30 → 1,200",
        ],
        ["state: draft → submitted"],
        [],
    ]


def test_who_changed_it_and_why_is_told(english: Client) -> None:
    enterprise = make(models.Enterprise)
    enterprise._change_reason = "依据通知更名"
    change(enterprise, name="新名")
    page = english.get(address(models.Enterprise, "history", enterprise.pk)).content.decode()
    assert "依据通知更名" in page
    assert "entered" in page


def test_the_history_asks_as_many_queries_for_many_states_as_for_few(english: Client) -> None:
    project = make(models.Project)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(english, project)
        return len(asked)

    for n in range(3):
        change(project, enterprise=make(models.Enterprise, 100 + n))
    told(english, project)
    few = queries()
    for n in range(12):
        change(project, enterprise=make(models.Enterprise, 200 + n))
    assert queries() == few


def test_an_earlier_state_says_how_it_differs_from_today(english: Client) -> None:
    enterprise = make(models.Enterprise)
    change(enterprise, name="新名", basis="assumed")
    page = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    answer = english.get(page)
    assert answer.context["differences"] == [
        {"field": "basis", "old": "reported", "new": "assumed"},
        {"field": "name", "old": "示例企业1", "new": "新名"},
    ]
    content = answer.content.decode()
    assert "If you save this, it is what the row says again" in content
    assert f'href="{address(models.Enterprise, "history", enterprise.pk)}"' in content


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn"])
def test_an_earlier_state_leaves_the_review_as_it_is_today(state: str, english: Client) -> None:
    enterprise = make(models.Enterprise)
    change(enterprise, state=state, name="新名")
    page = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    assert english.post(page, sent(english, page)).status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.state) == ("示例企业1", state)


def test_an_earlier_state_of_a_public_record_becomes_a_change_that_waits(english: Client) -> None:
    enterprise = make(models.Enterprise)
    change(enterprise, state="published", name="新名")
    page = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    assert "it becomes a change that waits for review" in english.get(page).content.decode()
    assert english.post(page, sent(english, page)).status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.state) == ("新名", "published")
    assert models.Amendment.objects.of(enterprise).changes == {"name": ["新名", "示例企业1"]}


def test_a_restored_form_that_was_overtaken_is_refused(english: Client) -> None:
    enterprise = make(models.Enterprise)
    change(enterprise, name="新名")
    page = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    form = sent(english, page)
    change(enterprise, name="又一新名")
    assert english.post(page, form).context["adminform"].form.conflict.newest == "3"
    enterprise.refresh_from_db()
    assert enterprise.name == "又一新名"


def test_nobody_restores_without_the_permission_to_change(clerk: Callable[..., Client]) -> None:
    enterprise = make(models.Enterprise)
    change(enterprise, name="新名")
    browser = clerk("view_enterprise")
    page = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    assert browser.get(page).status_code == 200
    assert 'name="_save"' not in browser.get(page).content.decode()
    assert browser.post(page, {"name": "旧名", "row_version": "2"}).status_code == 403
    enterprise.refresh_from_db()
    assert enterprise.name == "新名"


def test_what_was_deleted_can_be_looked_at_and_no_more(english: Client) -> None:
    policy = make(models.Policy)
    page = address(models.Policy, "simple_history", policy.pk, policy.history.last().pk)
    policy.delete()
    answer = english.get(page)
    assert "The row was deleted since." in answer.content.decode()
    assert english.post(page, {}).status_code == 403


def test_the_history_of_talents_is_only_for_those_with_the_permission_for_talents(clerk: Callable[..., Client]) -> None:
    talent = make(models.Talent)
    browser = clerk("view_enterprise", "view_source", "change_enterprise")
    state = address(models.Talent, "simple_history", talent.pk, talent.history.last().pk)
    for page in (address(models.Talent, "history", talent.pk), state):
        assert browser.get(page).status_code == 403
        assert browser.post(page, {}).status_code == 403
