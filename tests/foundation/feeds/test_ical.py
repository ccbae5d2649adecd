"""Calendars as text: folded at 75 octets, never inside a character, and what is read back is what
was meant.
"""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhixing.foundation.kits.feeds.entries import Entry, Status
from zhixing.foundation.kits.feeds.ical import calendar, clean

AT = dt.datetime(2026, 9, 7, 1, 2, 3, 456, tzinfo=dt.UTC)
AWKWARD = st.text(
    st.one_of(
        st.sampled_from('\\n,;:"N\n\r\t 汉𠮷，；👨‍👩‍👧'), st.characters(exclude_categories=["Cs"])
    ),
    max_size=400,
)


def entry(**more):
    return Entry(
        **{
            "key": "JT-26-7K3QF",
            "title": "第9次集体学习",
            "day": dt.date(2026, 9, 15),
            "changed_at": AT,
        }
        | more
    )


def lines(raw: bytes) -> list[bytes]:
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    return raw.split(b"\r\n")[:-1]


def event(raw: bytes) -> icalendar.Event:
    (read_event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    return read_event


def unescaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


@given(title=AWKWARD, place=AWKWARD, text=AWKWARD, name=AWKWARD)
def test_any_text_unfolds_to_itself(title, place, text, name):
    raw = calendar([entry(title=title, place=place, text=text)], name, "https://zhixing.example")
    for line in lines(raw):
        assert len(line) <= 75
        line.decode("utf-8")  # a cut character can not be decoded
    back = event(raw)
    assert (back["SUMMARY"], back.get("LOCATION", ""), back.get("DESCRIPTION", "")) == (
        clean(title),
        clean(place),
        clean(text),
    )
    assert unescaped(str(icalendar.Calendar.from_ical(raw)["X-WR-CALNAME"])) == clean(
        name
    )  # the library does not know that it is text


@given(title=AWKWARD, name=AWKWARD)
def test_nothing_typed_becomes_a_property(title, name):
    raw = calendar(
        [entry(title=f"{title}\r\nATTACH:http://example.org/", place=f"END:VEVENT\n{title}")],
        "x",
        method="REQUEST",
        organizer=(name, "study@example.org"),
        attendee="a@example.org",
    )
    parsed = icalendar.Calendar.from_ical(raw)
    assert (
        len(parsed.walk("VEVENT")) == 1
        and "ATTACH" not in event(raw)
        and str(event(raw)["ORGANIZER"]) == "mailto:study@example.org"
    )


@given(st.text(max_size=200))
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text) and "\r" not in clean(text)


def test_moments_are_utc_and_a_day_is_a_day():
    timed, day = (
        event(calendar([entry(begins=dt.time(9), length=dt.timedelta(hours=2))], "x")),
        event(calendar([entry()], "x")),
    )
    assert (timed["DTSTART"].to_ical(), timed["DTEND"].to_ical(), str(timed["TRANSP"])) == (
        b"20260915T010000Z",
        b"20260915T030000Z",
        "OPAQUE",
    )
    assert (day["DTSTART"].to_ical(), day["DTEND"].to_ical(), str(day["TRANSP"])) == (
        b"20260915",
        b"20260916",
        "TRANSPARENT",
    )
    assert (timed["DTSTAMP"].to_ical(), timed["LAST-MODIFIED"].to_ical()) == (
        b"20260907T010203Z",
    ) * 2


def test_uid_sequence_and_status():
    cancelled = event(calendar([entry(version=7, status=Status.CANCELLED, begins=dt.time(9))], "x"))
    assert (
        str(cancelled["UID"]),
        cancelled["SEQUENCE"],
        str(cancelled["STATUS"]),
        str(cancelled["TRANSP"]),
    ) == (
        "JT-26-7K3QF@county",
        7,
        "CANCELLED",
        "TRANSPARENT",
    )


@pytest.mark.parametrize("site", ["", "https://zhixing.example"])
def test_a_link_only_where_the_site_is_known(site):
    read_event = event(calendar([entry(path="/learn/sessions/JT-26-7K3QF/")], "x", site))
    assert str(read_event.get("URL", "")) == (f"{site}/learn/sessions/JT-26-7K3QF/" if site else "")


def test_a_feed_says_how_often_and_an_invitation_says_what_it_is():
    feed, invitation = (
        icalendar.Calendar.from_ical(calendar([entry()], "龙泉镇", **more))
        for more in (
            {},
            {
                "method": "REQUEST",
                "organizer": ('县委“"宣传部', "study@example.org"),
                "attendee": "a@example.org",
            },
        )
    )
    assert "METHOD" not in feed and feed["REFRESH-INTERVAL"].to_ical() == b"PT2H"
    assert str(invitation["METHOD"]) == "REQUEST" and "X-WR-CALNAME" not in invitation
    assert str(invitation.walk("VEVENT")[0]["ATTENDEE"]) == "mailto:a@example.org"
