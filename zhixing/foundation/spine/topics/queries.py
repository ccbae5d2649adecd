"""What the pages of topics show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Line
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.ui.words import month_span

from .models import RelatedQuerySet, RelatedTopics, Topic


def category_word(topic: Topic) -> str:
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return next(
        (
            category[key]
            for category in value("content.categories", clock.today())
            if category["code"] == topic.category
        ),
        topic.category_text,
    )


def related_to(person: Any, topics: Iterable[str]) -> RelatedQuerySet:
    """What is related to these topics, as far as this person may know of both: one query."""
    relations = RelatedTopics.objects.visible_to(person).of(topics)
    return relations.select_related("topic__thing", "other__thing")


def relations_among(topics: Iterable[str]) -> RelatedQuerySet:
    """Which of these topics are studied as one: for papers, which name no other topic."""
    codes = list(topics)
    relations = RelatedTopics.objects.filter(topic__in=codes, other__in=codes)
    return relations.select_related("topic", "other")


def _related_line(relation: RelatedTopics, code: str) -> Line:
    other = relation.beside(code)
    when = f"{other.year}, {month_span(other.first_month, other.last_month)}"
    return Line(other.title, other.url, note=f"{when} · {relation.reason}")


@dataclass(frozen=True, kw_only=True)
class TopicPage(ThingPage):
    """A topic, with the sessions that studied it."""

    topic: Topic
    category: str
    sessions: list[Thing]
    lead_units: list[Unit]
    related: list[Line]


def topic_page(person: Any, code: str) -> TopicPage:
    topic = get_object_or_404(
        Topic.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    links = (
        Link.objects.visible_to(person)
        .filter(earlier=code, type=Type.STUDIES)
        .select_related("later__unit")
    )
    return TopicPage.of(
        person,
        topic,
        topic=topic,
        category=category_word(topic),
        sessions=[link.later for link in links],
        lead_units=list(topic.lead_units.all()),
        related=[_related_line(relation, code) for relation in related_to(person, [code])],
        lead=topic.question,
    )
