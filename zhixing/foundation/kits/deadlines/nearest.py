"""The nearest open deadline of the rows of a query."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateField, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from .models import Deadline

KEPT = "named_due"  # the column of a row that carries it along


def nearest_due(model: Any) -> Any:
    """An expression over the rows of a room: the column the ledger keeps in step, or what the
    ledger says, or the row's own day where it is named before a clock runs (``DUE_IN``).
    """
    if any(column.name == KEPT for column in model._meta.concrete_fields):
        return F(KEPT)
    clock = Subquery(
        Deadline.objects.open().filter(thing=OuterRef("pk")).order_by("due").values("due")[:1]
    )
    if not model.DUE_IN:
        return clock
    own = Case(When(state__in=[str(state) for state in model.DUE_IN], then=F("due")))
    return Coalesce(clock, own, output_field=DateField())
