"""What did not go smoothly, and stands in the record all the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from .scenes import CONTRASTS, Scene


def _title(row: Any) -> str:
    return str(row.title)


def _name(row: Any) -> str:
    return str(row.thing_title())


CONTRASTS.add(
    Scene(
        key="reopened",
        order=10,
        who="office",
        row="contrast_reopened",
        title=gettext_lazy("“Not solved”, so it was opened again"),
        look=gettext_lazy(
            "The unit reported it solved, the person concerned said no: their word stands."
        ),
        caption=_title,
    )
)
CONTRASTS.add(
    Scene(
        key="demand",
        order=20,
        who="supervisor",
        row="contrast_demand",
        title=gettext_lazy("A demand, met and verified"),
        look=gettext_lazy("Raised at a sit-in, answered by the group, closed by somebody else."),
        caption=_title,
    )
)
CONTRASTS.add(
    Scene(
        key="joint",
        order=30,
        who="office",
        row="contrast_joint",
        title=gettext_lazy("Three bureaus study as one"),
        look=gettext_lazy("One session, one record, counted once for each of the three groups."),
        caption=_name,
    )
)
