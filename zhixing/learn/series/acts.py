"""Acts on local series: begin, correct, end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.orgs.models import Unit

from ..lectures.models import LectureSeries
from . import may
from .models import LocalSeries
from .refusals import Refused
from .rules import Counts, State

RUNS = {State.RUNNING: State.RUNNING}
MOST = 1_000_000


@act(
    "local_series.begun",
    label=_("Begin a local series"),
    says=_("began the local series “%(name)s”"),
    on=Unit,
    may=may.BEGINS,
    when=Where(until__isnull=True),
    creates=LocalSeries,
)
def begin_local_series(
    actor: Actor,
    unit: Unit,
    *,
    name: str,
    what: str,
    since: dt.date,
    until: dt.date | None = None,
    target: int | None = None,
    counts: str = Counts.SESSIONS,
    lecture_series: Iterable[LectureSeries] = (),
) -> LocalSeries:
    """A name the county gave to a way of studying, what it is in the county's own words, from when
    until when, and the number it wants to reach, if it wants one. The sessions say themselves that
    they belong to it; of the lectures those count whose series is named. Raises BadInput for a
    period that ends before it begins.
    """
    series = begin(
        LocalSeries(
            unit=unit,
            group=unit.groups.filter(until__isnull=True).first(),
            **_Facts(name, what, since, until, target, counts).columns(),
        )
    )
    series.lecture_series.set(lecture_series)
    tell(name=series.name)
    return series


@act(
    "local_series.corrected",
    label=_("Correct the local series"),
    says=_("corrected the local series"),
    on=LocalSeries,
    may=may.KEEPS,
    moves=RUNS,
)
def correct_local_series(
    actor: Actor,
    series: LocalSeries,
    *,
    name: str,
    what: str,
    since: dt.date,
    until: dt.date | None = None,
    target: int | None = None,
    counts: str = Counts.SESSIONS,
    lecture_series: Iterable[LectureSeries] = (),
) -> LocalSeries:
    """Name, meaning, period or target were wrong or have changed; what they were stays in the
    record.
    """
    for field, value in _Facts(name, what, since, until, target, counts).columns().items():
        setattr(series, field, value)
    chosen = list(lecture_series)
    series.lecture_series.set(chosen)
    tell(lecture_series=[row.pk for row in chosen])
    return series


@act(
    "local_series.ended",
    label=_("End the local series"),
    says=_("ended the local series"),
    on=LocalSeries,
    may=may.KEEPS,
    moves={State.RUNNING: State.ENDED},
    danger=True,
)
def end_local_series(actor: Actor, series: LocalSeries, *, reason: str) -> LocalSeries:
    """No further session is put into it; what was counted stays."""
    return series


@dataclass(frozen=True)
class _Facts:
    """What is said of a series when it begins, and when it is corrected."""

    name: str
    what: str
    since: dt.date
    until: dt.date | None
    target: int | None
    counts: str

    def columns(self) -> dict[str, Any]:
        """As they stand in the row. Raises BadInput."""
        self._check()
        return {
            **asdict(self),
            "name": self.name.strip(),
            "what": self.what.strip(),
            "counts": Counts(self.counts),
        }

    def _check(self) -> None:
        for field, text in (("name", self.name), ("what", self.what)):
            if not text.strip():
                raise Common.TEXT_MISSING(field)
        if self.until is not None and self.until < self.since:
            raise Common.PERIOD_ENDS_BEFORE("until")
        if self.target is not None and not 0 < self.target <= MOST:
            raise Refused.TARGET_ODD("target")
