"""The list of opinions."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, cut
from zhixing.foundation.machinery.things.parts import Crumb, Empty
from zhixing.ui.words import fulldate

from .models import Opinion


def opinion_list(person: Actor, choices: Choices) -> ListPage:
    """The opinions that this person may know of, the latest year first."""
    every = Opinion.objects.visible_to(person).select_related("thing", "unit")
    rows, pager = cut(every, choices, "-year", "-pk")
    return ListPage(
        title=_("Opinions on the year"),
        columns=[
            Column.code(),
            Column.title(_("Title"), lambda opinion: opinion.title),
            Column.number(_("Year"), lambda opinion: opinion.year),
            Column.of_file(_("Issued by"), lambda opinion: opinion.issuer),
            Column.day(
                _("Issued on"),
                lambda opinion: opinion.issued_on,
                lambda opinion: fulldate(opinion.issued_on) if opinion.issued_on else "–",
            ),
            Column.state(),
        ],
        rows=rows,
        every=every.order_by("-year", "-pk"),
        file="opinions",
        kind=Opinion,
        pager=pager,
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Opinions on the year")),
        ],
        empty=Empty(
            _("No opinion on a year yet."),
            _(
                "The office drafts it before the year begins: the topics the county has set, and"
                " what is asked of the groups. They plan by it."
            ),
            "flag",
        ),
    )
