"""Whom a group could study with: read from plans, topics, claims, problems and rolls; nothing is
entered for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.topics.models import RelatedTopics, Required, Topic
from zhixing.ui.words import comma, month_span, shortdate

from ...plans.models import PlanLine
from ...plans.rules import State as Plan
from .. import rules, studied
from ..rules import Because


@dataclass(frozen=True)
class Suggestion:
    """A group to study with, and why: the strongest reason first."""

    group: StudyGroup
    reasons: list[str]

    @property
    def line(self) -> str:
        """Why this one, in one line."""
        return pgettext("clause separator", "; ").join(self.reasons)


def suggestions(group: StudyGroup, year: int) -> list[Suggestion]:
    """Groups this one could study with, each with its reasons in words, the strongest first; no two
    lines are the same.

    A group without a plan in force goes by the county's topics. Plans are read of the group and of
    those alone that have something in common with it: all others would have no reason. Twelve
    queries at most, whatever the number of groups.
    """
    groups = {
        active.pk: active
        for active in StudyGroup.objects.active().in_roster_order().select_related("unit")
    }
    if group.pk not in groups:
        return []
    group_of = {active.unit_id: code for code, active in groups.items()}
    leads, dealt = _leading_groups(group_of, year), _dealt_counts(group, group_of, year)
    titles, claimed = _claimed_topics(group, year)
    near = {group.pk, *chain.from_iterable(leads.values()), *dealt, *dealt[group.pk], *claimed}
    subjects, rolls = _subjects(near, year, leads), _rolls(groups)
    mine = subjects[group.pk] or list(_county_subjects(year, leads))
    me = rules.Group(
        group.pk,
        tuple(mine),
        claimed[group.pk],
        dict(dealt[group.pk]),
        rolls.get(group.pk, Roll()).members,
        problems=_shared_problems(group, group_of, year),
        neighbours=_neighbours(mine, leads),
    )
    others = (
        rules.Group(
            code,
            tuple(subjects[code]),
            claimed[code],
            dict(dealt[code]),
            rolls.get(code, Roll()).members,
        )
        for code in groups
    )
    together = [(other, shortdate(day)) for other, day in studied.record().days(group, year)]
    few = value("joint.few", clock.today())
    reasons = rules.partners(me, others, few=few, together=together, titles=titles)
    return _told_apart(
        [
            Suggestion(groups[code], [_reason_words(because, what) for because, what in why])
            for code, why in reasons
        ],
        rolls,
    )


def _told_apart(rows: list[Suggestion], rolls: dict[str, Roll]) -> list[Suggestion]:
    """Where two lines would be the same, each names whom one asks there: the study secretary, else
    the unit.
    """
    counts = Counter(row.line for row in rows)
    taken: set[str] = set()
    distinct = []
    for row in rows:
        if counts[row.line] > 1:
            named = replace(row, reasons=[*row.reasons, _whom_to_ask(row, rolls)])
            if named.line in taken:
                named = replace(row, reasons=[*named.reasons, row.group.unit.name])
            taken.add(named.line)
            distinct.append(named)
        else:
            distinct.append(row)
    return distinct


def _whom_to_ask(row: Suggestion, rolls: dict[str, Roll]) -> str:
    secretary = rolls.get(row.group.pk, Roll()).secretary
    if not secretary:
        return str(row.group.unit.name)
    return _("ask %(name)s, its study secretary") % {"name": secretary}


def _shared_problems(
    group: StudyGroup, group_of: dict[str, str], year: int
) -> dict[str, list[str]]:
    """Group -> problems of this group's unit that are the same case as one of theirs. A title is
    said of those alone that the own unit has; another unit may have it by now.
    """
    ours = Q(group=group.pk) | Q(unit=group.unit_id)
    problems = Thing.objects.filter(ours, made_at__year=year).narrowed(kind="problem")
    ties = Link.objects.filter(type=Type.DUPLICATE_OF)
    heads = ties.filter(later__in=problems.values("pk")).values("earlier")
    joined = ties.filter(Q(earlier__in=problems.values("pk")) | Q(earlier__in=heads))
    names = ("group", "unit", "title")
    columns = [*(f"earlier__{name}" for name in names), *(f"later__{name}" for name in names)]
    cases: dict[str, set[tuple[str, str]]] = defaultdict(set)
    titles: dict[str, str] = {}
    for head, *ends in joined.values_list("earlier", *columns):
        for code, unit, title in (ends[:3], ends[3:]):
            cases[head].add((code or "", group_of.get(unit or "", "")))
            if unit == group.unit_id:
                titles[head] = title
    shared: dict[str, list[str]] = {}
    for head, sides in cases.items():
        for code in {*chain.from_iterable(sides)} - {"", group.pk}:
            shared.setdefault(code, []).extend(filter(None, [titles.get(head, "")]))
    return shared


def _neighbours(
    mine: Sequence[rules.Subject], leads: dict[str, set[str]]
) -> dict[str, list[tuple[str, str]]]:
    """Group -> (topic of this group, topic that their unit leads): those the county relates."""
    own = {subject.code: subject.title for subject in mine}
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    relations = RelatedTopics.objects.of(own).select_related("topic", "other")
    for relation in relations:
        for code in (relation.topic_id, relation.other_id):
            other = relation.beside(code)
            if code not in own or other.pk in own:
                continue
            for leading in leads.get(other.pk, ()):
                pairs[leading].append((own[code], other.title))
    return pairs


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


def _subjects(
    codes: set[str], year: int, leads: dict[str, set[str]]
) -> dict[str, list[rules.Subject]]:
    """Group -> the topics of its plan in force; of other groups those alone that they chose for
    themselves, which may be about the same.
    """
    subjects: dict[str, list[rules.Subject]] = defaultdict(list)
    own_topics = Topic.objects.filter(required=Required.OWN, year=year)
    wanted = Q(plan__group__in=codes) | Q(topic__in=own_topics)
    lines = _lines(year).filter(wanted).order_by("first_month", "pk")
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


@dataclass(frozen=True)
class Roll:
    """How many study in a group, and its study secretary."""

    members: int = 0
    secretary: str = ""


def _rolls(codes: Iterable[str]) -> dict[str, Roll]:
    """Group -> its roll today. One query."""
    today = Membership.objects.in_force(clock.today()).filter(group__in=list(codes))
    studying = Membership.objects.studying().filter(pk=OuterRef("pk"))
    rows = (
        today.order_by()
        .values("group")
        .annotate(
            members=Count("person", filter=Exists(studying), distinct=True),
            secretary=Max("person__name", filter=Q(role=GroupRoleCode.SECRETARY)),
        )
    )
    return {row["group"]: Roll(row["members"], row["secretary"] or "") for row in rows}


def _reason_words(because: Because, what: Any) -> str:
    """A reason in words. ``what``: topics or days, how many, pairs of topics, topics with months,
    or (members there, members here).
    """
    if because in (Because.DEALS, Because.DEALT):
        return _dealing_words(because, what)
    if because == Because.FEW:
        words = {"theirs": what[0], "ours": what[1]}
        return _("both have few members: %(theirs)s there, %(ours)s here") % words
    if because == Because.TOGETHER:
        return _("studied together on %(days)s") % {"days": comma().join(what)}
    if because == Because.SAME_PROBLEM:
        return _same_problem_words(what)
    if because == Because.SAME:
        return pgettext("clause separator", "; ").join(_same_months_words(topic) for topic in what)
    if because == Because.NEIGHBOUR:
        return comma().join(_neighbour_words(*pair) for pair in what)
    sentences = {
        Because.LEADS: _("its unit leads %(topics)s, which your group studies"),
        Because.BOTH_LEAD: _("your units lead %(topics)s together"),
        Because.CLAIMED: _("people of both groups have claimed %(topics)s"),
        Because.OWN_TOPIC: _("an own topic of theirs is about the same as %(topics)s"),
    }
    return sentences[because] % {"topics": _quoted(what)}


def _quoted(titles: Iterable[str]) -> str:
    return comma().join(f"“{title}”" for title in titles)


def _same_problem_words(titles: list[str]) -> str:
    if not titles:
        return _("both have the same problem")
    return _("both have the same problem: %(titles)s") % {"titles": _quoted(dict.fromkeys(titles))}


def _same_months_words(topic: rules.SameTime) -> str:
    words = {"title": topic.title, "months": month_span(topic.first, topic.last)}
    if topic.led:
        return _("both study “%(title)s” in %(months)s, and its unit leads it") % words
    return _("both study “%(title)s” in %(months)s") % words


def _neighbour_words(ours: str, theirs: str) -> str:
    return _("its unit leads “%(theirs)s”, a field next to your “%(ours)s”") % {
        "theirs": theirs,
        "ours": ours,
    }


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
    """Group -> its reasons in one line, the strongest first: for forms in which groups are
    ticked.
    """
    return {suggestion.group.pk: suggestion.line for suggestion in suggestions(group, year)}
