"""The question bank of an office: items with their keys, in whatever layout it is kept.

Three layouts are read: a column for each option; all options in one cell; question and options in
one cell. The kind stands in a column, is the name of the sheet, or is told by options and key (then
it is said).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from zhixing.examine.bank import rules as items
from zhixing.examine.bank.acts import add_bank_item, correct_bank_item
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import comparable
from zhixing.foundation.kits.workbooks.values import plain as simple
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.topics.models import Topic

from . import tables
from .reading import (
    CELL,
    CHANGED,
    CHECK,
    NEW,
    REFUSED,
    SAME,
    Answers,
    Line,
    Reading,
    Standing,
    open_sheets,
)

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


def read(book: Workbook, answers: Answers, _standing: Standing, _on: dt.date) -> Reading:
    """What the bank would do. Raises BadInput when no sheet has questions and keys."""
    reading = Reading("bank", book, answers)
    topics = {
        names.compared(topic.title): topic
        for topic in Topic.objects.filter(group=None).order_by("year")
    }
    bank = InBank.load()
    seen: dict[str, Line] = {}
    for sheet, header in open_sheets(reading, tables.BANK):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.BANK):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _read_row(reading, header, line, cells, topics)
            if line.action != REFUSED and not _refuse_if_asked_above(
                reading, header, line, cells, seen
            ):
                _compare(reading, header, line, cells, bank)
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    reading.numbers |= {
        kind: sum(fields["kind"] == kind for fields in good) for kind in items.ItemKind.values
    }
    reading.sort()
    return reading


def _refuse_if_asked_above(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], seen: dict[str, Line]
) -> bool:
    """Whether the file asks this above already. With another answer it is said: nobody knows here
    which one is right.
    """
    same = items.same_text(line.plan.fields["text"])
    first = seen.setdefault(same, line)
    if first is line:
        return False
    alike = answer_of(first.plan.fields) == answer_of(line.plan.fields)
    place = [first.sheet, first.row]
    if alike:
        reading.refuse(line, "item.twice", header, "text", cells["text"], at=place)
    else:
        reading.refuse(line, "item.twice_otherwise", header, "key", cells["key"], at=place)
    return True


def _options(cells: dict[str, str]) -> list[str]:
    """The options of a row: those of the columns up to the last that says something, or those of
    the one cell.
    """
    several = [cells.get(letter, "").strip() for letter in items.LETTERS]
    while several and not several[-1]:
        several.pop()
    return several or (
        items.split_options(cells["options"]) if cells.get("options", "").strip() else []
    )


def _column_with_unseen_sign(cells: dict[str, str]) -> str:
    """The first column with a sign that nobody sees."""
    for name, words in cells.items():
        try:
            names.stored(words)
        except names.UnseenSign:
            return name
    return ""


def _column_of_fault(fault: str, header: Header, text: str, options: list[str]) -> str:
    """The column that a fault is about: that of the option where each has one."""
    if fault.startswith("options."):
        return _option_column(
            header, _nth_alike(options) if fault == "options.same" else len(options)
        )
    if fault == "long" and len(text) <= items.MOST_TEXT:
        long = next(
            (nth for nth, option in enumerate(options) if len(option) > items.MOST_OPTION), None
        )
        return "key" if long is None else _option_column(header, long)
    return "text" if fault in ("text", "long") else "key"


def _nth_alike(options: list[str]) -> int:
    """The option that is the same as one before it."""
    plain = [simple(option) for option in options]
    return next(nth for nth, option in enumerate(plain) if option in plain[:nth])


def _option_column(header: Header, nth: int) -> str:
    letter = items.LETTERS[min(nth, len(items.LETTERS) - 1)]
    return next((name for name in (letter, "options", "A") if name in header.columns), "text")


def _read_row(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], topics: dict[str, Topic]
) -> None:
    text, options, written = cells["text"].strip(), _options(cells), cells.get("key", "")
    if not options:
        text, options = items.options_inside(text)
    named = cells.get("kind", "")
    kind = (
        items.read_kind(named)
        if named
        else items.read_kind(line.sheet) or items.guess_kind(written, options)
    )
    line.says = [text[:60], str(items.ItemKind(kind).label) if kind else named, written]
    unseen = _column_with_unseen_sign(cells)
    if unseen:
        reading.refuse(line, "text.unseen", header, unseen, cells[unseen])
        return
    if kind is None:
        column = "kind" if named else "key"
        reading.refuse(line, "item.kind", header, column, named or written)
        return
    if not named and items.read_kind(line.sheet) is None:
        reading.note(
            CHECK,
            line.sheet,
            line.row,
            "item.kind_read",
            header,
            "key",
            written,
            kind=str(items.ItemKind(kind).label),
        )
    key = items.read_key(written, kind, options) if written.strip() else ""
    if key is None:
        reading.refuse(line, "item.key", header, "key", written)
        return
    used_options = options if kind in items.CHOICES else []
    faults = items.faults(kind, text, used_options, key)
    if faults:
        column = _column_of_fault(faults[0], header, text, used_options)
        reading.refuse(line, f"item.{faults[0]}", header, column, cells.get(column, ""))
        return
    if "" in used_options:
        reading.refuse(line, "item.options.gap", header, items.LETTERS[used_options.index("")], "")
        return
    for column, most in (("basis", 200), ("topic", 100), ("difficulty", 20), ("explanation", 2000)):
        if len(cells.get(column, "")) > most:
            reading.note(
                CELL, line.sheet, line.row, "item.cut", header, column, cells[column], most=most
            )
    topic = topics.get(names.compared(cells.get("topic", "")))
    line.plan = ItemPlan(
        {
            "kind": kind,
            "text": text,
            "options": used_options,
            "key": key,
            "explanation": cells.get("explanation", "").strip()[:2000],
            "basis": names.stored(cells.get("basis", ""))[:200],
            "topic": topic,
            "topic_text": "" if topic else names.stored(cells.get("topic", ""))[:100],
            "difficulty": names.stored(cells.get("difficulty", ""))[:20],
        }
    )


def _compare(
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
            tables.BANK[columns.get(name, name)].heading,
            _in_words(getattr(item, name)),
            _in_words(new),
        )
        for name, new in plan.changes.items()
    ]


def _in_words(value: Any) -> str:
    return "；".join(value) if isinstance(value, list) else str(value or "")


def carry_out(actor: Any, county: Unit, reading: Reading) -> None:
    """Inside the act: each new item is added as a draft, a changed one becomes a new version."""
    progress.steps("items", reading.to_do)
    for line in reading.lines:
        if line.action not in (NEW, CHANGED):
            continue
        progress.step()
        plan: ItemPlan = line.plan
        fields = plan.fields
        if plan.item is not None:
            fields = {name: getattr(plan.item, name) for name in COMPARED} | plan.changes
        arguments = {
            name: value for name, value in fields.items() if name not in ("key", "basis")
        } | {
            "solution": fields["key"],
            "stands_at": fields["basis"],
        }
        if plan.item is None:
            add_bank_item(actor, county, **arguments)
        else:
            correct_bank_item(actor, plan.item, **arguments)
