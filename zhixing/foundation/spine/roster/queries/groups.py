"""The page of a study group: who is in it, and what it has studied in the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing, kinds, shared_q, visible_q
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact
from zhixing.foundation.spine.groups import may
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import MISSING_WORDS, GroupRoleCode, missing
from zhixing.foundation.spine.orgs.queries import known
from zhixing.foundation.spine.topics.models import Required, Topic

from .units import crumbs

# These buttons stand beside the people of the page.
ON_MEMBERS = ("admit_member", "correct_post", "release_member", "name_substitute")


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
    now = [row for row in rows if row.since <= today and not _is_over(row, today)]
    lacks = _gaps(group, now)
    topics = _topics_of(person, group, today.year)
    word, tone = _standing(group, lacks)
    page = GroupPage.of(
        person,
        group,
        crumbs=crumbs(Crumb(group.unit.name, group.unit.url), Crumb(group.pk)),
        trace=[],
        state_word=word,
        tone=tone,
        lead=_lead(group, len({row.person_id for row in now}), topics, today.year),
        facts=[Fact(_("Unit"), group.unit.name, url=group.unit.url)],
        missing=[str(MISSING_WORDS[gap]) for gap in lacks],
        by_role=_by_role(now),
        later=[row for row in rows if row.since > today],
        before=[row for row in rows if _is_over(row, today)],
        topics=topics,
        year=today.year,
    )
    return replace(page, member_acts=page.acts_named(ON_MEMBERS)).without_acts(ON_MEMBERS)


def _is_over(membership: Membership, today: dt.date) -> bool:
    return membership.until is not None and membership.until <= today


def _gaps(group: StudyGroup, now: list[Membership]) -> list[str]:
    """What keeps it from being complete; nothing, once it is dissolved."""
    if group.until is not None:
        return []
    return missing(membership.role for membership in now if not membership.stands_in)


def _by_role(now: list[Membership]) -> list[Role]:
    """Its people of today, the highest role first."""
    members = {
        role: [membership for membership in now if membership.role == role]
        for role in GroupRoleCode
    }
    return [Role(str(role.label), holders) for role, holders in members.items() if holders]


def _topics_of(person: Any, group: StudyGroup, year: int) -> list[TopicOfYear]:
    """The required topics of the year and the group's own, with its sessions on them where the
    person may look into the group.
    """
    topics = list(
        Topic.objects.visible_to(person)
        .filter(Q(required=Required.REQUIRED) | Q(group=group), year=year)
        .select_related("thing")
        .order_by("first_month", "last_month", "pk")
    )
    looks = may.looks_into(person, group)
    studied = studies([topic.pk for topic in topics], person, group=group.pk) if looks else {}
    return [TopicOfYear(topic, studied.get(topic.pk)) for topic in topics]


def _standing(group: StudyGroup, lacks: list[str]) -> tuple[str, str]:
    """The group's state in a word, and its tone."""
    if group.until:
        return _("dissolved"), "none"
    return (_("incomplete"), "soon") if lacks else (_("complete"), "done")


def _lead(group: StudyGroup, people: int, topics: list[TopicOfYear], year: int) -> str:
    """Who is in it; how far it has come in the year is told to those alone who may look into it."""
    if group.until:
        return _("Dissolved on %(day)s; what it did stays.") % {"day": group.until}
    words = {
        "people": ngettext("%(count)s person", "%(count)s people", people) % {"count": people},
        "unit": group.unit.name,
    }
    sessions = [topic.sessions for topic in topics if topic.sessions is not None]
    if not sessions:
        return _("%(people)s in the group of %(unit)s.") % words
    return _(
        "%(people)s in the group of %(unit)s; topics of %(year)s studied: %(studied)s of %(count)s."
    ) % (words | {"studied": sum(map(bool, sessions)), "count": len(sessions), "year": year})


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
