"""The ledger as it goes out, in the columns in which it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from zhixing.foundation.machinery.actors import Actor

from ..models import Problem
from ..rules import OPEN, Class, State
from .words import SOURCES

CLASS_WORDS = {str(Class.COMMON): "共性", str(Class.INDIVIDUAL): "个性", str(Class.SPECIAL): "特殊"}

NOT_BEGUN = (State.DRAFT, State.RECEIVED, State.NEEDS_INFO, State.LISTED, State.DISPATCHED)


def source_words() -> dict[str, str]:
    words_by_source: dict[str, str] = {}
    for word, source in SOURCES.items():
        words_by_source.setdefault(str(source), word)
    return words_by_source


def rows(person: Actor) -> Iterable[dict[str, Any]]:
    """Problems that this person may see, with their codes."""
    sources = source_words()
    problems = (
        Problem.objects.visible_to(person)
        .exclude(state=State.VOID)
        .select_related("unit", "person")
        .order_by("closed_before", F("due").asc(nulls_last=True), "pk")
    )
    for number, problem in enumerate(problems.iterator(chunk_size=2000), 1):
        yield {
            "number": number,
            "code": problem.pk,
            "source": sources.get(problem.source, ""),
            "text": whole_text(problem.title, problem.text),
            "kind": CLASS_WORDS.get(problem.kind, ""),
            "unit": problem.unit.name,
            "person": problem.person.name if problem.person else problem.person_text,
            "remedy": problem.remedy,
            "due": problem.due or "长期坚持",
            "progress": progress_words(problem),
            "struck": "是" if problem.state not in OPEN else "否",
        }


def whole_text(title: str, text: str) -> str:
    """What a ledger says in one cell. A ledger's own problem begins with its title."""
    if not text:
        return title
    return text if text.startswith(title) else f"{title}：{text}"


def progress_words(problem: Problem) -> str:
    """How far it has come, in words that a ledger begins with."""
    word = "已完成"
    if problem.state in NOT_BEGUN:
        word = "未启动"
    elif problem.state in OPEN and problem.state not in (State.REPORTED_SOLVED, State.VERIFIED):
        word = "正在推进"
    if not problem.after:
        return word
    return problem.after if problem.after.startswith(word) else f"{word}，{problem.after}"
