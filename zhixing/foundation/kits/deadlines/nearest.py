"""The nearest open deadline of the rows of a query."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Subquery

from .models import Deadline

KEPT = "named_due"  # the column of a row that carries it along


def nearest_due(model: Any) -> Any:
    """An expression over the rows of a room: the column the ledger keeps in step, or what the
    ledger says.
    """
    if any(column.name == KEPT for column in model._meta.concrete_fields):
        return F(KEPT)
    return Subquery(
        Deadline.objects.open().filter(thing=OuterRef("pk")).order_by("due").values("due")[:1]
    )
