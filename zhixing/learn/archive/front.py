"""Archives on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .queries import groups_of


def sight(glance: Glance) -> Sight:
    """The groups whose archive may be opened."""
    return Sight(
        [
            Figure(
                code="groups",
                rows=groups_of(glance.person),
                url=reverse("archive:list"),
                words=lambda number: ngettext("%(number)s archive", "%(number)s archives", number),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="file",
        order=30,
        page="archive:list",
        label=gettext_lazy("Study archives"),
        icon="archive",
        line=gettext_lazy("A volume for each group and year"),
        sight=sight,
    )
)
