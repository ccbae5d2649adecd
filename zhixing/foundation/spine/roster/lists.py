"""The list of units, each with its study group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, words_in
from zhixing.foundation.machinery.things.parts import Chip, Empty, Way
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit, UnitKind, UnitQuerySet
from zhixing.foundation.spine.orgs.queries import known, named_q

KIND_WORDS = {
    "county": lambda count: ngettext("county", "counties", count),
    "town": lambda count: ngettext("town", "towns", count),
    "department": lambda count: ngettext("department", "departments", count),
    "village": lambda count: ngettext("village", "villages", count),
    "enterprise": lambda count: ngettext("enterprise", "enterprises", count),
}


@dataclass(frozen=True)
class Number:
    """How many units of a kind there are, in words, and the way to them."""

    number: int
    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class UnitList(ListPage):
    """Units, with how many there are of each kind."""

    numbers: list[Number]
    kinds: list[Way]
    ended_url: str


def unit_list(person: Actor, choices: Choices) -> UnitList:
    """Towns and departments (or the units of one kind), each with its group and how many units are
    below it.
    """
    known(person)
    everything = Unit.objects.visible_to(person)
    counts = dict(everything.active().order_by().values_list("kind").annotate(count=Count("pk")))
    rows = _with_groups(_chosen(everything, choices)).in_roster_order()
    page_rows, pager = cut(rows, choices, "thing__made_at", "pk")
    kind, _text, ended = _conditions(choices)
    return UnitList(
        title=_("Units"),
        columns=_columns(),
        rows=page_rows,
        every=rows,
        file="units",
        kind=Unit,
        pager=pager,
        chips=_chips(choices),
        order_note=_("in the order in which they were entered"),
        numbers=_numbers(counts),
        kinds=_kinds(choices, kind),
        ended_url="" if ended else "?ended=1",
        empty=Empty(
            _("No unit yet."),
            _("Import the roster: it brings the units, their groups and their people in one go."),
            "building",
        ),
    )


def _conditions(choices: Choices) -> tuple[str, str, bool]:
    """Kind, words of the name, and whether it is those that have ended."""
    ended = choices.get("ended") == "1"
    return choice(choices, "kind", UnitKind.values), words_in(choices, "q"), ended


def _chosen(units: UnitQuerySet, choices: Choices) -> UnitQuerySet:
    kind, text, ended = _conditions(choices)
    units = units.filter(until__isnull=not ended)
    if kind:
        units = units.filter(kind=kind)
    elif not text and not ended:
        units = units.filter(kind__in=[UnitKind.COUNTY, UnitKind.TOWN, UnitKind.DEPARTMENT])
    if text:
        names = named_q(text) | Q(short__icontains=text)
        units = units.filter(names | Q(aliases__name__icontains=text)).distinct()
    return units


def _with_groups(units: UnitQuerySet) -> UnitQuerySet:
    """Each with its study group, and how many units are below it."""
    group = StudyGroup.objects.filter(unit=OuterRef("pk"), until=None)
    return units.select_related("thing", "parent", "merged_into").annotate(
        group_code=Subquery(group.values("pk")[:1]),
        group_name=Subquery(group.values("name")[:1]),
        below=Count("children", filter=Q(children__until=None), distinct=True),
    )


def _chips(choices: Choices) -> list[Chip]:
    kind, text, ended = _conditions(choices)
    words = {
        "kind": str(UnitKind(kind).label) if kind else "",
        "q": f"“{text}”" if text else "",
        "ended": _("ended") if ended else "",
    }
    return [
        Chip(word, address(choices, **{name: "", "after": ""}))
        for name, word in words.items()
        if word
    ]


def _numbers(counts: dict[str, int]) -> list[Number]:
    return [
        Number(counts[kind], words(counts[kind]), f"?kind={kind}")
        for kind, words in KIND_WORDS.items()
        if kind != UnitKind.COUNTY and counts.get(kind)
    ]


def _kinds(choices: Choices, chosen: str) -> list[Way]:
    """The lists of each kind."""
    return [
        Way(str(kind.label), address(choices, kind=kind.value, after=""), kind.value == chosen)
        for kind in UnitKind
        if kind != UnitKind.COUNTY
    ]


def _columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda unit: unit.pk),
        Column.title(
            _("Unit"), lambda unit: unit.name, note=lambda unit: _("ended") if unit.until else ""
        ),
        Column(_("Kind"), lambda unit: unit.get_kind_display(), labelled=False),
        Column.quiet(
            _("Below"),
            lambda unit: unit.parent.name if unit.parent_id else "",
            lambda unit: Cell(unit.parent.name, unit.parent.url) if unit.parent_id else "",
            labelled=False,
        ),
        Column(_("Study group"), lambda unit: unit.group_name, _group_cell, labelled=False),
        Column.number(_("Units below"), lambda unit: unit.below),
        Column.of_file(_("Until"), lambda unit: unit.until),
    ]


def _group_cell(unit: Any) -> Cell:  # a Unit of ``_with_groups``
    if not unit.group_code:
        return Cell()
    return Cell(unit.group_name, reverse("roster:group", args=[unit.group_code]))
