"""On which rows an act is open to whom, and the refusal where it is not: read by pages before a
form opens, and by the act itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from .. import registry
from ..actors import Actor
from ..errors import NotAllowed, NotNow, Refusal
from ..may import Rule
from ..recording import Hands, checks_own, may_record
from ..records.models import Record
from ..refusals import Refused
from .options import Options


class Openness(Options):
    """An act as far as it answers who may do it where."""

    def fits(self, row: Any) -> bool:
        """The row's state and condition allow the act now."""
        return (not self.moves or str(row.state) in self.moves) and (
            self.when is None or self.when.allows(None, row)
        )

    def open_q(
        self, person: Actor | None, rule: Rule | None = None, held: registry.Holdings | None = None
    ) -> Q:
        """Rows on which this person may do it now."""
        condition = (rule or self.may).q(person, held)
        if self.moves:
            condition &= Q(state__in=list(self.moves))
        if self.when is not None:
            condition &= self.when.q(None)
        return condition

    def is_open(
        self, person: Actor | None, row: Any, held: registry.Holdings | None = None
    ) -> bool:
        return self.fits(row) and self.may.allows(person, row, held)

    def hurdle(self, row: Any) -> NotNow | None:
        """What stands in the way on this row, whatever is typed; None when nothing does."""
        if self.ready is None or row is None:
            return None
        try:
            self.ready(row)
        except NotNow as refusal:
            return refusal
        return None

    def not_open(self, row: Any) -> Refusal:
        """The refusal where a row's state or condition does not allow it."""
        return Refused.NOT_OPEN(
            what=self.label,
            title=row.thing_title()[:60],
            state=row.state_word(getattr(row, "state", "")) or "–",
        )

    def refusal_to(self, person: Actor, row: Any, decider: Actor | None = None) -> Refusal | None:
        """Why this person may not do it, or not record it for the decider; None when they may.
        Asked by pages before a form is opened.
        """
        held = registry.holdings(person)
        if decider is None or decider == person:
            hands = Hands(person, person, held, held)
        else:
            hands = Hands(person, decider, held, registry.holdings(decider))
        return self.refusal(row, hands, self.steps_before(row))

    def refusal(self, row: Any, hands: Hands, before: Sequence[Record]) -> Refusal | None:
        """Why these hands may not do it on this row, or None. ``before`` are the steps after which
        the act asks for other hands (``steps_before``).
        """
        if not self.may.allows(hands.decider, row, hands.deciding):
            return NotAllowed()
        if not hands.same and not may_record(self, row, hands):
            own = checks_own(self, row, hands)
            return Refused.CHECKS_OWN() if own else Refused.NOT_FOR_OTHERS()
        if _did(hands.decider, [step.decider_id for step in before]):
            return Refused.SECOND_HAND()
        if self.two_recorders and _did(hands.typist, [step.typist_id for step in before]):
            return Refused.SECOND_RECORDER()
        return None

    def steps_before(self, row: Any) -> list[Record]:
        """The last record of each step after which this act is done by other hands."""
        if not self.apart or row is None:
            return []
        done = Record.objects.done().filter(thing=row.pk).order_by("-seq")
        records = [done.filter(verb__in=verbs).first() for verbs in self.apart]
        return [record for record in records if record is not None]


def _did(person: Actor, keys: Sequence[Any]) -> bool:
    """Whether this person is among those who did the steps before; the system has no hands."""
    return not person.system and person.pk in keys
