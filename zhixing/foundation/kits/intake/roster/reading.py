"""The roster: units, their study groups, their people with roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import joined
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.rules import person_name

from ..answers import Answers
from ..notes import CELL, CHECK, INCOMPLETE
from ..reading import REFUSED, Line, Reading, open_sheets
from ..standing import Standing, which_unit
from .alike import ask_units_alike
from .asking import role_of
from .groups import check_groups
from .names import name_fault
from .people import merge_people
from .phones import read_phone
from .plans import PersonPlan, RowPlan, UnitPlan
from .roles import Roles
from .table import ROSTER

MOST = {"name": 60, "post": 100, "unit": 100, "role": 200}


def read(book: Workbook, answers: Answers, standing: Standing, _on: dt.date) -> Reading:
    """What the roster would do. Raises BadInput when no sheet is a roster."""
    reading = Reading("roster", book, answers)
    units: dict[str, UnitPlan] = {}
    for sheet, header in open_sheets(reading, ROSTER):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, ROSTER):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _read_row(reading, standing, units, line, header, cells)
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    ask_units_alike(reading, standing, units)
    merge_people(reading, standing)
    check_groups(reading, standing, units)
    _count_for_facts(reading, units)
    reading.sort()
    return reading


def _count_for_facts(reading: Reading, units: dict[str, UnitPlan]) -> None:
    """What is good to know before importing."""
    good = [line for line in reading.lines if line.action != REFUSED]
    people = {id(line.plan.who): line.plan.who for line in good}
    incomplete = {note.params["unit"] for note in reading.notes if note.what == INCOMPLETE}
    reading.numbers |= {
        "people": len(people),
        "groups": len(units),
        "complete": len(units) - len(incomplete),
        "twice": len(good) - len(people) - sum(line.doubled for line in good),
        "new_units": sum(plan.unit is None for plan in units.values()),
        "new_groups": sum(plan.group is None for plan in units.values()),
        "new_people": sum(plan.person is None for plan in people.values()),
    }


def _read_row(
    reading: Reading,
    standing: Standing,
    units: dict[str, UnitPlan],
    line: Line,
    header: Header,
    cells: dict[str, str],
) -> None:
    words = _stored_words(reading, line, header, cells)
    if words is None:
        return
    unit, name = words["unit"], words["name"]
    line.says = [name, cells["role"], unit]
    roles = _roles(
        reading, standing, line, header, words | {"role": words["role"] and cells["role"]}
    )
    if roles is None:
        return
    known, decided = which_unit(reading, standing, unit, line, likely=False)
    if not decided:
        reading.refuse(line, "unit.asked", header, "unit", unit, name=unit)
        return
    phone = _phone(reading, line, header, cells.get("phone", ""))
    plan = _unit_plan(units, standing, known, unit)
    plan.lines.append(line)
    who = PersonPlan(name, phone, words["post"], plan, line)
    line.plan = RowPlan(plan, who, roles.codes, words["post"])


def _roles(
    reading: Reading, standing: Standing, line: Line, header: Header, words: dict[str, str]
) -> Roles | None:
    """The roles of somebody of a unit; None where the row is refused, for them or for another
    cell: then how they were read is not said.
    """
    faults = list(_faults(words, standing))
    for code, column in faults:
        reading.refuse(line, code, header, column, words[column])
    if any(code == "name.vacant" for code, _column in faults):
        return None  # a post that nobody has needs no role
    before = len(reading.notes)
    roles = role_of(reading, standing.roles, words["role"], line, header)
    if faults and roles is not None:
        del reading.notes[before:]
    return None if faults else roles


def _unit_plan(
    units: dict[str, UnitPlan], standing: Standing, known: Unit | None, name: str
) -> UnitPlan:
    """The unit of a row, which other rows may have named already."""
    if known is None:
        return units.setdefault(names.compared(name), UnitPlan(name))
    return units.setdefault(known.pk, UnitPlan(known.name, known, standing.groups.get(known.pk)))


def _stored_words(
    reading: Reading, line: Line, header: Header, cells: dict[str, str]
) -> dict[str, str] | None:
    """Unit, name, post and role as they are kept; None when one of them can not be, which is said
    at its own column.
    """
    clean = {"unit": lambda text: joined(names.stored(text)), "name": person_name}
    words = {}
    for column in ("unit", "name", "post", "role"):
        text = cells.get(column, "")
        try:
            words[column] = clean.get(column, names.stored)(text)
        except names.UnseenSign:
            reading.refuse(line, "text.unseen", header, column, text)
            return None
        if len(words[column]) > MOST[column]:
            reading.refuse(line, "text.long", header, column, text, most=MOST[column])
            return None
    return words


def _faults(words: dict[str, str], standing: Standing) -> Iterator[tuple[str, str]]:
    """(code, column) of all that keeps a row from being somebody of a unit.

    A name that stands here already is one, however it reads.
    """
    unit, name = words["unit"], words["name"]
    if not unit:
        yield "unit.missing", "unit"
    elif standing.unit(unit) is None and not any(map(str.isalpha, unit)):
        yield "name.none", "unit"
    if not name:
        yield "name.missing", "name"
    elif names.compared(name) not in standing.people and name_fault(name):
        yield name_fault(name), "name"


def _phone(reading: Reading, line: Line, header: Header, written: str) -> str:
    """The telephone of a cell; what is to be said about it is."""
    phone = read_phone(written)
    if phone.code:
        what = CHECK if phone.number else CELL
        reading.remark(what, line, phone.code, header, "phone", written, **phone.params)
    return phone.number
