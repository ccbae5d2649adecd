"""Lectures on the scene among what groups do together, and in a campaign."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins
from zhixing.foundation.kits.bonds.together import Doing, Together, register
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import shared_q

from .acts import plan_lecture
from .models import Lecture
from .rules import State


def lectures(person: Actor, groups: Collection[str], year: int) -> Iterator[Doing]:
    """The lectures of a year to which one of the groups invites another: two queries."""
    rows = (
        Lecture.objects.visible_to(person)
        .filter(shared_q(groups), day__year=year, group__isnull=False)
        .exclude(state=State.CANCELLED)
        .select_related("thing", "unit")
        .prefetch_related("partners")
    )
    for lecture in rows:
        codes = frozenset([str(lecture.group_id), *(group.pk for group in lecture.partners.all())])
        yield Doing(lecture, lecture.day, lecture.state == State.HELD, codes)


register(
    Together(
        code="lecture",
        order=20,
        label=gettext_lazy("Lecture on the scene"),
        read=lectures,
        begins=plan_lecture,
    )
)
joins(Joining(kind=Lecture, order=20, label=gettext_lazy("Lectures"), deed=False))
