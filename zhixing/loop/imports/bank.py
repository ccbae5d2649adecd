"""The question bank of an office: items with their keys, in whatever layout it is kept.

Three layouts are read: a column for each option; all options in one cell; question and options in one cell. The kind stands in a column, is the name
of the sheet, or is told by options and key (then it is said).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from zhixing.examine.bank import rules as items
from zhixing.examine.bank.acts import add_bank_item, correct_bank_item
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.topics.models import Topic

from . import tables
from .reading import CELL, CHANGED, CHECK, NEW, REFUSED, SAME, Answers, Line, Reading, Standing, open_sheets

COMPARED = ("kind", "text", "options", "key", "explanation", "basis", "topic", "topic_text", "difficulty")


@dataclass
class ItemPlan:
    fields: dict[str, Any]
    item: BankItem | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the bank would do. Raises BadInput when no sheet has questions and keys."""
    reading = Reading("bank", book, answers)
    topics = {names.compared(one.title): one for one in Topic.objects.filter(group=None).order_by("year")}
    county = Unit.objects.filter(kind=UnitKind.COUNTY).first()
    there = {one.same: one for one in BankItem.objects.in_use().filter(unit=county).select_related("thing", "topic")} if county else {}
    seen: dict[str, Line] = {}
    for sheet, header in open_sheets(reading, tables.BANK):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.BANK):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _row(reading, header, line, cells, topics)
            if line.action == REFUSED:
                continue
            same = items.same_stem(line.plan.fields["text"])[:200]
            if same in seen:
                reading.refuse(line, "item.twice", header, "text", cells["text"], at=[seen[same].sheet, seen[same].row])
                continue
            seen[same] = line
            _compare(line, there.get(same))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    reading.numbers |= {kind: sum(one["kind"] == kind for one in good) for kind in items.ItemKind.values}
    reading.sort()
    return reading


def _options(cells: dict[str, str]) -> list[str]:
    """The options of a row: those of the columns up to the last that says something, or those of the one cell."""
    several = [cells.get(letter, "").strip() for letter in items.LETTERS]
    while several and not several[-1]:
        several.pop()
    return several or (items.split_options(cells["options"]) if cells.get("options", "").strip() else [])


def _row(reading: Reading, header: Header, line: Line, cells: dict[str, str], topics: dict[str, Topic]) -> None:
    text, options, written = cells["text"].strip(), _options(cells), cells.get("key", "")
    if not options:
        text, options = items.options_inside(text)
    named = cells.get("kind", "")
    kind = items.read_kind(named) if named else items.read_kind(line.sheet) or items.guess_kind(written, options)
    line.says = [text[:60], str(items.ItemKind(kind).label) if kind else named, written]
    try:
        for words in (text, *options, written, *(cells.get(name, "") for name in ("basis", "topic", "difficulty"))):
            names.stored(words)
    except names.UnseenSign:
        return reading.refuse(line, "text.long", header, "text", cells["text"], most=items.MOST_TEXT)
    if kind is None:
        return reading.refuse(line, "item.kind", header, "kind" if named else "key", named or written)
    if not named and items.read_kind(line.sheet) is None:
        reading.note(CHECK, line.sheet, line.row, "item.kind_read", header, "key", written, kind=str(items.ItemKind(kind).label))
    key = items.read_key(written, kind, options) if written.strip() else ""
    if key is None:
        return reading.refuse(line, "item.key", header, "key", written)
    kept = options if kind in items.CHOICES else []
    for fault in items.faults(kind, text, kept, key):
        column = {"text": "text", "long": "text", "options.few": "options", "options.same": "options"}.get(fault, "key")
        return reading.refuse(line, f"item.{fault}", header, column if column in header.columns else "A" if column == "options" else column, written if column == "key" else "、".join(options)[:120])
    if "" in kept:
        return reading.refuse(line, "item.options.gap", header, items.LETTERS[kept.index("")], "")
    for column, most in (("basis", 200), ("topic", 100), ("difficulty", 20), ("explanation", 2000)):
        if len(cells.get(column, "")) > most:
            reading.note(CELL, line.sheet, line.row, "item.cut", header, column, cells[column], most=most)
    topic = topics.get(names.compared(cells.get("topic", "")))
    line.plan = ItemPlan(
        {
            "kind": kind, "text": text, "options": kept, "key": key, "explanation": cells.get("explanation", "").strip()[:2000], "basis": names.stored(cells.get("basis", ""))[:200], "topic": topic,
            "topic_text": "" if topic else names.stored(cells.get("topic", ""))[:100], "difficulty": names.stored(cells.get("difficulty", ""))[:20],
        }
    )  # fmt: skip


def _compare(line: Line, there: BankItem | None) -> None:
    """A question that is in the bank already: what the sheet says otherwise, where it says anything. Columns that the sheet leaves empty change nothing."""
    plan: ItemPlan = line.plan
    plan.item = there
    if there is None:
        line.action = NEW
        return
    plan.changes = {name: new for name in COMPARED if (new := plan.fields[name]) not in ("", [], None) and _plain(getattr(there, name)) != _plain(new) and not (name == "text" and items.same_stem(new) == there.same)}
    line.action = CHANGED if plan.changes else SAME
    line.changes = [(tables.BANK[{"options": "A"}.get(name, {"topic_text": "topic"}.get(name, name))].heading, _said(getattr(there, name)), _said(new)) for name, new in plan.changes.items()]


def _plain(given: Any) -> Any:
    return as_read(given) if isinstance(given, str) else [_plain(one) for one in given] if isinstance(given, list) else given


def _said(given: Any) -> str:
    return "；".join(given) if isinstance(given, list) else str(given or "")


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
        given = {name: value for name, value in fields.items() if name not in ("key", "basis")} | {"solution": fields["key"], "stands_at": fields["basis"]}
        if plan.item is None:
            add_bank_item(actor, county, **given)
        else:
            correct_bank_item(actor, plan.item, **given)
