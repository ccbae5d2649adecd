"""What the wing Solve lets be counted, beside the problems' own figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.indicators.registry import Indicator, Row, Total, register
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import first_month
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.spine.topics.models import Required, Topic

from ..claims.models import Claim
from ..measures.models import Measure
from ..measures.rules import State as MeasureState
from ..research.models import Research
from .models import Outcome


def _claimed(group: Any, year: int) -> Iterable[Row]:
    topics = Topic.objects.filter(
        Q(required=Required.REQUIRED) | Q(group=group), year=year
    ).annotate(held=Exists(Claim.objects.holding().filter(group=group, topic=OuterRef("pk"))))
    came, today = clock.day_of(group.thing.made_at), clock.today()
    first = first_month(came, today) if came.year == year else 1
    for topic in topics.order_by(
        "-required", "first_month", "last_month", "pk"
    ):  # required topics before the group's own
        if topic.last_month < first and not topic.held:
            continue  # over before the group came
        yield Row(
            topic.pk,
            topic.title,
            topic.held,
            _("claimed") if topic.held else _("nobody has claimed it"),
            topic.url,
        )


def _research(group: Any, year: int) -> Iterable[Row]:
    rows = Research.objects.filter(group=group, started_on__year=year).annotate(
        led=Exists(Link.objects.filter(type=Type.FOUND_BY, earlier=OuterRef("pk")))
    )
    for research in rows.order_by("started_on", "pk"):
        yield Row(
            research.pk,
            research.title,
            research.led,
            "" if research.led else research.no_problem_reason,
            research.url,
        )


def _measures(group: Any, year: int) -> Iterable[Row]:
    for measure in (
        Measure.objects.filter(group=group, proposed_on__year=year)
        .exclude(state__in=[MeasureState.PROPOSED, MeasureState.DROPPED])
        .order_by("pk")
    ):
        yield Row(
            measure.pk,
            measure.title,
            measure.state == MeasureState.CONFIRMED,
            measure.get_state_display(),
            measure.url,
        )


def _outcomes(group: Any, year: int) -> Iterable[Row]:
    for outcome in (
        Outcome.objects.filter(group=group, thing__made_at__year=year)
        .exclude(state="dropped")
        .order_by("pk")
    ):
        yield Row(
            outcome.pk,
            outcome.title,
            outcome.state in ("issued", "ended"),
            outcome.number or outcome.get_state_display(),
            outcome.url,
        )


register(Indicator("topics_claimed", _("Topics claimed"), "solve", _claimed))
register(
    Indicator("research_with_problem", _("Research that led to a problem"), "solve", _research)
)
register(
    Indicator(
        "measures_done",
        _("Measures carried out"),
        "solve",
        _measures,
        help=_("Confirmed by another person, of those adopted."),
    )
)
register(
    Indicator(
        "outcomes_issued",
        _("Institutional outcomes issued"),
        "solve",
        _outcomes,
        help=_("With number, issuer and date."),
    )
)
register(
    Total(
        "measures",
        _("Measures"),
        "solve",
        lambda since, until: Measure.objects.filter(proposed_on__range=(since, until)).exclude(
            state=MeasureState.DROPPED
        ),
    )
)
register(
    Total(
        "outcomes",
        _("Institutional outcomes"),
        "solve",
        lambda since, until: Outcome.objects.counted().filter(issued_on__range=(since, until)),
    )
)
