"""Next on the page of a thing: one line that says who does what by when, whoever reads it. The same
source as Today and the lists (``turns``).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .. import registry
from ..actors import Actor
from ..may import Known
from .models import ThingRow
from .parts import Next
from .turns import Turn, acts_on, turns_of


def turns_on(person: Actor | None, row: ThingRow) -> list[Turn]:
    """What is asked on this row, and of whom: for those whom the county knows, who may know the
    names of its people. Two queries where somebody may be asked, three where the row does not carry
    its deadline.
    """
    if not Known().allows(person, row):
        return []
    return turns_of([row])[row.pk]


def asked_of_me(person: Actor | None, turns: Sequence[Turn]) -> list[str]:
    """Names of the acts that wait for this person, the nearest deadline first."""
    key = person.pk if person is not None else None
    return [turn.act.name for turn in turns if key in turn.people]


def next_step(person: Actor | None, row: ThingRow, turns: Sequence[Turn]) -> Next | None:
    """The line for this reader: their own turn before that of others. None where nothing is to be
    said: nobody is asked on things of the kind, or not now.
    """
    if not Known().allows(person, row) or person is None:
        return None
    mine = asked_of_me(person, turns)
    ordered = sorted(turns, key=lambda turn: turn.act.name not in mine)
    if ordered:
        return _line(person, row, ordered)
    return _nobody(row)


def _line(person: Actor, row: ThingRow, turns: Sequence[Turn]) -> Next:
    first = turns[0].led_by(str(person.pk))
    mine = person.pk in first.people
    words = registry.due_words(row, first.due)
    undated = "going" if mine else "none"
    return Next(
        act=first.act.name,
        what=first.label,
        who=first.who,
        due=first.due,
        words=words["words"],
        tone=words["tone"] if first.due else undated,
        mine=mine,
        also=_also(turns[1:]),
    )


def _also(turns: Sequence[Turn]) -> str:
    """What else is asked, and of whom."""
    if not turns:
        return ""
    return _("also: %(what)s (%(who)s)") % {"what": turns[0].label, "who": turns[0].who}


def _nobody(row: ThingRow) -> Next | None:
    """An act waits and nobody is there to do it; or nothing is left to do."""
    acts = acts_on(type(row))
    waiting = [act for act in acts if act.moves and act.fits(row)]
    if waiting:
        return Next(what=str(waiting[0].label), who=_("nobody is named for it yet"), tone="soon")
    comes_later = any(str(getattr(row, "state", "")) in act.moves for act in acts)
    return Next(tone="done") if acts and row.tone == "done" and not comes_later else None
