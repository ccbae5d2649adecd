"""Topics on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import choose_topic, set_topic
from .models import Required, Topic


def sight(glance: Glance) -> Sight:
    """The topics of the year, and those that are required."""
    year = glance.today.year
    mine = Topic.objects.visible_to(glance.person, glance.held).filter(year=year)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("topics:list") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s topic this year", "%(number)s topics this year", number
                ),
            ),
            Figure(
                code="required",
                rows=mine.filter(required=Required.REQUIRED),
                url=reverse("topics:list") + address({}, year=year, required=1),
                words=lambda number: ngettext("%(number)s required", "%(number)s required", number),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="plan",
        order=10,
        page="topics:list",
        label=gettext_lazy("Topics"),
        icon="notebook",
        line=gettext_lazy("What is studied this year, and who leads it"),
        sight=sight,
        begins=(
            set_topic,
            choose_topic,
        ),
    )
)
