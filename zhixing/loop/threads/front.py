"""Threads on the front page of Loop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Front, register

register(
    Front(
        wing="loop",
        heading="thread",
        order=10,
        page="threads:list",
        label=gettext_lazy("How far each topic has come"),
        icon="route",
        line=gettext_lazy("Each topic in each group, step by step"),
    )
)
