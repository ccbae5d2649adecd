"""What the paper of a plan says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.topics.models import Topic
from zhixing.foundation.spine.topics.queries import relations_among

from ..models import PlanLine, StudyPlan
from ..standing import Filed, FiledTopic


def paper(person: Any, code: str) -> dict[str, Any]:
    """What the paper of one plan needs. Raises Http404."""
    plan = get_object_or_404(
        StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code
    )
    return on_paper(plan, plan.group.memberships.select_related("person").order_by("place", "pk"))


def on_paper(plan: StudyPlan, memberships: Iterable[Membership]) -> dict[str, Any]:
    """A plan in words, for its paper: once it is filed as it was filed, else as it stands. Two
    queries for the lines.
    """
    memberships = list(memberships)
    lines = list(plan.lines.select_related("topic").prefetch_related("speakers"))
    filed = plan.filed() or _as_filed(plan, memberships, lines)
    names = {membership.person_id: membership.person.name for membership in memberships}
    roles = dict(GroupRoleCode.choices)
    chinese = (get_language() or "zh").startswith("zh")
    return {
        "plan": plan,
        "group": filed.group,
        "lines": [(line, filed.topics[line.topic_id]) for line in lines],
        "people": [
            (str(roles[role]), [names[key] for key in keys if key in names])
            for role, keys in filed.people
        ],
        "categories": {
            category["code"]: category["zh" if chinese else "en"]
            for category in value("content.categories", _approval_day(plan))
        },
    }


def filing_now(plan: StudyPlan) -> Filed:
    """What the paper says of topics and people if the plan is sent for filing now."""
    memberships = plan.group.memberships.order_by("place", "pk")
    return _as_filed(plan, memberships, plan.lines.select_related("topic"))


def _as_filed(
    plan: StudyPlan, memberships: Iterable[Membership], lines: Iterable[PlanLine]
) -> Filed:
    """The people are those of the day the plan was approved, of today while it is a draft."""
    day = _approval_day(plan)
    people: dict[str, list[str]] = {str(role): [] for role in GroupRoleCode}
    for membership in memberships:
        in_group = membership.since <= day and (membership.until is None or membership.until > day)
        if in_group and membership.person_id not in people[membership.role]:
            people[membership.role].append(membership.person_id)
    topics = {line.topic_id: line.topic for line in lines}
    related = _related_titles(topics)
    return Filed(
        group=plan.group.name,
        people=[[role, keys] for role, keys in people.items() if keys],
        topics={
            code: FiledTopic(
                topic.title,
                str(topic.required),
                topic.category,
                topic.category_text,
                related[code],
            )
            for code, topic in topics.items()
        },
    )


def _related_titles(topics: Mapping[str, Topic]) -> dict[str, list[str]]:
    """Topic -> the titles of those of the plan that are studied with it as one: one query."""
    titles: dict[str, list[str]] = {code: [] for code in topics}
    for relation in relations_among(topics):
        titles[relation.topic_id].append(relation.other.title)
        titles[relation.other_id].append(relation.topic.title)
    return titles


def _approval_day(plan: StudyPlan) -> dt.date:
    return plan.approved_on or clock.today()
