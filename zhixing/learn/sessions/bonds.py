"""Joint study among what groups do together; sessions in a campaign."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins
from zhixing.foundation.kits.bonds.together import Doing, Together, register
from zhixing.foundation.machinery.actors import Actor

from .acts import plan_session
from .models import StudySession
from .queries import with_partners
from .rules import Kind, State


def joint_study(person: Actor, groups: Collection[str], year: int) -> Iterator[Doing]:
    """The joint sessions of a year in which one of the groups takes part: two queries."""
    sessions = (
        StudySession.objects.visible_to(person)
        .of_groups(*groups)
        .filter(kind=Kind.JOINT, year=year)
        .exclude(state=State.CANCELLED)
        .select_related("thing", "unit", "group__unit")
        .prefetch_related(with_partners())
    )
    for session in sessions:
        codes = frozenset(group.pk for group in session.groups)
        yield Doing(session, session.day, session.happened, codes)


register(
    Together(
        code="joint_study",
        order=10,
        label=gettext_lazy("Joint study"),
        read=joint_study,
        begins=plan_session,
    )
)
joins(Joining(kind=StudySession, order=10, label=gettext_lazy("Study sessions"), deed=False))
