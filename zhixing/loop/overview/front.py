"""The loop's page among its rooms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Front, register

register(
    Front(
        wing="loop",
        heading="thread",
        order=1,
        page="overview:page",
        label=gettext_lazy("The whole at a glance"),
        icon="repeat",
        line=gettext_lazy("How far the threads came, and what came out"),
    )
)
