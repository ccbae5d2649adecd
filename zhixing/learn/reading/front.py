"""Reading on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import add_reading, set_reading
from .models import Reading


def sight(glance: Glance) -> Sight:
    """The titles of the year, and those that are required."""
    year = glance.today.year
    mine = Reading.objects.visible_to(glance.person, glance.held).in_force().filter(year=year)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("reading:list") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s title this year", "%(number)s titles this year", number
                ),
            ),
            Figure(
                code="required",
                rows=mine.filter(required=True),
                url=reverse("reading:list") + address({}, year=year, required=1),
                words=lambda number: ngettext("%(number)s required", "%(number)s required", number),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="material",
        order=20,
        page="reading:list",
        label=gettext_lazy("Reading"),
        icon="book",
        line=gettext_lazy("The reading list, and plans of self-study"),
        sight=sight,
        begins=(
            set_reading,
            add_reading,
        ),
    )
)
