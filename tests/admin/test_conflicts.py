"""A form that somebody else overtook writes nothing, shows both versions, and loses nothing that was typed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from innovation import models
from tests.admin.addresses import address, entered
from tests.admin.rows import make


@pytest.fixture
def overtaken(staff: Client) -> tuple[Any, str, dict[str, Any]]:
    """A row, its page and what its form sends, after somebody else saved another name and basis."""
    staff.cookies["lang"] = "en"
    enterprise = make(models.Enterprise)
    page = address(models.Enterprise, "change", enterprise.pk)
    form = entered(staff.get(page))
    other = User.objects.create_superuser("other", password="secret")
    enterprise.name, enterprise.basis, enterprise._history_user = "他人所改", "assumed", other
    enterprise.save()
    return enterprise, page, form


def test_both_versions_are_shown_field_by_field(overtaken: Any, staff: Client) -> None:
    _row, page, form = overtaken
    answer = staff.post(page, form | {"name": "我的改动", "staff": "12"})
    conflict = answer.context["adminform"].form.conflict
    told = [(d.label, d.before, d.now, d.typed) for d in conflict.differences]
    assert told == [
        ("Name", "示例企业1", "他人所改", "我的改动"),
        ("Basis", "reported", "assumed", "reported"),
    ]
    content = answer.content.decode()
    assert "other changed this row at" in content
    assert f'<a href="{page}">Open the newest state' in content
    assert answer.context["adminform"].form["name"].value() == "我的改动"
    assert answer.context["adminform"].form["staff"].value() == "12"
    assert models.Enterprise.objects.get().name == "他人所改"


def test_sending_it_again_writes_nothing_either(overtaken: Any, staff: Client) -> None:
    _row, page, form = overtaken
    staff.post(page, form | {"name": "我的改动"})
    assert staff.post(page, entered(staff.post(page, form | {"name": "我的改动"}))).status_code == 200
    assert models.Enterprise.objects.get().name == "他人所改"


def test_with_the_newest_as_base_the_form_is_shown_once_more_and_keeps_what_others_changed(
    overtaken: Any, staff: Client
) -> None:
    row, page, form = overtaken
    answer = staff.post(page, form | {"name": "我的改动", "_rebase": "2"})
    assert answer.status_code == 200
    assert "The form rests on the newest state now" in answer.content.decode()
    assert models.Enterprise.objects.get().name == "他人所改"
    again = entered(answer)
    assert (again["row_version"], again["name"], again["basis"]) == ("2", "我的改动", "assumed")
    assert staff.post(page, again).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.basis, row.version) == ("我的改动", "assumed", 3)


def test_a_base_that_is_outdated_itself_is_refused_again(overtaken: Any, staff: Client) -> None:
    row, page, form = overtaken
    row.name = "又改"
    row.save()
    answer = staff.post(page, form | {"name": "我的改动", "_rebase": "2"})
    assert answer.context["adminform"].form.conflict.newest == "3"


def test_a_change_that_waits_counts_as_the_newest_state(staff: Client, superuser: User) -> None:
    staff.cookies["lang"] = "en"
    enterprise = make(models.Enterprise)
    enterprise.state = "published"
    enterprise.save()
    page = address(models.Enterprise, "change", enterprise.pk)
    assert staff.post(page, entered(staff.get(page)) | {"name": "第一次"}).status_code == 302
    form = entered(staff.get(page))
    assert form["row_version"] == "2+1"
    assert staff.post(page, entered(staff.get(page)) | {"name": "第二次"}).status_code == 302
    answer = staff.post(page, form | {"name": "第三次"})
    [difference] = answer.context["adminform"].form.conflict.differences
    assert (difference.before, difference.now, difference.typed) == ("第一次", "第二次", "第三次")


def test_a_partial_date_is_compared_as_it_is_written(staff: Client) -> None:
    policy = make(models.Policy)
    page = address(models.Policy, "change", policy.pk)
    form = entered(staff.get(page))
    policy.date, policy.precision = "2006-08-01", "month"
    policy.save()
    answer = staff.post(page, form | {"date": "2006年"})
    [difference] = answer.context["adminform"].form.conflict.differences
    assert (difference.before, difference.now, difference.typed) == ("—", "2006-08", "2006年")
