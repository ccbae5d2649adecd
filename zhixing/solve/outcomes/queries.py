"""What the pages of institutional outcomes show."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.lists import choice, first_rows
from zhixing.foundation.machinery.things.page import thing_page

from .models import Outcome
from .rules import State


def outcome_list(person: Any, choices: Any) -> dict[str, Any]:
    rows = Outcome.objects.visible_to(person).select_related("thing", "unit", "topic")
    state = choice(choices, "state", State.values)
    if state:
        rows = rows.filter(state=state)
    every = rows.order_by("-issued_on", "pk")
    rows, pager = first_rows(every, 300)
    return {
        "rows": rows,
        "pager": pager,
        "every": every,
        "state": state,
        "counted": sum(outcome.state in (State.ISSUED, State.ENDED) for outcome in rows),
    }


def outcome_page(person: Any, code: str) -> dict[str, Any]:
    outcome = get_object_or_404(
        Outcome.objects.visible_to(person).select_related("thing", "unit", "topic__thing", "group"),
        pk=code,
    )
    return thing_page(
        person, outcome, outcome=outcome, origins=list(linked(person, outcome, "comes_from"))
    )
