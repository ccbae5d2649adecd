"""The lists of joint groups, and of whom a group could study with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, sliced
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import basis
from zhixing.ui.words import comma

from . import studied
from .acts import found_joint
from .models import JointGroup
from .queries.groups import crumbs, own_groups, period
from .queries.partners import suggestions
from .rules import State


@dataclass(frozen=True, kw_only=True)
class JointList(ListPage):
    """Joint groups, how many run, and the ways to those."""

    all: int
    running: int
    urls: dict[str, str]


def joint_list(person: Actor, choices: Choices) -> JointList:
    """The joint groups this person may know of, those that run first in the list of conditions; in
    the order in which they were founded.
    """
    state = choice(choices, "state", State.values)
    mine = JointGroup.objects.visible_to(person)
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = (
        mine.select_related("thing", "unit", "group")
        .prefetch_related("partners__unit")
        .annotate(held=studied.record().held_count())
    )
    rows = (rows.filter(state=state) if state else rows).order_by("thing__made_at", "pk")
    joints, pager = cut(rows, choices, "thing__made_at", "pk")
    return JointList(
        title=_("Joint study"),
        columns=_columns(),
        rows=joints,
        every=rows,
        file="joint-groups",
        kind=JointGroup,
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Joint study"))],
        acts=_partner_ways(own_groups(person)[:1]),
        chips=[Chip(str(State(state).label), "?")] if state else [],
        order_note=_("in the order in which they were founded"),
        all=sum(numbers.values()),
        running=numbers[State.RUNNING],
        urls={"all": address({}), "running": address({}, state=State.RUNNING.value)},
        empty=Empty(
            _("No joint group yet."),
            _(
                "Groups with linked duties, or with few members, study one topic together: one"
                " session, one record, counted once for each of them."
            ),
            "users-group",
        ),
    )


def _partner_ways(groups: list[StudyGroup]) -> list[Button]:
    """Whom these groups could study with."""
    return [
        Button(_("Whom to study with"), reverse("joint:partners", args=[group.pk]))
        for group in groups
    ]


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(pgettext("of a thing", "Name"), lambda joint: joint.name),
        Column.quiet(
            _("Leads and keeps the record"),
            lambda joint: joint.group.name,
            lambda joint: joint.unit.short_name,
        ),
        Column.quiet(_("Groups that study with it"), _partners),
        Column.quiet(
            _("Joined by"),
            lambda joint: joint.get_why_display(),
            labelled=False,
            on_phone=False,
        ),
        Column.of_file(_("Reason"), lambda joint: joint.reason),
        Column.of_screen(pgettext("joint group", "Period"), period, Look.DAY),
        Column.of_file(pgettext("joint group", "From"), lambda joint: joint.since),
        Column.of_file(pgettext("joint group", "Until"), lambda joint: joint.until),
        Column.number(_("Studied together"), lambda joint: joint.held),
        Column.state(lambda joint: joint.state_word(joint.state)),
    ]


def _partners(joint: JointGroup) -> str:
    """The units of its other groups, in a row."""
    return comma().join(partner.unit.short_name for partner in joint.partners.all())


@dataclass(frozen=True, kw_only=True)
class PartnerList(ListPage):
    """Whom a group could study with; ``few``: the norm of when a group has few members."""

    group: StudyGroup
    year: int
    few: dict[str, str]


def partner_list(person: Actor, code: str, choices: Choices) -> PartnerList:
    """Whom one group could study with this year, and why, the strongest reason first. For those who
    may look into the group.
    """
    group = get_object_or_404(
        StudyGroup.objects.looked_into_by(person).active().select_related("thing", "unit"), pk=code
    )
    year = clock.today().year
    every = suggestions(group, year)
    rows, pager = sliced(every, choices)
    begin = Button(str(found_joint.label), act_url(group.pk, "found_joint"), primary=True)
    return PartnerList(
        title=_("Whom to study with"),
        columns=_partner_columns(),
        rows=rows,
        every=every,
        file="study-partners",
        pager=pager,
        crumbs=crumbs(Crumb(group.unit.name, group.url), Crumb(_("Whom to study with"))),
        acts=[begin] if found_joint.is_open(person, group) else [],
        order_note=_("the strongest reason first"),
        group=group,
        year=year,
        few=basis("joint.few", clock.today()),
        empty=Empty(
            _("Nothing suggests a group to study with."),
            _(
                "Suggestions come from the plans of the year, from topics that units lead, from"
                " claims, and from who deals with what came from study."
            ),
            "users-group",
        ),
    )


def _partner_columns() -> list[Column]:
    return [
        Column.code(lambda suggestion: suggestion.group),
        Column(
            _("Study group"),
            lambda suggestion: suggestion.group.name,
            lambda suggestion: Cell(suggestion.group.unit.name, suggestion.group.url),
            Look.TITLE,
        ),
        Column(_("Why this one"), lambda suggestion: suggestion.line),
    ]
