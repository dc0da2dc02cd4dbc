"""Checked rows written: which of them, by whom and when, in portions and yet all or nothing."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation

from innovation.exchange import checking
from innovation.exchange.checking import Outcome, check
from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Refused
from innovation.exchange.writing import Entry, Writing, Written
from innovation.models import Amendment, Area, Enterprise, Industry, State
from tests.exchange.tables import table
from tests.innovation.people import clerk

pytestmark = pytest.mark.django_db

CODE = "91990101DEM000014Q"
TOWN = "990101100000"
HEAD = "企业名称|地区|统一社会信用代码|从业人员"
MOMENT = dt.datetime(2006, 12, 31, 8, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def town():
    return Area.objects.create(code=TOWN, name="中兴街道", type=Area.Type.SUBDISTRICT)


def write(*rows: str, entry: Entry | None = None, **options: Any) -> tuple[list[int], Written]:
    """How many rows were gone through, time after time, and what came of it."""
    with transaction.atomic():
        checked = check(SHEETS["enterprises"], table(HEAD, *rows))
        writing = Writing(SHEETS["enterprises"], checked.rows, entry or Entry(), **options)
        return list(writing), writing.written


def names() -> list[str]:
    return list(Enterprise.objects.order_by("pk").values_list("name", flat=True))


def past() -> list[tuple[Any, ...]]:
    """What the history tells of enterprises, from the first."""
    told = Enterprise.history.order_by("history_id")
    return list(
        told.values_list(
            "name", "version", "history_type", "history_date", "history_user__username", "history_change_reason"
        )
    )


def test_doubtful_rows_are_written_if_they_are_taken_and_wrong_ones_left_out_if_one_says_so(town):
    rows = [f"甲公司|{TOWN}||", f"乙公司|{TOWN}|{CODE[:-1]}X|", f"丙公司|{TOWN}|{CODE[:-1]}Y|", f"|{TOWN}||"]
    taken = lambda row: row.outcome == Outcome.READY or row.number in {3}  # noqa: E731
    assert write(*rows, take=taken)[1] == Written(created=2)
    assert names() == ["甲公司", "乙公司"]


def test_a_wrong_row_that_is_taken_refuses_all_of_them(town):
    with pytest.raises(Refused) as refused:
        write(f"甲公司|{TOWN}||", f"|{TOWN}||")
    assert [str(problem) for problem in refused.value.problems] == ["Row 3, “Name”: This cell cannot be empty."]
    assert (names(), past()) == ([], [])


def test_all_that_was_written_stands_in_the_history_under_one_moment_one_user_and_one_reason(town):
    anna = clerk(name="anna")
    Enterprise.objects.create(area=town, name="甲公司", staff=5)
    before = past()
    entry = Entry("sheet of May", State.SUBMITTED, anna, MOMENT)
    assert write(f"甲公司|{TOWN}||6", f"乙公司|{TOWN}||7", f"丙公司|{TOWN}||8", entry=entry)[1] == Written(2, 1)
    assert past()[len(before) :] == [
        ("乙公司", 1, "+", MOMENT, "anna", "sheet of May"),
        ("丙公司", 1, "+", MOMENT, "anna", "sheet of May"),
        ("甲公司", 2, "~", MOMENT, "anna", "sheet of May"),
    ]
    assert {(row.state, row.entered_by, row.changed_by) for row in Enterprise.objects.exclude(name="甲公司")} == {
        ("submitted", anna, anna)
    }


def test_a_public_row_that_is_changed_by_somebody_waits_under_the_same_moment(town):
    Enterprise.objects.create(area=town, name="甲公司", staff=5, state=State.PUBLISHED)
    write(f"甲公司|{TOWN}||6", entry=Entry("sheet of May", State.SUBMITTED, clerk(name="anna"), MOMENT))
    assert Enterprise.objects.get().staff == 5
    assert list(Amendment.history.values_list("history_date", "history_user__username")) == [(MOMENT, "anna")]


def test_the_history_holds_what_the_rows_hold(town):
    Industry.objects.create(code="C34", name="通用设备制造业")
    write(f"甲公司|{TOWN}|{CODE}|5", f"😀公司|{TOWN}||", entry=Entry(user=clerk(), moment=timezone.now()))
    fields = [field.attname for field in Enterprise.history.model.tracked_fields]
    assert list(Enterprise.history.order_by("id").values_list(*fields)) == list(
        Enterprise.objects.order_by("id").values_list(*fields)
    )


def test_progress_is_told_after_each_portion(town, monkeypatch):
    monkeypatch.setattr("innovation.exchange.writing.PORTION", 2)
    assert write(*(f"公司{number}|{TOWN}||" for number in range(5)))[0] == [2, 4, 5]


def test_what_the_database_forbids_in_a_later_portion_undoes_the_earlier_ones(town, monkeypatch):
    monkeypatch.setattr("innovation.exchange.writing.PORTION", 2)
    Enterprise.objects.create(area=town, name="丙公司", credit_code=CODE)
    before = past()
    rows = [f"甲公司|{TOWN}||", f"乙公司|{TOWN}||", f"丙公司|{TOWN}|91330100799655058B|"]
    with pytest.raises(Refused) as refused:
        write(*rows)
    assert [str(problem) for problem in refused.value.problems] == [
        "Row 4: An enterprise of this name is on file in this area already: open that one."
    ]
    assert (names(), past()) == (["丙公司"], before)


def test_rows_of_several_portions_are_written_as_one(town):
    number = 2 * checking.PORTION + 1
    assert write(*(f"公司{n}|{TOWN}||{n}" for n in range(number)))[1] == Written(created=number)
    assert Enterprise.objects.count() == Enterprise.history.count() == number
