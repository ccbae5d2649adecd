"""What the county holds already, and which unit a name of a file means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Alias, Unit, UnitKind
from zhixing.foundation.spine.people.models import Person

from .answers import Answers, Question
from .notes import place
from .reading import Line, Reading
from .refusals import Refused
from .roster.asking import known_roles


@dataclass
class Standing:
    """What the county holds already, read with a fixed number of queries. Empty: a county that is
    just beginning.
    """

    units: dict[str, Unit] = field(default_factory=dict)  # compared name or alias -> unit
    by_code: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, StudyGroup] = field(default_factory=dict)  # unit code -> group
    people: dict[str, list[Person]] = field(default_factory=dict)  # compared name -> people
    # group code -> roles in force
    members: dict[str, list[Membership]] = field(default_factory=dict)
    # a writing of a role that somebody has explained -> its code
    roles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, on: dt.date, people: bool = True) -> Standing:
        """Six queries, whatever the size of the county."""
        standing = cls()
        for unit in Unit.objects.active().select_related("thing"):
            standing.by_code[unit.pk] = unit
            standing.units[names.compared(unit.name)] = unit
        for alias in Alias.objects.all():
            if alias.unit_id in standing.by_code:
                standing.units.setdefault(
                    names.compared(alias.name), standing.by_code[alias.unit_id]
                )
        for group in StudyGroup.objects.active().select_related("thing"):
            standing.groups[group.unit_id] = group
        if people:
            standing.roles = known_roles()
            for person in Person.objects.active():
                standing.people.setdefault(names.compared(person.name), []).append(person)
            for membership in Membership.objects.in_force(on).filter(stands_in=False):
                standing.members.setdefault(membership.group_id, []).append(membership)
        return standing

    def unit(self, name: str) -> Unit | None:
        return self.units.get(names.compared(name))


def shortened(name: str, other: str) -> bool:
    """One of the two names is the other with signs left out: 县工信局 of 县工业和信息化局."""
    short, long = sorted((names.compared(name), names.compared(other)), key=len)
    rest = iter(long)
    return bool(short) and all(sign in rest for sign in short)


def which_unit(
    reading: Reading, standing: Standing, name: str, line: Line, *, likely: bool = True
) -> tuple[Unit | None, bool]:
    """(unit, decided). Known by name or alias, or by an answer; otherwise a question is asked once
    for the name.

    ``likely=False`` (roster, where an unknown unit is a new one): only a name that is a shortened
    form of another one is asked about.
    """
    known = standing.unit(name)
    key = names.compared(name)
    if known is not None or key in reading.strangers:
        return known, True
    question = reading.questions.get(key) or _question(reading, standing, name, likely)
    if question is None:
        reading.strangers.add(key)
        return None, True
    reading.questions[key] = question
    question.places.append(place(line.sheet, line.row))
    if question.chosen is None:
        return None, False
    return (standing.by_code[question.chosen], True) if question.chosen else (None, True)


def _question(reading: Reading, standing: Standing, name: str, likely: bool) -> Question | None:
    """Which unit a name means, with what was answered; None where it is like no unit."""
    units = standing.by_code.values()
    codes = {unit.name: unit.pk for unit in units if unit.kind != UnitKind.COUNTY}
    close = [long_name for long_name in codes if shortened(name, long_name)]
    if likely:
        others = names.candidates(name, codes, most=4)
        close += [long_name for long_name in others if long_name not in close]
    if not close:
        return None
    question = Question(name, [(codes[long_name], long_name) for long_name in close[:5]])
    question.chosen = _answer(reading.answers, name)
    if question.chosen is None and reading.answers.guess and shortened(name, close[0]):
        question.chosen = codes[close[0]]
    if question.chosen and question.chosen not in standing.by_code:
        raise Refused.ALIAS_UNKNOWN(wrong=question.chosen[:40])
    return question


def _answer(answers: Answers, name: str) -> str | None:
    """What was answered about a name, in whichever writing."""
    key = names.compared(name)
    codes = (code for writing, code in answers.aliases.items() if names.compared(writing) == key)
    return next(codes, None)
