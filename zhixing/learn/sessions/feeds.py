"""What the room gives to calendars: the sessions of the groups that are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.feeds.entries import Ask, Entry, Status, gives

from . import queries
from .models import StudySession
from .rules import State

LENGTH = dt.timedelta(hours=2)  # nobody types when a session ends; a calendar has to show something


def entry(session: StudySession) -> Entry:
    """A session as a calendar shows it: tentative until the notice is out. Its version counts up with every act on it. No names of persons."""
    status = {State.PLANNED: Status.TENTATIVE, State.CANCELLED: Status.CANCELLED}.get(session.state, Status.CONFIRMED)
    title = pgettext("calendar entry", "%(session)s: %(title)s") % {"session": queries.heading(session), "title": session.title}
    lines = [session.group.name, _("Topic: %(title)s") % {"title": session.topic.title}, *([_("The notice is not out yet.")] if session.state == State.PLANNED else []), session.pk]
    return Entry(session.pk, title, session.day, session.thing.changed_at, session.thing.version, session.begins, LENGTH, session.place, "\n".join(lines), session.url, status)


@gives
def sessions(ask: Ask) -> Iterator[Entry]:
    """Sessions of the own groups, held, to come and cancelled: one query."""
    rows = StudySession.objects.filter(group__in=ask.groups, day__gte=ask.since).select_related("thing", "group", "topic")
    for session in rows.order_by("day", "pk"):
        yield entry(session)
