"""The county's annual plan: required topics for all groups. It makes no group's plan; a group
drafts its own from them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Sheet, Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import comparable
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
    LeftOut,
    Line,
    Reading,
    Standing,
    open_sheets,
    which_unit,
)

COLUMN_OF = {
    "first_month": "months",
    "last_month": "months",
    "lead_units": "lead",
    "category_text": "category",
}
EMPTY = ("materials", "question", "research_subject", "forms", "lead")


@dataclass
class TopicPlan:
    title: str
    year: int
    fields: dict[str, Any]
    leads: list[Unit]
    topic: Topic | None = None
    counting: frozenset[str] = (
        frozenset()
    )  # columns in which the sheet says something, if only nothing
    changes: dict[str, Any] = field(default_factory=dict)


def categories(on: dt.date) -> dict[str, str]:
    """Compared name or alias of a content category -> its code, by the county's norm."""
    codes = {}
    for category in value("content.categories", on):
        for word in (category["zh"], category["en"], *category.get("aliases", [])):
            codes[names.compared(word)] = category["code"]
    return codes


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the plan would do.

    The year is the one of the row, else the one that the title names, or is asked. Raises BadInput
    when no sheet is a plan.
    """
    reading = Reading("plan", book, answers)
    sheets = open_sheets(reading, tables.PLAN)
    above = chain.from_iterable(sheet.rows[: header.row] for sheet, header in sheets)
    named = rules.year_in(chain.from_iterable(above))
    year = answers.year or named or (on.year if answers.guess else None)
    reading.numbers["year"] = year or 0
    reader = Reader(reading, standing, categories(on), year, named is None)
    rows: list[tuple[Line, Header]] = []
    for sheet, header in sheets:
        before = len(reading.lines)
        for number, cells in reading.read_rows(sheet, header, tables.PLAN):
            line = Line(sheet.name, number)
            reading.lines.append(line)
            reader.read(line, header, cells)
            if line.plan is not None:
                columns = reading.columns.get((sheet.name, number), header.columns)
                line.plan.counting = _counting_columns(sheet, number, columns, cells)
            if line.action != REFUSED:
                rows.append((line, header))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    _compare_all(reading, rows)
    reading.sort()
    return reading


def _counting_columns(
    sheet: Sheet, row: int, columns: dict[str, int], cells: dict[str, str]
) -> frozenset[str]:
    """Columns of a row that count: none that is missing, holds an error or stays hidden."""
    counting_columns = set()
    for name, at in columns.items():
        shown = sheet.rows[row - 1][at].strip() if at < len(sheet.rows[row - 1]) else ""
        if (row, at + 1) not in sheet.errors and bool(cells.get(name)) == bool(shown):
            counting_columns.add(name)
    return frozenset(counting_columns)


def _compare_all(reading: Reading, rows: list[tuple[Line, Header]]) -> None:
    """Which topics are new, changed or the same; of two with one title the first counts."""
    years = {line.plan.year for line, _header in rows}
    topics = Topic.objects.filter(year__in=years, group=None).select_related("thing")
    existing = {
        (topic.year, names.compared(topic.title)): topic
        for topic in topics.prefetch_related("lead_units")
    }
    seen: dict[Any, Line] = {}
    for line, header in rows:
        key = line.plan.year, names.compared(line.plan.title)
        if key in seen:
            first = [seen[key].sheet, seen[key].row]
            reading.refuse(line, "topic.twice", header, "title", line.plan.title, at=first)
            continue
        seen[key] = line
        _compare(line, existing.get(key))
    reading.settle()


@dataclass
class Reader:
    """Reads the rows of one plan, one by one."""

    reading: Reading
    standing: Standing
    categories: dict[str, str]
    year: int | None  # of rows that name none
    asks: bool  # no title names the year

    def read(self, line: Line, header: Header, cells: dict[str, str]) -> None:
        """Put the plan of a row on its line, or refuse it at the column that is to blame."""
        try:
            line.plan = self._plan(line, header, cells)
        except LeftOut as fault:
            self.reading.refuse(
                line, fault.code, header, fault.column, fault.written, **fault.params
            )

    def _plan(self, line: Line, header: Header, cells: dict[str, str]) -> TopicPlan:
        texts = self._texts(cells)
        line.says = [texts["title"], texts["months"], texts.get("lead", "")]
        if not texts["title"]:
            raise LeftOut("title.missing", "title")
        for column, most in (("title", 120), ("research_subject", 200), ("category", 60)):
            if len(texts.get(column, "")) > most:
                raise LeftOut("text.long", column, texts[column], most=most)
        months = rules.read_months(texts["months"])
        if months is None:
            raise LeftOut("months.unreadable", "months", texts["months"])
        year = self._year(texts.get("year", ""), texts["months"])
        category = self.categories.get(names.compared(texts.get("category", "")), "")
        if texts.get("category") and not category:
            self._note(CHECK, line, "category.unknown", header, "category", texts["category"])
        for column in EMPTY:
            if column in header.columns and not texts.get(column):
                self._note(CHECK, line, "cell.empty", header, column, "")
        leads = self._leads(line, header, texts.get("lead", ""))
        fields = {
            "first_month": months[0],
            "last_month": months[1],
            "category": category,
            "category_text": "" if category else texts.get("category", ""),
            "materials": rules.split(texts.get("materials", ""), "；;"),
            "question": texts.get("question", ""),
            "research_subject": texts.get("research_subject", ""),
            "forms": rules.split(texts.get("forms", ""), "+＋、，,"),
        }
        return TopicPlan(texts["title"], year, fields, leads)

    def _note(
        self,
        what: str,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        written: str,
        **params: Any,
    ) -> None:
        self.reading.note(what, line.sheet, line.row, code, header, column, written, **params)

    def _texts(self, cells: dict[str, str]) -> dict[str, str]:
        """Each cell as it is stored."""
        texts = {}
        for column, text in cells.items():
            stores = lines if tables.PLAN[column].kind == "long" else names.stored
            try:
                texts[column] = stores(text)
            except names.UnseenSign as fault:
                raise LeftOut("sign.unseen", column, text, sign=fault.sign) from fault
        return texts

    def _year(self, cell: str, months: str) -> int:
        """The year of the row; the months may name one too, and not another one."""
        named = rules.years_of_months(months)
        if named and not cell and self.asks:
            return named.pop()
        year = self._own_year(cell)
        if named - {year}:
            raise LeftOut("months.year", "months", months, year=year)
        return year

    def _own_year(self, cell: str) -> int:
        written = re.fullmatch(r"(\d{4})(?:\.0+)?年?度?", names.compared(cell)) if cell else None
        if cell and (written is None or not 2000 <= int(written.group(1)) <= 2100):
            raise LeftOut("year.unreadable", "year", cell)
        if written is not None:
            return int(written.group(1))
        self.reading.asks_year = self.asks
        if self.year is None:
            raise LeftOut("due.year", "year")
        return self.year

    def _leads(self, line: Line, header: Header, cell: str) -> list[Unit]:
        leads: list[Unit] = []
        for name in rules.split(cell):
            unit, decided = which_unit(self.reading, self.standing, name, line)
            if not decided:
                raise LeftOut("unit.asked", "lead", name, name=name)
            if unit is None:
                self._note(CELL, line, "unit.left", header, "lead", name, name=name)
            elif unit not in leads:
                leads.append(unit)
        return leads


def _compare(line: Line, topic: Topic | None) -> None:
    plan: TopicPlan = line.plan
    plan.topic = topic
    if topic is None:
        line.action = NEW
        return
    plan.changes = {
        name: new
        for name, new in plan.fields.items()
        if COLUMN_OF.get(name, name) in plan.counting
        and comparable(getattr(topic, name)) != comparable(new)
    }
    leads_here = {unit.pk for unit in topic.lead_units.all()}
    if "lead" in plan.counting and {unit.pk for unit in plan.leads} != leads_here:
        plan.changes["lead_units"] = plan.leads
    line.action = CHANGED if plan.changes else SAME
    line.changes = [
        (
            _heading(name),
            _in_words(getattr(topic, name) if name != "lead_units" else topic.lead_units.all()),
            _in_words(new),
        )
        for name, new in plan.changes.items()
    ]


def lines(text: str) -> str:
    """Several lines, each as a name is stored. Raises UnseenSign."""
    return "\n".join(names.stored(line) for line in text.replace("\r", "").split("\n")).strip()


def _heading(name: str) -> str:
    return tables.PLAN[COLUMN_OF.get(name, name)].heading


def _in_words(value: Any) -> str:
    """A value as the sheet would say it."""
    if isinstance(value, str | int):
        return str(value)
    return "、".join(getattr(entry, "name", str(entry)) for entry in value)


def carry_out(actor: Any, county: Unit, reading: Reading) -> None:
    """Inside the act: each topic is set, or corrected where it reads otherwise."""
    progress.steps("topics", reading.to_do)
    for line in reading.lines:
        plan: TopicPlan = line.plan
        if line.action in (NEW, CHANGED):
            progress.step()
        if line.action == NEW:
            set_topic(
                actor,
                county,
                title=plan.title,
                year=plan.year,
                lead_units=plan.leads,
                **plan.fields,
            )
        elif line.action == CHANGED:
            correct_topic(actor, plan.topic, **plan.changes)
