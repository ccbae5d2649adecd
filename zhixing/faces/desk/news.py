"""News on Today: what others did lately, in order of time, one line a matter. What I did myself or
typed for somebody, and what the clockwork did, is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import visible_q
from zhixing.foundation.machinery.things.page import sentence
from zhixing.foundation.machinery.things.quoting import quoted

LOOKED_THROUGH = 2000  # of the last records
LATELY, SINCE, LAST_FEW = 8, dt.timedelta(days=14), 100
OF_A_MATTER = 6  # records that are read for each line, as one matter may have several
NO_NEWS = ["unit", "norm", "topic", "group", "calendar_year"]
CLOCKWORK = "timekeeper"


@dataclass(frozen=True)
class News:
    """What somebody did; ``about``: to which thing, where the sentence does not name it."""

    at: dt.datetime
    sentence: str
    url: str
    about: str


def news(person: Any, held: Any) -> list[News]:
    """The last things that others did, as far as I may know of them."""
    rows = last_records(person, held).select_related("body_row", "decider", "thing")
    records = one_a_matter(rows.order_by("-at", "-pk")[: LATELY * OF_A_MATTER])
    seen = quoted(person, (record.body_row.body for record in records))
    return [_line(record, sentence(record, seen)) for record in records]


def one_a_matter(records: Iterable[Any]) -> list[Any]:
    """The last record of each thing, in their order, as many as are shown."""
    first: dict[Any, Any] = {}
    for record in records:
        first.setdefault(record.thing_id or record.pk, record)
    return list(islice(first.values(), LATELY))


def last_records(person: Any, held: Any) -> QuerySet[Record]:
    """Whoever knows of all that belongs to a unit finds them among the last few; for everybody
    else, and where those are nearly all one's own, the database looks for them.
    """
    since = clock.now() - SINCE
    keys = _keys_among_the_last(person, since) if held.sees_county() else []
    if len(keys) < LATELY:
        return news_looked_for(person, held, since)
    return Record.objects.filter(visible_q(person, "thing__", held), pk__in=keys)


def _keys_among_the_last(person: Any, since: dt.datetime) -> list[int]:
    """The keys of what is news, one a matter."""
    last = Record.objects.news().filter(at__gte=since)
    columns = ("pk", "thing", "thing__kind", "decider", "typist", "decider__system")
    keys: dict[Any, int] = {}
    for key, thing, kind, decider, typist, system in last.values_list(*columns)[:LAST_FEW]:
        is_own = person.pk in (decider, typist)
        if not is_own and system != CLOCKWORK and kind not in NO_NEWS:
            keys.setdefault(thing or key, key)
    return list(islice(keys.values(), LATELY))


def news_looked_for(person: Any, held: Any, since: dt.datetime) -> QuerySet[Record]:
    """Among the last that were done in the county at all, so that few are looked through."""
    oldest = Record.objects.news().values("at")[LOOKED_THROUGH : LOOKED_THROUGH + 1]
    rows = Record.objects.news().filter(at__gte=Coalesce(Subquery(oldest), since))
    rows = rows.filter(visible_q(person, "thing__", held), at__gte=since)
    rows = rows.exclude(thing__kind__in=NO_NEWS).exclude(decider__system=CLOCKWORK)
    return rows.exclude(decider=person.pk).exclude(typist=person.pk)


def _line(record: Record, words: str) -> News:
    """Who did what, and to which thing, where the sentence does not name it."""
    title = record.thing.title if record.thing is not None else ""
    return News(
        at=record.at,
        sentence=_("%(who)s %(what)s") % {"who": record.decider.shown, "what": words},
        url=record.thing.url if record.thing is not None else "",
        about="" if title in words else title,
    )
