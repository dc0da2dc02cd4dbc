"""Records are entered by one person and published by another; what is public changes only then."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from pytest_django import Settings

from innovation.models import (
    OPEN,
    Amendment,
    Area,
    Enterprise,
    ReviewError,
    StaleVersion,
    State,
    enter,
    revise,
    withdraw,
)
from tests.innovation.conftest import area, certification, enterprise, talent
from tests.innovation.people import clerk, person, reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Area:
    return area("990101100000")


@pytest.fixture
def anna(town: Area) -> User:
    return clerk(town, "anna")


@pytest.fixture
def bert(town: Area) -> User:
    return reviewer(town, "bert")


@pytest.fixture
def handed_in(town: Area, anna: User) -> Enterprise:
    row = Enterprise(area=town, name="甲")
    enter(row, anna, submit=True)
    return row


def fresh(row: Enterprise) -> Enterprise:
    return Enterprise.objects.get(pk=row.pk)


def test_a_record_is_entered_handed_in_and_published_by_another(town: Area, anna: User, bert: User) -> None:
    row = Enterprise(area=town, name="甲")
    enter(row, anna)
    states = [row.state]
    row.submit(anna)
    states.append(row.state)
    row.publish(bert)
    row = fresh(row)
    assert [*states, row.state] == ["draft", "submitted", "published"]
    assert (row.entered_by, row.changed_by, row.reviewed_by, row.reviewed_at is not None) == (anna, anna, bert, True)
    assert [past.state for past in row.history.all()] == ["published", "submitted", "draft"]


def test_nobody_publishes_what_he_entered(handed_in: Enterprise, anna: User) -> None:
    with pytest.raises(ReviewError, match="."):
        handed_in.publish(anna)
    assert fresh(handed_in).state == State.SUBMITTED


def test_nobody_publishes_what_he_changed_last(handed_in: Enterprise, bert: User) -> None:
    handed_in.staff = 5
    revise(handed_in, bert)
    with pytest.raises(ReviewError):
        handed_in.publish(bert)


def test_a_bureau_of_one_person_may_publish_its_own(handed_in: Enterprise, anna: User, settings: Settings) -> None:
    settings.INNOVATION_OWN_REVIEW = True
    handed_in.publish(anna)
    assert fresh(handed_in).is_public


def test_a_record_is_returned_with_a_note_and_handed_in_again(handed_in: Enterprise, anna: User, bert: User) -> None:
    handed_in.send_back(bert, " 信用代码不全 ")
    row = fresh(handed_in)
    assert (row.state, row.review_note, row.history.first().history_change_reason) == (
        "returned",
        "信用代码不全",
        "信用代码不全",
    )
    row.submit(anna)
    row.publish(bert)
    assert (row.state, row.review_note) == ("published", "")


def test_nothing_is_returned_without_a_note(handed_in: Enterprise, bert: User) -> None:
    with pytest.raises(ReviewError):
        handed_in.send_back(bert, " ")
    assert fresh(handed_in).state == State.SUBMITTED


@pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
def test_only_what_was_handed_in_is_published(state: State, town: Area, bert: User) -> None:
    row = enterprise(town, state=state)
    with pytest.raises(ReviewError):
        row.publish(bert)


@pytest.mark.parametrize("state", State)
def test_only_what_is_open_is_handed_in(state: State, town: Area, anna: User) -> None:
    row = enterprise(town, state=state)
    if state in OPEN:
        row.submit(anna)
        assert fresh(row).state == State.SUBMITTED
    else:
        with pytest.raises(ReviewError):
            row.submit(anna)


def test_a_change_made_meanwhile_is_not_published_unseen(handed_in: Enterprise, anna: User, bert: User) -> None:
    seen = fresh(handed_in)
    handed_in.name = "乙"
    revise(handed_in, anna)
    with pytest.raises(StaleVersion):
        seen.publish(bert)
    assert (fresh(handed_in).state, fresh(handed_in).name) == ("submitted", "乙")


def test_a_record_is_not_public_before_what_it_refers_to(town: Area, anna: User, bert: User) -> None:
    hidden = enterprise(town, state=State.DRAFT)
    certificate = certification(town, enterprise=hidden, state=State.SUBMITTED)
    with pytest.raises(ReviewError, match=hidden.name):
        certificate.publish(bert)


def test_a_change_of_a_public_record_waits_and_does_not_disturb_it(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town, name="甲", staff=5)
    row.staff, row.name = 6, "甲改"
    amendment = revise(row, anna, reason="年报", submit=True)
    assert (fresh(row).staff, fresh(row).name, fresh(row).version) == (5, "甲", 1)
    assert amendment.changes == {"name": ["甲", "甲改"], "staff": ["5", "6"]}
    assert (amendment.state, amendment.entered_by, amendment.reason, amendment.area) == (
        "submitted",
        anna,
        "年报",
        town,
    )
    amendment.publish(bert)
    row = fresh(row)
    assert (row.staff, row.name, row.state, row.changed_by, row.reviewed_by) == (6, "甲改", "published", anna, bert)
    assert row.history.first().history_change_reason == "年报"
    assert not Amendment.objects.exists()


def test_of_one_record_one_change_waits(town: Area, anna: User) -> None:
    row = enterprise(town, staff=5)
    for staff in (6, 7):
        row.staff = staff
        revise(row, anna)
    assert [amendment.changes for amendment in Amendment.objects.all()] == [{"staff": ["5", "7"]}]
    row.staff = 5
    revise(row, anna)
    assert not Amendment.objects.exists()


def test_a_change_is_returned_mended_and_published(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town, staff=5)
    row.staff = 60
    revise(row, anna, submit=True).send_back(bert, "多了一个零")
    assert Amendment.objects.get().state == State.RETURNED
    row.staff = 6
    revise(row, anna, submit=True).publish(bert)
    assert fresh(row).staff == 6


def test_nobody_publishes_his_own_change(town: Area, bert: User) -> None:
    row = enterprise(town, staff=5)
    row.staff = 6
    with pytest.raises(ReviewError):
        revise(row, bert, submit=True).publish(bert)
    assert fresh(row).staff == 5


def test_a_change_is_refused_if_the_record_says_something_else_by_then(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town, staff=5)
    row.staff = 6
    amendment = revise(row, anna, submit=True)
    now = fresh(row)
    now.staff = 8
    now.save()
    with pytest.raises(ReviewError, match="8"):
        amendment.publish(bert)
    assert fresh(row).staff == 8


def test_a_change_that_no_longer_fits_is_refused(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town, name="甲")
    row.name = "乙"
    amendment = revise(row, anna, submit=True)
    enterprise(town, name="乙")
    with pytest.raises(ValidationError):
        amendment.publish(bert)
    assert (fresh(row).name, Amendment.objects.count()) == ("甲", 1)


def test_a_change_made_from_an_old_version_is_refused(town: Area, anna: User) -> None:
    row, old = enterprise(town, staff=5), None
    old = fresh(row)
    row.save()
    with pytest.raises(StaleVersion):
        revise(old, anna)


def test_a_public_record_is_withdrawn_once_another_agrees(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town)
    amendment = withdraw(row, anna, "重复登记")
    assert fresh(row).is_public
    amendment.publish(bert)
    assert (fresh(row).state, fresh(row).history.first().history_change_reason) == ("withdrawn", "重复登记")


def test_what_public_records_refer_to_is_not_withdrawn(town: Area, anna: User) -> None:
    certificate = certification(town, number="GR1")
    with pytest.raises(ReviewError, match="GR1"):
        withdraw(certificate.enterprise, anna, "重复")


def test_a_withdrawal_needs_a_reason(town: Area, anna: User) -> None:
    with pytest.raises(ReviewError):
        withdraw(enterprise(town), anna, "")


def test_changes_are_seen_by_those_who_may_see_the_records(town: Area, anna: User) -> None:
    elsewhere = area("990101101000")
    for row in (enterprise(town, staff=1), talent(town, title="a"), enterprise(elsewhere, staff=1)):
        setattr(row, "title" if hasattr(row, "title") else "staff", "2")
        revise(row, anna)
    assert [str(a.content_type.model) for a in Amendment.objects.open_to(anna, "view")] == ["enterprise"]
    keeper = person("keeper", "Talent data: entry", at=town)
    assert [str(a.content_type.model) for a in Amendment.objects.open_to(keeper, "view")] == ["talent"]
    assert Amendment.objects.open_to(User.objects.create_superuser("root"), "view").count() == 3


def test_a_change_is_not_published_over_a_newer_one(town: Area, anna: User, bert: User) -> None:
    row = enterprise(town, staff=5)
    row.staff = 6
    revise(row, anna, submit=True)
    seen = Amendment.objects.get()
    row.staff = 7
    revise(row, anna)
    with pytest.raises(StaleVersion):
        seen.publish(bert)
    assert (fresh(row).staff, Amendment.objects.get().changes) == (5, {"staff": ["5", "7"]})


def test_two_who_change_a_public_record_do_not_overwrite_each_other(town: Area, anna: User) -> None:
    row = enterprise(town, staff=5)
    first, second = fresh(row), fresh(row)
    first.staff, second.name = 6, "乙"
    revise(first, anna)
    with pytest.raises(StaleVersion):
        revise(second, clerk(town, "carl"))
    assert Amendment.objects.get().changes == {"staff": ["5", "6"]}


def test_a_record_is_not_withdrawn_while_a_change_of_it_waits(town: Area, anna: User) -> None:
    row = enterprise(town, staff=5)
    row.staff = 6
    revise(row, anna)
    with pytest.raises(ReviewError):
        withdraw(row, anna, "重复")


def test_what_a_hidden_relation_refers_to_is_not_withdrawn(town: Area, anna: User) -> None:
    employer = enterprise(town)
    talent(town, enterprise=employer)
    with pytest.raises(ReviewError):
        withdraw(employer, anna, "重复")


def test_a_record_moves_only_with_the_consent_of_both_areas(town: Area, anna: User, bert: User) -> None:
    row, elsewhere = enterprise(town), area("990101101000")
    row.area = elsewhere
    amendment = revise(row, anna, submit=True)
    with pytest.raises(ReviewError):
        amendment.publish(bert)
    amendment.publish(reviewer(None, "of all"))
    assert fresh(row).area == elsewhere


def test_who_hands_in_a_record_of_another_may_publish_it(town: Area, anna: User) -> None:
    row = Enterprise(area=town, name="甲")
    enter(row, anna)
    both = person("both", "Clerk", "Reviewer", at=town)
    row.submit(both)
    row.publish(both)
    assert (row.changed_by, row.reviewed_by) == (anna, both)
