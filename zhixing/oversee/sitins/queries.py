"""What the pages of sit-ins show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Line
from zhixing.ui.words import datewords

from .models import Observation, SitIn
from .rules import State, Step


@dataclass(frozen=True)
class Stage:
    """A step of a sit-in: how far it is, what was written of it, what was observed."""

    label: str
    tone: str
    here: bool
    text: str
    observations: list[Observation]


@dataclass(frozen=True, kw_only=True)
class SitInPage(ThingPage):
    """A sit-in, step by step."""

    sitin: SitIn
    steps: list[Stage]
    demands: list[Line]
    sessions: list[Thing]
    due: dict[str, Any] | None


def sitin_page(person: Any, code: str) -> SitInPage:
    sitin = get_object_or_404(
        SitIn.objects.visible_to(person).select_related(
            "thing", "unit", "group", "person", "topic"
        ),
        pk=code,
    )
    order: list[str] = [State.PLANNED, State.CHECKED, State.LISTENED, State.COMMENTED, State.CLOSED]
    reached = order.index(sitin.state) if sitin.state in order else 0
    texts = {
        Step.CHECK: sitin.checked,
        Step.LISTEN: sitin.listened,
        Step.COMMENT: sitin.comment,
        Step.RECTIFY: "",
    }
    observations = list(sitin.observations.all())
    steps = [
        Stage(
            str(step.label),
            "done" if reached > at else "none",
            reached == at,
            texts[step],
            [observation for observation in observations if observation.step == step],
        )
        for at, step in enumerate(Step)
    ]
    return SitInPage.of(
        person,
        sitin,
        sitin=sitin,
        steps=steps,
        demands=_demand_lines(person, sitin),
        sessions=list(linked(person, sitin, "visits")),
        due=deadlines.due_box(sitin.thing),
    )


def _demand_lines(person: Any, sitin: SitIn) -> list[Line]:
    """The demands that came of it, the nearest first."""
    demands = sitin.demands.visible_to(person).select_related("thing").order_by("due")
    return [
        Line(
            demand.title,
            demand.url,
            f"{demand.pk} · {_('by %(due)s') % {'due': datewords(demand.due)}}",
            demand.get_state_display(),
            demand.tone,
        )
        for demand in demands
    ]
