"""Deleting says what hangs on a row, what is withdrawn instead, and what the history keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from innovation import models
from tests.admin.addresses import address
from tests.admin.rows import make


@pytest.fixture
def english(staff: Client) -> Client:
    staff.cookies["lang"] = "en"
    return staff


def public(row: Any) -> Any:
    row.state = "published"
    row.save()
    return row


def chosen(*rows: Any) -> dict[str, Any]:
    return {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}


def messages(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_what_needs_a_row_is_counted_and_linked(english: Client) -> None:
    enterprise = make(models.Enterprise)
    holders = [make(models.Certification, n) for n in range(12)]
    for certificate in holders:
        certificate.enterprise = enterprise
        certificate.save()
    for answer in (
        english.get(address(models.Enterprise, "delete", enterprise.pk)),
        english.post(address(models.Enterprise, "changelist"), chosen(enterprise)),
    ):
        heading, named = answer.context["protected"]
        assert (heading, len(named), named[-1]) == ("certifications: 12", 11, "and 2 more")
        assert f'href="{address(models.Certification, "change", holders[0].pk)}"' in answer.content.decode()
        assert "Change or delete that first; what is public is withdrawn instead." in answer.content.decode()
    assert models.Enterprise.objects.filter(pk=enterprise.pk).exists()


def test_a_public_record_leads_to_its_withdrawal(english: Client) -> None:
    policy = public(make(models.Policy))
    for method in (english.get, english.post):
        answer = method(address(models.Policy, "delete", policy.pk), follow=True)
        assert answer.request["PATH_INFO"] == address(models.Policy, "withdraw", policy.pk)
        assert messages(answer) == [
            "1 published record is not deleted, since figures rest on it: withdraw it instead.",
        ]
    assert models.Policy.objects.exists()


def test_a_choice_with_public_records_deletes_nothing_and_says_why(english: Client) -> None:
    rows = [make(models.Policy, 1), public(make(models.Policy, 2)), public(make(models.Policy, 3))]
    answer = english.post(address(models.Policy, "changelist"), chosen(*rows), follow=True)
    assert messages(answer) == [
        "2 published records are not deleted, since figures rest on them: open each and withdraw it instead. "
        "Nothing was deleted; choose only the others."
    ]
    assert models.Policy.objects.count() == 3


def test_a_row_whose_parts_are_public_stays(english: Client) -> None:
    name = public(make(models.FormerName))
    answer = english.post(address(models.Enterprise, "delete", name.enterprise_id), {"post": "yes"})
    assert answer.status_code == 200
    assert (answer.context["protected"][0], answer.context["perms_lacking"]) == ("former names: 1", set())
    assert models.Enterprise.objects.exists()


def test_the_page_says_that_the_history_is_kept(english: Client) -> None:
    page = address(models.Policy, "delete", make(models.Policy).pk)
    assert "The history keeps what is deleted, and who deleted it." in english.get(page).content.decode()


def test_those_who_may_not_delete_get_no_page(clerk: Callable[..., Client]) -> None:
    policy = public(make(models.Policy))
    browser = clerk("view_policy", "change_policy")
    assert browser.get(address(models.Policy, "delete", policy.pk)).status_code == 403
