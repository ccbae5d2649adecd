"""The lists of campaigns, and of what one of them holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.bonds.joining import JOINING
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.ui.words import fulldate

from .models import Campaign, CampaignEntry
from .queries import crumbs, states_of, things_of, visible_campaign
from .rules import State


@dataclass(frozen=True, kw_only=True)
class CampaignList(ListPage):
    """Campaigns, how many run, and the ways to those."""

    all: int
    running: int
    urls: dict[str, str]


def campaign_list(person: Actor, choices: Choices) -> CampaignList:
    """The campaigns this person may know of, the latest first."""
    state = choice(choices, "state", State.values)
    mine = Campaign.objects.visible_to(person)
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.select_related("thing", "unit")
    rows = rows.filter(state=state) if state else rows
    campaigns, pager = cut(rows, choices, "-since", "-pk")
    return CampaignList(
        title=_("Campaigns"),
        columns=_columns(),
        rows=campaigns,
        every=rows.order_by("-since", "-pk"),
        file="campaigns",
        kind=Campaign,
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Campaigns"))],
        chips=[Chip(str(State(state).label), "?")] if state else [],
        order_note=pgettext("order", "the latest first"),
        all=sum(numbers.values()),
        running=numbers[State.RUNNING],
        urls={"all": address({}), "running": address({}, state=State.RUNNING.value)},
        empty=Empty(
            _("No campaign yet."),
            _(
                "One frame that holds sessions and deeds: the office of the county or a group"
                " founds it, the groups put in what they did."
            ),
            "target",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(pgettext("of a thing", "Name"), lambda campaign: campaign.name),
        Column.quiet(_("Founded by"), lambda campaign: campaign.unit.short_name),
        Column.day(
            pgettext("campaign", "From"),
            lambda campaign: campaign.since,
            lambda campaign: fulldate(campaign.since),
        ),
        Column.day(
            pgettext("campaign", "Until"),
            lambda campaign: campaign.until,
            lambda campaign: fulldate(campaign.until),
        ),
        Column.of_file(_("What it is for"), lambda campaign: campaign.aim),
        Column.state(lambda campaign: campaign.state_word(campaign.state)),
    ]


@dataclass(frozen=True)
class Entry:
    """Something it holds, and why it was put in."""

    thing: Thing
    reason: str

    @property
    def unit_title(self) -> str:
        return self.thing.unit.title if self.thing.unit is not None else ""

    @property
    def tone(self) -> str:
        return self.thing.tone


@dataclass(frozen=True, kw_only=True)
class CampaignRows(ListPage):
    """What a campaign holds, of one kind or of all, and how many."""

    campaign: Campaign
    number: int


def campaign_rows(person: Actor, code: str, choices: Choices) -> CampaignRows:
    """What a campaign holds, as far as this person may know of it; of one kind, in one state, where
    the address says so.
    """
    campaign = visible_campaign(person, code)
    kind = choice(choices, "kind", JOINING)
    state = choice(choices, "state", states_of(JOINING[kind])) if kind else ""
    conditions = {"kind": kind, "state": state}
    things = things_of(person, campaign).select_related("unit")
    things = things.filter(**{name: word for name, word in conditions.items() if word})
    rows, pager = cut(things, choices, "pk")

    def dress(page: list[Thing]) -> list[Entry]:
        entries = CampaignEntry.objects.filter(
            campaign=campaign.pk, thing__in=[thing.pk for thing in page]
        )
        reasons = dict(entries.values_list("thing", "reason"))
        return [Entry(thing, reasons.get(thing.pk, "")) for thing in page]

    return CampaignRows(
        title=str(JOINING[kind].label) if kind else _("Sessions and deeds"),
        columns=[
            Column.code(lambda entry: entry.thing),
            Column.title(
                _("Title"), lambda entry: entry.thing.title, url=lambda entry: entry.thing.url
            ),
            Column.quiet(_("Kind"), lambda entry: str(entry.thing.kind_word)),
            Column(_("Unit"), lambda entry: entry.unit_title),
            Column.quiet(_("Why it is in it"), lambda entry: entry.reason),
            Column.state(lambda entry: entry.thing.state_word),
        ],
        rows=dress(rows),
        every=things.order_by("pk"),
        file=f"campaign-{campaign.pk.lower()}",
        dress=dress,
        pager=pager,
        crumbs=crumbs(Crumb(campaign.pk, campaign.url), Crumb(_("Sessions and deeds"))),
        chips=_chips(kind, state),
        campaign=campaign,
        number=pager.total,
        empty=Empty(
            _("Nothing is in it."),
            _("Sessions and deeds are put in on the page of the campaign, or on their own."),
            "target",
            campaign.name,
            campaign.url,
        ),
    )


def _chips(kind: str, state: str) -> list[Chip]:
    if not kind:
        return []
    chips = [Chip(str(JOINING[kind].label), "?")]
    if state:
        word = str(JOINING[kind].kind.state_word(state))
        chips.append(Chip(word, address({}, kind=kind)))
    return chips
