"""Planning a session: day and place, topic, with which groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, copy_partners, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics import refusals as topics_refusals
from zhixing.foundation.spine.topics.models import Topic

from ...joint.models import JointGroup
from ...joint.refusals import Refused as JointRefused
from ...joint.rules import State as JointState
from ...joint.rules import holds as joint_holds
from .. import may, queries
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    Kind,
    PlaceKind,
    State,
    agenda_column,
)
from .checks import check_words, stays
from .telling import tell_everybody


@act(
    "session.planned",
    label=_("Plan a study session"),
    says=_("planned session %(number)s on “%(topic)s” for %(day)s"),
    on=StudyGroup,
    may=may.PLANS,
    creates=StudySession,
    primary=True,
)
def plan_session(
    actor: Actor,
    group: StudyGroup,
    *,
    topic: Topic,
    day: dt.date,
    kind: str = "collective",
    title: str = "",
    begins: dt.time | None = None,
    place: str = "",
    place_kind: str = PlaceKind.ROOM,
    chair: Person | None = None,
    category: str = "",
    plan: Thing | None = None,
    joint: JointGroup | None = None,
    partners: Iterable[StudyGroup] = (),
    draft_agenda: bool = False,
) -> StudySession:
    """One meeting of the group on one topic: a required topic of the county or the group's own.
    Tied to the topic, and to the plan in force that holds the topic. With a joint group it leads,
    or with ``partners`` chosen for once, it is joint study (联组学习), and this group keeps the one
    record. ``draft_agenda`` puts an agenda together from what is known. Raises BadInput for another
    group's topic, another year's, or a kind the county does not know.
    """
    others = _partners(group, joint, partners, day)
    kind = Kind.JOINT if others else kind
    check_words(kind, category, day)
    _check_topic(topic, group, day.year)
    draft = queries.draft_of_agenda(kind, topic, place.strip()) if draft_agenda else []
    session = begin(
        StudySession(
            group=group,
            unit=group.unit,
            topic=topic,
            year=day.year,
            number=_next_number(group, day.year),
            kind=kind,
            title=title.strip() or topic.title,
            day=day,
            begins=begins,
            place=place.strip(),
            place_kind=PlaceKind(place_kind),
            chair=chair or _leader(group, day),
            category=category or topic.category,
            materials=list(topic.materials),
            question=topic.question,
            joint=joint if others else None,
            agenda=agenda_column(draft),
        )
    )
    _tie(session, others, plan)
    tell(number=session.number, topic=quoting(topic), day=day)
    return session


def _check_topic(topic: Topic, group: StudyGroup, year: int) -> None:
    if topic.group_id not in (None, group.pk):
        raise topics_refusals.Refused.TOPIC_ELSEWHERE("topic")
    if topic.year != year:
        raise Refused.TOPIC_YEAR("topic", year=topic.year)


def _next_number(group: StudyGroup, year: int) -> int:
    """第N次 of the group and year; the number of a cancelled session is free."""
    sessions = StudySession.objects.filter(group=group, year=year).exclude(state=State.CANCELLED)
    return (sessions.aggregate(last=Max("number"))["last"] or 0) + 1


def _leader(group: StudyGroup, day: dt.date) -> Person | None:
    return next((seat.person for seat in roll(group, day) if may.is_leader(seat)), None)


def _tie(session: StudySession, others: list[StudyGroup], plan: Thing | None) -> None:
    """To its topic, the groups that study with it, and the plan that holds the topic."""
    link(session, Type.STUDIES, session.topic)
    if others:
        _join(session, others)
    plan = plan or queries.plan_with(session.group, session.topic, session.year)
    if plan is None:
        return
    if plan.kind != "plan" or plan.group_id != session.group_id:
        raise Refused.PLAN_ELSEWHERE("plan")
    link(session, Type.PLANNED_IN, plan)


@act(
    "session.corrected",
    label=_("Change day, place or kind"),
    says=_("changed the session: %(day)s, %(place)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD),
)
def correct_session(
    actor: Actor,
    session: StudySession,
    *,
    day: dt.date,
    kind: str,
    title: str,
    begins: dt.time | None = None,
    place: str = "",
    place_kind: str = PlaceKind.ROOM,
    chair: Person | None = None,
    category: str = "",
    reason: str = "",
) -> StudySession:
    """Before it is held. After the notice a reason is needed, and everybody invited is told."""
    check_words(kind, category, day)
    _check_change(session, day, kind)
    if session.state == State.NOTICED:
        _check_reason(reason)
        tell_everybody(session, "session.corrected", reason)
    session.day, session.kind, session.title, session.begins, session.place = (
        day,
        kind,
        title.strip() or session.title,
        begins,
        place.strip(),
    )
    session.place_kind, session.chair = PlaceKind(place_kind), chair or session.chair
    session.category = category or session.category
    tell(day=day, place=session.place or "–")
    return session


def _check_change(session: StudySession, day: dt.date, kind: str) -> None:
    if day.year != session.year:
        raise Refused.SESSION_YEAR("day", year=session.year)
    if kind != Kind.JOINT and session.partner_codes:
        raise Refused.PARTNERS_THERE("kind")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused.REASON_MISSING("reason")


@act(
    "session.joined",
    label=_("Choose who studies together"),
    says=_("chose who studies together, groups: %(count)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD),
)
def join_groups(
    actor: Actor,
    session: StudySession,
    *,
    joint: JointGroup | None = None,
    partners: Iterable[StudyGroup] = (),
    reason: str = "",
) -> StudySession:
    """联组学习: a joint group this group leads, or groups chosen for once. One record, kept by this
    group, counted once for each group and member. Without either it is the group's own session
    again. After the notice a reason is needed, and everybody is told.
    """
    others = _partners(session.group, joint, partners, session.day)
    if not others and session.kind != Kind.JOINT:
        raise JointRefused.PARTNERS_MISSING("partners")
    notice_is_out = session.state == State.NOTICED
    if notice_is_out:
        _check_reason(reason)
    if notice_is_out and not others:
        raise Refused.PARTNERS_NOTICED()
    session.kind, session.joint = (Kind.JOINT, joint) if others else (Kind.COLLECTIVE, None)
    check_words(session.kind, session.category, session.day)
    _join(session, others)
    if notice_is_out:
        tell_everybody(session, "session.corrected", reason)
    tell(count=1 + len(others), partners=[partner.pk for partner in others])
    return session


def _partners(
    group: StudyGroup, joint: JointGroup | None, partners: Iterable[StudyGroup], day: dt.date
) -> list[StudyGroup]:
    """The groups that study with this one: those of a joint group it leads, which holds on the day,
    and those chosen for once.
    """
    others = list(partners)
    if joint is not None:
        if joint.group_id != group.pk:
            raise Refused.JOINT_ELSEWHERE("joint")
        if joint.state != JointState.RUNNING or not joint_holds(joint.since, joint.until, day):
            raise Refused.JOINT_OVER("joint")
        others = [*joint.partners.all(), *others]
    partner_groups = [
        other for other in {other.pk: other for other in others}.values() if other.pk != group.pk
    ]
    if any(partner.until is not None for partner in partner_groups):
        raise Refused.PARTNERS_DISSOLVED("partners")
    return partner_groups


def _join(session: StudySession, others: list[StudyGroup]) -> None:
    """Write who takes part, and let them know of the session and what is attached to it; tie it to
    their plans in force that hold the topic.
    """
    before = session.partner_codes
    session.partners.set(others)
    copy_partners(session)
    session.__dict__["groups"] = [
        session.group,
        *sorted(others, key=lambda partner: (partner.unit.thing.made_at, partner.pk)),
    ]
    for file in StoredFile.objects.filter(about=session.pk).select_related("thing"):
        copy_partners(file)
    for group in others:
        if group.pk not in before:
            plan = queries.plan_with(group, session.topic, session.year)
            if plan is not None:
                link(session, Type.PLANNED_IN, plan)
