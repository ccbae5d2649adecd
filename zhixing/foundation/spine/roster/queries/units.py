"""The page of a unit: its people, their roles, its study group, the units below."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.lists import count_below
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import MISSING_WORDS, missing
from zhixing.foundation.spine.orgs import may
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.orgs.queries import known
from zhixing.foundation.spine.people.models import Appointment, Person

MOST_PEOPLE = 200
# Which of the page's buttons stand beside which of its parts; what is not named stands at its head.
BESIDE = {
    "names": ("rename_unit", "learn_alias", "move_unit", "merge_unit"),
    "people": (
        "register_person",
        "correct_person",
        "hand_over",
        "transfer_person",
        "retire_person",
        "erase_person",
    ),
    "roles": ("appoint", "end_appointment"),
    "accounts": ("open_account", "set_password", "close_account"),
}


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of the county: units first."""
    return [Crumb(_("Units"), reverse("roster:list")), *more]


@dataclass(frozen=True)
class GroupHere:
    """The study group of a unit, and what it misses in words."""

    group: StudyGroup
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class UnitPage(ThingPage):
    """One unit. The acts on one of its parts stand beside that part."""

    aliases: list[Alias]
    people: list[Person]
    people_more: bool
    people_count: int
    shows_phone: bool
    appointments: list[Appointment]
    groups: list[GroupHere]
    below: list[Unit]
    names_acts: list[Button] = field(default_factory=list)
    people_acts: list[Button] = field(default_factory=list)
    roles_acts: list[Button] = field(default_factory=list)
    accounts_acts: list[Button] = field(default_factory=list)


def unit_page(person: Any, code: str) -> UnitPage:
    """One unit: facts, other names, people, roles, its group, the units below, what happened."""
    known(person)
    unit = get_object_or_404(
        Unit.objects.visible_to(person).select_related("thing", "parent", "merged_into"), pk=code
    )
    aliases = list(unit.aliases.order_by("learned_on", "name"))
    below = _units_below(unit)
    people = list(Person.objects.active().filter(unit=unit)[: MOST_PEOPLE + 1])
    groups = _groups_here(unit)
    page = UnitPage.of(
        person,
        unit,
        crumbs=_way_to(unit),
        trace=[],
        state_word=_("ended") if unit.until else "",
        tone="none",
        lead=_lead(unit, people, below, groups),
        facts=_facts(unit, aliases),
        aliases=aliases,
        people=people[:MOST_PEOPLE],
        people_more=len(people) > MOST_PEOPLE,
        people_count=len(people),
        shows_phone=may.SEES_PHONES.allows(person, unit),
        appointments=_appointments_at(unit),
        groups=groups,
        below=below,
    )
    return _with_acts_beside(page)


def _with_acts_beside(page: UnitPage) -> UnitPage:
    """The page whose buttons stand beside the parts they are about."""
    beside: dict[str, Any] = {
        f"{part}_acts": page.acts_named(names) for part, names in BESIDE.items()
    }
    return replace(page, **beside).without_acts(set(chain.from_iterable(BESIDE.values())))


def _way_to(unit: Unit) -> list[Crumb]:
    above = [] if unit.parent is None else [Crumb(unit.parent.name, unit.parent.url)]
    return crumbs(*above, Crumb(unit.pk))


def _units_below(unit: Unit) -> list[Unit]:
    return list(
        Unit.objects.filter(parent=unit)
        .select_related("thing")
        .annotate(below=count_below(Unit, "children"))
        .order_by("kind", "thing__made_at", "pk")
    )


def _appointments_at(unit: Unit) -> list[Appointment]:
    """Roles held today at the unit itself."""
    return list(
        Appointment.objects.in_force(clock.today())
        .filter(unit=unit)
        .select_related("person")
        .order_by("role", "since", "pk")
    )


def _groups_here(unit: Unit) -> list[GroupHere]:
    """Its study group, if it has one."""
    groups = list(StudyGroup.objects.filter(unit=unit, until=None).select_related("thing"))
    members = Membership.objects.in_force(clock.today()).filter(group__in=groups, stands_in=False)
    roles: dict[str, list[str]] = defaultdict(list)
    for group, role in members.values_list("group", "role"):
        roles[group].append(role)
    return [
        GroupHere(group, [str(MISSING_WORDS[gap]) for gap in missing(roles[group.pk])])
        for group in groups
    ]


def _lead(unit: Unit, people: list[Person], below: list[Unit], groups: list[GroupHere]) -> str:
    if unit.until:
        return _ended_words(unit)
    parts = [
        ngettext("%(count)s person", "%(count)s people", len(people)) % {"count": len(people)},
        ngettext("%(count)s unit below", "%(count)s units below", len(below))
        % {"count": len(below)},
    ]
    numbers = _(", ").join(parts)
    if not groups:
        return _("%(numbers)s; no study group.") % {"numbers": numbers}
    return _("%(numbers)s; its study group is %(group)s.") % {
        "numbers": numbers,
        "group": groups[0].group.name,
    }


def _ended_words(unit: Unit) -> str:
    if unit.merged_into is None:
        return _("It has ended; what it did before stays under its name.")
    return _("It was merged into %(into)s; what it did before stays under its name.") % {
        "into": unit.merged_into.name
    }


def _facts(unit: Unit, aliases: list[Alias]) -> list[Fact]:
    facts = [Fact(_("Kind"), unit.get_kind_display())]
    if unit.short:
        facts.append(Fact(_("Short name"), unit.short))
    if unit.parent is not None:
        facts.append(Fact(_("Below"), unit.parent.name, url=unit.parent.url))
    if unit.since:
        facts.append(Fact(_("Since"), unit.since))
    if unit.until:
        facts.append(Fact(_("Until"), unit.until))
    if unit.merged_into is not None:
        facts.append(Fact(_("Merged into"), unit.merged_into.name, url=unit.merged_into.url))
    if aliases:
        other_names = pgettext("list separator", ", ").join(alias.name for alias in aliases)
        facts.append(Fact(_("Other names"), other_names, wide=True))
    return facts
