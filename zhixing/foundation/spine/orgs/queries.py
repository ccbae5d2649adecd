"""What the pages of units show, and how a name finds its unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery import refusals as machinery_refusals
from zhixing.foundation.machinery.things.lists import count_below
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import MISSING_WORDS, missing
from zhixing.foundation.spine.people.models import Appointment, Person

from . import may
from .models import Alias, Unit

if TYPE_CHECKING:  # they are above units, and read there
    from zhixing.foundation.spine.groups.models import StudyGroup
    from zhixing.foundation.spine.people.models import Appointment, Person

MOST_PEOPLE = 200
# Which of the page's buttons stand beside which of its parts; what is not named stands at its head.
BESIDE = {
    "names": ("rename_unit", "learn_alias", "move_unit", "merge_unit"),
    "people": (
        "register_person",
        "correct_person",
        "transfer_person",
        "retire_person",
        "erase_person",
    ),
    "roles": ("appoint", "end_appointment"),
    "accounts": ("open_account", "set_password", "close_account"),
}


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of the county: units first."""
    return [Crumb(_("Units"), reverse("orgs:list")), *more]


def known(person: Any) -> None:
    """Units, groups and their people are for those whom the county knows. Raises NotAllowed."""
    if person is None or person.pk is None:
        raise machinery_refusals.Refused.NOT_KNOWN()


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
    today = clock.today()
    aliases = list(unit.aliases.order_by("learned_on", "name"))
    below = list(
        Unit.objects.filter(parent=unit)
        .select_related("thing")
        .annotate(below=count_below(Unit, "children"))
        .order_by("kind", "thing__made_at", "pk")
    )
    people = list(Person.objects.active().filter(unit=unit)[: MOST_PEOPLE + 1])
    appointments = list(
        Appointment.objects.in_force(today)
        .filter(unit=unit)
        .select_related("person")
        .order_by("role", "since", "pk")
    )
    groups = list(StudyGroup.objects.filter(unit=unit, until=None).select_related("thing"))
    roles: dict[str, list[str]] = defaultdict(list)
    for group, role, stands_in in (
        Membership.objects.in_force(today)
        .filter(group__in=groups)
        .values_list("group", "role", "stands_in")
    ):
        if not stands_in:
            roles[group].append(role)
    office = may.SEES_PHONES.allows(person, unit)
    page = UnitPage.of(
        person,
        unit,
        crumbs=crumbs(
            *([Crumb(unit.parent.name, unit.parent.url)] if unit.parent is not None else []),
            Crumb(unit.pk),
        ),
        trace=[],
        state_word=_("ended") if unit.until else "",
        tone="none",
        lead=_lead(unit, people, below, groups),
        facts=_facts(unit, aliases),
        aliases=aliases,
        people=people[:MOST_PEOPLE],
        people_more=len(people) > MOST_PEOPLE,
        people_count=len(people),
        shows_phone=office,
        appointments=appointments,
        groups=[
            GroupHere(group, [str(MISSING_WORDS[gap]) for gap in missing(roles[group.pk])])
            for group in groups
        ],
        below=below,
    )
    beside: dict[str, Any] = {
        f"{part}_acts": page.acts_named(names) for part, names in BESIDE.items()
    }
    return replace(page, **beside).without_acts(set(chain.from_iterable(BESIDE.values())))


def _lead(unit: Unit, people: list, below: list, groups: list) -> str:
    if unit.until:
        if unit.merged_into is not None:
            return _("It was merged into %(into)s; what it did before stays under its name.") % {
                "into": unit.merged_into.name
            }
        return _("It has ended; what it did before stays under its name.")
    parts = [
        ngettext("%(count)s person", "%(count)s people", len(people)) % {"count": len(people)},
        ngettext("%(count)s unit below", "%(count)s units below", len(below))
        % {"count": len(below)},
    ]
    joined = _(", ").join(parts)
    return (
        _("%(numbers)s; its study group is %(group)s.")
        % {
            "numbers": joined,
            "group": groups[0].name,
        }
        if groups
        else _("%(numbers)s; no study group.") % {"numbers": joined}
    )


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
        facts.append(
            Fact(
                _("Other names"),
                pgettext("list separator", ", ").join(alias.name for alias in aliases),
                wide=True,
            )
        )
    return facts


def names() -> dict[str, Unit]:
    """Every name and other name by which a unit of the county is known: two queries; feed it to
    ``rules.find``.
    """
    units = {unit.pk: unit for unit in Unit.objects.select_related("thing")}
    units_by_name = {unit.name: unit for unit in units.values() if unit.until is None}
    for unit in units.values():
        if unit.short and unit.until is None:
            units_by_name.setdefault(unit.short, unit)
    for name, code in Alias.objects.values_list("name", "unit"):
        units_by_name.setdefault(name, units[code])
    return units_by_name
