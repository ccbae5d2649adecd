"""The county's annual plan: required topics for all groups. It makes no group's plan; a group drafts its own from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.acts import correct_topic, set_topic
from zhixing.foundation.spine.topics.models import Topic

from . import rules, tables
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
    which_unit,
)

EMPTY = ("materials", "question", "research_subject", "forms", "lead")


@dataclass
class TopicPlan:
    title: str
    fields: dict[str, Any]
    leads: list[Unit]
    topic: Topic | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def categories(on: dt.date) -> dict[str, str]:
    """Compared name or alias of a content category -> its code, by the county's norm."""
    found = {}
    for one in value("content.categories", on):
        for word in (one["zh"], one["en"], *one.get("aliases", [])):
            found[names.compared(word)] = one["code"]
    return found


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the plan would do. The year is the one that its title names, or is asked. Raises BadInput when no sheet is a plan."""
    reading = Reading("plan", book, answers)
    known = categories(on)
    seen: dict[str, Line] = {}
    found = open_sheets(reading, tables.PLAN)
    named = rules.year_in(cell for sheet, header in found for row in sheet.rows[: header.row] for cell in row)
    year = answers.year or named or (on.year if answers.guess else None)
    reading.asks_year, reading.numbers["year"] = named is None, year or 0
    there = {names.compared(one.title): one for one in Topic.objects.filter(year=year, group=None).select_related("thing").prefetch_related("lead_units")} if year else {}
    for sheet, header in found:
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.PLAN):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _row(reading, standing, header, line, cells, known)
            if line.action == REFUSED:
                continue
            key = names.compared(line.plan.title)
            if key in seen:
                reading.refuse(line, "topic.twice", header, "title", line.plan.title, at=[seen[key].sheet, seen[key].row])
                continue
            seen[key] = line
            if year is None:
                reading.refuse(line, "due.year", header, "months", cells["months"])
                continue
            _compare(line, there.get(key))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    reading.sort()
    return reading


def _row(reading: Reading, standing: Standing, header: Header, line: Line, cells: dict[str, str], known: dict[str, str]) -> None:
    try:
        texts = {column: lines(text) if tables.PLAN[column].kind == "long" else names.stored(text) for column, text in cells.items()}
    except names.UnseenSign:
        return reading.refuse(line, "text.long", header, "title", cells["title"], most=120)
    title = texts["title"]
    line.says = [title, texts["months"], texts.get("lead", "")]
    if not title:
        return reading.refuse(line, "title.missing", header, "title")
    for column, most in (("title", 120), ("research_subject", 200), ("category", 60)):
        if len(texts.get(column, "")) > most:
            return reading.refuse(line, "text.long", header, column, texts[column], most=most)
    months = rules.read_months(texts["months"])
    if months is None:
        return reading.refuse(line, "months.unreadable", header, "months", texts["months"])
    category = known.get(names.compared(texts.get("category", "")), "")
    if texts.get("category") and not category:
        reading.note(CHECK, line.sheet, line.row, "category.unknown", header, "category", texts["category"])
    for column in EMPTY:
        if column in header.columns and not texts.get(column):
            reading.note(CHECK, line.sheet, line.row, "cell.empty", header, column)
    leads = []
    for name in rules.split(texts.get("lead", "")):
        unit, decided = which_unit(reading, standing, name, line)
        if unit is not None and unit not in leads:
            leads.append(unit)
        elif not decided:
            return reading.refuse(line, "unit.asked", header, "lead", name, name=name)
        elif unit is None:
            reading.note(CELL, line.sheet, line.row, "unit.left", header, "lead", name, name=name)
    line.plan = TopicPlan(
        title,
        {
            "first_month": months[0], "last_month": months[1], "category": category, "category_text": "" if category else texts.get("category", ""), "materials": rules.split(texts.get("materials", ""), "；;"),
            "question": texts.get("question", ""), "research_subject": texts.get("research_subject", ""), "forms": rules.split(texts.get("forms", ""), "+＋、，,"),
        },
        leads,
    )  # fmt: skip


def _compare(line: Line, there: Topic | None) -> None:
    plan: TopicPlan = line.plan
    plan.topic = there
    if there is None:
        line.action = NEW
        return
    plan.changes = {name: value for name, value in plan.fields.items() if _plain(getattr(there, name)) != _plain(value)}
    if {one.pk for one in plan.leads} != {one.pk for one in there.lead_units.all()}:
        plan.changes["lead_units"] = plan.leads
    line.action = CHANGED if plan.changes else SAME
    line.changes = [(_heading(name), _said(getattr(there, name) if name != "lead_units" else there.lead_units.all()), _said(new)) for name, new in plan.changes.items()]


def lines(text: str) -> str:
    """Several lines, each as a name is stored. Raises UnseenSign."""
    return "\n".join(names.stored(line) for line in text.replace("\r", "").split("\n")).strip()


def _plain(given: Any) -> Any:
    return as_read(given) if isinstance(given, str) else [_plain(one) for one in given] if isinstance(given, list) else given


def _heading(name: str) -> str:
    column = {"first_month": "months", "last_month": "months", "lead_units": "lead", "category_text": "category"}.get(name, name)
    return tables.PLAN[column].heading


def _said(given: Any) -> str:
    """A value as the sheet would say it."""
    if isinstance(given, str | int):
        return str(given)
    return "、".join(getattr(one, "name", str(one)) for one in given)


def carry_out(actor: Any, county: Unit, reading: Reading) -> None:
    """Inside the act: each topic is set, or corrected where it reads otherwise."""
    progress.steps("topics", reading.to_do)
    for line in reading.lines:
        plan: TopicPlan = line.plan
        if line.action in (NEW, CHANGED):
            progress.step()
        if line.action == NEW:
            set_topic(actor, county, title=plan.title, year=reading.numbers["year"], lead_units=plan.leads, **plan.fields)
        elif line.action == CHANGED:
            correct_topic(actor, plan.topic, **plan.changes)
