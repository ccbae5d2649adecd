"""What the county holds, in the layout in which it is imported: the same columns, so that it can go
out, be worked on, and come in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F

from zhixing.examine.bank.models import BankItem
from zhixing.examine.bank.rules import LETTERS, ItemKind
from zhixing.foundation.kits.workbooks.writing import Column
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import OPEN, Class, State

from . import rules, tables
from .models import What

ROLE_WORDS = {str(code): word for word, code in reversed(rules.ROLES.items())}
CLASS_WORDS = {str(Class.COMMON): "共性", str(Class.INDIVIDUAL): "个性", str(Class.SPECIAL): "特殊"}
KIND_WORDS = {
    ItemKind.SINGLE: "单选",
    ItemKind.MULTIPLE: "多选",
    ItemKind.TRUE_FALSE: "判断",
    ItemKind.BLANK: "填空",
    ItemKind.SHORT: "简答",
}
NOT_BEGUN = (State.DRAFT, State.RECEIVED, State.NEEDS_INFO, State.LISTED, State.DISPATCHED)


def source_words() -> dict[str, str]:
    words_by_source: dict[str, str] = {}
    for word, source in rules.SOURCES.items():
        words_by_source.setdefault(str(source), word)
    return words_by_source


def roster(_person: Any) -> Iterable[dict[str, Any]]:
    """A line for each person of each group, with all roles there."""
    held: dict[tuple[str, str], dict[str, Any]] = {}
    rows = (
        Membership.objects.in_force(clock.today())
        .filter(stands_in=False, group__until=None)
        .select_related("person", "group__unit")
        .order_by("group__unit__thing__made_at", "group", "place", "pk")
    )
    for membership in rows:
        line = held.setdefault(
            (membership.group_id, membership.person_id),
            {
                "unit": membership.group.unit.name,
                "name": membership.person.name,
                "post": membership.post,
                "roles": [],
                "phone": membership.person.phone,
            },
        )
        line["roles"].append(ROLE_WORDS[membership.role])
    for number, line in enumerate(held.values(), 1):
        yield line | {"number": number, "role": "、".join(line["roles"])}


def plan(_person: Any) -> Iterable[dict[str, Any]]:
    """The county's topics of this year, and of the coming ones as far as they are set."""
    names = {
        category["code"]: category["zh"] for category in value("content.categories", clock.today())
    }
    for number, topic in enumerate(
        Topic.objects.filter(group=None, year__gte=clock.today().year)
        .prefetch_related("lead_units")
        .order_by("year", "first_month", "last_month", "thing__made_at"),
        1,
    ):
        yield {
            "number": number,
            "months": (
                f"{topic.first_month}月"
                if topic.first_month == topic.last_month
                else f"{topic.first_month}-{topic.last_month}月"
            ),
            "title": topic.title,
            "category": names.get(topic.category, topic.category_text),
            "materials": "；".join(topic.materials),
            "question": topic.question,
            "research_subject": topic.research_subject,
            "forms": "＋".join(topic.forms),
            "lead": "、".join(unit.name for unit in topic.lead_units.all()),
            "year": topic.year,
        }


def ledger(person: Any) -> Iterable[dict[str, Any]]:
    """Problems that this person may see, with their codes."""
    sources = source_words()
    rows = (
        Problem.objects.visible_to(person)
        .exclude(state=State.VOID)
        .select_related("unit", "person")
        .order_by("closed_before", F("due").asc(nulls_last=True), "pk")
    )
    for number, problem in enumerate(rows.iterator(chunk_size=2000), 1):
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


def bank(person: Any) -> Iterable[dict[str, Any]]:
    """Items in use that this person may see."""
    for number, item in enumerate(
        BankItem.objects.visible_to(person)
        .in_use()
        .select_related("topic")
        .order_by("thing__made_at", "pk"),
        1,
    ):
        yield {
            "number": number,
            "kind": KIND_WORDS[ItemKind(item.kind)],
            "text": item.text,
            "key": item.key,
            "explanation": item.explanation,
            "topic": item.topic.title if item.topic else item.topic_text,
            "basis": item.basis,
            "difficulty": item.difficulty,
        } | dict(zip(LETTERS, item.options, strict=False))


ROWS: dict[str, Callable[[Any], Iterable[dict[str, Any]]]] = {
    What.ROSTER: roster,
    What.PLAN: plan,
    What.LEDGER: ledger,
    What.BANK: bank,
}
TABLES = {
    What.ROSTER: tables.ROSTER,
    What.PLAN: tables.PLAN,
    What.LEDGER: tables.LEDGER,
    What.BANK: tables.BANK,
}


def columns(what: str) -> list[Column]:
    """The columns of the table, those that only serve the import left out."""
    return [
        Column(field.heading, lambda row, name=field.name: row.get(name))
        for field in TABLES[What(what)].fields
        if field.name not in ("note", "options")
    ]
