"""What waits for a user's review, and what he has not handed in himself."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innovation.duties.reviews import numbers_to_review, own_drafts, own_returned, rows_to_review
from innovation.models import Amendment, Enterprise, enter, revise
from innovation.models.roles import ENTRY, READER, REVIEWER, TALENT_ENTRY
from tests.duties.conftest import Named
from tests.innovation.conftest import enterprise, talent


def new(user: Any, where: Any, name: str, submit: bool = True) -> Enterprise:
    row = Enterprise(area=where, name=name)
    enter(row, user, submit=submit)
    return row


def change(row: Any, user: Any, submit: bool = True) -> Amendment:
    row.staff = (row.staff or 0) + 1
    amendment = revise(row, user, submit=submit)
    assert amendment is not None
    return amendment


def test_what_was_handed_in_is_counted_by_kind(person: Named, places: Any) -> None:
    clerk, reviewer = person(ENTRY), person(REVIEWER)
    rows = [new(clerk, places.town, "a"), new(clerk, places.home, "b")]
    new(clerk, places.home, "draft", submit=False)
    new(person(ENTRY, places.other, "stranger"), places.other, "elsewhere")
    talent(places.home, state="submitted")
    amendment = change(enterprise(places.home), clerk)
    change(enterprise(places.home), clerk, submit=False)
    change(enterprise(places.other), clerk)
    assert numbers_to_review(reviewer) == [(Enterprise, 2), (Amendment, 1)]
    assert sorted(rows_to_review(reviewer)) == [
        ("amendment", amendment.pk, 1),
        *(("enterprise", row.pk, 1) for row in rows),
    ]


def test_nothing_waits_for_who_reviews_nothing(person: Named, places: Any) -> None:
    new(person(ENTRY), places.home, "a")
    assert numbers_to_review(person(READER)) == []


@pytest.mark.parametrize("alone", [False, True])
def test_what_a_reviewer_entered_or_changed_himself_waits_for_somebody_else(
    alone: bool, person: Named, places: Any, settings: Any
) -> None:
    settings.INNOVATION_OWN_REVIEW = alone
    both = person(REVIEWER)
    new(both, places.home, "mine")
    changed = new(person(ENTRY), places.home, "changed by me")
    revise(changed, both)
    change(enterprise(places.home), both)
    assert numbers_to_review(both) == ([(Enterprise, 2), (Amendment, 1)] if alone else [])


def test_a_user_has_his_own_drafts_and_what_was_given_back_to_him(person: Named, places: Any) -> None:
    clerk, reviewer = person(ENTRY), person(REVIEWER)
    other = person(ENTRY, name="colleague")
    draft = new(clerk, places.home, "draft", submit=False)
    new(other, places.home, "not mine", submit=False)
    returned = new(clerk, places.home, "returned")
    returned.send_back(reviewer, "名称不全")
    public = enterprise(places.home, name="public")
    change(public, clerk).send_back(reviewer, "人数不对")
    waiting = enterprise(places.home, name="to be changed")
    change(waiting, clerk, submit=False)
    number, drafts = own_drafts(clerk, 10)
    assert (number, [(own.record, own.is_change) for own in drafts]) == (2, [(waiting, True), (draft, False)])
    number, given = own_returned(clerk, 10)
    assert (number, [(own.record, own.is_change, own.note) for own in given]) == (
        2,
        [(public, True, "人数不对"), (returned, False, "名称不全")],
    )
    assert (own_returned(clerk, 1)[0], len(own_returned(clerk, 1)[1])) == (2, 1)
    assert own_drafts(reviewer, 10) == (0, [])


def test_who_lost_his_role_has_nothing_of_his_own_any_more(person: Named, places: Any) -> None:
    clerk = person(ENTRY)
    new(clerk, places.home, "draft", submit=False)
    change(enterprise(places.home), clerk, submit=False)
    clerk.appointments.all().delete()
    assert own_drafts(User.objects.get(pk=clerk.pk), 10) == (0, [])


def test_personal_data_shows_only_in_own_work_of_who_may_see_it(person: Named, places: Any) -> None:
    keeper, clerk = person(TALENT_ENTRY), person(ENTRY)
    talent(places.home, state="draft", entered_by=keeper)
    assert (own_drafts(keeper, 10)[0], own_drafts(clerk, 10)[0]) == (1, 0)


def test_queries_do_not_grow_with_what_waits(person: Named, places: Any) -> None:
    clerk, reviewer = person(ENTRY), person(REVIEWER)

    def asked() -> int:
        for user in (clerk, reviewer):
            own_drafts(user, 10)
        with CaptureQueriesContext(connection) as queries:
            numbers_to_review(reviewer)
            list(rows_to_review(reviewer))
            own_drafts(clerk, 10)
        return len(queries)

    for number in range(3):
        new(clerk, places.home, f"draft {number}", submit=False)
        change(enterprise(places.home), clerk)
    few = asked()
    for number in range(20):
        new(clerk, places.home, f"more {number}", submit=False)
        new(clerk, places.home, f"submitted {number}")
        change(enterprise(places.home), clerk, submit=False)
    assert asked() == few
