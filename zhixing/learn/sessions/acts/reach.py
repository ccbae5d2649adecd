"""How far a session reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.ui.words import comma

from .. import may
from ..models import Reach, StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    HAPPENED,
    REACHING,
    State,
)
from .checks import stays

MOST_NUMBERS = 9999
MOST_LISTENERS = 100_000  # nobody reaches more at once; a slip of the finger does


class Series(Protocol):
    """A local series, as far as a session asks; the room of the series stands above this one."""

    pk: str
    name: str

    def holds_on(self, day: dt.date) -> bool:
        """Whether a session of this day may belong to it."""


@act(
    "session.placed",
    label=_("Put it into a local series"),
    says=_("put the session into the local series %(name)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD, *HAPPENED),
)
def place_in_series(
    actor: Actor,
    session: StudySession,
    *,
    series: Series | None = None,
    numbers: Iterable[int] = (),
) -> StudySession:
    """The county's own series (4+3+4, 20个100 ...) that the session belongs to; none takes it out.
    ``numbers``: which of the series it is, where the county numbers them; one session may be
    several (第3、4次). Raises BadInput for a series that does not hold on the day, a number that
    can not be or that another session of the series has.
    """
    known = series is None or series.pk == session.series_id
    if series is not None and not known and not series.holds_on(session.day):
        raise Refused.SERIES_OVER("series")
    chosen = sorted(set(numbers))
    _check_numbers(session, series, chosen)
    session.series = series  # type: ignore[assignment]  # a row of the room above
    session.series_numbers = chosen
    tell(name=series.name if series is not None else "–", numbers=chosen)
    return session


def _check_numbers(session: StudySession, series: Series | None, numbers: list[int]) -> None:
    if not numbers:
        return
    if series is None:
        raise Refused.SERIES_MISSING("series")
    if numbers[0] < 1 or numbers[-1] > MOST_NUMBERS:
        raise Refused.SERIES_NUMBER_ODD("numbers")
    others = StudySession.objects.filter(series=series.pk).exclude(pk=session.pk)
    counted = others.exclude(state=State.CANCELLED).values_list("series_numbers", flat=True)
    taken = sorted(set(numbers) & set(chain.from_iterable(counted)))
    if taken:
        raise Refused.SERIES_NUMBER_TAKEN("numbers", numbers=comma().join(map(str, taken)))


@act(
    "reach.recorded",
    label=_("Record which villages it reached"),
    says=_("recorded which villages it reached: %(villages)s, people who listened: %(listened)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(State.HELD, State.MINUTED),
    when=Where(kind__in=REACHING),
)
def record_reach(
    actor: Actor, session: StudySession, *, listened: Mapping[str, int]
) -> StudySession:
    """扩大学习: code of a village -> how many listened there, a number counted on the spot and
    typed by hand; 0 or nothing takes the village off. No names. What they asked for is noted as
    what was raised, and becomes a problem. Raises BadInput for a number that can not be.
    """
    if any(not 0 <= number <= MOST_LISTENERS for number in listened.values()):
        raise Common.NUMBER_ODD("listened")
    numbers = {code: number for code, number in listened.items() if number}
    villages = set(
        Unit.objects.filter(pk__in=list(numbers), kind=UnitKind.VILLAGE).values_list(
            "pk", flat=True
        )
    )
    if villages != set(numbers):
        raise Refused.REACH_NO_VILLAGE("listened")
    before = dict(session.reached.values_list("unit", "listened"))
    session.reached.exclude(unit__in=list(numbers)).delete()
    for code, number in numbers.items():
        Reach.objects.update_or_create(session=session, unit_id=code, defaults={"listened": number})
    tell(villages=len(numbers), listened=sum(numbers.values()), before=before, now=numbers)
    return session
