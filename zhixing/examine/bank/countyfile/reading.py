"""The question bank of an office: items with their keys, in whatever layout it is kept.

Three layouts are read: a column for each option; all options in one cell; question and options in
one cell. The kind stands in a column, is the name of the sheet, or is told by options and key (then
it is said).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.notes import CELL, CHECK
from zhixing.foundation.kits.intake.reading import REFUSED, LeftOut, Line, Reading, open_sheets
from zhixing.foundation.kits.intake.standing import Standing
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.topics.models import Topic

from .. import rules as items
from .comparing import InBank, ItemPlan, answer_of, compare
from .layouts import column_of_fault, column_with_unseen_sign, options_of
from .table import BANK


def read(book: Workbook, answers: Answers, _standing: Standing, _on: dt.date) -> Reading:
    """What the bank would do. Raises BadInput when no sheet has questions and keys."""
    reading = Reading("bank", book, answers)
    topics = {
        names.compared(topic.title): topic
        for topic in Topic.objects.filter(group=None).order_by("year")
    }
    bank = InBank.load()
    seen: dict[str, Line] = {}
    for sheet, header in open_sheets(reading, BANK):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, BANK):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _read_row(reading, header, line, cells, topics)
            if line.action == REFUSED or _is_asked_above(reading, header, line, cells, seen):
                continue
            compare(reading, header, line, cells, bank)
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    kinds = Counter(fields["kind"] for fields in good)
    reading.numbers |= {kind: kinds[kind] for kind in items.ItemKind.values}
    reading.sort()
    return reading


def _is_asked_above(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], seen: dict[str, Line]
) -> bool:
    """Whether the file asks this above already, so that the row is refused. With another answer it
    is said: nobody knows here which one is right.
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


def _read_row(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], topics: dict[str, Topic]
) -> None:
    """Put the item of a row on its line, or refuse it at the column that is to blame."""
    text, options, written = cells["text"].strip(), options_of(cells), cells.get("key", "")
    if not options:
        text, options = items.options_inside(text)
    named = cells.get("kind", "")
    kind = _kind(line, named, written, options)
    line.says = [text[:60], str(items.ItemKind(kind).label) if kind else named, written]
    try:
        _refuse_unseen_signs(cells)
        if kind is None:
            raise LeftOut("item.kind", "kind" if named else "key", named or written)
        if not named and items.read_kind(line.sheet) is None:
            word = str(items.ItemKind(kind).label)
            reading.remark(CHECK, line, "item.kind_read", header, "key", written, kind=word)
        used_options = options if kind in items.CHOICES else []
        key = _key(header, cells, kind, text, options)
    except LeftOut as fault:
        reading.refuse(line, fault.code, header, fault.column, fault.written)
        return
    _tell_cuts(reading, header, line, cells)
    question = {"kind": kind, "text": text, "options": used_options, "key": key}
    line.plan = ItemPlan(question | _beside(cells, topics))


def _kind(line: Line, named: str, key: str, options: list[str]) -> str | None:
    """The kind of item: as its cell says, its sheet is called, or options and key tell."""
    if named:
        return items.read_kind(named)
    return items.read_kind(line.sheet) or items.guess_kind(key, options)


def _refuse_unseen_signs(cells: dict[str, str]) -> None:
    """Raises LeftOut."""
    column = column_with_unseen_sign(cells)
    if column:
        raise LeftOut("text.unseen", column, cells[column])


def _key(header: Header, cells: dict[str, str], kind: str, text: str, options: list[str]) -> str:
    """The key of a question that is whole. Raises LeftOut."""
    written = cells.get("key", "")
    key = items.read_key(written, kind, options) if written.strip() else ""
    if key is None:
        raise LeftOut("item.key", "key", written)
    used_options = options if kind in items.CHOICES else []
    faults = items.faults(kind, text, used_options, key)
    if faults:
        column = column_of_fault(faults[0], header, text, used_options)
        raise LeftOut(f"item.{faults[0]}", column, cells.get(column, ""))
    if "" in used_options:
        raise LeftOut("item.options.gap", items.LETTERS[used_options.index("")])
    return key


# columns of which what is too long is cut off, and how long they may be
MOST = {"basis": 200, "topic": 100, "difficulty": 20, "explanation": 2000}
SHORT = ("basis", "topic", "difficulty")  # lines


def _tell_cuts(reading: Reading, header: Header, line: Line, cells: dict[str, str]) -> None:
    for column, most in MOST.items():
        text = cells.get(column, "")
        if len(text) > most:
            reading.remark(CELL, line, "item.cut", header, column, text, most=most)


def _beside(cells: dict[str, str], topics: dict[str, Topic]) -> dict[str, Any]:
    """What stands beside the question."""
    topic = topics.get(names.compared(cells.get("topic", "")))
    words = {name: names.stored(cells.get(name, ""))[: MOST[name]] for name in SHORT}
    return {
        "explanation": cells.get("explanation", "").strip()[: MOST["explanation"]],
        "basis": words["basis"],
        "topic": topic,
        "topic_text": "" if topic else words["topic"],
        "difficulty": words["difficulty"],
    }
