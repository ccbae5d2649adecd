"""What the page of a hand-over shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line
from zhixing.foundation.spine.orgs.queries import known
from zhixing.ui.words import fulldate

from .models import Handover, RoleLine


@dataclass(frozen=True, kw_only=True)
class HandoverPage(ThingPage):
    """A hand-over, with the roles and the things that went along."""

    roles: list[Line]
    things: list[Line]


def handover_page(person: Actor, code: str) -> HandoverPage:
    """One hand-over; of the things, those that the reader may know of. Raises Http404."""
    known(person)
    handover = get_object_or_404(
        Handover.objects.visible_to(person).select_related(
            "thing", "unit__thing", "group__thing", "person", "to"
        ),
        pk=code,
    )
    return HandoverPage.of(
        person,
        handover,
        crumbs=[
            Crumb(pgettext("wing", "County")),
            Crumb(_("Hand-overs"), reverse("handovers:list")),
            Crumb(handover.pk),
        ],
        trace=[],
        lead=_lead(handover),
        facts=_facts(handover),
        roles=[_role_line(line) for line in handover.roles.select_related("place")],
        things=_thing_lines(person, handover),
    )


def _lead(handover: Handover) -> str:
    names = {"old": handover.person.name, "new": handover.to.name}
    if handover.until is None:
        return _("%(old)s handed over to %(new)s for good.") % names
    day = {"day": fulldate(handover.until)}
    return _("%(new)s stands in for %(old)s until %(day)s.") % (names | day)


def _facts(handover: Handover) -> list[Fact]:
    return [
        Fact(_("Who hands over"), handover.person.name),
        Fact(_("To whom"), handover.to.name),
        Fact(pgettext("hand-over", "On"), fulldate(handover.since)),
        Fact(_("Last day"), fulldate(handover.until) if handover.until else _("for good")),
        Fact(_("Unit"), handover.unit.name, url=handover.unit.url),
    ]


def _role_line(line: RoleLine) -> Line:
    word = _("handed over") if line.passed else _("waits for the security administrator")
    return Line(
        line.word,
        url=line.place.url,
        note=line.place.title,
        word=word,
        tone="done" if line.passed else "soon",
    )


def _thing_lines(person: Actor, handover: Handover) -> list[Line]:
    back = dict(handover.lines.values_list("thing", "back"))
    things = Thing.objects.visible_to(person).filter(pk__in=back).order_by("pk")
    return [
        Line(
            thing.title,
            url=thing.url,
            note=f"{thing.kind_word} {thing.pk}",
            word=_("given back") if back[thing.pk] else str(thing.state_word),
            tone="none" if back[thing.pk] else thing.tone,
        )
        for thing in things
    ]
