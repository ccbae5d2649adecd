"""What pages and acts ask about groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing, kinds, shared_q, visible_q
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact
from zhixing.foundation.spine.orgs.queries import crumbs, known
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Required, Topic

from . import may
from .models import Membership, StudyGroup
from .rules import MISSING_WORDS, GroupRoleCode, missing

if TYPE_CHECKING:  # topics are above groups, and read there
    from zhixing.foundation.spine.topics.models import Topic


def missing_in(group: StudyGroup, on: dt.date | None = None) -> list[str]:
    """What keeps the group from being complete today (see ``rules.missing``)."""
    return missing(
        group.memberships.in_force(on or clock.today())
        .filter(stands_in=False)
        .values_list("role", flat=True)
    )


def roll(group: StudyGroup, on: dt.date | None = None) -> list[Membership]:
    """Those expected at a session on a day, each person once, in the order of the roster; the
    highest role first.
    """
    return roll_together([group], on)


def roll_together(groups: Sequence[StudyGroup], on: dt.date | None = None) -> list[Membership]:
    """Those expected where several groups study together: group by group in the order given, each
    person once, with the first group that expects them. One query.
    """
    order, places = (
        {GroupRoleCode.LEADER: 0, GroupRoleCode.DEPUTY: 1, GroupRoleCode.MEMBER: 2},
        {group.pk: at for at, group in enumerate(groups)},
    )
    rows = (
        Membership.objects.in_force(on or clock.today())
        .studying()
        .filter(group__in=list(places))
        .select_related("person")
    )
    by_person: dict[str, Membership] = {}
    for row in sorted(
        rows,
        key=lambda membership: (
            places[membership.group_id],
            order[membership.role],
            membership.stands_in,
            membership.place,
            membership.pk,
        ),
    ):
        by_person.setdefault(row.person_id, row)
    return list(by_person.values())


def people_of(group: StudyGroup | Sequence[StudyGroup], on: dt.date | None = None) -> Any:
    """Everybody with a role in the group (or in one of several) on a day, as Persons."""
    groups = [group] if isinstance(group, StudyGroup) else list(group)
    return Person.objects.filter(
        pk__in=Membership.objects.in_force(on or clock.today())
        .filter(group__in=[group.pk for group in groups])
        .values("person")
    ).order_by("name")


def gaps(groups: Any, on: dt.date | None = None) -> dict[str, list[str]]:
    """Group code -> what it misses, for many groups: one query."""
    roles: dict[str, list[str]] = {code: [] for code in groups}
    rows = Membership.objects.in_force(on or clock.today()).filter(
        group__in=list(roles), stands_in=False
    )
    for group, role in rows.values_list("group", "role"):
        roles[group].append(role)
    return {group: missing(held) for group, held in roles.items()}


@dataclass(frozen=True)
class Role:
    """Those who hold a role in a group today."""

    role: str
    members: list[Membership]


@dataclass(frozen=True)
class TopicOfYear:
    """A topic, and the group's sessions on it; None where that is not for this person."""

    topic: Topic
    sessions: list[Thing] | None


@dataclass(frozen=True, kw_only=True)
class GroupPage(ThingPage):
    """One study group. The acts on a member stand beside its people."""

    missing: list[str]
    by_role: list[Role]
    later: list[Membership]
    before: list[Membership]
    topics: list[TopicOfYear]
    year: int
    member_acts: list[Button] = field(default_factory=list)


def group_page(person: Any, code: str) -> GroupPage:
    """One group: who is in it in which role, what it misses, its topics of the year and which it
    has studied, who was in it before.
    """
    known(person)
    group = get_object_or_404(
        StudyGroup.objects.visible_to(person).select_related("thing", "unit__thing"), pk=code
    )
    today = clock.today()
    rows = list(group.memberships.select_related("person").order_by("place", "since", "pk"))
    now = [
        membership
        for membership in rows
        if membership.since <= today and (membership.until is None or membership.until > today)
    ]
    order = {role: place for place, role in enumerate(GroupRoleCode.values)}
    by_role = [
        Role(
            str(GroupRoleCode(role).label),
            [membership for membership in now if membership.role == role],
        )
        for role in sorted({membership.role for membership in now}, key=order.__getitem__)
    ]
    lacks = (
        missing(membership.role for membership in now if not membership.stands_in)
        if group.until is None
        else []
    )
    topics = list(
        Topic.objects.visible_to(person)
        .filter(Q(required=Required.REQUIRED) | Q(group=group), year=today.year)
        .select_related("thing")
        .order_by("first_month", "last_month", "pk")
    )
    looks = may.looks_into(person, group)
    studied = studies([topic.pk for topic in topics], person, group=group.pk) if looks else {}
    people = len({membership.person_id for membership in now})
    word, tone = _standing(group, lacks)
    acts_beside = ("admit_member", "correct_post", "release_member", "name_substitute")
    page = GroupPage.of(
        person,
        group,
        crumbs=crumbs(Crumb(group.unit.name, group.unit.url), Crumb(group.pk)),
        trace=[],
        state_word=word,
        tone=tone,
        lead=_lead(group, people, studied, today.year),
        facts=[Fact(_("Unit"), group.unit.name, url=group.unit.url)],
        missing=[str(MISSING_WORDS[gap]) for gap in lacks],
        by_role=by_role,
        later=[membership for membership in rows if membership.since > today],
        before=[
            membership
            for membership in rows
            if membership.until is not None and membership.until <= today
        ],
        topics=[TopicOfYear(topic, studied.get(topic.pk)) for topic in topics],
        year=today.year,
    )
    return replace(page, member_acts=page.acts_named(acts_beside)).without_acts(acts_beside)


def _standing(group: StudyGroup, lacks: list[str]) -> tuple[str, str]:
    """The group's state in a word, and its tone."""
    if group.until:
        return _("dissolved"), "none"
    return (_("incomplete"), "soon") if lacks else (_("complete"), "done")


def _lead(group: StudyGroup, people: int, studied: dict[str, list[Thing]], year: int) -> str:
    """Who is in it; how far it has come in the year is told to those alone who may look into it
    (``studied`` is empty for others).
    """
    if group.until:
        return _("Dissolved on %(day)s; what it did stays.") % {"day": group.until}
    words = {
        "people": ngettext("%(count)s person", "%(count)s people", people) % {"count": people},
        "unit": group.unit.name,
    }
    if not studied:
        return _("%(people)s in the group of %(unit)s.") % words
    return _(
        "%(people)s in the group of %(unit)s; %(studied)s of %(count)s topics of %(year)s studied."
    ) % (words | {"studied": sum(map(bool, studied.values())), "count": len(studied), "year": year})


def studies(topics: list[str], person: Any = None, group: str = "") -> dict[str, list[Thing]]:
    """Topic code -> sessions tied to it by ``studies``: one query. Those of one group (its own and
    those it takes part in), when one is named; only what ``person`` may know of, when one is named.
    """
    meetings = [kind for kind, model in kinds().items() if model.STEP == "session"]
    ties = Link.objects.filter(type=Type.STUDIES, earlier__in=topics, later__kind__in=meetings)
    if group:
        ties = ties.filter(shared_q([group], "later__"))
    ties = ties.select_related("later__group").order_by("later__made_at")
    if person is not None:
        ties = ties.filter(visible_q(person, "later__"))
    sessions: dict[str, list[Thing]] = {topic: [] for topic in topics}
    for tie in ties:
        sessions[tie.earlier_id].append(tie.later)
    return sessions
