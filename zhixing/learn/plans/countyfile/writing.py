"""Inside the act: the plan is written."""

from __future__ import annotations

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, Reading
from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.acts import correct_topic, set_topic

from .topics import TopicPlan


def carry_out(actor: Actor, county: Unit, reading: Reading) -> None:
    """Inside the act: each topic is set, or corrected where it reads otherwise."""
    progress.steps("topics", reading.to_do)
    for line in reading.lines:
        if line.action not in (NEW, CHANGED):
            continue
        progress.step()
        plan: TopicPlan = line.plan
        if plan.topic is not None:
            correct_topic(actor, plan.topic, **plan.changes)
            continue
        set_topic(
            actor,
            county,
            title=plan.title,
            year=plan.year,
            lead_units=plan.leads,
            **plan.fields,
        )
