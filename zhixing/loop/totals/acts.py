"""The act on totals: a number that is reported is taken on a day, with its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.bulk import insert_many
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .models import FrozenRow, TakenTotal, TakenTotals
from .refusals import Refused


@act(
    "totals.taken",
    label=_("Take the totals"),
    says=_("took the totals of %(since)s to %(until)s, rows: %(rows)s"),
    on=Unit,
    may=may.TAKES,
    creates=TakenTotals,
)
def take_totals(
    actor: Actor,
    unit: Unit,
    *,
    occasion: str,
    since: dt.date,
    until: dt.date,
    codes: Sequence[str],
) -> TakenTotals:
    """The numbers of a period (both days included) for a unit and all below it, each with its rows
    as they stand now: what was reported can be opened for ever.
    """
    _check(since, until, codes)
    taken = begin(
        TakenTotals(unit=unit, occasion=occasion, since=since, until=until, on=clock.today())
    )
    rows = list(chain.from_iterable(_frozen(actor, taken, code) for code in codes))
    insert_many(rows)
    counts = {code: sum(row.code == code for row in rows) for code in codes}
    TakenTotal.objects.bulk_create(
        TakenTotal(taken=taken, code=code, number=number) for code, number in counts.items()
    )
    tell(since=since, until=until, rows=len(rows))
    return taken


def _check(since: dt.date, until: dt.date, codes: Sequence[str]) -> None:
    if not codes:
        raise Refused.NONE_CHOSEN("codes")
    unknown = [code for code in codes if code not in TOTALS]
    if unknown:
        raise Refused.UNKNOWN("codes", code=unknown[0])
    if until < since:
        raise Common.DATES_ORDER("until")
    if until > clock.today():
        raise Common.DAY_FUTURE("until")


def _frozen(actor: Actor, taken: TakenTotals, code: str) -> Iterator[FrozenRow]:
    """The rows of one total as they stand now."""
    things = TOTALS[code].things(actor, taken.since, taken.until)
    here = things.filter(place__under=taken.unit.path).order_by("pk")
    for thing, title, state, unit in here.values_list("pk", "title", "state", "unit__title"):
        yield FrozenRow(
            taken=taken,
            code=code,
            thing_id=thing,
            title=title,
            state=state,
            unit_name=(unit or "")[:120],
        )
