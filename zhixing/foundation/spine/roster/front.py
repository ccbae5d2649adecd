"""Units on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.spine.orgs.models import Unit, UnitKind


def sight(glance: Glance) -> Sight:
    """The towns and departments, and the villages."""
    mine = Unit.objects.visible_to(glance.person, glance.held).active()
    shown = mine.filter(kind__in=[UnitKind.COUNTY, UnitKind.TOWN, UnitKind.DEPARTMENT])
    return Sight(
        [
            Figure(
                code="all",
                rows=shown,
                url=reverse("roster:list"),
                words=lambda number: ngettext(
                    "%(number)s town or department", "%(number)s towns and departments", number
                ),
            ),
            Figure(
                code="villages",
                rows=mine.filter(kind=UnitKind.VILLAGE),
                url=reverse("roster:list") + address({}, kind=UnitKind.VILLAGE.value),
                words=lambda number: ngettext("%(number)s village", "%(number)s villages", number),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="roster",
        order=10,
        page="roster:list",
        label=gettext_lazy("Units"),
        icon="building",
        line=gettext_lazy("Towns, departments, villages, enterprises"),
        sight=sight,
    )
)
