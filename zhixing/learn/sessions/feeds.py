"""What the room gives to calendars: the sessions of the groups that are asked for, and letters that
invite to one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.feeds.entries import Ask, Entry, Status, gives
from zhixing.foundation.kits.feeds.mail import Letter, writes
from zhixing.foundation.machinery import clock

from . import queries
from .models import StudySession
from .rules import State

LENGTH = dt.timedelta(hours=2)  # nobody types when a session ends; a calendar has to show something


def entry(session: StudySession) -> Entry:
    """A session as a calendar shows it: tentative until the notice is out. Its version counts up
    with every act on it. No names of persons.
    """
    unsure: dict[str, Status] = {
        State.PLANNED: Status.TENTATIVE,
        State.CANCELLED: Status.CANCELLED,
    }
    status = unsure.get(session.state, Status.CONFIRMED)
    title = pgettext("calendar entry", "%(session)s: %(title)s") % {
        "session": queries.heading(session),
        "title": session.title,
    }
    lines = [
        queries.who_studies(session),
        _("Topic: %(title)s") % {"title": session.topic.title},
        *([_("The notice is not out yet.")] if session.state == State.PLANNED else []),
        session.pk,
    ]
    return Entry(
        session.pk,
        title,
        session.day,
        session.thing.changed_at,
        session.thing.version,
        session.begins,
        LENGTH,
        session.place,
        "\n".join(lines),
        session.url,
        status,
    )


@gives
def sessions(ask: Ask) -> Iterator[Entry]:
    """Sessions of the own groups, and those they take part in, held, to come and cancelled: two
    queries.
    """
    rows = (
        StudySession.objects.of_groups(*ask.groups)
        .filter(day__gte=ask.since)
        .select_related("thing", "group__unit", "topic")
        .prefetch_related(queries.with_partners())
    )
    for session in rows.order_by("day", "pk"):
        yield entry(session)


@writes("session")
def letter(code: str, payload: dict[str, Any]) -> Letter | None:
    """The notice of a session, its change or its cancellation, as it stands when the letter goes
    out. Nobody is written to once the day is over or the session was held.
    """
    session = (
        StudySession.objects.select_related("thing", "group__unit", "topic").filter(pk=code).first()
    )
    if (
        session is None
        or session.state not in (State.NOTICED, State.CANCELLED)
        or session.day < clock.today()
    ):
        return None
    verb = "session.cancelled" if session.state == State.CANCELLED else payload.get("verb", "")
    subject = _subject(session, verb)
    reason = payload.get("reason")
    lines = [
        subject,
        "",
        _("Time: %(when)s") % {"when": queries.when(session)},
        _("Place: %(place)s") % {"place": session.place or "–"},
        _("Topic: %(title)s") % {"title": session.topic.title},
        *([_("Reason: %(reason)s") % {"reason": reason}] if reason else []),
        *(f"{at}. {item.title}" for at, item in enumerate(session.agenda_items, 1)),
    ]
    return Letter(subject, "\n".join(lines), session.group.name, entry(session))


def _subject(session: StudySession, verb: str) -> str:
    words = {
        "notice.issued": _("Notice: %(session)s of %(group)s"),
        "notice.reissued": _("New notice: %(session)s of %(group)s"),
        "session.corrected": _("Changed: %(session)s of %(group)s"),
        "session.cancelled": _("Cancelled: %(session)s of %(group)s"),
    }
    names = {"session": queries.heading(session), "group": queries.who_studies(session)}
    return words[verb] % names
