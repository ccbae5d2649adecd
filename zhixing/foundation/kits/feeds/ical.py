"""Entries as iCalendar text (RFC 5545), by the library icalendar: it folds at 75 octets and never
inside a character.

Moments are written in UTC: every calendar shows them in the time zone of who looks, and none has to
know ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import icalendar
from django.conf import settings
from django.utils import timezone

from .entries import Entry, Status

PRODUCT = "-//Zhixing//Zhixing 0.1//ZH"
TYPE = "text/calendar; charset=utf-8"
HOW_OFTEN = dt.timedelta(hours=2)  # what we ask calendars for; most look less often
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_NO_PARAMETER = re.compile(
    r'[\\"^;:,\n\t]'
)  # what a parameter's value can not hold, or holds differently from one reader to the next


def clean(text: str) -> str:
    """Text as a calendar may hold it: one sign for a new line, no control characters (RFC 5545,
    3.1).
    """
    return _UNSEEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def uid(entry: Entry) -> str:
    """Stable, and another one on another instance: code@origin."""
    return f"{entry.key}@{settings.ZHIXING_ORIGIN}"


def calendar(
    entries: Iterable[Entry],
    name: str,
    site: str = "",
    method: str = "",
    organizer: tuple[str, str] | None = None,
    attendee: str = "",
) -> bytes:
    """A calendar of these entries. ``site``: address of the site without a slash at the end, for
    links. ``method``, ``organizer`` (name, mail address) and ``attendee`` (mail address) only for
    invitations (RFC 5546).
    """
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    else:
        made.add(
            "x-wr-calname", icalendar.vText(clean(name))
        )  # without a type of its own it would not be escaped
        made.add("x-wr-timezone", settings.TIME_ZONE)
        made.add("refresh-interval", HOW_OFTEN, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", icalendar.vText(_iso(HOW_OFTEN)))
    for entry in entries:
        made.add_component(_event(entry, site, organizer, attendee))
    return bytes(made.to_ical(sorted=False))


def _iso(span: dt.timedelta) -> str:
    """A duration as RFC 5545 3.3.6 writes it: ``PT2H``. An unknown property would be written as
    Python's.
    """
    return str(icalendar.vDuration(span).to_ical().decode())  # type: ignore[no-untyped-call]  # icalendar's


def _event(
    entry: Entry, site: str, organizer: tuple[str, str] | None, attendee: str
) -> icalendar.Event:
    event, changed = icalendar.Event(), entry.changed_at.astimezone(dt.UTC).replace(microsecond=0)
    event.add("uid", uid(entry))
    # without a METHOD this is the last change, so that the same calendar is the same text (3.8.7.2)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.version)
    event.add("status", str(entry.status))
    if entry.begins is not None:
        begin = timezone.make_aware(dt.datetime.combine(entry.day, entry.begins)).astimezone(dt.UTC)
        event.add("dtstart", begin)
        event.add("dtend", begin + entry.length)
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(days=1))
    free = entry.begins is None or entry.status is Status.CANCELLED
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    event.add("summary", clean(entry.title))
    if entry.place:
        event.add("location", clean(entry.place))
    if entry.text:
        event.add("description", clean(entry.text))
    if entry.path and site:
        event.add("url", f"{site}{entry.path}")
    if organizer is not None:
        whose = icalendar.vCalAddress(f"mailto:{organizer[1]}")
        whose.params["cn"] = _NO_PARAMETER.sub(" ", clean(organizer[0]))
        event.add("organizer", whose)
    if attendee:
        who = icalendar.vCalAddress(f"mailto:{attendee}")
        who.params["role"], who.params["partstat"], who.params["rsvp"] = (
            "REQ-PARTICIPANT",
            "NEEDS-ACTION",
            "FALSE",
        )  # nobody reads answers
        event.add("attendee", who)
    return event
