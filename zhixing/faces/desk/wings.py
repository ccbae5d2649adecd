"""The front page of a wing, made of what its rooms say of themselves (``machinery/fronts.py``): a
sentence with numbers, what comes and what is stuck, the rooms with their live counts, one main
button. One query counts the figures of all rooms; the blocks of a wing read few more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fronts import (
    Clause,
    Figure,
    Front,
    Glance,
    Place,
    Seen,
    fronts_of,
    seen,
)
from zhixing.foundation.machinery.things.blocks import Block, RatesBlock, Width
from zhixing.foundation.machinery.things.page import WING_WORDS
from zhixing.foundation.machinery.things.parts import Button
from zhixing.foundation.machinery.words import Words

from .frames import FRAMES, framed

BUTTONS = 2  # the main one, and at most one beside it
HEADINGS: dict[str, dict[str, Words]] = {
    "learn": {
        "plan": pgettext_lazy("heading of rooms", "Plans"),
        "study": pgettext_lazy("heading of rooms", "Study"),
        "material": pgettext_lazy("heading of rooms", "Material"),
        "file": pgettext_lazy("heading of rooms", "On file"),
    },
    "examine": {
        "set": pgettext_lazy("heading of rooms", "Questions"),
        "test": pgettext_lazy("heading of rooms", "Tests"),
        "scene": pgettext_lazy("heading of rooms", "On the spot"),
        "result": pgettext_lazy("heading of rooms", "Results"),
    },
    "solve": {
        "research": pgettext_lazy("heading of rooms", "Research"),
        "problem": pgettext_lazy("heading of rooms", "Problems"),
        "result": pgettext_lazy("heading of rooms", "What came out"),
        "work": pgettext_lazy("heading of rooms", "Work"),
    },
    "oversee": {
        "visit": pgettext_lazy("heading of rooms", "Sit-ins"),
        "check": pgettext_lazy("heading of rooms", "Demands"),
        "map": pgettext_lazy("heading of rooms", "Maps of work"),
        "year": pgettext_lazy("heading of rooms", "The year"),
    },
    "loop": {
        "thread": pgettext_lazy("heading of rooms", "Threads"),
        "total": pgettext_lazy("heading of rooms", "Totals"),
        "campaign": pgettext_lazy("heading of rooms", "Campaigns"),
    },
    "county": {
        "roster": pgettext_lazy("heading of rooms", "Roster"),
        "rule": pgettext_lazy("heading of rooms", "Rules and days"),
        "affair": pgettext_lazy("heading of rooms", "Affairs"),
        "paper": pgettext_lazy("heading of rooms", "Papers and files"),
    },
}


@dataclass(frozen=True)
class RoomLine:
    """A room in the list of rooms: its name and live count, and what is asked there, or what one
    finds there.
    """

    label: Words
    url: str
    icon: str
    line: Words
    count: Clause | None
    asked: Clause | None


@dataclass(frozen=True)
class Shelf:
    """Rooms under their heading."""

    label: Words
    rooms: list[RoomLine]


@dataclass(frozen=True, kw_only=True)
class WingPage:
    """The front page of a wing. ``at``: when its oldest figure was counted."""

    title: str
    first: list[Clause]
    also: list[Clause]
    acts: list[Button]
    full: list[Block]
    main: list[Block]
    side: list[Block]
    shelves: list[Shelf]
    at: dt.datetime


def wing_page(person: Actor, wing: str) -> WingPage:
    """What this person sees of the rooms of a wing."""
    glance = Glance.of(person)
    rooms = seen(glance, fronts_of(wing))
    made = chain.from_iterable(room.sight.blocks(room.numbers) for room in rooms)
    blocks = framed(glance, _joined(made), rooms, FRAMES.get(wing, ()))
    return WingPage(
        title=str(WING_WORDS["spine" if wing == "county" else wing]()),
        first=_clauses(rooms, Place.FIRST),
        also=_clauses(rooms, Place.ALSO),
        acts=_buttons(glance, rooms),
        full=_of_width(blocks, Width.FULL),
        main=_of_width(blocks, Width.MAIN),
        side=_of_width(blocks, Width.SIDE),
        shelves=_shelves(wing, rooms),
        at=_oldest(rooms),
    )


def _clauses(rooms: Iterable[Seen], place: Place) -> list[Clause]:
    """What is said in that place, of all rooms; those of the room that leads come first."""
    in_order = sorted(rooms, key=lambda room: not room.front.leads)
    return list(chain.from_iterable(_clauses_of(room, place) for room in in_order))


def _clauses_of(room: Seen, place: Place) -> list[Clause]:
    return [
        Clause.of(figure, room.numbers[figure.code])
        for figure in room.sight.figures
        if figure.place == place and _is_said(figure, room.numbers[figure.code])
    ]


def _is_said(figure: Figure, number: int) -> bool:
    """What is asked of somebody is left out where nobody is asked."""
    return number > 0 or figure.tone == "none"


def _buttons(glance: Glance, rooms: Iterable[Seen]) -> list[Button]:
    """What begins the wing's own work, as far as this person may do it: the first is the main
    one.
    """
    fronts = sorted((room.front for room in rooms), key=lambda front: not front.leads)
    acts = chain.from_iterable(_allowed(glance, front) for front in fronts)
    buttons = [
        Button(str(act.label), reverse("new", args=[act.name]), at == 0, name=act.name)
        for at, act in enumerate(acts)
    ]
    return buttons[:BUTTONS]


def _allowed(glance: Glance, front: Front) -> list[AnyAct]:
    return [act for act in front.begins if act.may.allows(glance.person, None, glance.held)]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Numbers of a whole that bear no title of their own stand together, where the first stands."""
    every = list(blocks)
    rates = [block for block in every if isinstance(block, RatesBlock)]
    untitled = [block for block in rates if not block.title and not block.frame]
    if len(untitled) < 2:
        return every
    lines = list(chain.from_iterable(block.rates for block in untitled))
    others = untitled[1:]
    return [
        replace(untitled[0], rates=lines) if block is untitled[0] else block
        for block in every
        if not any(block is other for other in others)
    ]


def _of_width(blocks: Sequence[Block], width: Width) -> list[Block]:
    return [block for block in blocks if block.width == width]


def _shelves(wing: str, rooms: Sequence[Seen]) -> list[Shelf]:
    """The rooms under their headings, in the order of these."""
    shelves = [
        Shelf(label, [_line(room) for room in rooms if room.front.heading == heading])
        for heading, label in HEADINGS[wing].items()
    ]
    return [shelf for shelf in shelves if shelf.rooms]


def _line(room: Seen) -> RoomLine:
    front, figures = room.front, room.sight.figures
    clauses = [
        Clause.of(figure, room.numbers[figure.code])
        for figure in figures
        if figure.place != Place.BLOCK
    ]
    asked = (clause for clause in clauses[1:] if clause.tone != "none" and clause.number)
    quiet = (clause for clause in clauses[1:] if clause.tone == "none" and clause.number)
    return RoomLine(
        front.label,
        reverse(front.page),
        front.icon,
        front.line,
        clauses[0] if clauses else None,
        next(chain(asked, quiet), None),
    )


def _oldest(rooms: Iterable[Seen]) -> dt.datetime:
    figures = chain.from_iterable(room.sight.figures for room in rooms)
    return min((figure.at for figure in figures if figure.at is not None), default=clock.now())
