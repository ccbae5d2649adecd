"""The county's topics as they go out, in the columns in which they come in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.topics.models import Topic


def rows(_person: Any) -> Iterable[dict[str, Any]]:
    """The county's topics of this year, and of the coming ones as far as they are set."""
    names = {
        category["code"]: category["zh"] for category in value("content.categories", clock.today())
    }
    for number, topic in enumerate(
        Topic.objects.filter(group=None, year__gte=clock.today().year)
        .prefetch_related("lead_units")
        .order_by("year", "first_month", "last_month", "thing__made_at"),
        1,
    ):
        yield {
            "number": number,
            "months": (
                f"{topic.first_month}月"
                if topic.first_month == topic.last_month
                else f"{topic.first_month}-{topic.last_month}月"
            ),
            "title": topic.title,
            "category": names.get(topic.category, topic.category_text),
            "materials": "；".join(topic.materials),
            "question": topic.question,
            "research_subject": topic.research_subject,
            "forms": "＋".join(topic.forms),
            "lead": "、".join(unit.name for unit in topic.lead_units.all()),
            "year": topic.year,
        }
