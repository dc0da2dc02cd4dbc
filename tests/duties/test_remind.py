"""`manage.py remind`: everybody is told once of what he must not miss."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from innovation.models import Enterprise, Reminder, Scheme, enter
from innovation.models.roles import ENTRY, READER, REVIEWER
from tests.duties.conftest import Named
from tests.innovation.conftest import certification, entered, enterprise, entry, state


class Failing(EmailBackend):
    """A mail server that does not know one address."""

    def send_messages(self, messages: Any) -> int:
        if any("unknown@" in address for message in messages for address in message.to):
            raise OSError("no such mailbox")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


def remind(**options: Any) -> str:
    out = StringIO()
    call_command("remind", stdout=out, **options)
    return out.getvalue()


def lines() -> dict[str, list[str]]:
    """The matters in the mails sent since the last look, by address."""
    said = {m.to[0]: [line[2:] for line in m.body.splitlines() if line.startswith("- ")] for m in mail.outbox}
    mail.outbox.clear()
    return said


def hand_in(user: Any, where: Any, name: str) -> Enterprise:
    row = Enterprise(area=where, name=name)
    enter(row, user, submit=True)
    return row


def test_everybody_is_told_of_his_own_duties_and_of_nothing_else(person: Named, places: Any) -> None:
    clerk = person(ENTRY, email="clerk@x.cn")
    reviewer = person(REVIEWER, email="reviewer@x.cn")
    person(ENTRY, places.other, "neighbour", email="neighbour@x.cn")
    person(ENTRY, name="without address")
    person(ENTRY, name="left", email="left@x.cn", is_active=False)
    made = entered(name="R&D funds", due_days=20, owner="计划科")
    state(made, places.home, "2005", 1)
    state(entered("late", name="Late one", due_days=0), places.home, "2005", 1)
    entry(Scheme, "high-tech", name="高新技术企业", name_en="High-tech")
    certification(places.town, enterprise=enterprise(places.town, name="A <b> & co"), valid_to="2007-01-01")
    certification(places.home, valid_to="2007-01-01", state="draft")
    hand_in(clerk, places.home, "one")
    hand_in(clerk, places.town, "two").send_back(reviewer, "Mend the name")
    assert remind() == "2 mails were sent.\n"
    certificate = "2007-01-01 (1 day left): A <b> & co, High-tech, 990101100000"
    assert lines() == {
        "clerk@x.cn": [
            "enterprise “two”: Mend the name",
            "Late one, 990101, 2006: was due on 2006-12-31",
            "R&D funds, 990101, 2006: due on 2007-01-20 (计划科)",
            certificate,
        ],
        "reviewer@x.cn": ["enterprises: 1 new", certificate],
    }


def test_nobody_is_told_twice(person: Named, places: Any) -> None:
    person(READER, email="reader@x.cn")
    certification(places.home, valid_to="2007-01-01")
    assert [remind(), remind()] == ["1 mail was sent.\n", "0 mails were sent.\n"]
    assert Reminder.objects.count() == 1


def test_a_certificate_is_told_of_again_when_its_end_comes_nearer_or_moves(
    person: Named, places: Any, settings: Any
) -> None:
    person(READER, email="reader@x.cn")
    row = certification(places.home, holder_name="Bearings", valid_to="2007-06-29")
    told = {}
    for day in ("2006-12-30", "2006-12-31", "2007-03-30", "2007-03-31", "2007-05-29", "2007-05-30", "2007-06-29"):
        settings.INNOVATION_TODAY = type(settings.INNOVATION_TODAY).fromisoformat(day)
        remind()
        told[day] = len(lines())
    assert [day for day, number in told.items() if number] == ["2006-12-31", "2007-03-31", "2007-05-30"]
    row.valid_to = settings.INNOVATION_TODAY
    row.save()
    row.valid_to = type(settings.INNOVATION_TODAY).fromisoformat("2007-07-05")
    row.save()
    remind()
    assert len(lines()) == 1


def test_a_value_that_is_due_is_told_of_again_when_it_is_overdue(person: Named, places: Any, settings: Any) -> None:
    person(ENTRY, email="clerk@x.cn")
    state(entered(due_days=10), places.home, "2005", 1)
    remind()
    settings.INNOVATION_TODAY = type(settings.INNOVATION_TODAY).fromisoformat("2007-01-10")
    remind()
    remind()
    assert [message.body.splitlines()[5] for message in mail.outbox] == [
        "- stated, 990101, 2006: due on 2007-01-10",
        "- stated, 990101, 2006: was due on 2007-01-10",
    ]


def test_what_is_handed_in_or_returned_again_is_told_of_again(person: Named, places: Any) -> None:
    clerk, reviewer = person(ENTRY, email="clerk@x.cn"), person(REVIEWER, email="reviewer@x.cn")
    row = hand_in(clerk, places.home, "one")
    remind()
    assert lines() == {"reviewer@x.cn": ["enterprises: 1 new"]}
    row.send_back(reviewer, "Mend it")
    remind()
    assert lines() == {"clerk@x.cn": ["enterprise “one”: Mend it"]}
    row.submit(clerk)
    hand_in(clerk, places.home, "two")
    remind()
    assert lines() == {"reviewer@x.cn": ["enterprises: 2 new"]}


def test_who_could_not_be_reached_is_told_next_time_and_keeps_nobody_waiting(
    person: Named, places: Any, settings: Any
) -> None:
    unknown = person(READER, name="first", email="unknown@x.cn")
    person(READER, name="second", email="reader@x.cn")
    certification(places.home, valid_to="2007-01-01")
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    for expected in ({"reader@x.cn"}, set()):
        with pytest.raises(CommandError, match="1 mail could not be sent"):
            remind()
        assert set(lines()) == expected
    unknown.email = "known@x.cn"
    unknown.save()
    assert remind() == "1 mail was sent.\n"
    assert set(lines()) == {"known@x.cn"}


def test_a_dry_run_prints_the_mails_and_sends_none(person: Named, places: Any) -> None:
    person(READER, email="reader@x.cn")
    certification(places.home, valid_to="2007-01-01")
    printed = remind(dry_run=True)
    assert "reader@x.cn" in printed
    assert printed.endswith("1 mail would be sent.\n")
    assert (mail.outbox, Reminder.objects.count()) == ([], 0)


@pytest.mark.parametrize("site", ["", "https://kjj.example/"])
def test_a_mail_leads_to_the_site_if_its_address_is_set(site: str, person: Named, places: Any, settings: Any) -> None:
    settings.INNOVATION_SITE_ADDRESS = site
    person(READER, email="reader@x.cn")
    certification(places.home, valid_to="2007-01-01")
    remind()
    assert ("All of it: https://kjj.example/admin/\n" in mail.outbox[0].body) is bool(site)


def test_a_long_list_says_how_many_more_there_are(person: Named, places: Any) -> None:
    person(READER, email="reader@x.cn")
    for _number in range(23):
        certification(places.home, valid_to="2007-01-01")
    remind()
    told = lines()["reader@x.cn"]
    assert (len(told), told[-1]) == (21, "and 3 more")
    assert Reminder.objects.count() == 23


def test_mails_are_in_chinese(person: Named, places: Any, settings: Any) -> None:
    settings.LANGUAGE_CODE = "zh-hans"
    person(READER, email="reader@x.cn")
    entry(Scheme, "high-tech", name="高新技术企业", name_en="High-tech")
    certification(places.home, valid_to="2007-01-01")
    remind()
    assert "高新技术企业" in mail.outbox[0].body
