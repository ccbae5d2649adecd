"""What the pages of research show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.veil import veil

from .models import FieldVisit, Finding, Research
from .rules import QUESTIONS


@dataclass(frozen=True)
class AnswerTo:
    """What the research answers to one of the four questions."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ResearchPage(ThingPage):
    """Research: visits, findings, the four answers."""

    research: Research
    visits: list[FieldVisit]
    findings: list[Finding]
    answers: list[AnswerTo]
    answered: int
    problems: list[Thing]
    heard: list[Thing]


def research_page(person: Any, code: str) -> ResearchPage:
    research = get_object_or_404(
        Research.objects.visible_to(person).select_related(
            "thing", "person", "unit", "group", "topic__thing", "claim__thing"
        ),
        pk=code,
    )
    answers = [AnswerTo(str(word), getattr(research, key)) for key, word in QUESTIONS.items()]
    return ResearchPage.of(
        person,
        research,
        research=research,
        visits=list(research.visits.all()),
        findings=veil(person, list(research.findings.select_related("problem"))),
        answers=answers,
        answered=sum(bool(answer.answer) for answer in answers),
        problems=list(linked(person, research, "found_by", back=True)),
        heard=list(linked(person, research, "heard_at")),
    )
