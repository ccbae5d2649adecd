"""The groups whose archives somebody may open, and how much is in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.parts import Line, Panel
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import StudyGroup, StudyGroupQuerySet

from ...plans.models import StudyPlan
from ...plans.rules import State as Plan
from ...sessions import rules as session_rules
from ...sessions.models import StudySession
from ...sessions.rules import (
    HAPPENED,
)
from .. import may

FILED = (Plan.FILED, Plan.IN_FORCE, Plan.ARCHIVED)


def groups_of(person: Any) -> StudyGroupQuerySet:
    """The groups whose archive this person may open."""
    if person is None or person.pk is None:
        return StudyGroup.objects.none()
    return StudyGroup.objects.visible_to(person).filter(may.OPENS.q(person))


def side_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a group: the way to its archive."""
    if (
        not isinstance(row, StudyGroup)
        or person is None
        or person.pk is None
        or not may.OPENS.allows(person, row)
    ):
        return None
    year = clock.today().year
    return Panel(
        _("Study archive"),
        [
            Line(
                _("%(year)s") % {"year": volume_year},
                reverse("archive:volume", args=[row.pk, volume_year]),
            )
            for volume_year in (year, year - 1)
        ],
    )


def numbers_of(codes: list[str], year: int) -> tuple[dict[str, Counter[str]], set[str]]:
    """Group -> how many sessions were held, signed off and reported on in the year; and the groups
    that filed a plan: four queries for all of them. Joint study counts once for each group; its
    report is that of the group that keeps the record.
    """
    held, together = _own_numbers(codes, year), _joint_numbers(codes, year)
    plans = StudyPlan.objects.filter(group__in=codes).narrowed(year=year, state__in=FILED)
    filed = set(plans.values_list("group", flat=True))
    return {code: held[code] + together[code] for code in codes}, filed


NUMBERS = ("held", "signed", "reported")


def _own_numbers(codes: list[str], year: int) -> dict[str, Counter[str]]:
    """Group -> how many own sessions were held, signed off, and reported on."""
    rows = StudySession.objects.filter(group__in=codes).narrowed(year=year, state__in=HAPPENED)
    numbers: QuerySet[Any, Any] = (
        rows.order_by()
        .values("group")
        .annotate(
            held=Count("pk"),
            signed=Count("pk", filter=Q(state=session_rules.State.SIGNED)),
            reported=Count("pk", filter=Q(report__state__in=["sent", "received"])),
        )
    )
    return defaultdict(Counter, {row.pop("group"): Counter(row) for row in numbers})


def _joint_numbers(codes: list[str], year: int) -> dict[str, Counter[str]]:
    """Group -> how many sessions of others it took part in. The few groups lead, not the year."""
    joined: QuerySet[Any, Any] = StudySession.partners.through.objects.filter(studygroup__in=codes)
    joined = joined.alias(_year=Aside("studysession__year"), _in_state=Aside("studysession__state"))
    numbers: QuerySet[Any, Any] = (
        joined.filter(_year=year, _in_state__in=HAPPENED)
        .order_by()
        .values("studygroup")
        .annotate(
            held=Count("pk"),
            signed=Count("pk", filter=Q(studysession__state=session_rules.State.SIGNED)),
        )
    )
    return defaultdict(Counter, {row.pop("studygroup"): Counter(row) for row in numbers})
