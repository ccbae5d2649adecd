"""The problem ledger (整改台账): each row in the state its own words say; struck-off rows are
closed before Zhixing and in no rate.
"""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.reading import REFUSED, Line, Reading, open_sheets
from zhixing.foundation.kits.intake.standing import Standing
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery.refusals import Common

from ..rules import State
from .cells import Reader
from .comparing import compare
from .existing import Existing
from .rows import Written
from .table import LEDGER
from .updating import LedgerReading, rehearse


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> LedgerReading:
    """What the ledger would do.

    Raises BadInput when no sheet is a ledger, or the day of receipt has not come yet.
    """
    if answers.received_on is not None and answers.received_on > on:
        raise Common.DAY_FUTURE("received_on")
    reading = LedgerReading("ledger", book, answers)
    reading.asks_received = True
    reader = Reader(reading, standing, on)
    state_words = {state: str(word) for state, word in State.choices}
    rows: list[Written] = []
    for sheet, header in open_sheets(reading, LEDGER):
        before = len(reading.lines)
        for number, cells in reading.read_rows(sheet, header, LEDGER):
            line = Line(sheet.name, number)
            reading.lines.append(line)
            reader.read(line, header, cells)
            if line.action != REFUSED:
                rows.append(Written(line, header, cells))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    reading.updates = compare(reading, rows, Existing.of(rows))
    rehearse(reading.updates, reading, on)
    reading.on = on
    reading.settle()
    for row in rows:
        row.line.says.append(state_words[row.line.plan.fields["state"]])
    _count_for_facts(reading)
    reading.sort()
    return reading


def _count_for_facts(reading: Reading) -> None:
    """What is good to know before importing."""
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    shelving = [row for row in good if row["standing"] and row["state"] == State.IN_PROGRESS]
    reading.numbers |= {
        "closed_before": sum(row["closed_before"] for row in good),
        "contradictory": sum(row["contradictory"] for row in good),
        "open": sum(not row["closed_before"] for row in good),
        "as_text": sum(bool(row["person_text"]) for row in good),
        "shelving": len(shelving),
    }
