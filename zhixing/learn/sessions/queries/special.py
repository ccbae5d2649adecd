"""What is brought to a special meeting, and which meetings took something up."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    Value,
    When,
)
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.links.models import Type, linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.parts import Line, Panel

from .. import rules
from ..models import StudySession


def may_be_brought(person: Any, session: StudySession) -> Any:
    """Measures, research and problems of the groups that a special meeting can look at: those of
    its topic first, the newest first.
    """
    things = (
        Thing.objects.visible_to(person)
        .of_groups(*(group.pk for group in session.groups))
        .filter(kind__in=rules.BROUGHT)
        .exclude(state__in=["draft", "void", "dropped", "declined", "duplicate"])
    )
    return things.annotate(
        other=Case(When(topic=session.topic_id, then=Value(0)), default=Value(1))
    ).order_by("other", "-made_at", "pk")


def brought_to(person: Any, session: StudySession) -> Any:
    """What was brought to a special meeting, as far as this person may know of it."""
    return linked(person, session, Type.TAKES_UP).order_by("made_at", "pk")


def special_meetings_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a measure, research or problem: the special meetings that took it up. No query
    beside those of the page, which has asked for them with its trace strip.
    """
    if row.KIND not in rules.BROUGHT or person is None or person.pk is None:
        return None
    taking = linked(person, row, Type.TAKES_UP, back=True) if row.taken_up is None else row.taken_up
    meetings = sorted(taking, key=lambda meeting: meeting.made_at, reverse=True)
    lines = [
        Line(
            meeting.title,
            meeting.url,
            note=str(rules.Kind.SPECIAL.label),
            word=str(meeting.state_word),
            tone=meeting.tone,
        )
        for meeting in meetings
    ]
    return Panel(_("Brought to a special meeting"), lines=lines, label="") if lines else None
