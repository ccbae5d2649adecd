"""Whom a group could study with: read from plans, topics, claims, problems and rolls; nothing is
entered for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import comma, shortdate

from ...plans.models import PlanLine
from ...plans.rules import State as Plan
from .. import rules, studied
from ..rules import Because


def suggestions(group: StudyGroup, year: int) -> list[dict[str, Any]]:
    """Groups this one could study with, each with its reasons in words, in the order of the roster.

    A group without a plan in force goes by the county's topics. Plans are read of the group and of
    those alone that have something in common with it: all others would have no reason. Twelve
    queries at most, whatever the number of groups.
    """
    order = dict(StudyGroup.objects.active().in_roster_order().values_list("pk", "unit"))
    if group.pk not in order:
        return []
    group_of = {unit: code for code, unit in order.items()}
    leads, dealt = _leading_groups(group_of, year), _dealt_counts(group, group_of, year)
    titles, claimed = _claimed_topics(group, year)
    mine = _subjects({group.pk}, year, leads)[group.pk] or _county_subjects(year, leads)
    near = {*chain.from_iterable(leads.values()), *dealt, *dealt[group.pk], *claimed}
    if any(subject.own for subject in mine):
        near |= _with_own_topics(year)
    theirs, members = _subjects(near - {group.pk}, year, leads), _members(order)
    together = [(other, shortdate(day)) for other, day in studied.record().days(group, year)]

    def known_group(code: str) -> rules.Group:
        studied = tuple(mine if code == group.pk else theirs.get(code, ()))
        return rules.Group(code, studied, claimed[code], dict(dealt[code]), members.get(code, 0))

    few = value("joint.few", clock.today())
    others = (known_group(code) for code in order)
    reasons = rules.partners(
        known_group(group.pk), others, few=few, together=together, titles=titles
    )
    rows = StudyGroup.objects.select_related("unit").in_bulk([code for code, _why in reasons])
    return [
        {"group": rows[code], "reasons": [_reason_words(because, what) for because, what in why]}
        for code, why in reasons
    ]


def _leading_groups(group_of: dict[str, str], year: int) -> dict[str, set[str]]:
    """Topic of the year -> groups of the units that lead it."""
    leads: dict[str, set[str]] = defaultdict(set)
    rows = Topic.lead_units.through.objects.filter(topic__year=year, unit__in=list(group_of))
    for topic, unit in rows.values_list("topic", "unit"):
        leads[topic].add(group_of[unit])
    return leads


def _lines(year: int) -> QuerySet[PlanLine]:
    """Lines of the plans in force, found by groups or topics: the year would be all plans."""
    rows = PlanLine.objects.alias(_year=Aside("plan__year"), _in_state=Aside("plan__state"))
    return rows.filter(_year=year, _in_state=Plan.IN_FORCE)


def _with_own_topics(year: int) -> set[str]:
    """Groups whose plan has a topic that they chose for themselves."""
    own = Topic.objects.filter(required=Required.OWN, year=year)
    return set(_lines(year).filter(topic__in=own).values_list("plan__group", flat=True))


def _subjects(
    codes: set[str], year: int, leads: dict[str, set[str]]
) -> dict[str, list[rules.Subject]]:
    """Group -> the topics of its plan in force."""
    subjects: dict[str, list[rules.Subject]] = defaultdict(list)
    lines = _lines(year).filter(plan__group__in=codes).order_by("first_month", "pk")
    for code, topic, title, required, about, first, last in lines.values_list(
        "plan__group",
        "topic",
        "topic__title",
        "topic__required",
        "topic__research_subject",
        "first_month",
        "last_month",
    ):
        own, leading = required == Required.OWN, frozenset(leads.get(topic, ()))
        subjects[code].append(rules.Subject(topic, title, leading, own, about, (first, last)))
    return subjects


def _county_subjects(year: int, leads: dict[str, set[str]]) -> tuple[rules.Subject, ...]:
    """What a group without a plan in force goes by."""
    required = Topic.objects.filter(year=year, required=Required.REQUIRED)
    rows = required.order_by("first_month", "pk").values_list("pk", "title", "research_subject")
    return tuple(
        rules.Subject(topic, title, frozenset(leads.get(topic, ())), False, about)
        for topic, title, about in rows
    )


def _claims(year: int) -> QuerySet[Link]:
    """Ties of what was claimed in the year to its topic. Topic or group lead, not the kind."""
    ties = Link.objects.alias(_kind=Aside("earlier__kind")).filter(type=Type.CLAIMS, _kind="topic")
    return ties.filter(later__made_at__year=year).exclude(later__state="released")


def _claimed_topics(
    group: StudyGroup, year: int
) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """(topics that people of the group have claimed in the year -> title, group -> which of these
    its people have claimed).
    """
    titles: dict[str, str] = {}
    claimed: dict[str, frozenset[str]] = defaultdict(frozenset)
    mine = _claims(year).filter(group=group.pk).values("earlier")
    ties = _claims(year).filter(earlier__in=mine)
    for code, topic, title in ties.values_list("group", "earlier", "earlier__title"):
        titles[topic] = title
        claimed[code or ""] |= {topic}
    return titles, claimed


def _dealt_counts(
    group: StudyGroup, group_of: dict[str, str], year: int
) -> dict[str, Counter[str]]:
    """Group -> group of the unit that dealt with its problems and measures -> how many, as far as
    this group, or its unit, is one of the two.
    """
    dealt: dict[str, Counter[str]] = defaultdict(Counter)
    ours = Thing.objects.filter(Q(group=group.pk) | Q(unit=group.unit_id), made_at__year=year)
    counted = ours.narrowed(kind__in=["problem", "measure"]).exclude(
        state__in=["draft", "void", "dropped"]
    )
    numbers = counted.values_list("group", "unit").annotate(Count("pk")).order_by()
    for code, unit, count in numbers:
        if unit in group_of and group_of[unit] != code:
            dealt[code][group_of[unit]] += count
    return dealt


def _members(codes: Iterable[str]) -> dict[str, int]:
    """Group -> how many study in it today."""
    today = Membership.objects.in_force(clock.today()).studying().filter(group__in=list(codes))
    return dict(today.values_list("group").annotate(Count("person", distinct=True)).order_by())


def _reason_words(because: Because, what: Any) -> str:
    """A reason in words. ``what``: topics or days, how many, or (members there, members here)."""
    if because in (Because.DEALS, Because.DEALT):
        return _dealing_words(because, what)
    if because == Because.FEW:
        words = {"theirs": what[0], "ours": what[1]}
        return _("both have few members: %(theirs)s there, %(ours)s here") % words
    if because == Because.TOGETHER:
        return _("studied together on %(days)s") % {"days": comma().join(what)}
    sentences = {
        Because.LEADS: _("its unit leads %(topics)s, which your group studies"),
        Because.BOTH_LEAD: _("your units lead %(topics)s together"),
        Because.CLAIMED: _("people of both groups have claimed %(topics)s"),
        Because.OWN_TOPIC: _("an own topic of theirs is about the same as %(topics)s"),
        Because.SAME: _("both study %(topics)s in the same months"),
    }
    return sentences[because] % {"topics": comma().join(f"“{title}”" for title in what)}


def _dealing_words(because: Because, count: int) -> str:
    """Whose unit deals with what came from whose study."""
    if because == Because.DEALS:
        words = ngettext(
            "its unit deals with %(count)s problem or measure that came from your study",
            "its unit deals with %(count)s problems and measures that came from your study",
            count,
        )
    else:
        words = ngettext(
            "your unit deals with %(count)s problem or measure that came from its study",
            "your unit deals with %(count)s problems and measures that came from its study",
            count,
        )
    return words % {"count": count}


def reasons_of(group: StudyGroup, year: int) -> dict[str, str]:
    """Group -> its reasons in one line: for forms in which groups are ticked."""
    return {
        suggestion["group"].pk: pgettext("clause separator", "; ").join(suggestion["reasons"])
        for suggestion in suggestions(group, year)
    }
