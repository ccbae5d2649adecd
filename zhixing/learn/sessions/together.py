"""What the room of joint groups is told of joint study: see ``joint.studied``."""

from __future__ import annotations

import datetime as dt

from django.db.models.functions import Coalesce

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import count_below
from zhixing.foundation.spine.groups.models import StudyGroup

from ..joint import studied
from ..joint.models import JointGroup
from . import may
from .models import SessionQuerySet, StudySession
from .rules import HAPPENED, Kind, State


class JointStudy(studied.Record):
    """Counted and listed from the sessions themselves."""

    def held_count(self) -> Coalesce:
        return count_below(JointGroup, "sessions", state__in=HAPPENED)

    def sessions(self, person: Actor, joint: JointGroup) -> SessionQuerySet:
        rows = StudySession.objects.visible_to(person).filter(joint=joint)
        return (
            rows.exclude(state=State.CANCELLED)
            .select_related("thing", "topic")
            .order_by("-day", "pk")
        )

    def days(self, group: StudyGroup, year: int) -> list[tuple[str, dt.date]]:
        sessions = StudySession.objects.of_groups(group.pk).narrowed(
            kind=Kind.JOINT, year__in=[year - 1, year], state__in=HAPPENED
        )
        seats = sessions.order_by("day", "pk").values_list("pk", "day", "group", "partners")
        pairs: dict[tuple[str, dt.date, str], None] = {}  # in their order, each once
        for session, day, *codes in seats:
            pairs |= {(session, day, code): None for code in codes if code}
        return [(code, day) for _session, day, code in pairs if code != group.pk]

    def may_plan(self, person: Actor, group: StudyGroup) -> bool:
        return may.PLANS.allows(person, group)
