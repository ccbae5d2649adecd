"""Inside the act: the ledger is written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, Reading
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from ..acts import import_problems
from .updating import LedgerReading, carry_out_updates


def carry_out(actor: Actor, _county: Unit, reading: Reading) -> None:
    """Inside the act: new rows become problems, unit by unit; what was chosen is changed."""
    units: dict[str, Unit] = {}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in reading.lines:
        if line.action == NEW:
            units[line.plan.unit.pk] = line.plan.unit
            line.plan.fields["row"] = line.row
            rows[line.plan.unit.pk].append(line.plan.fields)
    progress.steps("problems", sum(len(several) for several in rows.values()))
    for code, several in rows.items():
        import_problems(actor, units[code], rows=several, file=reading.book.name)
    if not isinstance(reading, LedgerReading):
        raise TypeError("this was read as another kind of file")
    updates = [update for update in reading.updates if update.line.action == CHANGED]
    carry_out_updates(actor, updates, reading, reading.on or clock.today())
    if any(update.line.action != CHANGED for update in updates):
        raise RuntimeError("the import did something else than its rehearsal")
