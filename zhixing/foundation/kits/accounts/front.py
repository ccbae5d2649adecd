"""Accounts on the front page of County."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Front, register

register(
    Front(
        wing="county",
        heading="roster",
        order=30,
        page="accounts:give",
        label=gettext_lazy("Accounts"),
        icon="key",
        line=gettext_lazy("Who can log in, and first passwords on paper"),
    )
)
