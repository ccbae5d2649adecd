"""Who may record an act for whom: one rule for the act, its form (the people offered), the API, the
command line and the workbook.

Whether the decider may decide is the act's ``may``. Here it is asked of the typist: a study
secretary records what the people of the own group decide as that group; the office what people at
and below its unit decide there. Nobody records upwards. An act that checks a unit's work
(``checks``) is never typed by anybody of that unit, and one that asks for two recorders
(``two_recorders``) not by whoever typed the step before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from .actors import Actor
from .may import follow
from .registry import Holdings, holdings, holdings_of, recorder_roles

if TYPE_CHECKING:
    from .act.openness import Openness


@dataclass(frozen=True)
class Hands:
    """Who types and who decided, each with what they hold."""

    typist: Actor
    decider: Actor
    typing: Holdings
    deciding: Holdings

    @property
    def same(self) -> bool:
        return self.typist.pk == self.decider.pk


def may_record(act: Openness, row: Any, hands: Hands) -> bool:
    """The typist may put on record what the decider decided on this row. An act that is done on
    nothing is done by whoever types it.
    """
    if row is None:
        return False
    if act.may_record is not None and not act.may_record.allows(hands.typist, row, hands.typing):
        return False
    if hands.decider.system or not hands.decider.active or checks_own(act, row, hands):
        return False
    return _as_office(act, row, hands) or _as_secretary(act, row, hands)


def checks_own(act: Openness, row: Any, hands: Hands) -> bool:
    """The act checks the work of the typist's own unit."""
    unit = follow(row, act.checks) if act.checks else None
    if unit is None:
        return False
    return _home(hands.typist).startswith(unit.path) or any(
        path.startswith(unit.path) for path in hands.typing.everywhere()
    )


def _as_office(act: Openness, row: Any, hands: Hands) -> bool:
    """The thing is at or below the office's unit, and so is what the decider decides it by."""
    paths = [path for path in _office_paths(hands.typing) if row.thing.place.startswith(path)]
    return any(
        _decides(
            act,
            row,
            hands.decider,
            hands.deciding.within(path),
            _home(hands.decider).startswith(path),
        )
        for path in paths
    )


def _as_secretary(act: Openness, row: Any, hands: Hands) -> bool:
    """The decider is of the secretary's group, and decides it as that group or, on a thing of the
    group, as oneself.
    """
    groups = _secretary_groups(hands.typing) & hands.deciding.group_codes()
    return any(
        _decides(act, row, hands.decider, hands.deciding.in_group(code), _is_of(row, code))
        for code in groups
    )


def _decides(act: Openness, row: Any, decider: Actor, held: Holdings, as_oneself: bool) -> bool:
    """May do it by this part of what they hold; what needs no role, only where they are one of
    those the recorder records for.
    """
    return act.may.allows(decider, row, held) and (
        as_oneself or not act.may.allows(decider, row, Holdings())
    )


def _is_of(row: Any, group: str) -> bool:
    return bool(row.thing.group_id == group or group in row.partner_codes)


def _home(person: Actor) -> str:
    return person.unit.path if person.unit is not None else ""


def _office_paths(held: Holdings) -> frozenset[str]:
    return held.paths(*recorder_roles["unit"]) if recorder_roles["unit"] else frozenset()


def _secretary_groups(held: Holdings) -> frozenset[str]:
    return held.group_codes(*recorder_roles["group"]) if recorder_roles["group"] else frozenset()


@dataclass(frozen=True)
class Seated:
    """Somebody as far as a roll tells who holds what: a name, and no home."""

    pk: str
    name: str
    system: str = ""
    active: bool = True
    unit: None = None


def may_record_for(act: Openness, typist: Actor, row: Any, decider: Seated, held: Holdings) -> bool:
    """Whether the typist may record this act for somebody of whom only what they hold here is
    known. No query, but for an act that asks for other hands than an earlier step. Whoever decides
    as oneself, without a role, is not known well enough and is left to ``people``.
    """
    if act.inner_only or row is None:
        return False
    hands = Hands(typist, decider, holdings(typist), held)  # type: ignore[arg-type]  # no home is read as none
    return may_record(act, row, hands) and act.refusal(row, hands, act.steps_before(row)) is None


def is_secretary(typist: Actor, group: str | None) -> bool:
    """Whether the typist records what the people of this group decide."""
    return group in _secretary_groups(holdings(typist))


def people(act: Openness, typist: Actor | None, row: Any) -> list[Any]:
    """Whom the typist may record this act for on this row, by name: exactly those the act would
    accept. Few queries, whatever the number of people.
    """
    if typist is None or typist.pk is None or row is None or act.inner_only:
        return []
    typing = holdings(typist)
    if not _office_paths(typing) and not _secretary_groups(typing):
        return []
    everybody = apps.get_model("people", "Person")._base_manager
    inquestion = everybody.filter(act.may.people(row), active=True, system="").exclude(pk=typist.pk)
    candidates = list(inquestion.select_related("unit").order_by("name", "pk"))
    held, before = holdings_of(candidates), act.steps_before(row)
    hands = [Hands(typist, person, typing, held[person.pk]) for person in candidates]
    return [pair.decider for pair in hands if act.refusal(row, pair, before) is None]
