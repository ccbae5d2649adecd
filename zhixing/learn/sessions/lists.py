"""The list of sessions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.spans.rules import Span, span_of
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.cells import next_step
from zhixing.ui.words import datewords

from . import rules
from .forms import FilterForm
from .models import SessionQuerySet, StudySession
from .queries import kinds, with_attendance
from .rules import State

SEVERAL = {  # states that are looked at together
    "happened": rules.HAPPENED,
    "ahead": rules.AHEAD,
    "standing": rules.AHEAD + rules.HAPPENED,
}


@dataclass(frozen=True, kw_only=True)
class SessionList(ListPage):
    """Sessions of a year, how many stand where, and the ways to those."""

    year: int
    all: int
    held: int
    ahead: int
    to_sign: int
    urls: dict[str, str]


@dataclass(frozen=True)
class Chosen:
    """What the address chooses: a code or "" each; ``when``: a day or a month of the year."""

    year: int
    kind: str
    state: str
    group: str
    when: Span | None = None

    @classmethod
    def of(cls, choices: Choices) -> Chosen:
        kind, state, group = (choices.get(name, "") for name in ("kind", "state", "group"))
        known = state in SEVERAL or state in State.values
        when = span_of(choices)
        year = year_of(choices) if when is None else when.year
        return cls(year, kind, state if known else "", group, when)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that are meant; none: all."""
        return SEVERAL.get(self.state, (self.state,) if self.state else ())


def session_list(person: Actor, choices: Choices) -> SessionList:
    """Sessions of a year: by kind, state and group; how many stand where. The latest first."""
    chosen = Chosen.of(choices)
    mine = StudySession.objects.visible_to(person).filter(year=chosen.year)
    mine = mine.of_groups(chosen.group) if chosen.group else mine
    mine = mine.filter(day__range=chosen.when.range) if chosen.when else mine
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = _chosen_rows(mine, chosen)
    known = None if chosen.kind else sum(numbers[code] for code in chosen.states or numbers)
    sessions, pager = cut(rows, choices, "-day", "pk", total=known)
    words = dict(kinds())
    return SessionList(
        title=_("Study sessions"),
        columns=_columns(chosen, words),
        rows=with_turns(with_attendance(sessions)),
        every=rows.select_related("group", "topic"),
        file=f"sessions-{chosen.year}",
        kind=StudySession,
        dress=with_attendance,
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "Learn")), Crumb(_("Study sessions"))],
        chips=_chips(person, choices, chosen, words),
        clear_url=f"?year={chosen.year}",
        filter_form=FilterForm(initial=vars(chosen), kinds=list(words.items()), person=person),
        order_note=_("The latest first"),
        year=chosen.year,
        all=sum(numbers.values()) - numbers[State.CANCELLED],
        held=sum(numbers[code] for code in rules.HAPPENED),
        ahead=sum(numbers[code] for code in rules.AHEAD),
        to_sign=numbers[State.MINUTED],
        urls=_urls(choices, chosen.year),
        empty=Empty(
            _("No session in %(year)s yet.") % {"year": chosen.year},
            _("The study secretary plans one on the page of the group: a topic, a day, a place."),
            "school",
            _("Study groups"),
            reverse("groups:list"),
        ),
    )


def _chosen_rows(mine: SessionQuerySet, chosen: Chosen) -> SessionQuerySet:
    """The latest first, without what lies far from the beginning of a row."""
    rows = mine.select_related("thing", "unit").defer(
        "minutes", "agenda", "materials", "parts", "question", "notice_said", "agenda_said"
    )
    rows = rows.narrowed(kind=chosen.kind) if chosen.kind else rows
    rows = rows.narrowed(state__in=chosen.states) if chosen.states else rows
    return rows.order_by("-day", "pk")


def _way(choices: Choices, year: int, **changed: str) -> str:
    """The list under other conditions, from its beginning."""
    return address(choices, **{"after": "", "year": year, **changed})


def _urls(choices: Choices, year: int) -> dict[str, str]:
    """Where the numbers above the list lead."""
    states = {
        "all": "standing",
        "held": "happened",
        "ahead": "ahead",
        "to_sign": State.MINUTED.value,
    }
    return {name: _way(choices, year, state=state) for name, state in states.items()}


def _chips(
    person: Actor, choices: Choices, chosen: Chosen, kind_words: dict[str, str]
) -> list[Chip]:
    """The conditions in force, each with the list without it."""
    words = {
        "kind": kind_words.get(chosen.kind, chosen.kind),
        "state": _state_word(chosen.state),
        "when": span_words(chosen.when, chosen.year) if chosen.when else "",
        "group": _group_name(person, chosen.group),
    }
    return [
        Chip(word, _way(choices, chosen.year, **{name: ""})) for name, word in words.items() if word
    ]


def _state_word(state: str) -> str:
    words = {
        "happened": pgettext("sessions", "held"),
        "ahead": pgettext("sessions", "still to come"),
        "standing": pgettext("sessions", "not cancelled"),
    }
    return words.get(state) or (str(State(state).label) if state else "")


def _group_name(person: Actor, group: str) -> str:
    """Its name for whoever may know of it, else what stands in the address."""
    if not group:
        return ""
    names = StudyGroup.objects.visible_to(person).filter(pk=group).values_list("name", flat=True)
    return names.first() or group


def _columns(chosen: Chosen, kind_words: dict[str, str]) -> list[Column]:
    def kind_word(session: StudySession) -> str:
        return kind_words.get(session.kind, session.kind)

    return [
        Column.code(),
        Column.of_file(pgettext("session", "Number"), lambda session: session.number),
        Column.title(
            _("Title"),
            lambda session: session.title,
            note=lambda session: _number_words(session, chosen.group),
        ),
        Column.of_file(_("Topic"), lambda session: session.topic.title),
        Column.day(
            pgettext("session", "When"),
            lambda session: session.day,
            lambda session: day_and_time(session, chosen.year),
        ),
        Column.quiet(
            _("Study group"),
            lambda session: session.group.name,
            lambda session: session.unit.short_name,
        ),
        Column.quiet(_("Kind"), kind_word, labelled=False, on_phone=False),
        Column.of_file(pgettext("session", "Where"), lambda session: session.place),
        Column.of_screen(_("Attendance"), _attendance, Look.NUMBER),
        Column.of_file(_("Expected"), lambda session: session.expected),
        Column.of_file(pgettext("attendance", "present"), lambda session: session.present),
        Column.state(lambda session: session.state_word(session.state)),
        Column.of_screen(_("Next step"), lambda session: next_step(session.turn, chosen.year)),
    ]


class Meeting(Protocol):
    """What takes place on a day: a session, a lecture."""

    day: dt.date
    begins: dt.time | None


def day_and_time(meeting: Meeting, year: int) -> Cell:
    """When it is: the day in words, and at what time it begins."""
    begins = meeting.begins.strftime("%H:%M") if meeting.begins else ""
    return Cell(datewords(meeting.day, year), note=begins)


def _number_words(session: StudySession, group: str) -> str:
    """Which session it is; on the list of a group, that another keeps the record."""
    words = _("Study session %(number)s") % {"number": session.number}
    if not group or session.group_id == group:
        return words
    return f"{words} · {_('joint study, the record is kept there')}"


def _attendance(session: Any) -> str:  # of ``with_attendance``
    return f"{session.present} / {session.expected}" if session.expected else "–"
