"""The list of sessions."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import (
    Count,
)

from zhixing.foundation.machinery.things.lists import cut, year_of
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.foundation.spine.groups.models import StudyGroup

from .. import rules
from ..models import SessionQuerySet, StudySession
from ..rules import State
from .roll import with_attendance
from .words import kinds


def session_list(person: Any, choices: Any) -> dict[str, Any]:
    """Sessions of a year: by kind, state and group; how many stand where. The latest first."""
    year = year_of(choices)
    kind, state, group = (choices.get(name, "") for name in ("kind", "state", "group"))
    mine = StudySession.objects.visible_to(person).filter(year=year)
    mine = mine.of_groups(group) if group else mine
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    states = _states(state)
    rows = _chosen_rows(mine, kind, states)
    known = None if kind else sum(numbers[code] for code in states or numbers)
    sessions, pager = cut(rows, choices, "-day", "pk", total=known)
    with_turns(with_attendance(sessions))
    words = dict(kinds())
    for session in sessions:
        session.kind_word = words.get(session.kind, session.kind)
        session.kept_elsewhere = bool(group) and session.group_id != group
        session.state_label = session.state_word(session.state)
    return {
        "year": year,
        "rows": sessions,
        "pager": pager,
        "every": rows,
        "kind": kind,
        "kind_word": words.get(kind, kind),
        "state": state if states else "",
        "group": group,
        "group_name": _group_name(person, group),
        "kinds": list(words.items()),
        **_totals(numbers),
    }


def _states(state: str) -> tuple[str, ...]:
    """The states that a choice of the list means; none: all."""
    several = {"happened": rules.HAPPENED, "ahead": rules.AHEAD}
    return several.get(state, (state,) if state in State.values else ())


def _chosen_rows(mine: SessionQuerySet, kind: str, states: tuple[str, ...]) -> SessionQuerySet:
    """The latest first, without what lies far from the beginning of a row."""
    rows = mine.select_related("thing", "unit").defer(
        "minutes", "agenda", "materials", "parts", "question", "notice_said", "agenda_said"
    )
    rows = rows.narrowed(kind=kind) if kind else rows
    rows = rows.narrowed(state__in=states) if states else rows
    return rows.order_by("-day", "pk")


def _group_name(person: Any, group: str) -> str:
    """Its name for whoever may know of it, else what stands in the address."""
    if not group:
        return ""
    names = StudyGroup.objects.visible_to(person).filter(pk=group).values_list("name", flat=True)
    return names.first() or group


def _totals(numbers: Counter[str]) -> dict[str, int]:
    return {
        "all": sum(numbers.values()) - numbers[State.CANCELLED],
        "held": sum(numbers[code] for code in rules.HAPPENED),
        "ahead": sum(numbers[code] for code in rules.AHEAD),
        "to_sign": numbers[State.MINUTED],
    }
