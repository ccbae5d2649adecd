"""Who is expected to speak at a session."""

from __future__ import annotations

from collections.abc import Iterable

from zhixing.foundation.machinery.things.models import Party
from zhixing.foundation.spine.groups.queries import people_of

from ..plans.models import PlanLine
from ..plans.rules import State as Plan
from .models import StudySession
from .rules import SpeechKind


def expected_speakers(
    session: StudySession, member_ids: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Who is expected to speak, as (person, kind): whoever has claimed the topic gives the keynote,
    the key speakers of the plan follow. Only those who are in the group (in joint study, in one of
    the groups) on the day (``member_ids``: their ids, where they are known).
    """
    if member_ids is None:
        member_ids = people_of(session.groups, session.day).values_list("pk", flat=True)
    members = set(member_ids)
    keynotes = [person for person in dict.fromkeys(_claimers(session)) if person in members]
    others = members - set(keynotes)
    speakers = [person for person in dict.fromkeys(_named_speakers(session)) if person in others]
    return [
        *((person, str(SpeechKind.KEYNOTE)) for person in keynotes),
        *((person, str(SpeechKind.KEY)) for person in speakers),
    ]


def _claimers(session: StudySession) -> Iterable[str]:
    """Whose claim of the topic is confirmed, the first first."""
    claims = Party.objects.filter(
        thing__kind="claim",
        thing__state="confirmed",
        thing__group__in=[group.pk for group in session.groups],
        thing__topic=session.topic_id,
    )
    return claims.order_by("thing__made_at").values_list("person", flat=True)


def _named_speakers(session: StudySession) -> Iterable[str]:
    """Whom the plans in force name for the topic."""
    lines = PlanLine.objects.filter(
        plan__group__in=[group.pk for group in session.groups],
        plan__year=session.year,
        plan__state=Plan.IN_FORCE,
        topic=session.topic_id,
    )
    return lines.order_by("pk").values_list("speakers", flat=True)
