"""A calendar as other programs read it (RFC 5545): whole days, because a period has no clock."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.shared.errors import RuleBroken

LINE = 75
"""Octets of a line, without its end."""
BREAK = "\r\n"
AGAIN = "PT1H"
"""How often a program looks again."""


@dataclass(frozen=True)
class Event:
    """One lesson in somebody's calendar."""

    uid: str
    day: datetime.date
    summary: str
    place: str
    description: str
    status: str
    sequence: int


def escaped(text: str) -> str:
    """Text as a value: the marks that mean something are kept from meaning it."""
    for mark, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, instead)
    return "".join(letter for letter in text if letter == "\t" or ord(letter) >= 32)


def folded(line: str) -> str:
    """In pieces of at most 75 octets, never through a letter; each after the first is indented."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return BREAK.join([*pieces, piece])


def calendar(name: str, events: Iterable[Event], *, now: datetime.datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wotu//Lessons//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN}",
        f"X-PUBLISHED-TTL:{AGAIN}",
    ]
    stamp = now.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    return "".join(folded(line) + BREAK for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"STATUS:{event.status}"
    yield f"SEQUENCE:{event.sequence}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def check_live(*, is_revoked: bool) -> None:
    if is_revoked:
        raise RuleBroken("feed_revoked", _("This address was revoked already."))
