"""The county's annual plan: required topics for all groups. It makes no group's plan; a group
drafts its own from them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import chain

from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.notes import CELL, CHECK
from zhixing.foundation.kits.intake.reading import REFUSED, LeftOut, Line, Reading, open_sheets
from zhixing.foundation.kits.intake.standing import Standing, which_unit
from zhixing.foundation.kits.intake.words import split
from zhixing.foundation.kits.workbooks.reading import Sheet, Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit

from .comparing import compare_all
from .months import read_months, year_in, years_of_months
from .table import PLAN
from .topics import TopicPlan

EMPTY = ("materials", "question", "research_subject", "forms", "lead")


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
    sheets = open_sheets(reading, PLAN)
    above = chain.from_iterable(sheet.rows[: header.row] for sheet, header in sheets)
    named = year_in(chain.from_iterable(above))
    year = answers.year or named or (on.year if answers.guess else None)
    reading.numbers["year"] = year or 0
    reader = Reader(reading, standing, categories(on), year, named is None)
    rows: list[tuple[Line, Header]] = []
    for sheet, header in sheets:
        before = len(reading.lines)
        for number, cells in reading.read_rows(sheet, header, PLAN):
            line = Line(sheet.name, number)
            reading.lines.append(line)
            reader.read(line, header, cells)
            if line.plan is not None:
                columns = reading.columns.get((sheet.name, number), header.columns)
                line.plan.counting = _counting_columns(sheet, number, columns, cells)
            if line.action != REFUSED:
                rows.append((line, header))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    compare_all(reading, rows)
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
        months = read_months(texts["months"])
        if months is None:
            raise LeftOut("months.unreadable", "months", texts["months"])
        year = self._year(texts.get("year", ""), texts["months"])
        category = self.categories.get(names.compared(texts.get("category", "")), "")
        if texts.get("category") and not category:
            self.reading.remark(
                CHECK, line, "category.unknown", header, "category", texts["category"]
            )
        for column in EMPTY:
            if column in header.columns and not texts.get(column):
                self.reading.remark(CHECK, line, "cell.empty", header, column, "")
        leads = self._leads(line, header, texts.get("lead", ""))
        fields = {
            "first_month": months[0],
            "last_month": months[1],
            "category": category,
            "category_text": "" if category else texts.get("category", ""),
            "materials": split(texts.get("materials", ""), "；;"),
            "question": texts.get("question", ""),
            "research_subject": texts.get("research_subject", ""),
            "forms": split(texts.get("forms", ""), "+＋、，,"),
        }
        return TopicPlan(texts["title"], year, fields, leads)

    def _texts(self, cells: dict[str, str]) -> dict[str, str]:
        """Each cell as it is stored."""
        texts = {}
        for column, text in cells.items():
            stores = lines if PLAN[column].kind == "long" else names.stored
            try:
                texts[column] = stores(text)
            except names.UnseenSign as fault:
                raise LeftOut("sign.unseen", column, text, sign=fault.sign) from fault
        return texts

    def _year(self, cell: str, months: str) -> int:
        """The year of the row; the months may name one too, and not another one."""
        named = years_of_months(months)
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
        for name in split(cell):
            unit, decided = which_unit(self.reading, self.standing, name, line)
            if not decided:
                raise LeftOut("unit.asked", "lead", name, name=name)
            if unit is None:
                self.reading.remark(CELL, line, "unit.left", header, "lead", name, name=name)
            elif unit not in leads:
                leads.append(unit)
        return leads


def lines(text: str) -> str:
    """Several lines, each as a name is stored. Raises UnseenSign."""
    return "\n".join(names.stored(line) for line in text.replace("\r", "").split("\n")).strip()
