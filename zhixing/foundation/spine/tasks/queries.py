"""What the pages of tasks show."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage

from .models import Task


@dataclass(frozen=True, kw_only=True)
class TaskPage(ThingPage):
    """A task, with what it comes from."""

    task: Task
    origins: list[Thing]


def task_page(person: Actor, code: str) -> TaskPage:
    """One task. Raises Http404."""
    task = get_object_or_404(
        Task.objects.visible_to(person).select_related("thing", "unit", "owner", "group", "topic"),
        pk=code,
    )
    links = Link.objects.visible_to(person).filter(later=code).select_related("earlier")
    return TaskPage.of(person, task, task=task, origins=[link.earlier for link in links])
