"""Who is expected at a session, who came, who grants leave."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import (
    Count,
    Q,
)

from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.groups.rules import GroupRoleCode

from .. import may, rules
from ..models import Attendance, StudySession
from ..rules import Seat, State, Status


def expected_at(session: StudySession) -> list[Membership]:
    """Those expected, each person once: the group that keeps the record first, then, in joint
    study, the groups that take part. Two queries.
    """
    return roll_together(session.groups, session.day)


def leaders_of(session: StudySession) -> dict[str, set[str]]:
    """Group -> those who may grant leave there on the day: its leader, or who stands in."""
    leaders: dict[str, set[str]] = defaultdict(set)
    for group, person in (
        Membership.objects.in_force(session.day)
        .filter(group__in=[group.pk for group in session.groups], role__in=may.GRANT_LEAVE)
        .values_list("group", "person")
    ):
        leaders[group].add(person)
    return leaders


def group_of_people(session: StudySession) -> dict[str, str]:
    """Everybody of the groups that study together -> the first group they are in."""
    places = {group.pk: at for at, group in enumerate(session.groups)}
    rows = (
        Membership.objects.in_force(session.day)
        .filter(group__in=list(places))
        .values_list("person", "group")
    )
    return dict(sorted(rows, key=lambda row: -places[row[1]]))


def own_make_ups(person: Any, session: StudySession) -> list[int]:
    """Seats whose make-up this person may record: each group records those of its own people; who
    is in two of the groups belongs to both.
    """
    codes = may.kept_groups(person) & {group.pk for group in session.groups}
    members = (
        Membership.objects.in_force(session.day).studying().filter(group__in=codes).values("person")
    )
    return list(
        session.attendance.filter(Q(group__in=codes) | Q(person__in=members)).values_list(
            "pk", flat=True
        )
    )


def seats_of(session: StudySession) -> tuple[list[Any], list[Any]]:
    """Lines of the attendance once it is taken, else those expected."""
    if session.attendance_on is None:
        return [], expected_at(session) if session.state != State.CANCELLED else []
    fetched = "attendance" in getattr(session, "_prefetched_objects_cache", {})
    lines = list(
        session.attendance.all()
        if fetched
        else session.attendance.select_related("person", "approved_by", "group__unit")
    )
    roles = dict(GroupRoleCode.choices)
    for line in lines:
        line.word, line.tone, line.role_word = (
            line.get_status_display(),
            rules.STATUS_TONES[line.status],
            roles.get(line.post, line.post),
        )
    return lines, []


def as_seats(lines: list[Any]) -> list[Seat]:
    return [Seat(line.person_id, line.status, line.made_up_on is not None) for line in lines]


def with_attendance(sessions: list[StudySession]) -> list[StudySession]:
    """How many were expected and came, on each: one query."""
    lines = Attendance.objects.filter(session__in=[session.pk for session in sessions]).order_by()
    counted = lines.values_list("session").annotate(
        expected=Count("pk", filter=~Q(status=Status.ATTENDING)),
        present=Count("pk", filter=Q(status=Status.PRESENT)),
    )
    numbers = {code: (expected, present) for code, expected, present in counted}
    for session in sessions:
        session.expected, session.present = numbers.get(session.pk, (0, 0))
    return sessions
