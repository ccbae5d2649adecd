"""A unit whose workbook it is, and who imports it for whom: each row goes through the form of an
act, recorded for whoever of the unit decides it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.forms import CHINESE, ENGLISH, Unreadable, typed
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deciders import BASIS, WHO
from zhixing.foundation.machinery.door import Order, carry_out
from zhixing.foundation.machinery.errors import BadInput, Refusal
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.recording import Hands
from zhixing.foundation.machinery.registry import Holdings, holdings
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.people.models import Appointment, Person

from ..notes import CHECK
from ..reading import CHANGED, NEW, Reading
from .rows import Row, RowRefused, refused, said

ENDS = frozenset({"due"})  # a deadline may be a month: its end. What happens has a day

FIRST = {G.SECRETARY: 0, G.LEADER: 1, G.DEPUTY: 2, G.MEMBER: 3}

AT_UNIT = {R.CLERK: 0, R.RESPONSIBLE: 1}


@dataclass
class Scope:
    """A unit whose workbook it is, and who imports it for whom."""

    actor: Actor
    unit: Unit
    group: StudyGroup | None
    on: dt.date
    basis: str = ""
    year: int = 0  # which the workbook is of, where it says so
    again: bool = False  # this very file has come in before
    befores: list[Any] = field(
        default_factory=list
    )  # what was changed about people, as it stood (``Reading.befores``)
    held: dict[str | None, Holdings] = field(default_factory=dict)
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

    def decider(self, doing: AnyAct, thing: Any, *first: Any) -> Any:
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

    def _held(self, person: Actor) -> Holdings:
        if person.pk not in self.held:
            self.held[person.pk] = holdings(person)
        return self.held[person.pk]

    def do(
        self,
        doing: AnyAct,
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


def warn(row: Row, doing: AnyAct, thing: Any) -> None:
    """Keep what the act's page would say first; what a later act of the row says of it counts."""
    warns = doing.warns
    warning = warns(thing) if warns is not None else None
    if warns is None or warning is None:
        return
    words = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            words.append(str(warns(thing)))
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
