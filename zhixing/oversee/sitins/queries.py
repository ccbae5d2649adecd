"""What the pages of sit-ins show."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.lists import choice, count_below, first_rows
from zhixing.foundation.machinery.things.page import thing_page

from .models import SitIn
from .rules import State, Step

OPEN_DEMANDS = ("issued", "accepted", "met", "returned")


def sitin_list(person: Any, choices: Any) -> dict[str, Any]:
    rows = (
        SitIn.objects.visible_to(person)
        .select_related("thing", "unit", "person")
        .annotate(open_demands=count_below(SitIn, "demands", state__in=OPEN_DEMANDS))
    )
    state = choice(choices, "state", State.values)
    if state:
        rows = rows.filter(state=state)
    every = rows.order_by("-day", "pk")
    rows, pager = first_rows(every, 300)
    return {
        "rows": rows,
        "pager": pager,
        "every": every,
        "state": state,
        "demands": sum(sitin.open_demands for sitin in rows),
        "units": len({sitin.unit_id for sitin in rows}),
    }


def sitin_page(person: Any, code: str) -> dict[str, Any]:
    sitin = get_object_or_404(
        SitIn.objects.visible_to(person).select_related(
            "thing", "unit", "group", "person", "topic"
        ),
        pk=code,
    )
    order = [State.PLANNED, State.CHECKED, State.LISTENED, State.COMMENTED, State.CLOSED]
    reached = order.index(sitin.state) if sitin.state in order else 0
    texts = {
        Step.CHECK: sitin.checked,
        Step.LISTEN: sitin.listened,
        Step.COMMENT: sitin.comment,
        Step.RECTIFY: "",
    }
    observations = list(sitin.observations.all())
    steps = [
        {
            "label": step.label,
            "tone": "done" if reached > at else "none",
            "here": reached == at,
            "text": texts[step],
            "observations": [
                observation for observation in observations if observation.step == step
            ],
        }
        for at, step in enumerate(Step)
    ]
    return thing_page(
        person,
        sitin,
        sitin=sitin,
        steps=steps,
        demands=list(sitin.demands.visible_to(person).select_related("thing").order_by("due")),
        sessions=list(linked(person, sitin, "visits")),
        due=deadlines.due_box(sitin.thing),
    )
