"""What begins a thing of a kind, for whoever may: the buttons over its list. Which acts begin it is
what they ``create``; where they are done is what their ``may`` leaves. One query, whatever the
number of acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db.models import Q
from django.urls import reverse

from ..act import ACTS, AnyAct
from ..actors import Actor
from ..registry import Holdings, holdings
from .lists import first_keys
from .models import ThingRow
from .page import act_url
from .parts import Button
from .places import codes_of

PLACES = ("unit", "group")  # kinds in which things are begun
SEVERAL = 2  # places that are enough to ask where


@cache
def beginning(kind: type[ThingRow]) -> tuple[AnyAct, ...]:
    """The acts that make such a thing in a unit or group; where none does, those that make it out
    of something else. What lies with a thing is begun on the page of that thing.
    """
    if kind.LIES_WITH:
        return ()
    acts = (act for act in ACTS.values() if act.creates is kind and act.on is not kind)
    begun = tuple(act for act in acts if not act.inner_only and not act.many)
    in_places = tuple(act for act in begun if act.on is not None and act.on.KIND in PLACES)
    return in_places or begun


def begin_buttons(person: Actor | None, kind: type[ThingRow]) -> list[Button]:
    """The ways to begin one, each straight to its form where there is one answer to "where?"; none
    for whoever may not now.
    """
    if person is None or person.pk is None:
        return []
    where = places(person, beginning(kind))
    acts = [act for act in beginning(kind) if act.name in where]
    return [
        Button(str(act.label), begin_url(act, where[act.name]), act is acts[0], name=act.name)
        for act in acts
    ]


def begin_url(act: AnyAct, codes: list[str]) -> str:
    """The form of the act, or the page that asks where."""
    return act_url(codes[0], act.name) if len(codes) == 1 else reverse("new", args=[act.name])


def places(person: Actor, acts: Sequence[AnyAct]) -> dict[str, list[str]]:
    """Name of an act -> where this person may do it now: the one answer, or as many as are enough
    to ask. An act that is done nowhere is left out. The place where a role is held comes before
    those below it.
    """
    held, queries = holdings(person), {}
    own = own_places(held)
    for act in acts:
        if act.on is None:
            continue
        rows = act.on._base_manager.filter(act.open_q(person, None, held)).order_by("pk")
        queries[f"{act.name} own"] = rows.filter(own)
        queries[f"{act.name} any"] = rows
    codes = first_keys(SEVERAL, **queries)
    where = {}
    for act in acts:
        own_codes, any_codes = codes.get(f"{act.name} own", []), codes.get(f"{act.name} any", [])
        if any_codes:
            where[act.name] = own_codes if len(own_codes) == 1 else any_codes
    return where


def is_open_elsewhere(person: Actor, act: AnyAct) -> bool:
    """Whether the act may be done in more places than one: then its form leads to the others."""
    if act.on is None or act.creates is None:
        return False
    rows = act.on._base_manager.filter(act.open_q(person, None, holdings(person)))
    return len(first_keys(SEVERAL, rows=rows)["rows"]) == SEVERAL


def own_places(held: Holdings) -> Q:
    """The units and groups in which a role is held, not those below them."""
    units = {codes_of(path)[-1] for path in held.paths()}
    return Q(pk__in=sorted(units | held.group_codes()))
