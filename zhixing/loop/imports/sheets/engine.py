"""What a sheet of the workbook of a unit is, and how its rows are carried out: each through the
form of an act, recorded for whoever of the unit decides it.

A sheet says what stands there now (``now``) and what a row does (``take``). The dry run is a
rehearsal of the import: the same acts, undone at the end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.foundation.kits.workbooks.forms import (
    CHINESE,
    ENGLISH,
    Unreadable,
    both,
    day,
    one_of,
    time,
    typed,
)
from zhixing.foundation.kits.workbooks.tables import Field, Header, Table
from zhixing.foundation.kits.workbooks.values import as_read, plain, read_number, read_yes
from zhixing.foundation.machinery.act import Act
from zhixing.foundation.machinery.deciders import BASIS, WHO
from zhixing.foundation.machinery.door import Order, carry_out
from zhixing.foundation.machinery.errors import BadInput, Refusal
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.recording import Hands
from zhixing.foundation.machinery.registry import Holdings, holdings
from zhixing.foundation.machinery.rehearsal import attempt
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Appointment, Person
from zhixing.foundation.spine.people.roles import RoleCode as R

from ..reading import CHANGED, CHECK, NEW, REFUSED, SAME, Line, Reading

UNIT = Field(
    "unit",
    ("单位", "单位名称", "所在单位", "填报单位"),
    "Unit",
    width=24,
    help=_("Only where the file holds several units."),
)
ENDS = frozenset({"due"})  # a deadline may be a month: its end. What happens has a day
FIRST = {G.SECRETARY: 0, G.LEADER: 1, G.DEPUTY: 2, G.MEMBER: 3}
AT_UNIT = {R.CLERK: 0, R.RESPONSIBLE: 1}


class RowRefused(Exception):
    """A row can not come in: (column or "", sentence in Chinese and in English) for each reason."""

    def __init__(self, *reasons: tuple[str, tuple[str, str]]) -> None:
        super().__init__()
        self.reasons = reasons
        self.kept: tuple[str, str] | None = (
            None  # what stays with the import, where the sentence names people
        )


def refused(column: str, sentence: Any, **params: Any) -> RowRefused:
    return RowRefused((column, said(sentence, params)))


def refused_naming(
    column: str, sentence: Any, params: dict[str, Any], nameless: Any, **nameless_params: Any
) -> RowRefused:
    """A refusal that names people, and what of it is kept with the import, without their names."""
    refusal = refused(column, sentence, **params)
    refusal.kept = said(nameless, nameless_params)
    return refusal


def said(sentence: Any, params: dict[str, Any] | None = None) -> tuple[str, str]:
    """A lazy sentence and its words in both languages."""
    chinese, english = both(sentence)
    return (chinese % params, english % params) if params else (chinese, english)


@dataclass
class Row:
    """One row of a sheet: where it stands, what it says, what has become of it so far."""

    line: Line
    header: Header
    cells: dict[str, str]
    untouched: bool = False  # as it was sent out: it says nothing, whatever stands here by now
    sent: dict[str, str] | None = None  # the row as it was sent out, where the file has changed it
    warnings: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # code -> what the last act warns of

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def change(self, heading: str, old: Any, new: Any) -> None:
        self.line.changes.append(
            (heading, str(old if old is not None else ""), str(new if new is not None else ""))
        )


@dataclass
class Scope:
    """A unit whose workbook it is, and who imports it for whom."""

    actor: Any
    unit: Unit
    group: StudyGroup | None
    on: dt.date
    basis: str = ""
    year: int = 0  # which the workbook is of, where it says so
    again: bool = False  # this very file has come in before
    befores: list[Any] = field(
        default_factory=list
    )  # what was changed about people, as it stood (``Reading.befores``)
    held: dict[str, Holdings] = field(default_factory=dict)
    deciders: list[Person] = field(default_factory=list)
    names: Counter[str] = field(
        default_factory=Counter
    )  # how often a name stands among the members of the file
    roles: dict[str, str] = field(
        default_factory=dict
    )  # writings of roles that somebody has explained
    fresh: set[str] = field(default_factory=set)  # sheets that made what their rows are part of

    def __post_init__(self) -> None:
        self.year = self.year or self.on.year

    def refresh(self) -> None:
        """Who decides at this unit, asked again after its members have changed: the secretary
        first, then the leader and the others, then clerks and responsible persons.
        """
        self.held.clear()
        roles = (
            self.group.memberships.in_force(self.on)
            .filter(stands_in=False, role__in=list(FIRST))
            .select_related("person")
            if self.group is not None
            else []
        )
        posts = (
            Appointment.objects.in_force(self.on)
            .filter(unit=self.unit, role__in=list(AT_UNIT))
            .select_related("person")
        )
        ordered = [
            holder.person
            for holder in sorted(
                roles, key=lambda holder: (FIRST[holder.role], holder.place, holder.pk)
            )
        ] + [
            appointment.person
            for appointment in sorted(
                posts, key=lambda appointment: (AT_UNIT[appointment.role], appointment.pk)
            )
        ]
        self.deciders = list({person.pk: person for person in ordered if person.active}.values())

    def decider(self, doing: Act, thing: Any, *first: Any) -> Any:
        """Whom the importer may record the act on the thing for: those named first, then the people
        of the unit, last the importer. None when nobody may do it.

        Where it may be recorded for nobody, it is somebody who may do it, so that the act itself
        says why not.
        """
        before, people = (
            doing.steps_before(thing),
            [
                *(who for who in first if who is not None),
                *self.deciders,
                self.actor,
            ],
        )
        refusals = [
            doing.refusal(
                thing, Hands(self.actor, person, self._held(self.actor), self._held(person)), before
            )
            for person in people
        ]
        able = [person for person in people if doing.may.allows(person, thing, self._held(person))]
        return next(
            (person for person, refusal in zip(people, refusals, strict=True) if refusal is None),
            able[0] if able else None,
        )

    def _typed(self, form: Any, name: str, cell: Any) -> Any:
        if isinstance(cell, str):
            return typed(form.fields[name], cell, self.year, ends=name in ENDS)
        return cell.pk if isinstance(cell, Model) else cell

    def _held(self, person: Person) -> Holdings:
        if person.pk not in self.held:
            self.held[person.pk] = holdings(person)
        return self.held[person.pk]

    def do(
        self,
        doing: Act,
        thing: Any,
        row: Row,
        names: dict[str, str] | None = None,
        *,
        who: Any = None,
        **cells: Any,
    ) -> Any:
        """Carry out the act through its form. ``cells``: field -> cell (text) or value of the form;
        ``names``: field -> column of the sheet where it is called otherwise.

        Raises RowRefused with the form's or the act's own sentences, each at its column.
        """
        names = names or {}
        decider = self.decider(doing, thing, who)
        if decider is None:
            raise refused(
                "",
                _("Nobody of %(unit)s may do this: %(act)s. Give somebody the role first."),
                unit=self.unit.name,
                act=doing.label,
            )
        data = self._data(form_of(doing)(person=decider, row=thing), row, names, cells)
        if decider.pk != self.actor.pk:
            data |= {WHO: decider.pk, BASIS: self.basis}
        warn(row, doing, thing)
        answer = carry_out(Order(self.actor, doing, thing, data, "import", reader=decider))
        if answer.faults:
            raise RowRefused(*_complaints(answer.form, names))
        if answer.refusal is not None:
            raise _refused_at(answer.refusal, names) from answer.refusal
        return answer.result

    def _data(
        self, form: Any, row: Row, names: dict[str, str], cells: dict[str, Any]
    ) -> dict[str, Any]:
        """The cells as the form would be sent them. Raises RowRefused."""
        data: dict[str, Any] = {}
        for name, cell in cells.items():
            if name not in form.fields and not row[name]:
                continue  # the form does not ask for it in this state, and no cell says it
            try:
                data[name] = self._typed(form, name, cell)
            except Unreadable as fault:
                raise RowRefused(
                    (names.get(name, name), said(fault.sentence, fault.params))
                ) from fault
        return {name: value for name, value in data.items() if value not in ("", None)}


def _complaints(form: Any, names: dict[str, str]) -> list[tuple[str, tuple[str, str]]]:
    """What is wrong with a form: column and sentence in both languages."""
    complaints = []
    for name, faults in form.errors.as_data().items():
        complaints += [(names.get(name, name), _of(fault)) for fault in faults]
    return complaints


def _refused_at(refusal: Refusal, names: dict[str, str]) -> RowRefused:
    """A refusal of the act, at the column it is about."""
    fields = refusal.fields if isinstance(refusal, BadInput) else {}
    at = next((names.get(name, name) for name in fields), "")
    return RowRefused((at, said(refusal.sentence, refusal.params)))


def warn(row: Row, doing: Act, thing: Any) -> None:
    """Keep what the act's page would say first; what a later act of the row says of it counts."""
    warning = doing.warns(thing) if doing.warns is not None else None
    if warning is None:
        return
    words = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            words.append(str(doing.warns(thing)))
    row.warnings[warning.code] = (words[0], words[1])


def tell_warnings(rows: Iterable[Row], reading: Reading) -> None:
    """Of rows that come in: what whoever does it on the page is told before."""
    for row in rows:
        if row.line.action not in (NEW, CHANGED):
            continue
        for chinese, english in row.warnings.values():
            line = row.line
            reading.note(
                CHECK, line.sheet, line.row, "row.said", row.header, zh=chinese, en=english
            )


def _of(fault: ValidationError) -> tuple[str, str]:
    """What a form says of a field, in both languages; the parameters give plurals their number."""
    words = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            words.append(fault.messages[0])
    return words[0], words[1]


class Sheet:
    """One sheet of the workbook: a table, what stands in it now, and what a row does."""

    name = ""
    title: Any = ""
    personal: frozenset[str] = frozenset()  # columns whose words are not kept with the import
    keys: tuple[str, ...] = ()  # columns that say which one a row is about
    once = ""  # the column of a code that no two rows may have
    also: tuple[str, ...] = ()  # columns that tell it where the first of ``keys`` is empty
    adds: frozenset[str] = frozenset()  # columns whose words are added to those that stand here
    times: frozenset[str] = frozenset()  # columns of days whose time of day is kept
    merges = True  # what stands here now can be compared with what was sent out
    tells_gone = True  # a row whose thing is gone is asked about

    def fields(self) -> Iterable[Field]:
        raise NotImplementedError

    @cached_property
    def table(self) -> Table:
        return Table(self.name, self.title, (UNIT, *self.fields()))

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        """What stands there, column -> value, in the order of the sheet."""
        raise NotImplementedError

    def words(self, row: Row) -> list[str]:
        """What the dry run shows of a row."""
        return [row[column.name] for column in self.table.fields if column.needed][:4]

    def take(self, scope: Scope, row: Row) -> str:
        """Carry the row out; answers NEW, CHANGED or SAME. Raises RowRefused."""
        raise NotImplementedError

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        """All rows of the sheet, each whole or not at all."""
        seen: dict[str, Row] = {}
        done: dict[tuple[str, ...], Row] = {}  # rows without a code, by what they are about
        for row in rows:
            code = row[self.once].upper() if self.once else ""
            if row.untouched:
                row.line.action = SAME
                seen.setdefault(code, row)
                continue
            if code and code in seen:
                self.refuse(
                    row,
                    reading,
                    refused(
                        self.once,
                        _("This code stands in row %(row)s already. A new one has no code."),
                        row=seen[code].line.row,
                    ),
                )
                continue
            if code:
                seen[code] = row
            about = () if code else self.about(row)
            if about in done:
                self._again(row, done[about], reading)
                continue
            self.one(scope, row, reading, lambda row=row: self.take(scope, row))
            if about and row.line.action in (NEW, CHANGED):
                done[about] = row

    def about(self, row: Row) -> tuple[str, ...]:
        """What a row without a code is about, comparable; empty where it does not say so."""
        if not all(as_read(row[name]) for name in self.also or self.keys):
            return ()
        names = dict.fromkeys((*self.keys, *self.also))
        return tuple(_comparable(self.table[name], as_read(row[name])) for name in names)

    def _again(self, row: Row, first: Row, reading: Reading) -> None:
        """A second row about what the file has brought above overwrites nothing."""
        named = ("unit", *self.keys, *self.also)
        other = [
            name
            for name, cell in row.cells.items()
            if cell and name not in named and not self._alike(name, cell, first[name])
        ]
        if other:
            sentence = _(
                "The same as in row %(row)s, and this cell reads otherwise. The first one counts."
            )
            self.refuse(row, reading, refused(other[0], sentence, row=first.line.row))
            return
        row.line.action, line = SAME, row.line
        column, place = (self.also or self.keys)[0], [first.line.sheet, first.line.row]
        reading.note(
            CHECK, line.sheet, line.row, "row.again", row.header, column, row[column], at=place
        )

    def _alike(self, name: str, cell: str, other: str) -> bool:
        column = self.table[name]
        return same(cell, other) or _comparable(column, cell) == _comparable(column, other)

    def one(self, scope: Scope, row: Row, reading: Reading, work: Any) -> None:
        """A row, or a row that stands for several: carried out, or refused with its reasons."""
        row.line.changes, befores = [], len(scope.befores)
        try:
            with attempt():
                row.line.action = work()
        except RowRefused as refusal:
            del scope.befores[befores:]
            self.refuse(row, reading, refusal)
        except BadInput as refusal:
            del scope.befores[befores:]
            self.refuse(row, reading, RowRefused(("", said(refusal.sentence, refusal.params))))

    def refuse(self, row: Row, reading: Reading, refusal: RowRefused) -> None:
        row.line.action, row.line.changes = REFUSED, []
        nameless = {"nameless": list(refusal.kept)} if refusal.kept else {}
        for column, (chinese, english) in refusal.reasons:
            at = column if column in row.header.columns else ""
            written = row[at] if at else ""
            more = nameless | ({"personal": True} if at in self.personal else {})
            reading.refuse(
                row.line, "row.said", row.header, at, written, zh=chinese, en=english, **more
            )


def _comparable(column: Field, cell: str) -> str:
    on = read_day(cell).day if column.kind == "day" else None
    return on.isoformat() if on else plain(cell)


def rows_of(sheet: Sheet, scope: Scope) -> list[dict[str, Any]]:
    """What the sheet shows of this unit, with nothing but text, numbers and days."""
    return [
        {name: value for name, value in line.items() if value not in (None, "")}
        for line in sheet.now(scope)
    ]


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


CLOCK = re.compile(r"\d\d:\d\d")


def _clock(cell: str) -> str:
    """A time of day as it is kept; the cell itself when it is none."""
    try:
        return time(cell)
    except Unreadable:
        return cell


def same(cell: str, value: Any) -> bool:
    """Whether a cell says what stands there: days and times in any writing, blanks at line ends
    aside.
    """
    if isinstance(value, dt.date):
        return read_day(cell, value.year).day == value
    if isinstance(value, bool | int | float) and read_number(cell) is not None:
        return read_number(cell) == value
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return _clock(cell) == value
    ours, theirs = as_read(cell), as_read(str(value or ""))
    return ours == theirs or (len(ours) < 80 and plain(ours) == plain(theirs))


__all__ = [
    "CHANGED",
    "NEW",
    "REFUSED",
    "SAME",
    "YES",
    "Row",
    "RowRefused",
    "Scope",
    "Sheet",
    "a_day",
    "a_person",
    "a_person_then",
    "differs",
    "is_yes",
    "read_cell",
    "refused",
    "refused_naming",
    "rows_of",
    "said",
    "same",
    "stands",
    "tell_warnings",
]
