"""What the pages of plans show."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.lists import top
from zhixing.foundation.machinery.things.page import act_url, thing_page
from zhixing.foundation.spine.norms.queries import basis, value
from zhixing.foundation.spine.topics.models import Required, Topic

from .models import StudyPlan
from .rules import Entry, State, checks, difference


def plan_list(person: Any, choices: Any) -> dict[str, Any]:
    """Plans of a year, newest version first, with how many there are in each state."""
    year = int(choices.get("year") or clock.today().year) if str(choices.get("year") or "0").isdigit() else clock.today().year
    rows = StudyPlan.objects.visible_to(person).filter(year=year).select_related("thing", "unit", "group").annotate(line_count=Count("lines")).order_by("unit__path", "-version")
    state = choices.get("state", "")
    if state in State.values:
        rows = rows.filter(state=state)
    found, pager = top(rows, 400)
    return {"year": year, "rows": found, "pager": pager, "every": rows, "state": state, "in_force": sum(one.state == State.IN_FORCE for one in found), "waiting": sum(one.state == State.FILED for one in found)}


def plan_page(person: Any, code: str) -> dict[str, Any]:
    """One version: the year as twelve stops, its lines, the checks with their norms, the versions."""
    plan = get_object_or_404(StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code)
    lines = list(plan.lines.select_related("topic__thing").prefetch_related("speakers"))
    required = [one.pk for one in Topic.objects.filter(year=plan.year, required=Required.REQUIRED)]
    entries = [
        Entry(one.topic_id, one.first_month, one.last_month, one.topic.required == Required.REQUIRED, one.topic.category, True, len(one.speakers.all())) for one in lines
    ]
    on = clock.today()
    found = checks(entries, required, value("session.per_quarter", on), [one["code"] for one in value("content.categories", on)])
    studied = set(Link.objects.filter(type=Type.STUDIES, group=plan.group_id, earlier__in=[one.topic_id for one in lines]).values_list("earlier", flat=True))
    return thing_page(
        person, plan,
        lines=[_line(one, one.topic_id in studied) for one in lines],
        checks=[{"sentence": str(one.sentence) % one.params, **basis(one.norm, on), "tone": "done" if one.holds else ("over" if one.hard else "soon")} for one in found],
        held=sum(one.holds for one in found),
        studied=len(studied),
        required_count=sum(one.topic.required == Required.REQUIRED for one in lines),
        versions=list(StudyPlan.objects.filter(group=plan.group_id, year=plan.year).select_related("thing").order_by("-version")),
        plan=plan,
        line_url=act_url(plan.pk, "set_plan_line"),
    )  # fmt: skip


def _line(one: Any, studied: bool) -> dict[str, Any]:
    return {
        "cells": [("is-done" if studied else "is-planned") if one.first_month <= month <= one.last_month else "" for month in range(1, 13)],
        "line": one, "topic": one.topic, "first": one.first_month, "span": one.last_month - one.first_month + 1, "speakers": [person.name for person in one.speakers.all()],
        "required": one.topic.required == Required.REQUIRED, "studied": studied,
    }  # fmt: skip


def plan_comparison(person: Any, code: str) -> dict[str, Any]:
    """This version beside the one before it, topic by topic."""
    plan = get_object_or_404(StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code)
    before = StudyPlan.objects.filter(group=plan.group_id, year=plan.year, version__lt=plan.version).select_related("thing").order_by("-version").first()

    def flat(version: Any) -> list[dict[str, Any]]:
        if version is None:
            return []
        return [
            {"topic": one.topic.title, "months": (one.first_month, one.last_month), "form": one.form, "aim": one.aim, "speakers": sorted(person.name for person in one.speakers.all())}
            for one in version.lines.select_related("topic").prefetch_related("speakers")
        ]

    return {"plan": plan, "before": before, "rows": difference(flat(before), flat(plan))}
