"""What the pages of topics show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit

from .models import Topic


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


@dataclass(frozen=True, kw_only=True)
class TopicPage(ThingPage):
    """A topic, with the sessions that studied it."""

    topic: Topic
    category: str
    sessions: list[Thing]
    lead_units: list[Unit]


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
        lead=topic.question,
    )
