"""Inside the act: the bank is written."""

from __future__ import annotations

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, Reading
from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from ..acts import add_bank_item, correct_bank_item
from .comparing import COMPARED, ItemPlan


def carry_out(actor: Actor, county: Unit, reading: Reading) -> None:
    """Inside the act: each new item is added as a draft, a changed one becomes a new version."""
    progress.steps("items", reading.to_do)
    for line in reading.lines:
        if line.action not in (NEW, CHANGED):
            continue
        progress.step()
        plan: ItemPlan = line.plan
        fields = plan.fields
        if plan.item is not None:
            fields = {name: getattr(plan.item, name) for name in COMPARED} | plan.changes
        arguments = {
            name: value for name, value in fields.items() if name not in ("key", "basis")
        } | {
            "solution": fields["key"],
            "stands_at": fields["basis"],
        }
        if plan.item is None:
            add_bank_item(actor, county, **arguments)
        else:
            correct_bank_item(actor, plan.item, **arguments)
