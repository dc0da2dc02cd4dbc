"""Forms say what is wrong, keep the reason, and never write over somebody else's change."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from innovation import models
from tests.admin.addresses import address, entered
from tests.admin.rows import make, one

Answer = Any


def change(staff: Client, row: Any, **values: Any) -> Answer:
    """The answer to a form in which some values were changed."""
    page = address(type(row), "change", row.pk)
    return staff.post(page, entered(staff.get(page)) | values)


def add(staff: Client, model: type[Model], **values: Any) -> Answer:
    page = address(model, "add")
    return staff.post(page, entered(staff.get(page)) | values)


def errors(answer: Answer) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return answer.context["adminform"].form.errors


def test_the_reason_and_the_user_are_kept_in_the_history(staff: Client, superuser: User) -> None:
    enterprise = make(models.Enterprise)
    assert change(staff, enterprise, name="新名", reason="依据通知更名").status_code == 302
    latest = enterprise.history.first()
    assert (latest.name, latest.history_change_reason) == ("新名", "依据通知更名")
    assert latest.history_user == superuser
    assert "依据通知更名" in staff.get(address(models.Enterprise, "history", enterprise.pk)).content.decode()


def test_a_row_added_in_a_form_starts_at_the_first_version_with_history(staff: Client) -> None:
    assert add(staff, models.Topic, code="funds", name="经费", order=1).status_code == 302
    topic = models.Topic.objects.get()
    assert (topic.version, topic.history.count()) == (1, 1)


def test_saving_without_a_change_leaves_no_trace(staff: Client) -> None:
    enterprise = make(models.Enterprise)
    assert change(staff, enterprise).status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.version, enterprise.history.count()) == (1, 1)


@pytest.mark.parametrize("version", ["", "0", "abc", "99"])
def test_a_form_without_the_right_version_writes_nothing(version: str, staff: Client) -> None:
    enterprise = make(models.Enterprise)
    assert errors(change(staff, enterprise, name="新名", row_version=version))
    enterprise.refresh_from_db()
    assert enterprise.name == "示例企业1"


def test_a_change_between_reading_and_writing_is_told_like_any_other(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = make(models.Topic)
    page = address(models.Topic, "change", topic.pk)
    form = entered(staff.get(page))
    full_clean = models.Topic.full_clean
    races = iter([True])

    def overtaken(self: Any, *args: Any, **kwargs: Any) -> None:
        full_clean(self, *args, **kwargs)
        if next(races, False):
            rival = models.Topic.objects.get(pk=self.pk)
            rival.name = "他人所改"
            rival.save()

    monkeypatch.setattr(models.Topic, "full_clean", overtaken)
    # The rival's change is in the transaction that is rolled back, so the second try finds the row as it was.
    assert staff.post(page, form | {"name": "我的改动"}).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.version) == ("我的改动", 2)


def test_parts_of_a_form_know_their_versions_too(staff: Client) -> None:
    former = make(models.FormerName)
    page = address(models.Enterprise, "change", former.enterprise_id)
    form = entered(staff.get(page))
    former.name = "他人所改"
    former.save()
    answer = staff.post(page, form | {"former_names-0-name": "我的改动"})
    assert answer.status_code == 200
    former.refresh_from_db()
    assert former.name == "他人所改"


def test_parts_of_a_form_keep_the_reason(staff: Client) -> None:
    former = make(models.FormerName)
    values = {"former_names-0-name": "更早的旧名", "reason": "档案更正"}
    assert change(staff, former.enterprise, **values).status_code == 302
    assert former.history.first().history_change_reason == "档案更正"


def test_an_earlier_state_can_be_restored_as_a_new_version(staff: Client) -> None:
    enterprise = make(models.Enterprise)
    enterprise.name = "改错了"
    enterprise.save()
    first = enterprise.history.last()
    page = address(models.Enterprise, "simple_history", enterprise.pk, first.pk)
    form = staff.get(page).context["adminform"].form
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    assert staff.post(page, data | {"reason": "恢复"}).status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.version) == ("示例企业1", 3)


@pytest.mark.parametrize("model", [models.Enterprise, models.Source, models.Talent, models.Observation])
def test_what_is_deleted_from_a_list_leaves_its_history(
    model: type[models.Tracked], staff: Client, superuser: User
) -> None:
    rows = [make(model, number) for number in (1, 2)]
    selected = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    assert staff.post(address(model, "changelist"), selected).status_code == 302
    assert not model._default_manager.filter(pk__in=[row.pk for row in rows]).exists()
    deleted = model.history.filter(history_type="-")
    assert [entry.history_user for entry in deleted] == [superuser, superuser]


def test_deleting_what_others_rest_on_shows_what_holds_it(staff: Client) -> None:
    talent = make(models.Talent)
    page = address(models.Enterprise, "delete", talent.enterprise_id)
    for answer in (staff.get(page), staff.post(page, {"post": "yes"})):
        assert answer.status_code == 200
        assert answer.context["protected"]
        assert talent.name not in answer.content.decode()
    selected = {"action": "delete_selected", "_selected_action": talent.enterprise_id, "post": "yes"}
    assert staff.post(address(models.Enterprise, "changelist"), selected).status_code == 200
    assert models.Enterprise.objects.filter(pk=talent.enterprise_id).exists()


def test_nothing_but_the_list_of_talents_names_a_talent(staff: Client) -> None:
    talent = make(models.Talent)
    change(staff, talent, title="高级工程师")
    assert [entry.object_repr for entry in LogEntry.objects.all()] == [str(talent)]
    assert talent.name not in str(talent)
    assert talent.contact not in staff.get(address(models.Talent, "changelist")).content.decode()


VIOLATIONS: list[tuple[type[Model], dict[str, Any]]] = [
    (models.Area, {"valid_from": "2006-01-02", "valid_to": "2006-01-01"}),
    (models.Enterprise, {"founded_on": "2006-01-02", "closed_on": "2006-01-01"}),
    (models.Enterprise, {"credit_code": "91330100799655O58B"}),
    (models.Certification, {"issued_on": "2006-01-02", "valid_to": "2006-01-01"}),
    (models.Certification, {"enterprise": ""}),
    (models.Budget, {"planned": ""}),
    (models.Budget, {"planned": "-1"}),
    (models.Budget, {"year": "206"}),
    (models.Contract, {"technology_amount": "99999"}),
    (models.Assessment, {"rank": "3", "units": "2"}),
    (models.Assessment, {"rank": "0"}),
    (models.Facility, {"number": "0"}),
    (models.Scheme, {"validity": "years"}),
    (models.Unit, {"factor": "0"}),
    (models.Policy, {"number": "科发[2006]12号"}),
    (models.Observation, {"value": ""}),
    (models.Observation, {"status": "O"}),
    (models.Observation, {"period": "去年前后"}),
    (models.Honour, {"period": "2006-13"}),
    (models.Indicator, {"origin": "entered"}),
    (models.Indicator, {"counts": ""}),
    (models.Indicator, {"origin": "ratio", "counts": ""}),
    (models.Indicator, {"aspect": "growth"}),
]


@pytest.mark.parametrize(
    ("model", "values"), VIOLATIONS, ids=lambda value: value.__name__ if isinstance(value, type) else "-".join(value)
)
def test_what_the_database_would_refuse_is_an_error_of_the_form(
    model: type[Model], values: dict[str, Any], staff: Client
) -> None:
    assert errors(change(staff, make(model), **values))


@pytest.mark.parametrize(
    "model",
    [models.Area, models.Budget, models.Assessment, models.Institution, models.Observation, models.Target, models.Topic]
    + [models.Indicator, models.Criterion, models.Coverage, models.AreaGroupMember, models.Exhibition],
)
def test_a_second_row_for_the_same_thing_is_an_error_of_the_form(model: type[Model], staff: Client) -> None:
    row = make(model)
    assert errors(add(staff, model, **entered(staff.get(address(model, "change", row.pk)))))


def test_the_same_member_twice_is_an_error_of_the_form(staff: Client) -> None:
    group = one(models.AreaGroupMember).group
    form = entered(staff.get(address(models.AreaGroup, "change", group.pk)))
    again = {"members-1-area": form["members-0-area"], "members-TOTAL_FORMS": 2}
    assert staff.post(address(models.AreaGroup, "change", group.pk), form | again).status_code == 200
