"""When which group studied, or is to study: for the front page and the list of groups."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Max, Min, Q

from zhixing.foundation.kits.spans.groups import Occasion
from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.machinery.actors import Actor

from ..models import StudySession
from ..rules import AHEAD, HAPPENED, State


def sessions_in(person: Actor, span: Span) -> list[Occasion]:
    """The sessions of a span that this person may know of, cancelled ones left out."""
    rows = StudySession.objects.visible_to(person).filter(year=span.year, day__range=span.range)
    rows = rows.exclude(state=State.CANCELLED).order_by()
    return [
        Occasion(group, day, state in HAPPENED, code)
        for code, group, day, state in rows.values_list("pk", "group", "day", "state")
    ]


def with_partners_of(sessions: list[Occasion], span: Span) -> list[Occasion]:
    """The same for each group: joint study is one of every group that takes part. One query."""
    by_code = {session.code: session for session in sessions}
    ties = StudySession.partners.through.objects.filter(studysession__day__range=span.range)
    joined = ties.filter(studysession__among=list(by_code))
    pairs = joined.values_list("studygroup", "studysession")
    return sessions + [by_code[code]._replace(group=group) for group, code in pairs]


class Nearest(NamedTuple):
    """When a group met last, and when it will next."""

    last: dt.date | None
    next: dt.date | None


def nearest_of(groups: list[str], today: dt.date) -> dict[str, Nearest]:
    """The last and the next session of some groups, own ones and joint study. Two queries."""
    own = StudySession.objects.filter(group__in=groups).order_by()
    ties = StudySession.partners.through.objects.filter(studygroup__in=groups).order_by()
    by_group: dict[str, list[Nearest]] = {group: [] for group in groups}
    for group, last, coming in own.values_list("group").annotate(**_ends("", today)):
        by_group[group].append(Nearest(last, coming))
    for group, last, coming in ties.values_list("studygroup").annotate(
        **_ends("studysession__", today)
    ):
        by_group[group].append(Nearest(last, coming))
    return {group: _together(several) for group, several in by_group.items()}


def _ends(way: str, today: dt.date) -> dict[str, Max | Min]:
    """The last day of what was held, the first of what is to come."""
    held = Q(**{f"{way}state__in": HAPPENED})
    ahead = Q(**{f"{way}state__in": AHEAD, f"{way}day__gte": today})
    return {"last": Max(f"{way}day", filter=held), "next": Min(f"{way}day", filter=ahead)}


def _together(several: list[Nearest]) -> Nearest:
    lasts = [nearest.last for nearest in several if nearest.last]
    nexts = [nearest.next for nearest in several if nearest.next]
    return Nearest(max(lasts, default=None), min(nexts, default=None))
