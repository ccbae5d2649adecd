"""The question bank of an office: items with their keys, in whatever layout it is kept.

Three layouts are read: a column for each option; all options in one cell; question and options in
one cell. The kind stands in a column, is the name of the sheet, or is told by options and key (then
it is said).
"""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.notes import CELL, CHECK
from zhixing.foundation.kits.intake.reading import REFUSED, Line, Reading, open_sheets
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
            if line.action != REFUSED and not _refuse_if_asked_above(
                reading, header, line, cells, seen
            ):
                compare(reading, header, line, cells, bank)
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


def _read_row(
    reading: Reading, header: Header, line: Line, cells: dict[str, str], topics: dict[str, Topic]
) -> None:
    text, options, written = cells["text"].strip(), options_of(cells), cells.get("key", "")
    if not options:
        text, options = items.options_inside(text)
    named = cells.get("kind", "")
    kind = (
        items.read_kind(named)
        if named
        else items.read_kind(line.sheet) or items.guess_kind(written, options)
    )
    line.says = [text[:60], str(items.ItemKind(kind).label) if kind else named, written]
    unseen = column_with_unseen_sign(cells)
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
        column = column_of_fault(faults[0], header, text, used_options)
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
