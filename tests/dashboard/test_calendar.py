"""The calendar of what ends, as calendar programs get it under a secret address."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboard.ics import Event, calendar_text, escaped, folded
from dashboard.views import calendar as view
from innovation.models import CalendarFeed, Organisation
from tests.innovation.conftest import certification, enterprise, organisation

UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[;,]")


def unfolded(text: str) -> list[str]:
    """The lines of a calendar; each must end as the standard says and be short enough."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    physical = text[:-2].split("\r\n")
    assert [line for line in physical if len(line.encode()) > 75 or not line.strip()] == []
    return "\r\n".join(physical).replace("\r\n ", "").split("\r\n")


def value(text: str) -> str:
    """What an escaped text says."""
    assert UNESCAPED.search(text) is None
    assert re.fullmatch(r"(?:[^\\]|\\[\\;,nN])*", text)
    said = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda match: said.get(match[1], match[1]), text)


def parsed(text: str) -> dict[str, Any]:
    """The components of a calendar, each a dict of its properties and of the list of those within."""
    root: dict[str, Any] = {"within": []}
    open_ones = [root]
    for line in unfolded(text):
        match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert match, line
        name, parameters, said = match.groups()
        if name == "BEGIN":
            component: dict[str, Any] = {"is": said, "within": []}
            open_ones[-1]["within"].append(component)
            open_ones.append(component)
        elif name == "END":
            assert open_ones.pop()["is"] == said
        else:
            assert name not in open_ones[-1], line
            is_text = name in ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME")
            open_ones[-1][name] = value(said) if is_text else said
            open_ones[-1][f"{name}?"] = parameters
    assert open_ones == [root]
    [calendar] = root["within"]
    assert (calendar["is"], calendar["VERSION"]) == ("VCALENDAR", "2.0")
    assert calendar["PRODID"]
    for event in calendar["within"]:
        assert event["is"] == "VEVENT"
        assert event["DTSTART?"] == ";VALUE=DATE"
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    uids = [event["UID"] for event in calendar["within"]]
    assert len(uids) == len(set(uids))
    return calendar


def feed(district: Any, **values: Any) -> CalendarFeed:
    return CalendarFeed.objects.create(**{"name": "到期提醒", "area": district.home} | values)


def address(of: CalendarFeed) -> str:
    return reverse("calendar", args=[of.key])


def events(client: Client, of: CalendarFeed, **query: Any) -> list[dict[str, Any]]:
    return parsed(client.get(address(of), query).content.decode())["within"]


def summaries(client: Client, of: CalendarFeed, **query: Any) -> list[str]:
    return [event["SUMMARY"] for event in events(client, of, **query)]


def test_a_feed_is_a_calendar_of_last_days_with_alarms_before_them(district: Any, client: Client) -> None:
    firm = enterprise(district.south, name="澜江轴承有限公司")
    row = certification(district.south, enterprise=firm, number="GR2006,1;2", valid_to="2007-01-20")
    answer = client.get(address(feed(district)))
    assert (answer["Content-Type"], answer["Content-Language"]) == ("text/calendar; charset=utf-8", "zh-CN")
    assert "private" in answer["Cache-Control"]
    calendar = parsed(answer.content.decode())
    assert calendar["X-WR-CALNAME"] == "到期提醒"
    [event] = calendar["within"]
    assert event["DTSTART"] == "20070120"
    assert event["UID"] == f"certification-{row.pk}@990101.innovation"
    assert "澜江轴承有限公司" in event["SUMMARY"]
    assert "高新技术企业" in event["SUMMARY"]
    assert "GR2006,1;2" in event["DESCRIPTION"]
    alarms = [(alarm["is"], alarm["ACTION"], alarm["TRIGGER"]) for alarm in event["within"]]
    assert alarms == [("VALARM", "DISPLAY", f"-P{days}D") for days in (30, 90, 180)]


def test_it_is_told_in_the_language_the_address_asks_for(district: Any, client: Client) -> None:
    certification(district.home, holder_name="Bearings", valid_to="2007-01-20")
    said = summaries(client, feed(district), lang="en")
    assert said == ["Bearings: certificate High-tech enterprise (National) expires"]
    assert client.get(address(feed(district)), {"lang": "fr"}).status_code == 400


def test_an_area_is_told_of_what_is_public_in_it_and_below(district: Any, client: Client) -> None:
    ends = {"valid_to": "2007-01-20"}
    for name, where in (("home", district.home), ("south", district.south), ("next", district.neighbour)):
        certification(where, holder_name=name, **ends)
    for state in ("draft", "submitted", "returned", "withdrawn"):
        certification(district.home, holder_name=state, state=state, **ends)
    certification(district.home, holder_name="revoked", revoked_on="2006-06-01", **ends)
    certification(district.home, holder_name="ended", valid_to="2006-12-30")
    certification(district.home, holder_name="without end", valid_to=None)
    certification(district.home, holder_name="in four years", valid_to="2010-12-31")
    said = [words.partition(":")[0] for words in summaries(client, feed(district), lang="en")]
    assert said == ["home", "south"]


def test_an_enterprise_is_told_of_its_own(district: Any, client: Client) -> None:
    firm = enterprise(district.south, name="Bearings")
    certification(district.south, enterprise=firm, valid_to="2007-01-20")
    certification(district.south, valid_to="2007-01-20")
    said = summaries(client, feed(district, enterprise=firm), lang="en")
    assert [words.partition(":")[0] for words in said] == ["Bearings"]


def test_a_holder_that_is_not_public_is_not_named(district: Any, client: Client) -> None:
    hidden: Organisation = organisation(district.home, name="机密协会", state="draft")
    certification(district.home, organisation=hidden, valid_to="2007-01-20")
    text = client.get(address(feed(district))).content.decode()
    assert len(parsed(text)["within"]) == 1
    assert "机密" not in "".join(unfolded(text))


def test_an_address_that_was_made_void_or_up_is_not_there(district: Any, client: Client) -> None:
    made = feed(district)
    old = address(made)
    made.renew()
    unused = feed(district, is_active=False)
    forged = made.key.partition(".")[0] + ".x"
    wrong = [old, address(unused), f"/calendar/{forged}.ics", "/calendar/x.ics", "/calendar/%00.ics", "/calendar/1.ics"]
    assert {place: client.get(place).status_code for place in wrong} == dict.fromkeys(wrong, 404)
    assert client.get(address(made)).status_code == 200


def test_what_stands_in_the_database_is_not_the_key(district: Any, client: Client, settings: Any) -> None:
    made = feed(district)
    place = address(made)
    assert client.get(place).status_code == 200
    settings.SECRET_KEY = "another installation's"
    assert client.get(place).status_code == 404


def test_a_head_is_answered_and_nothing_is_written(district: Any, client: Client) -> None:
    place = address(feed(district))
    assert (client.head(place).status_code, client.head(place).content) == (200, b"")
    assert client.post(place).status_code == 405


def test_a_certificate_keeps_its_uid_when_it_changes(district: Any, client: Client) -> None:
    row = certification(district.home, valid_to="2007-01-20")
    made = feed(district)
    [before] = events(client, made)
    row.valid_to = dt.date(2007, 2, 20)
    row.save()
    [after] = events(client, made)
    assert (before["UID"], before["DTSTART"], after["DTSTART"]) == (after["UID"], "20070120", "20070220")


def test_a_feed_is_bounded(district: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST_EVENTS", 3)
    for number in range(5):
        certification(district.home, holder_name=str(number), valid_to="2007-01-20")
    assert len(events(client, feed(district))) == 3


def test_a_feed_asks_two_queries(district: Any, client: Client, django_assert_num_queries: Any) -> None:
    for number in range(20):
        certification(district.home, number=str(number), valid_to="2007-01-20")
    made = feed(district)
    with django_assert_num_queries(2):
        client.get(address(made))


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b;c\\d", r"a\,b\;c\\d"), ("a\r\nb\nc\rd", r"a\nb\nc\nd"), ("a\x00b\x07c", "abc"), ("“：”", "“：”")],
)
def test_a_text_is_escaped(text: str, said: str) -> None:
    assert escaped(text) == said


@pytest.mark.parametrize("line", ["a" * 75, "a" * 76, "证" * 100, "𠮷" * 60, "a" + "证" * 49, " " * 200])
def test_a_line_is_folded_without_cutting_a_character(line: str) -> None:
    pieces = folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert "".join([pieces[0], *(piece.removeprefix(" ") for piece in pieces[1:])]) == line


def test_no_text_can_begin_an_event_of_its_own() -> None:
    stamp = dt.datetime(2006, 12, 31, 8, tzinfo=dt.UTC)
    words = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\\;,"
    event = Event("1@x", dt.date(2007, 1, 1), words, words, stamp, (30,))
    [told] = parsed(calendar_text(words, [event]))["within"]
    assert told["SUMMARY"] == told["DESCRIPTION"] == words.replace("\r\n", "\n")
    assert told["DTSTAMP"] == "20061231T080000Z"
