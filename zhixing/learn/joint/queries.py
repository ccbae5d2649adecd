"""What the pages of joint groups show, and whom a group could study with: read from plans, topics,
claims, problems and rolls; nothing is entered for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import address, choice, count_below, cut, sliced
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import act_url, thing_page
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.norms.queries import basis, value
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import datewords, shortdate

from ..plans.models import PlanLine
from ..plans.rules import State as Plan
from ..sessions.models import StudySession
from ..sessions.rules import HAPPENED, comma
from ..sessions.rules import State as Session
from . import rules
from .acts import found_joint
from .models import JointGroup
from .rules import Because, State


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": pgettext("wing", "Learn"), "url": reverse("wing", args=["learn"])},
        {"label": _("Joint study"), "url": reverse("joint:list")},
        *more,
    ]


# -- list and page ---------------------------------------------------------------------------------


def joint_list(person: Any, choices: Any) -> dict[str, Any]:
    """The joint groups this person may know of, those that run first in the list of conditions; in
    the order in which they were founded.
    """
    state = choice(choices, "state", State.values)
    mine = JointGroup.objects.visible_to(person)
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = (
        mine.select_related("thing", "unit", "group")
        .prefetch_related("partners__unit")
        .annotate(held=count_below(JointGroup, "sessions", state__in=HAPPENED))
    )
    rows = (rows.filter(state=state) if state else rows).order_by("thing__made_at", "pk")
    joints, pager = cut(rows, choices, "thing__made_at", "pk")
    return {
        "rows": [with_words(joint) for joint in joints],
        "pager": pager,
        "every": rows,
        "state": state,
        "all": sum(numbers.values()),
        "running": numbers[State.RUNNING],
        "groups": own_groups(person),
        "urls": {"all": address({}), "running": address({}, state=State.RUNNING.value)},
    }


def with_words(joint: JointGroup) -> JointGroup:
    """With what the list says of it in words."""
    joint.names = comma().join(
        partner.unit.short or partner.unit.name for partner in joint.partners.all()
    )
    joint.period = period(joint)
    joint.state_label = joint.state_word(joint.state)
    return joint


def period(joint: JointGroup) -> str:
    return (
        _("%(since)s to %(until)s")
        % {"since": datewords(joint.since), "until": datewords(joint.until)}
        if joint.until
        else _("since %(since)s") % {"since": datewords(joint.since)}
    )


def own_groups(person: Any) -> list[StudyGroup]:
    """Groups for which this person may found a joint group, at most a handful on a page."""
    held = holdings(person).group_codes()
    return (
        list(
            StudyGroup.objects.active()
            .filter(found_joint.open_q(person), pk__in=sorted(held))
            .select_related("thing", "unit")[:5]
        )
        if held
        else []
    )


def joint_page(person: Any, code: str) -> dict[str, Any]:
    """One joint group: who leads, who studies with it, why and how long, and what they have studied
    together.
    """
    joint = get_object_or_404(
        JointGroup.objects.visible_to(person).select_related("thing", "unit", "group__unit__thing"),
        pk=code,
    )
    groups = [
        joint.group,
        *sorted(
            joint.partners.select_related("thing", "unit__thing"),
            key=lambda partner: (partner.unit.thing.made_at, partner.pk),
        ),
    ]
    sessions = list(
        StudySession.objects.visible_to(person)
        .filter(joint=joint)
        .exclude(state=Session.CANCELLED)
        .select_related("thing", "topic")
        .order_by("-day", "pk")[:200]
    )
    held = [session for session in sessions if session.state in HAPPENED]
    members = dict(
        Membership.objects.in_force(clock.today())
        .studying()
        .filter(group__in=[group.pk for group in groups])
        .values_list("group")
        .annotate(Count("person", distinct=True))
        .order_by()
    )
    return thing_page(
        person,
        joint,
        crumbs=crumbs({"label": joint.pk, "url": ""}),
        joint=joint,
        lead=_("%(groups)s groups; studied together: %(held)s of %(count)s planned sessions held.")
        % {"groups": len(groups), "held": len(held), "count": len(sessions)},
        facts=[
            {
                "label": _("Leads and keeps the record"),
                "value": joint.group.name,
                "url": joint.group.url,
            },
            {"label": _("Joined by"), "value": joint.get_why_display()},
            {"label": pgettext("joint group", "Period"), "value": period(joint)},
            {"label": _("Reason"), "value": joint.reason, "wide": True},
        ],
        groups=[
            {
                "title": group.name,
                "url": group.url,
                "note": (
                    ngettext("%(count)s member", "%(count)s members", members.get(group.pk, 0))
                    % {"count": members.get(group.pk, 0)}
                ),
                "word": _("leads") if group.pk == joint.group_id else "",
                "tone": "going",
            }
            for group in groups
        ],
        sessions=[
            {
                "title": session.title,
                "url": session.url,
                "note": f"{datewords(session.day)} · {session.topic.title}",
                "word": str(session.state_word(session.state)),
                "tone": session.tone,
            }
            for session in sessions
        ],
        plan_url=(
            act_url(joint.group_id, "plan_session")
            if joint.state == State.RUNNING and _may_plan(person, joint)
            else ""
        ),
    )


def _may_plan(person: Any, joint: JointGroup) -> bool:
    from ..sessions.acts import plan_session

    return plan_session.may.allows(person, joint.group)


# -- whom to study with ----------------------------------------------------------------------------


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
    together = [(other, shortdate(day)) for other, day in _joint_study_days(group, year)]

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
    rows = PlanLine.objects.alias(_year=Aside("plan__year"), _state=Aside("plan__state"))
    return rows.filter(_year=year, _state=Plan.IN_FORCE)


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
        claimed[code] |= {topic}
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


def _joint_study_days(group: StudyGroup, year: int) -> list[tuple[str, Any]]:
    """(group, day) of joint study held in the year before and in this one."""
    sessions = StudySession.objects.of_groups(group.pk).narrowed(
        kind="joint", year__in=[year - 1, year], state__in=HAPPENED
    )
    seats = sessions.order_by("day", "pk").values_list("pk", "day", "group", "partners")
    pairs: dict[tuple[Any, Any, str], None] = {}  # in their order, each once
    for session, day, *codes in seats:
        pairs |= {(session, day, code): None for code in codes if code}
    return [(code, day) for _session, day, code in pairs if code != group.pk]


def _reason_words(because: Because, what: Any) -> str:
    """A reason in words."""
    words = (
        comma().join(f"“{title}”" for title in what)
        if isinstance(what, list) and because != Because.TOGETHER
        else ""
    )
    if because == Because.LEADS:
        return _("its unit leads %(topics)s, which your group studies") % {"topics": words}
    if because == Because.BOTH_LEAD:
        return _("your units lead %(topics)s together") % {"topics": words}
    if because == Because.CLAIMED:
        return _("people of both groups have claimed %(topics)s") % {"topics": words}
    if because == Because.OWN_TOPIC:
        return _("an own topic of theirs is about the same as %(topics)s") % {"topics": words}
    if because == Because.DEALS:
        return ngettext(
            "its unit deals with %(count)s problem or measure that came from your study",
            "its unit deals with %(count)s problems and measures that came from your study",
            what,
        ) % {"count": what}
    if because == Because.DEALT:
        return ngettext(
            "your unit deals with %(count)s problem or measure that came from its study",
            "your unit deals with %(count)s problems and measures that came from its study",
            what,
        ) % {"count": what}
    if because == Because.FEW:
        return _("both have few members: %(theirs)s there, %(ours)s here") % {
            "theirs": what[0],
            "ours": what[1],
        }
    if because == Because.TOGETHER:
        return _("studied together on %(days)s") % {"days": comma().join(what)}
    return _("both study %(topics)s in the same months") % {"topics": words}


def reasons_of(group: StudyGroup, year: int) -> dict[str, str]:
    """Group -> its reasons in one line: for forms in which groups are ticked."""
    return {
        suggestion["group"].pk: pgettext("clause separator", "; ").join(suggestion["reasons"])
        for suggestion in suggestions(group, year)
    }


def partners_page(person: Any, code: str, choices: Any) -> dict[str, Any]:
    """Whom one group could study with this year. For those who may look into the group."""
    group = get_object_or_404(
        StudyGroup.objects.looked_into_by(person).active().select_related("thing", "unit"), pk=code
    )
    year = clock.today().year
    every = suggestions(group, year)
    rows, pager = sliced(every, choices)
    return {
        "title": _("Whom to study with"),
        "group": group,
        "year": year,
        "rows": rows,
        "pager": pager,
        "every": every,
        "few": basis("joint.few", clock.today()),
        "crumbs": crumbs(
            {"label": group.unit.name, "url": group.url},
            {"label": _("Whom to study with"), "url": ""},
        ),
        "acts": (
            [
                {
                    "label": str(found_joint.label),
                    "url": act_url(group.pk, "found_joint"),
                    "primary": True,
                    "danger": False,
                }
            ]
            if found_joint.is_open(person, group)
            else []
        ),
    }


def joint_study_panel(person: Any, row: Any) -> dict[str, Any] | None:
    """On the page of a group, for those who look into it: its joint groups, and whom it could study
    with. One query.
    """
    if row.KIND != "group" or row.until is not None or person is None or person.pk is None:
        return None
    held = holdings(person)
    if row.pk not in held.group_codes() and not any(
        row.unit.path.startswith(path) for path in held.seeing()
    ):
        return None
    running = (
        JointGroup.objects.visible_to(person)
        .of_groups(row.pk)
        .filter(state=State.RUNNING)
        .select_related("thing")
        .order_by("since", "pk")
    )
    return {
        "title": _("Joint study"),
        "lines": [
            {"title": joint.name, "url": joint.url, "note": joint.get_why_display()}
            for joint in running
        ],
        "url": reverse("joint:partners", args=[row.pk]),
        "label": _("Whom to study with"),
    }
