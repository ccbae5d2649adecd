"""What a circular makes known before anybody wrote on it: the numbers of the groups, and words."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import was_here
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit

from ..plans.models import StudyPlan
from ..plans.rules import FILED
from ..reports.rules import State as Report
from ..sessions.models import Attendance, StudySession, is_discussed
from ..sessions.rules import HAPPENED, Status, counts
from .rules import Line, Period


def lines_of(unit: Unit, period: Period, today: dt.date) -> list[Line]:
    """A line for each group at or below the unit that was there in the period, or has studied in it
    all the same, in the order of the roster.
    """
    groups = list(
        StudyGroup.objects.filter(unit__under=unit.path)
        .filter(Q(until=None) | Q(until__gt=period.since))
        .in_roster_order()
        .values_list("pk", "unit__name", "thing__made_at")
    )
    codes = [code for code, _name, _made_at in groups]
    due = Subquery(
        Deadline.objects.filter(thing=OuterRef("pk"), clock="report")
        .order_by("-round")
        .values("due")[:1]
    )
    held: dict[str, Counter] = defaultdict(Counter)
    sessions = (
        StudySession.objects.of_groups(*codes)
        .filter(day__range=(period.since, period.until), state__in=HAPPENED)
        .order_by()
    )
    counting: dict[str, int] = {}
    for code, group, state, category, talked, due_on, report in sessions.values_list(
        "pk", "group", "state", "category", is_discussed(), due, "report__state"
    ):
        received = report == Report.RECEIVED
        counting[code] = int(counts(state=state, category=category, discussed=talked))
        held[group].update(
            {
                "held": 1,
                "counting": counting[code],
                "reports": int(received),
                "reports_due": int(received or (due_on is not None and due_on <= today)),
            }
        )
    for code, group in StudySession.partners.through.objects.filter(
        studysession__in=sessions.values("pk")
    ).values_list("studysession", "studygroup"):
        held[group].update({"joined": 1, "joined_counting": counting[code]})
    seats = Attendance.objects.filter(
        group__in=codes,
        session__day__range=(period.since, period.until),
        session__state__in=HAPPENED,
        status__in=[Status.LEAVE, Status.ABSENT],
    )
    for group, absences, made_up in (
        seats.order_by()
        .values_list("group")
        .annotate(absences=Count("pk"), made_up=Count("made_up_on"))
    ):
        held[group].update({"absences": absences, "made_up": made_up})
    filed = set(
        StudyPlan.objects.filter(group__in=codes, year=period.year, state__in=FILED)
        .order_by()
        .values_list("group", flat=True)
    )
    return [
        Line(code, name, plan=code in filed, **held[code])
        for code, name, made_at in groups
        if code in held or was_here(period.until, clock.day_of(made_at), today)
    ]


@in_county_language()
def proposed_title(period: Period) -> str:
    return _("Circular on the study of the study groups in the %(period)s") % {
        "period": period.words
    }


@in_county_language()
def proposed_text(period: Period) -> str:
    return _(
        "How the study groups of the county studied in the %(period)s is made known as follows."
    ) % {"period": period.words}
