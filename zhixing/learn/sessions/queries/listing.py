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
from ..models import StudySession
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
    rows = mine.select_related("thing", "unit").defer(
        "minutes", "agenda", "materials", "parts", "question", "notice_said", "agenda_said"
    )
    if kind:
        rows = rows.narrowed(kind=kind)
    chosen = {"happened": rules.HAPPENED, "ahead": rules.AHEAD}.get(
        state, [state] if state in State.values else []
    )
    if chosen:
        rows = rows.narrowed(state__in=chosen)
    rows = rows.order_by("-day", "pk")
    known = (
        None
        if kind
        else sum(number for code, number in numbers.items() if not chosen or code in chosen)
    )
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
        "state": state if chosen else "",
        "group": group,
        "group_name": (
            (
                StudyGroup.objects.visible_to(person)
                .filter(pk=group)
                .values_list("name", flat=True)
                .first()
                or group
            )
            if group
            else ""
        ),
        "kinds": list(words.items()),
        "all": sum(numbers.values()) - numbers[State.CANCELLED],
        "held": sum(numbers[code] for code in rules.HAPPENED),
        "ahead": sum(numbers[code] for code in rules.AHEAD),
        "to_sign": numbers[State.MINUTED],
    }
