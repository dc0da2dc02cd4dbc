"""Every change of a row moves its version and leaves history, and nothing goes round that."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from simple_history.models import HistoricalRecords
from simple_history.utils import update_change_reason

from innovation.models import (
    Area,
    AreaGroup,
    AreaGroupMember,
    Batch,
    Enterprise,
    FormerName,
    Level,
    Reminder,
    StaleVersion,
    Tracked,
)
from tests.innovation.conftest import area, enterprise, level

pytestmark = pytest.mark.django_db

# A log: the program alone writes it, once.
LOGS = {Batch, Reminder}
TABLES = {model for model in apps.get_app_config("innovation").get_models() if "Historical" not in model.__name__}
MODELS = sorted(TABLES - LOGS, key=lambda model: model.__name__)


def history(row: Any) -> list[tuple[str, int]]:
    """What was done, and the version it left, from the first."""
    return list(row.history.order_by("history_id").values_list("history_type", "version"))


def test_a_version_counts_the_times_a_row_was_saved() -> None:
    row = level("national")
    assert row.version == 1
    row.save()
    row.save()
    assert row.version == Level.objects.get().version == 3
    assert history(row) == [("+", 1), ("~", 2), ("~", 3)]


def test_a_lost_update_is_refused_and_says_what_stands_now() -> None:
    mine = level("national")
    theirs = Level.objects.get()
    theirs.name = "theirs"
    theirs.save()
    mine.name = "mine"
    with pytest.raises(StaleVersion) as refused:
        mine.save()
    assert refused.value.current.name == "theirs"
    assert (mine.version, Level.objects.get().name) == (1, "theirs")
    assert history(mine) == [("+", 1), ("~", 2)]


def test_a_row_that_could_not_be_saved_keeps_its_version() -> None:
    level("national")
    row = level("provincial")
    row.code = "national"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert row.version == 1
    row.code = "municipal"
    row.save()
    assert history(row) == [("+", 1), ("~", 2)]


def test_a_row_is_saved_whole_so_that_history_tells_what_is_stored() -> None:
    row = level("national")
    row.name, row.order = "renamed", 7
    row.save(update_fields=["name"])
    assert Level.objects.values_list("name", "order", "version").get() == ("renamed", 7, 2)
    assert row.history.values_list("name", "order", "version").first() == ("renamed", 7, 2)


def test_a_row_read_in_part_is_saved_in_part_and_moves_on() -> None:
    level("national")
    row = Level.objects.only("name").get()
    row.name = "renamed"
    row.save()
    assert Level.objects.values_list("name", "order", "version").get() == ("renamed", 10, 2)


def test_rows_made_in_bulk_leave_history_with_its_reason() -> None:
    made = Level.objects.bulk_create([Level(code="a", name="a"), Level(code="b", name="b")], reason="sheet 1")
    told = [(row.code, row.history.get().history_type, row.history.get().history_change_reason) for row in made]
    assert told == [("a", "+", "sheet 1"), ("b", "+", "sheet 1")]


def test_rows_are_made_in_bulk_all_or_none() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.bulk_create([Level(code="a", name="a"), Level(code="a", name="a")])
    assert (Level.objects.count(), Level.history.count()) == (0, 0)


@pytest.mark.parametrize(
    "options",
    [{"ignore_conflicts": True}, {"update_conflicts": True, "update_fields": ["name"], "unique_fields": ["code"]}],
)
def test_rows_that_the_database_would_merge_are_refused(options: dict) -> None:
    with pytest.raises(TypeError, match="leave no history"):
        Level.objects.bulk_create([Level(code="a", name="a")], **options)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_is_tracked_and_refuses_to_be_changed_in_bulk(model: Any) -> None:
    assert issubclass(model, Tracked)
    assert model.history.model
    for manager in (model._default_manager, model._base_manager):
        with pytest.raises(TypeError, match="leaves no history"):
            manager.update(version=7)
        with pytest.raises(TypeError, match="leaves no history"):
            manager.all().bulk_update([], ["version"])


def test_a_row_is_not_moved_by_its_parent_behind_its_back() -> None:
    first, second = enterprise(area()), enterprise(Area.objects.get())
    name = FormerName.objects.create(enterprise=first, name="old")
    with pytest.raises(TypeError, match="leaves no history"):
        second.former_names.add(name)
    second.former_names.add(name, bulk=False)
    assert history(name) == [("+", 1), ("~", 2)]


def test_a_deleted_row_leaves_history_however_it_is_deleted() -> None:
    row = level("national")
    key = row.pk
    row.delete()
    level("provincial")
    Level.objects.all().delete()
    told = list(Level.history.order_by("history_id").values_list("code", "history_type"))
    assert told == [("national", "+"), ("national", "-"), ("provincial", "+"), ("provincial", "-")]
    assert Level.history.filter(id=key).count() == 2


def test_rows_deleted_along_with_their_parent_leave_history_too() -> None:
    group = AreaGroup.objects.create(code="peers", name="peers")
    AreaGroupMember.objects.create(group=group, area=area())
    group.delete()
    assert list(AreaGroupMember.history.order_by("history_id").values_list("history_type", flat=True)) == ["+", "-"]


def test_history_tells_who_and_why(rf: RequestFactory, django_user_model: type[User]) -> None:
    clerk = django_user_model.objects.create_user("clerk")
    HistoricalRecords.context.request = rf.get("/")
    HistoricalRecords.context.request.user = clerk
    try:
        row = level("national")
    finally:
        del HistoricalRecords.context.request
    row._change_reason = "a slip"
    row.save()
    assert [(h.history_user, h.history_change_reason) for h in row.history.order_by("history_id")] == [
        (clerk, None),
        (None, "a slip"),
    ]
    update_change_reason(row, "a slip of the finger")
    assert row.history.first().history_change_reason == "a slip of the finger"


def test_history_shows_a_register_as_it_stood() -> None:
    row = enterprise(area(), name="before")
    moment = row.history.get().history_date
    row.name = "after"
    row.save()
    assert [old.name for old in Enterprise.history.as_of(moment)] == ["before"]
