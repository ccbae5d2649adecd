"""What the cells of a row say: a person, a day, yes or no, what has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.forms import Unreadable, day, one_of, typed
from zhixing.foundation.kits.workbooks.values import read_yes
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.people.models import Person

from .rows import Row, RowRefused, refused, refused_naming, said
from .saying import same
from .scope import Scope
from .sheet import Sheet

YES = ("是", "否")


def is_yes(row: Row, name: str) -> bool:
    """Whether a cell says yes; empty is no. Raises RowRefused."""
    answer = read_yes(row[name]) if row[name] else False
    if answer is None:
        raise refused(name, _("Write 是 or 否."))
    return answer


def read_cell(form: Any, name: str, row: Row) -> Any:
    """What the form takes for a cell. Raises RowRefused."""
    try:
        return typed(form.fields[name], row[name])
    except Unreadable as fault:
        raise RowRefused((name, said(fault.sentence, fault.params))) from fault


def a_person(people: Iterable[Any], row: Row, name: str = "person") -> Any:
    """The one of these people that a cell names. Raises RowRefused."""
    try:
        return one_of(people, row[name])
    except Unreadable as fault:
        raise RowRefused((name, said(fault.sentence, fault.params))) from fault


def a_person_then(
    people: Iterable[Person], groups: Iterable[StudyGroup], on: dt.date, row: Row
) -> Any:
    """The one of those who were there on a day; somebody who came or went is told from a stranger.

    Raises RowRefused.
    """
    try:
        return a_person(people, row)
    except RowRefused:
        ever = Person.objects.filter(memberships__group__in=[group.pk for group in groups])
        try:
            person = one_of(ever.distinct(), row["person"])
        except Unreadable:
            person = None
        if person is None or person in people:
            raise
    raise refused_naming(
        "person",
        _("%(name)s was not in the study group on %(day)s; this row stays out."),
        {"name": person.name, "day": on.isoformat()},
        _("Not in the study group on %(day)s; this row stays out."),
        day=on.isoformat(),
    )


def a_day(scope: Scope, row: Row, name: str = "day") -> Any:
    try:
        return day(row[name], scope.year)
    except Unreadable as fault:
        raise refused(name, fault.sentence, **fault.params) from fault


def stands(row: Row, now: dict[str, Any], *columns: str) -> None:
    """Columns that a workbook does not change: where a cell says otherwise the row is refused, not
    passed over. Raises RowRefused.
    """
    for name in columns:
        if row[name] and not same(row[name], now.get(name, "")):
            raise refused(
                name, _("This is not changed by a workbook. Do it on the page of the thing.")
            )


def differs(row: Row, sheet: Sheet, now: dict[str, Any], *columns: str) -> dict[str, str]:
    """Columns whose cells say something, and something else than what stands there: column -> cell;
    each is noted as a change. Empty cells change nothing.
    """
    changed = {}
    for name in columns:
        cell, old = row[name], now.get(name, "")
        if name in row.cells and cell and not same(cell, old):
            changed[name] = cell
            row.change(sheet.table[name].heading, old, cell)
    return changed
