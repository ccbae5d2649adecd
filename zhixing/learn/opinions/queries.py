"""What the page of an opinion shows, and the one that a plan goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact
from zhixing.ui.words import fulldate

from .models import Opinion
from .rules import SetTopic, State
from .standing import topics_of


@dataclass(frozen=True, kw_only=True)
class OpinionPage(ThingPage):
    """The county's opinion on a year."""

    opinion: Opinion
    topics: list[SetTopic]


def visible_opinion(person: Any, code: str) -> Opinion:
    """One opinion. Raises Http404."""
    rows = Opinion.objects.visible_to(person).select_related("thing", "unit")
    return get_object_or_404(rows, pk=code)


def opinion_page(person: Any, code: str) -> OpinionPage:
    """One opinion: its words and the topics it sets. Raises Http404."""
    opinion = visible_opinion(person, code)
    issued = opinion.issued_on
    return OpinionPage.of(
        person,
        opinion,
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Opinions on the year"), reverse("opinions:list")),
            Crumb(opinion.pk),
        ],
        trace=[],
        lead=(
            _("Issued on %(day)s; its topics stand as they were then.") % {"day": fulldate(issued)}
            if issued is not None
            else _("A draft: its topics are those the county has set by now.")
        ),
        facts=[
            Fact(_("Year"), str(opinion.year)),
            Fact(_("Issued by"), opinion.issuer),
            Fact(_("Issued on"), fulldate(issued) if issued is not None else "–"),
        ],
        print_url=reverse("opinions:print", args=[opinion.pk]),
        opinion=opinion,
        topics=topics_of(opinion),
    )


def opinion_of(person: Actor | None, year: int) -> Opinion | None:
    """What groups go by when they plan a year: the opinion that was issued last."""
    issued = Opinion.objects.visible_to(person).filter(year=year, state=State.ISSUED)
    return issued.select_related("thing").order_by("-issued_on", "-pk").first()
