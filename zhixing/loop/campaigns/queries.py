"""What the pages of campaigns show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.kits.bonds.joining import JOINING, Joining, joinings
from zhixing.foundation.machinery.things.blocks import PairBlock
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.models import Thing, ThingQuerySet
from zhixing.foundation.machinery.things.page import ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line, Panel, Way
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.pair import last_pair
from zhixing.ui.words import fulldate

from . import may
from .models import Campaign, CampaignEntry
from .rules import State


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Loop"), reverse("wing", args=["loop"])),
        Crumb(_("Campaigns"), reverse("campaigns:list")),
        *more,
    ]


def period(campaign: Campaign) -> str:
    return _("%(since)s to %(until)s") % {
        "since": fulldate(campaign.since),
        "until": fulldate(campaign.until),
    }


def visible_campaign(person: Any, code: str) -> Campaign:
    """One campaign, as far as this person may know of it. Raises Http404."""
    rows = Campaign.objects.visible_to(person).select_related("thing", "unit__thing", "group")
    return get_object_or_404(rows, pk=code)


def things_of(person: Any, campaign: Campaign) -> ThingQuerySet[Thing]:
    """What it holds, as far as this person may know of that."""
    entries = CampaignEntry.objects.filter(campaign=campaign.pk)
    return Thing.objects.visible_to(person).filter(pk__in=entries.values("thing"))


@dataclass(frozen=True)
class Held:
    """How many of a kind it holds, in which states; each number opens exactly its rows."""

    joining: Joining
    number: int
    url: str
    parts: list[Way]


def held_by(person: Any, campaign: Campaign) -> list[Held]:
    """What it holds, kind by kind: one query."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    pairs = things_of(person, campaign).values_list("kind", "state").annotate(Count("pk"))
    for kind, state, number in pairs.order_by("kind", "state"):
        counts[kind][state] = number
    return [_held(campaign, joining, counts[joining.kind.KIND]) for joining in joinings()]


def _held(campaign: Campaign, joining: Joining, counts: dict[str, int]) -> Held:
    url = reverse("campaigns:rows", args=[campaign.pk])
    kind = joining.kind.KIND
    return Held(
        joining,
        sum(counts.values()),
        url + address({}, kind=kind),
        [
            Way(
                str(joining.kind.state_word(state)),
                url + address({}, kind=kind, state=state),
                number=counts[state],
            )
            for state in states_of(joining)
            if state in counts
        ],
    )


def states_of(joining: Joining) -> list[str]:
    """The states of its kind, in the order in which things go through them."""
    states = joining.kind.STATES
    return [str(state) for state, _word in states.choices] if states is not None else []


@dataclass(frozen=True, kw_only=True)
class CampaignPage(ThingPage):
    """One campaign: what it is for, what it holds, the last before and after."""

    campaign: Campaign
    meetings: list[Held]
    deeds: list[Held]
    number: int
    pair: PairBlock


def campaign_page(person: Any, code: str) -> CampaignPage:
    """One campaign, as far as this person may know of what it holds."""
    campaign = visible_campaign(person, code)
    held = held_by(person, campaign)
    number = sum(part.number for part in held)
    return CampaignPage.of(
        person,
        campaign,
        crumbs=crumbs(Crumb(campaign.pk)),
        campaign=campaign,
        lead=ngettext(
            "%(count)s session or deed; the numbers open their rows.",
            "%(count)s sessions and deeds; the numbers open their rows.",
            number,
        )
        % {"count": number},
        facts=_facts(campaign),
        print_url=reverse("campaigns:print", args=[campaign.pk]),
        meetings=[part for part in held if not part.joining.deed],
        deeds=[part for part in held if part.joining.deed],
        number=number,
        pair=pair_of(person, campaign),
    )


def pair_of(person: Any, campaign: Campaign) -> PairBlock:
    """The last problem in it that was really solved: how it was, and how it is."""
    entries = CampaignEntry.objects.filter(campaign=campaign.pk)
    problems = Problem.objects.visible_to(person).filter(pk__in=entries.values("thing"))
    return last_pair(person, problems)


def _facts(campaign: Campaign) -> list[Fact]:
    facts = [
        Fact(_("Founded by"), campaign.unit.name, url=campaign.unit.url),
        Fact(pgettext("campaign", "Period"), period(campaign)),
        Fact(_("What it is for"), campaign.aim, wide=True),
    ]
    if campaign.result:
        facts.append(Fact(_("What came of it"), campaign.result, wide=True))
    return facts


def campaigns_panel(person: Any, row: Any) -> Panel | None:
    """Beside a session or deed: the campaigns it is part of, and the way into one that runs, for
    those who may put it in. One query.
    """
    joining = JOINING.get(row.KIND)
    if joining is None or not joining.beside or person is None or person.pk is None:
        return None
    entries = CampaignEntry.objects.filter(campaign=OuterRef("pk"), thing=row.pk)
    campaigns = list(
        Campaign.objects.visible_to(person)
        .annotate(holds=Exists(entries))
        .filter(Q(holds=True) | Q(state=State.RUNNING))
        .select_related("thing", "unit")
        .order_by("-since", "pk")
    )
    holding = [campaign for campaign in campaigns if campaign.holds]
    others = [campaign for campaign in campaigns if not campaign.holds]
    way = next((campaign for campaign in others if _may_put(person, campaign, row)), None)
    if not holding and way is None:
        return None
    return Panel(
        _("Campaigns"),
        lines=[
            Line(
                campaign.name,
                campaign.url,
                word=str(campaign.state_word(campaign.state)),
                tone=campaign.tone,
            )
            for campaign in holding
        ],
        url=f"{act_url(way.pk, 'put_into_campaign')}?thing={row.pk}" if way is not None else "",
        label=_("Put it into “%(name)s”") % {"name": way.name} if way is not None else "",
    )


def _may_put(person: Any, campaign: Campaign, row: Any) -> bool:
    if may.KEEPS.allows(person, campaign):
        return True
    own = row.thing.group_id in may.kept_groups(person)
    return own and may.FILLS.allows(person, campaign)
