"""Totals on the front page of Loop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Front, register

register(
    Front(
        wing="loop",
        heading="total",
        order=10,
        page="totals:list",
        label=gettext_lazy("Totals"),
        icon="chart-bar",
        line=gettext_lazy("What came out, each number with its rows"),
    )
)
