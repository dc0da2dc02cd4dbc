"""Calendars as text, after RFC 5545: events of whole days, with alarms some days before."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_LINE = 75  # octets, the end of the line not counted
PRODUCT = "-//innovation-dashboard//calendar//ZH"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """Something on one day; `uid` stays the same whenever it is told, and `revised` says when it was last changed."""

    uid: str
    day: dt.date
    summary: str
    description: str
    revised: dt.datetime
    days_before: tuple[int, ...] = ()


def calendar_text(name: str, events: Iterable[Event]) -> str:
    """The calendar of these events."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        *(line for event in events for line in _event_lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event_lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.revised.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    for days in event.days_before:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-P{days}D"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: what has a meaning of its own is marked, and what no text may hold is left out."""
    marked = re.sub(r"([\\;,])", r"\\\1", text)
    return _CONTROLS.sub("", re.sub(r"\r\n?|\n", r"\\n", marked))


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, those after the first begun by a space; no character is cut."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])
