"""What the pages of research show."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.lists import choice, count_below, top
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.machinery.things.veil import veil

from .models import Research
from .rules import QUESTIONS, State


def research_list(person: Any, choices: Any) -> dict[str, Any]:
    rows = (
        Research.objects.visible_to(person)
        .select_related("thing", "person", "unit", "topic")
        .annotate(
            visit_count=count_below(Research, "visits"),
            finding_count=count_below(Research, "findings"),
        )
    )
    state = choice(choices, "state", State.values)
    if state:
        rows = rows.filter(state=state)
    every = rows.order_by("-started_on", "pk")
    rows, pager = top(every, 300)
    return {"rows": rows, "pager": pager, "every": every, "state": state, "going": sum(one.state == State.UNDER_WAY for one in rows), "visits": sum(one.visit_count for one in rows)}


def research_page(person: Any, code: str) -> dict[str, Any]:
    research = get_object_or_404(Research.objects.visible_to(person).select_related("thing", "person", "unit", "group", "topic__thing", "claim__thing"), pk=code)
    answers = [{"question": str(word), "answer": getattr(research, key)} for key, word in QUESTIONS.items()]
    return thing_page(
        person, research, research=research, visits=list(research.visits.all()), findings=veil(person, list(research.findings.select_related("problem"))), answers=answers,
        answered=sum(bool(one["answer"]) for one in answers), problems=list(linked(person, research, "found_by", back=True)), heard=list(linked(person, research, "heard_at")),
    )  # fmt: skip
