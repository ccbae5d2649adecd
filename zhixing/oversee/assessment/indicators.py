"""Oversee's own figure: demands verified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.indicators.registry import Indicator, Row, register

from ..demands.models import Demand
from ..demands.rules import State


def _demands(group: Any, year: int) -> Iterable[Row]:
    for demand in (
        Demand.objects.filter(group=group, thing__made_at__year=year)
        .exclude(state=State.WITHDRAWN)
        .order_by("due")
    ):
        yield Row(
            demand.pk,
            demand.title,
            demand.state == State.VERIFIED,
            demand.get_state_display(),
            demand.url,
        )


register(
    Indicator(
        "demands_verified",
        _("Demands verified"),
        "oversee",
        _demands,
        help=_("Verified by another than the unit; withdrawn ones are left out."),
    )
)
