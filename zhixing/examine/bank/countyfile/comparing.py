"""Which questions are in the bank already, and what the file says otherwise of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME, Line, Reading
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import comparable
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .. import rules as items
from ..models import BankItem
from .table import BANK

COMPARED = (
    "kind",
    "text",
    "options",
    "key",
    "explanation",
    "basis",
    "topic",
    "topic_text",
    "difficulty",
)


@dataclass
class ItemPlan:
    fields: dict[str, Any]
    item: BankItem | None = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass
class InBank:
    """The questions that are there: by their whole text, and by what like ones have in common."""

    exact: dict[str, BankItem] = field(default_factory=dict)
    like: dict[str, list[BankItem]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> InBank:
        in_bank = cls()
        county = Unit.objects.filter(kind=UnitKind.COUNTY).first()
        rows = (
            BankItem.objects.in_use().filter(unit=county).select_related("thing", "topic")
            if county
            else []
        )
        for item in rows:
            in_bank.exact[item.same] = item
            in_bank.like[items.same_stem(item.text)].append(item)
        return in_bank


def compare(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], bank: InBank
) -> None:
    """Whether the question is in the bank. Another answer than the one there is never taken unless
    somebody chooses it.
    """
    fields = line.plan.fields
    item = bank.exact.get(items.same_text(fields["text"]))
    if item is not None:
        _set_changes(line, item)
        if (
            answer_of(fields) != answer_of_item(item)
            and _choose_answer(reading, header, line, cells, item, ("here", "file")) != "file"
        ):
            _leave_as_it_is(line)
        return
    line.action = NEW
    likes = bank.like.get(items.same_stem(fields["text"]), [])
    if not likes:
        return
    item = next((like for like in likes if answer_of_item(like) == answer_of(fields)), likes[0])
    chosen = _choose_answer(reading, header, line, cells, item, ("new", "here", "file"))
    if chosen == "file":
        _set_changes(line, item)
    elif chosen == "here":
        line.plan.item = item
        _leave_as_it_is(line)


def _choose_answer(
    reading: Reading,
    header: Header,
    line: Line,
    cells: dict[str, str],
    item: BankItem,
    options: tuple[str, ...],
) -> str:
    sides = {
        "here": question_in_words(item.text, answer_of_item(item)),
        "file": question_in_words(cells["text"].strip(), answer_of(line.plan.fields)),
    }
    code = "item.answer" if len(options) == 2 else "item.like"
    return reading.ask(line, code, header, "text", sides, options, code=item.pk)


def _leave_as_it_is(line: Line) -> None:
    line.action, line.plan.changes, line.changes = SAME, {}, []


def answer_of(fields: dict[str, Any]) -> str:
    """The answer in words: the right options, wherever they stand."""
    options = [comparable(option) for option in fields["options"]]
    if fields["kind"] not in items.CHOICES:
        return comparable(fields["key"])
    right = [
        option
        for letter, option in zip(items.LETTERS, options, strict=False)
        if letter in fields["key"]
    ]
    return "；".join(sorted(right))


def answer_of_item(item: BankItem) -> str:
    return answer_of({"kind": item.kind, "options": item.options, "key": item.key})


def question_in_words(text: str, answer: str) -> str:
    """A question beside another one: its words and its answer."""
    return f"{text} → {answer}" if answer else text


def _set_changes(line: Line, item: BankItem) -> None:
    """What the sheet says otherwise, where it says anything. Columns that the sheet leaves empty
    change nothing.
    """
    plan: ItemPlan = line.plan
    plan.item = item
    plan.changes = {}
    for name in COMPARED:
        new, old = plan.fields[name], getattr(item, name)
        same_question = name == "text" and items.same_text(new) == item.same
        if new not in ("", [], None) and comparable(old) != comparable(new) and not same_question:
            plan.changes[name] = new
    line.action = CHANGED if plan.changes else SAME
    columns = {"options": "A", "topic_text": "topic"}
    line.changes = [
        (
            BANK[columns.get(name, name)].heading,
            _in_words(getattr(item, name)),
            _in_words(new),
        )
        for name, new in plan.changes.items()
    ]


def _in_words(value: Any) -> str:
    return "；".join(value) if isinstance(value, list) else str(value or "")
