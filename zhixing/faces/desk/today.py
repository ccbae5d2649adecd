"""What Today shows: a constant number of queries, however much waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import Total, address, counted
from zhixing.foundation.machinery.things.models import Thing, kinds, visible_q
from zhixing.foundation.machinery.things.page import act_url, sentence
from zhixing.foundation.machinery.things.parts import Line, Pager
from zhixing.foundation.machinery.things.quoting import quoted
from zhixing.foundation.machinery.waiting import MOST, Waiting, asked_of, day_of_norm
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.solve.problems.models import Problem
from zhixing.ui.words import datewords

from .first import FirstSteps, first_steps_of, is_begun, is_concerned

LOOKED_THROUGH = 2000  # of the last records
WING_ICONS = {
    "learn": "notebook",
    "examine": "pencil-check",
    "solve": "walk",
    "oversee": "eye-check",
    "loop": "repeat",
    "spine": "checklist",
}


SHOWN, LINES_OF_OTHERS = 20, 5
LATELY, SINCE, LAST_FEW, MINE = 8, dt.timedelta(days=14), 100, 80
WAITED = {"problem", "plan", "session_report", "measure", "demand", "task", "claim"}
NO_NEWS = ["unit", "norm", "topic", "group", "calendar_year"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of me, of one thing (``ui/todo.html``)."""

    code: str
    act: str
    title: str
    url: str
    source: str
    label: str
    act_url: str
    date: dt.date | None
    words: str
    tone: str
    icon: str
    primary: bool


@dataclass(frozen=True)
class Day:
    """A day of the ruler (``ui/ruler.html``), with a mark for what is due."""

    date: dt.date
    kind: str
    marks: list[str]


@dataclass(frozen=True)
class News:
    """What somebody did; ``about``: to which thing, where the sentence does not name it."""

    at: dt.datetime
    sentence: str
    url: str
    about: str


@dataclass(frozen=True)
class Overdue:
    """How many are overdue, and the way to them."""

    count: int
    url: str


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """What waits for me, what I wait for, what happened."""

    title: str
    items: list[Asked]
    count: Total
    over: int
    days: list[Day]
    others: list[Line]
    news: list[News]
    next: Line | None
    said: str
    pager: Pager | None
    county: Overdue | None
    first: FirstSteps | None
    put_aside: bool
    begun: bool


def today_page(person: Any, choices: Any, *, put_aside: bool = False) -> TodayPage:
    """What waits for me, what I wait for, what happened, two weeks of working days; in a county
    that begins, the first steps of whoever looks, until they ``put_aside`` the list. However much
    waits, only what is shown is read.
    """
    now, held = clock.today(), holdings(person)
    asked = _by_thing(asked_of(person, held, MOST + 1), now)
    at = _page_start(choices, len(asked))
    shown, waited = (
        asked[at : at + SHOWN],
        _things_with_others(person, {line.code for line in asked}),
    )
    codes = {line.code for line in shown} | set(waited)
    things = {
        thing.pk: thing
        for thing in (
            Thing.objects.visible_to(person, held).filter(pk__in=codes).select_related("unit")
        )
    }
    clocks = _open_clocks(codes)
    known = [line for line in shown if line.code in things]
    next_session = _next_session(person, held)
    first = first_steps_of(person, held) if is_concerned(person, held) else None
    put_aside = put_aside and "first" not in choices
    has_main = at == 0 and (first is None or put_aside)  # else a first step is the main thing
    items = [
        _item(
            things[line.code], line, clocks.get(line.code, []), now, is_main=has_main and nth == 0
        )
        for nth, line in enumerate(known)
    ]
    return TodayPage(
        title=_("Today"),
        items=items,
        count=Total(len(asked), most=MOST),
        over=_overdue(items, asked, now),
        days=_fortnight(now, items),
        others=[
            _line_of_others(things[code], clocks.get(code, [])) for code in waited if code in things
        ],
        news=_news(person, held),
        next=next_session,
        said=calendar_words(now),
        pager=_pager(choices, at, len(asked)),
        county=_county_overdue(person, held, now),
        first=first,
        put_aside=put_aside,
        begun=bool(items or next_session) or is_begun(),
    )


def _by_thing(asked: list[Waiting], now: dt.date) -> list[Waiting]:
    """One line a thing, the nearest deadline first: the first act asked stands for the others,
    which its page shows.
    """
    made = _made_where_norms_name_the_day(asked)
    dated = [_dated(line, made, now) for line in asked]
    dated.sort(key=lambda line: (line.due or dt.date.max, line.code))
    first: dict[str, Waiting] = {}
    for line in dated:
        first.setdefault(line.code, line)
    return list(first.values())


def _made_where_norms_name_the_day(asked: list[Waiting]) -> dict[str, dt.datetime]:
    """When the things were made of which a norm names the day: one query, where there are any."""
    codes = [line.code for line in asked if line.due is None and ACTS[line.act].by is not None]
    things = Thing.objects.filter(pk__in=codes) if codes else Thing.objects.none()
    return dict(things.values_list("pk", "made_at"))


def _dated(line: Waiting, made: dict[str, dt.datetime], now: dt.date) -> Waiting:
    """The line with the day a norm names, where no clock of the thing runs."""
    if line.due is not None or line.code not in made:
        return line
    return line._replace(due=day_of_norm(ACTS[line.act], made[line.code], now))


def _open_clocks(codes: set[str]) -> dict[str, list[Deadline]]:
    """What a line says of a thing needs no ledger, only the clocks that are open."""
    clocks: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in Deadline.objects.open_of(codes):
        clocks[deadline.thing_id].append(deadline)
    return clocks


def _page_start(choices: Any, total: int) -> int:
    """Where the page begins; the first page when the address names no place."""
    text = str(choices.get("after", ""))
    at = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return at if at < total else 0


def _pager(choices: Any, at: int, total: int) -> Pager | None:
    """None when everything is shown."""
    if total <= SHOWN:
        return None
    before, behind = max(at - SHOWN, 0), at + SHOWN
    return Pager(
        first=at + 1,
        last=min(behind, total),
        total=Total(total, most=MOST),
        prev_url=address(choices, after=before or "") if at else "",
        next_url=address(choices, after=behind) if behind < total else "",
    )


def _overdue(items: list[Asked], asked: list[Waiting], now: dt.date) -> int:
    """How many of all that waits are overdue. One query more where not all of it is shown."""
    if len(asked) == len(items):
        return sum(item.tone == "over" for item in items)
    late = [line.code for line in asked if line.due is not None and line.due < now]
    return Deadline.objects.overdue(now).filter(thing__in=late).values("thing").distinct().count()


def _county_overdue(person: Any, held: Any, now: dt.date) -> Overdue | None:
    """For whoever sees the whole county: the overdue problems of all, whoever's turn it is; the
    same set as the list's. One query, for those alone.
    """
    if not held.sees_county():
        return None
    rows = Problem.objects.visible_to(person, held).overdue(now)
    return Overdue(counted(over=rows)["over"], reverse("problems:list") + "?overdue=1")


def _things_with_others(person: Any, asked: set[str]) -> list[str]:
    """Codes of the things on which this person did something lately and that now lie with others,
    the last first.
    """
    rows = Record.objects.done().filter(
        decider=person.pk, at__gte=clock.now() - dt.timedelta(days=60), thing__kind__in=WAITED
    )
    mine = dict.fromkeys(
        rows.order_by("-at", "-pk").values_list("thing", "thing__kind", "thing__state")[:MINE]
    )
    return list(
        islice(
            (
                code
                for code, kind, state in mine
                if code not in asked and kinds()[kind].TONES.get(state) == "going"
            ),
            LINES_OF_OTHERS,
        )
    )


def _item(
    thing: Thing, line: Waiting, deadlines: list[Any], now: dt.date, *, is_main: bool
) -> Asked:
    """The clock that is to be named; where none runs, the day of the row itself or of a norm."""
    act, clock_words = ACTS[line.act], ledger.row_words(deadlines)
    if clock_words["due"] is None and line.due is not None:
        clock_words = ledger.until(line.due, now)
    return Asked(
        code=thing.pk,
        act=act.name,
        date=clock_words["due"],
        icon=WING_ICONS.get(thing.model.WING, "point"),
        title=_("%(what)s: %(title)s") % {"what": act.label, "title": thing.title},
        url=thing.url,
        words=clock_words["words"] or _("no deadline"),
        tone=clock_words["tone"] if clock_words["words"] else "none",
        source=(
            f"{thing.kind_word} {thing.pk}"
            + (f" · {thing.unit.title}" if thing.unit is not None else "")
        ),
        label=str(act.label),
        act_url=act_url(thing.pk, act.name),
        primary=is_main,
    )


def _line_of_others(thing: Thing, deadlines: list[Any]) -> Line:
    clock_words = ledger.row_words(deadlines)
    return Line(
        thing.title,
        thing.url,
        note=f"{thing.kind_word} · {thing.state_word}"
        + (f" · {clock_words['words']}" if clock_words["words"] else ""),
        tone=clock_words["tone"],
    )


def _fortnight(now: dt.date, items: list[Asked]) -> list[Day]:
    days = calendar()
    marks: dict[dt.date, list[str]] = {}
    for item in items:
        if item.date:
            marks.setdefault(max(item.date, now), []).append(item.tone)
    return [
        Day(day.date, "plain" if day.kind == "due" else day.kind, marks.get(day.date, [])[:4])
        for day in days.explain(now, now + dt.timedelta(days=13))
    ]


def calendar_words(now: dt.date) -> str:
    """Today in words, and the next make-up day if there is one within the fortnight."""
    days = calendar()
    words = datewords(now, now.year)
    odd = [oddity for oddity in days.oddities(now, now + dt.timedelta(days=13)) if oddity.working]
    if odd:
        return _("%(today)s. %(day)s is a working day.") % {
            "today": words,
            "day": datewords(odd[0].first),
        }
    return _("%(today)s.") % {"today": words}


def _news(person: Any, held: Any) -> list[News]:
    """The last things that others did, as far as I may know of them."""
    rows = _last_records(person, held).select_related("body_row", "decider", "thing")
    records = list(rows.order_by("-at", "-pk")[:LATELY])
    seen = quoted(person, (record.body_row.body for record in records))
    return [_news_line(record, sentence(record, seen)) for record in records]


def _last_records(person: Any, held: Any) -> QuerySet[Record]:
    """Whoever knows of all that belongs to a unit finds them among the last few; for everybody
    else, and where those are nearly all one's own, the database looks for them.
    """
    since = clock.now() - SINCE
    keys = _keys_among_the_last(person, since) if held.sees_county() else []
    if len(keys) < LATELY:
        return _news_looked_for(person, held, since)
    return Record.objects.filter(visible_q(person, "thing__", held), pk__in=keys)


def _keys_among_the_last(person: Any, since: dt.datetime) -> list[int]:
    last = Record.objects.news().filter(at__gte=since)
    rows = last.values_list("pk", "decider", "thing__kind")[:LAST_FEW]
    keys = [key for key, who, kind in rows if who != person.pk and kind not in NO_NEWS]
    return keys[:LATELY]


def _news_looked_for(person: Any, held: Any, since: dt.datetime) -> QuerySet[Record]:
    """Among the last that were done in the county at all, so that few are looked through."""
    oldest = Record.objects.news().values("at")[LOOKED_THROUGH : LOOKED_THROUGH + 1]
    rows = Record.objects.news().filter(at__gte=Coalesce(Subquery(oldest), since))
    rows = rows.filter(visible_q(person, "thing__", held), at__gte=since)
    return rows.exclude(thing__kind__in=NO_NEWS).exclude(decider=person.pk)


def _news_line(record: Record, words: str) -> News:
    """Who did what, and to which thing, where the sentence does not name it."""
    title = record.thing.title if record.thing is not None else ""
    return News(
        at=record.at,
        sentence=_("%(who)s %(what)s") % {"who": record.decider.shown, "what": words},
        url=record.thing.url if record.thing is not None else "",
        about="" if title in words else title,
    )


def _next_session(person: Any, held: Any) -> Line | None:
    codes = held.group_codes()
    if not codes:
        return None
    session = (
        Thing.objects.visible_to(person, held)
        .of_groups(*sorted(codes))
        .filter(kind="session", state__in=["planned", "noticed"])
        .order_by("made_at")
        .first()
    )
    return Line(session.title, session.url, note=str(session.state_word)) if session else None
