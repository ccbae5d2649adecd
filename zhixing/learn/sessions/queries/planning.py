"""What planning a session asks: the plan it stands in, its agenda, days until the notice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import value, value_or
from zhixing.foundation.spine.topics.models import Topic
from zhixing.ui.words import comma

from ...plans.models import PlanLine, StudyPlan
from .. import rules
from ..models import StudySession


def agenda_norms(on: dt.date) -> rules.AgendaNorms:
    """What the county's norms ask of every agenda on a day. Counties that came before some of them
    have none of those.
    """

    def texts(key: str) -> tuple[str, ...]:
        return tuple(str(text) for text in value_or(key, on, []))

    return rules.AgendaNorms(
        first_item=bool(value("agenda.first_item", on)),
        first_texts=texts("agenda.first_item_texts"),
        standing=texts("agenda.standing_items"),
        every_meeting=texts("agenda.every_meeting"),
    )


@dataclass(frozen=True)
class Notice:
    """Working days the norm asks for, and those left until the session, from today."""

    asked: int
    left: int

    @property
    def short(self) -> bool:
        return self.left < self.asked


def notice_days(day: dt.date) -> Notice:
    today = clock.today()
    return Notice(value("session.notice_days", today), calendar().working_days_between(today, day))


def plan_with(group: StudyGroup, topic: Any, year: int) -> Thing | None:
    """The group's plan in force, when the topic stands in it."""
    plan = (
        StudyPlan.objects.current()
        .filter(group=group, year=year, lines__topic=topic)
        .select_related("thing")
        .first()
    )
    return plan.thing if plan else None


@in_county_language()
def draft_of_agenda(kind: str, source: StudySession | Topic, place: str) -> list[rules.AgendaItem]:
    """What the secretary starts from: materials and question of a topic, or of the session."""
    return rules.agenda_draft(
        kind,
        materials=source.materials,
        question=source.question,
        place=place,
        norms=agenda_norms(clock.today()),
    )


def planned_speakers(group: StudyGroup, on: dt.date, topic: str = "") -> str:
    """Whom the group's plan in force names as key speakers, in words: on one topic, else on those
    of the month.
    """
    lines = PlanLine.objects.filter(
        plan__in=StudyPlan.objects.current().filter(group=group, year=on.year)
    )
    chosen = (
        lines.filter(topic=topic)
        if topic
        else lines.filter(first_month__lte=on.month, last_month__gte=on.month)
    )
    sentences = []
    for line in chosen.select_related("topic").prefetch_related("speakers"):
        names = comma().join(person.name for person in line.speakers.all())
        if names:
            words = _("Key speakers on “%(topic)s” by the plan: %(names)s.")
            sentences.append(words % {"topic": line.topic.title, "names": names})
    return " ".join(sentences)
