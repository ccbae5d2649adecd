"""The calendar on the front page of County."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Front, register

register(
    Front(
        wing="county",
        heading="rule",
        order=20,
        page="calendar:now",
        label=gettext_lazy("Working days"),
        icon="calendar",
        line=gettext_lazy("Which days are worked, and why"),
    )
)
