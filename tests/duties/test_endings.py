"""What ends in the areas of a user: certificates and projects."""

from typing import Any

from innovation.duties.endings import days_left, expiring_for, numbers_expiring, overdue_projects, stage
from innovation.models.roles import ENTRY, READER, TALENT_ENTRY
from tests.duties.conftest import Named
from tests.innovation.conftest import certification, project


def test_certificates_are_counted_by_the_days_until_their_last(person: Named, places: Any) -> None:
    for day in ("2006-12-30", "2006-12-31", "2007-01-30", "2007-01-31", "2007-03-31", "2007-04-01", "2007-06-29"):
        certification(places.town, number=day, valid_to=day)
    certification(places.home, number="later", valid_to="2007-06-30")
    certification(places.other, number="elsewhere", valid_to="2007-01-01")
    certification(places.home, number="draft", valid_to="2007-01-01", state="draft")
    certification(places.home, number="revoked", valid_to="2007-01-01", revoked_on="2006-12-01")
    user = person(READER)
    assert numbers_expiring(user) == {30: 2, 90: 4, 180: 6}
    found = list(expiring_for(user, 180))
    assert [(row.number, days_left(row), stage(row)) for row in found] == [
        ("2006-12-31", 0, 30),
        ("2007-01-30", 30, 30),
        ("2007-01-31", 31, 90),
        ("2007-03-31", 90, 90),
        ("2007-04-01", 91, 180),
        ("2007-06-29", 180, 180),
    ]


def test_who_may_not_see_certificates_is_told_of_none(person: Named, places: Any) -> None:
    certification(places.home, valid_to="2007-01-01")
    user = person(TALENT_ENTRY)
    assert numbers_expiring(user) == {30: 0, 90: 0, 180: 0}
    assert list(expiring_for(user, 180)) == []


def test_projects_are_overdue_once_their_day_has_passed_and_they_still_run(person: Named, places: Any) -> None:
    project(places.town, title="overdue", due_on="2006-12-30")
    project(places.home, title="long overdue", due_on="2005-12-31")
    project(places.home, title="due today", due_on="2006-12-31")
    project(places.home, title="no day")
    project(places.home, title="day of acceptance known", due_on="2006-06-30", accepted_on="2006-06-01")
    for status in ("accepted", "terminated", "withdrawn"):
        project(places.home, title=status, due_on="2006-06-30", status=status)
    project(places.home, title="draft", due_on="2006-06-30", state="draft")
    project(places.other, title="elsewhere", due_on="2006-06-30")
    assert [row.title for row in overdue_projects(person(ENTRY))] == ["overdue", "long overdue"]
