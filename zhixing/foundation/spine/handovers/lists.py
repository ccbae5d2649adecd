"""The list of hand-overs."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, cut
from zhixing.foundation.machinery.things.parts import Crumb, Empty
from zhixing.foundation.spine.orgs.queries import known
from zhixing.ui.words import shortdate

from .models import Handover


def handover_list(person: Actor, choices: Choices) -> ListPage:
    """Hand-overs of the county, the latest first."""
    known(person)
    every = Handover.objects.visible_to(person).select_related("thing", "unit", "person", "to")
    rows, pager = cut(every, choices, "-since", "-pk")
    return ListPage(
        title=_("Hand-overs"),
        columns=_columns(),
        rows=rows,
        every=every.order_by("-since", "-pk"),
        file="hand-overs",
        kind=Handover,
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "County")), Crumb(_("Hand-overs"))],
        order_note=pgettext("order", "the latest first"),
        empty=Empty(
            _("Nothing was handed over yet."),
            _(
                "When somebody changes post or is away for a time, open their unit and press “Hand"
                " over”: roles and all that waits go to another person."
            ),
            "repeat",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("What"), lambda handover: handover.what),
        Column(_("From whom"), lambda handover: handover.person.name),
        Column(_("To whom"), lambda handover: handover.to.name),
        Column.day(
            pgettext("hand-over", "On"),
            lambda handover: handover.since,
            lambda handover: shortdate(handover.since),
        ),
        Column.day(
            _("Last day"),
            lambda handover: handover.until,
            lambda handover: shortdate(handover.until) if handover.until else "",
        ),
        Column.state(),
    ]
