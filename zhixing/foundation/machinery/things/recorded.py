"""What somebody else decides next and the reader may put on record for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..act import AnyAct
from ..actors import Actor
from ..recording import Seated, is_secretary, may_record_for
from .models import ThingRow
from .turns import Turn

RECORD = "record_for"  # name of the button


class Recorded(NamedTuple):
    """Which act is recorded for whom. ``is_first``: it is the reader's daily work, as that of the
    secretary of the group; an office only may.
    """

    act: AnyAct
    label: str
    decider: str
    is_first: bool


def recorded_for(person: Actor, row: ThingRow, turns: Sequence[Turn]) -> Recorded | None:
    """The first of what is asked of others that this person may record; no query."""
    first = is_secretary(person, row.thing.group_id) if turns else False
    for turn in turns:
        if person.pk not in turn.people and _may_record(person, row, turn):
            facts = {"name": turn.names[0], "what": turn.label}
            label = _("Record for %(name)s: %(what)s") % facts
            return Recorded(turn.act, label, turn.people[0], first)
    return None


def _may_record(person: Actor, row: ThingRow, turn: Turn) -> bool:
    """For the nearest of those who are asked."""
    decider = Seated(turn.people[0], turn.names[0])
    group = row.thing.group_id
    held = turn.roll.held_by(decider.pk, {group: row.thing.place} if group else {})
    return may_record_for(turn.act, person, row, decider, held)
