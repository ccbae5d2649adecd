"""What Today shows: a constant number of queries, however much waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import Total, address, counted
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Button, Line, Pager
from zhixing.foundation.machinery.waiting import MOST, Waiting, asked_of, day_of_norm
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.solve.problems.models import Problem
from zhixing.ui.words import datewords

from .first import FirstSteps, first_steps_of, is_begun, is_concerned
from .news import News, news
from .others import lines_of_others, things_with_others

WING_ICONS = {
    "learn": "notebook",
    "examine": "pencil-check",
    "solve": "walk",
    "oversee": "eye-check",
    "loop": "repeat",
    "spine": "checklist",
}


SHOWN = 20
PLACES = (Unit, StudyGroup)


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
    begin: list[Button]
    first: FirstSteps | None
    put_aside: bool
    begun: bool


def today_page(person: Any, choices: Any, *, put_aside: bool = False) -> TodayPage:
    """What waits for me, what I wait for, what happened, two weeks of working days; in a county
    that begins, the first steps of whoever looks, until they ``put_aside`` the list; once something
    was studied, a line alone says what is open of them. However much waits, only what is shown is
    read.
    """
    now, held = clock.today(), holdings(person)
    asked = _by_thing(asked_of(person, held, MOST + 1), now)
    at = _page_start(choices, len(asked))
    shown, waited = (
        asked[at : at + SHOWN],
        things_with_others(person, {line.code for line in asked}),
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
    is_young = first is not None and first.young
    put_aside = "first" not in choices and (put_aside or not is_young)
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
        others=lines_of_others([things[code] for code in waited if code in things], clocks),
        news=news(person, held),
        next=next_session,
        said=calendar_words(now),
        pager=_pager(choices, at, len(asked)),
        county=_county_overdue(person, held, now),
        begin=_begin_buttons(person, held),
        first=first,
        put_aside=put_aside,
        begun=not is_young and (bool(items or next_session) or is_begun()),
    )


def _begin_buttons(person: Any, held: Any) -> list[Button]:
    """What somebody begins most: the acts meant first that make a thing in a unit or group, for
    whoever holds the role for one. No query: where it is done is asked when the button is pressed.
    """
    acts = (act for act in ACTS.values() if act.primary and act.creates and act.on in PLACES)
    return [
        Button(str(act.label), reverse("new", args=[act.name]), name=act.name)
        for act in acts
        if act.may.allows(person, None, held)
    ]


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
