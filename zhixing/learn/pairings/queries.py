"""What the pages of pairings show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.bonds.followed import came_of
from zhixing.foundation.kits.bonds.together import Doing, Together, ways
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line, Panel, Way
from zhixing.foundation.spine.groups.may import looks_into
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import comma, datewords, shortdate

from .models import PairedGroup, Pairing
from .rules import OPEN, State

Gone = tuple[Together, Doing]  # a doing, and in which way


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
        Crumb(_("Pairings"), reverse("pairings:list")),
        *more,
    ]


@dataclass(frozen=True)
class Results:
    """Things of one kind that came of it."""

    label: str
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class PairingPage(ThingPage):
    """One pairing: who, what was done together, what is planned, what came of it."""

    pairing: Pairing
    groups: list[Line]
    done: list[Line]
    planned: list[Line]
    results: list[Results]
    begins: list[Way]


def pairing_page(person: Any, code: str) -> PairingPage:
    """One pairing, as far as this person may know of what was done in it."""
    pairing = get_object_or_404(
        Pairing.objects.visible_to(person).select_related("thing", "unit", "group__unit__thing"),
        pk=code,
    )
    paired = list(pairing.paired.select_related("group__unit__thing", "group__thing"))
    names = _names(pairing, paired)
    gone = _gone(person, pairing, names)
    done = sum(doing.done for _way, doing in gone)
    results = came_of(person, [doing.row.pk for _way, doing in gone]) if gone else []
    return PairingPage.of(
        person,
        pairing,
        crumbs=crumbs(Crumb(pairing.pk)),
        pairing=pairing,
        lead=_("Groups: %(groups)s, %(year)s: done together %(done)s, planned %(planned)s.")
        % {
            "groups": len(names),
            "year": pairing.year,
            "done": done,
            "planned": len(gone) - done,
        },
        facts=_facts(pairing, gone),
        groups=[_founder_line(pairing), *(_paired_line(pairing, line) for line in paired)],
        done=_lines(gone, names, done=True),
        planned=_lines(gone, names, done=False),
        results=_results(results),
        begins=_begins(person) if pairing.state == State.RUNNING else [],
    )


def _names(pairing: Pairing, paired: list[PairedGroup]) -> dict[str, str]:
    """Group -> the short name of its unit; the one that proposed it first."""
    names = {pairing.group_id: pairing.group.unit.short_name}
    return names | {line.group_id: line.group.unit.short_name for line in paired}


def _gone(person: Any, pairing: Pairing, names: dict[str, str]) -> list[Gone]:
    """What its groups did together or plan, each with its way."""
    gone: list[Gone] = []
    for way in ways():
        gone += [(way, doing) for doing in way.doings(person, names, pairing.year)]
    return gone


def _facts(pairing: Pairing, gone: list[Gone]) -> list[Fact]:
    """Its year and aim, how often each way was gone, and what was said when it was ended."""
    every = Counter(way.code for way, _doing in gone)
    done = Counter(way.code for way, doing in gone if doing.done)
    words = _("%(done)s done, %(planned)s planned")
    facts = [Fact(_("Year"), pairing.year)]
    for way in ways():
        numbers = {"done": done[way.code], "planned": every[way.code] - done[way.code]}
        facts.append(Fact(str(way.label), words % numbers))
    facts.append(Fact(_("What it is for"), pairing.aim, wide=True))
    if pairing.result:
        facts.append(Fact(_("What came of it"), pairing.result, wide=True))
    return facts


def _founder_line(pairing: Pairing) -> Line:
    group = pairing.group
    return Line(group.name, group.url, word=_("proposed it"), tone="done")


def _paired_line(pairing: Pairing, line: PairedGroup) -> Line:
    group = line.group
    if line.agreed_on is not None:
        word = _("agreed on %(day)s") % {"day": shortdate(line.agreed_on)}
        return Line(group.name, group.url, word=word, tone="done")
    waits = pairing.state == State.PROPOSED
    return Line(
        group.name,
        group.url,
        word=_("has not agreed yet") if waits else _("did not agree"),
        tone="soon" if waits else "none",
    )


def _lines(gone: list[Gone], names: dict[str, str], *, done: bool) -> list[Line]:
    """What was done, the latest first, or what is to come, the next first; of all ways."""
    chosen = [(way, doing) for way, doing in gone if doing.done is done]
    chosen.sort(key=lambda pair: (pair[1].day, pair[1].row.pk), reverse=done)
    return [_doing_line(way, doing, names) for way, doing in chosen]


def _doing_line(way: Together, doing: Doing, names: dict[str, str]) -> Line:
    who = comma().join(name for code, name in names.items() if code in doing.groups)
    row: Any = doing.row
    return Line(
        row.thing.title,
        row.url,
        note=f"{way.label} · {datewords(doing.day)} · {who}",
        word=str(row.state_word(row.state)),
        tone=row.tone,
    )


def _results(things: list[Thing]) -> list[Results]:
    """By kind, in the order of the loop."""
    counts = Counter(thing.kind for thing in things)
    return [
        Results(
            str(next(thing.kind_word for thing in things if thing.kind == kind)),
            [_result_line(thing) for thing in things if thing.kind == kind],
        )
        for kind in counts
    ]


def _result_line(thing: Thing) -> Line:
    unit = thing.unit.title if thing.unit is not None else ""
    return Line(thing.title, thing.url, note=unit, word=str(thing.state_word), tone=thing.tone)


def _begins(person: Any) -> list[Way]:
    """What plans the next, for those who may somewhere."""
    held = holdings(person)
    acts = [way.begins for way in ways() if way.begins is not None]
    return [
        Way(str(act.label), reverse("new", args=[act.name]))
        for act in acts
        if act.may.allows(person, None, held)
    ]


def pairings_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a group, for those who look into it: the pairings that run or are proposed.
    One query.
    """
    if row.KIND != "group" or row.until is not None or person is None or person.pk is None:
        return None
    if not looks_into(person, row):
        return None
    pairings = (
        Pairing.objects.visible_to(person)
        .of_groups(row.pk)
        .filter(state__in=OPEN)
        .select_related("thing")
        .order_by("-year", "pk")
    )
    return Panel(
        _("Pairings"),
        lines=[
            Line(
                pairing.name,
                pairing.url,
                note=str(pairing.year),
                word=str(pairing.state_word(pairing.state)),
                tone=pairing.tone,
            )
            for pairing in pairings
        ],
        url=reverse("pairings:list"),
        label=_("All pairings"),
    )


def other_groups(pairing: Pairing) -> list[StudyGroup]:
    """The groups beside the one that proposed it, where they were read along."""
    return [line.group for line in pairing.paired.all()]
