"""Acts on campaigns: found, change, put in, take out, end."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.bonds.joining import JOINING
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .models import Campaign, CampaignEntry
from .refusals import Refused
from .rules import State

RUNS = {State.RUNNING: State.RUNNING}


@act(
    "campaign.founded",
    label=_("Found a campaign"),
    says=_("founded the campaign “%(name)s”, %(since)s to %(until)s"),
    on=Unit,
    may=may.FOUNDS,
    when=Where(until__isnull=True),
    creates=Campaign,
)
def found_campaign(
    actor: Actor, unit: Unit, *, name: str, aim: str, since: dt.date, until: dt.date
) -> Campaign:
    """主题活动: one frame for sessions and deeds. The county's is known to everybody, and every
    group puts its own into it; that of a unit is known there and above. Raises BadInput for a
    period that ends before it begins.
    """
    _check_period(since, until)
    tell(name=name.strip(), since=since, until=until)
    return Campaign(
        unit=unit,
        group=StudyGroup.objects.active().filter(unit=unit).select_related("unit").first(),
        name=_needed_text(name, "name"),
        aim=_needed_text(aim, "aim"),
        since=since,
        until=until,
    )


@act(
    "campaign.changed",
    label=_("Change the campaign"),
    says=_("changed the campaign: %(since)s to %(until)s"),
    on=Campaign,
    may=may.KEEPS,
    moves=RUNS,
)
def change_campaign(
    actor: Actor, campaign: Campaign, *, name: str, aim: str, since: dt.date, until: dt.date
) -> Campaign:
    """Name, aim or period; what they were stays in the record, what it holds stays in it."""
    _check_period(since, until)
    campaign.name, campaign.aim = _needed_text(name, "name"), _needed_text(aim, "aim")
    campaign.since, campaign.until = since, until
    tell(since=since, until=until)
    return campaign


@act(
    "campaign.filled",
    label=_("Put in a session or deed"),
    says=_("put in “%(thing)s”"),
    on=Campaign,
    may=may.FILLS,
    moves=RUNS,
    primary=True,
)
def put_into_campaign(actor: Actor, campaign: Campaign, *, thing: Thing, reason: str) -> Campaign:
    """A session or a deed (problem, measure, outcome, task) becomes part of it. Whoever does not
    keep the campaign puts in what is the own group's. Raises BadInput for another kind of thing, or
    one that is in it.
    """
    if thing.kind not in JOINING:
        raise Refused.WRONG_KIND("thing", kind=thing.kind_word)
    _check_own(actor, campaign, thing)
    if campaign.entries.filter(thing=thing.pk).exists():
        raise Refused.IN_ALREADY("thing")
    CampaignEntry.objects.create(
        campaign=campaign,
        thing=thing,
        reason=_needed_text(reason, "reason"),
        put_on=clock.today(),
    )
    tell(thing=quoting(thing))
    return campaign


@act(
    "campaign.thinned",
    label=_("Take out a session or deed"),
    says=_("took out “%(thing)s”"),
    on=Campaign,
    may=may.FILLS,
    moves=RUNS,
)
def take_out_of_campaign(
    actor: Actor, campaign: Campaign, *, thing: Thing, reason: str
) -> Campaign:
    """It is no part of it any more; that it was, and why it is not, stays in the record. Raises
    BadInput for what is not in it.
    """
    entry = campaign.entries.filter(thing=thing.pk).first()
    if entry is None:
        raise Refused.NOT_IN("thing")
    _check_own(actor, campaign, thing)
    entry.delete()
    tell(thing=quoting(thing))
    return campaign


@act(
    "campaign.ended",
    label=_("End the campaign"),
    says=_("ended the campaign, sessions and deeds: %(count)s"),
    on=Campaign,
    may=may.KEEPS,
    moves={State.RUNNING: State.ENDED},
    danger=True,
)
def end_campaign(actor: Actor, campaign: Campaign, *, result: str) -> Campaign:
    """What came of it is said in words; nothing is put in or taken out any more."""
    campaign.result = _needed_text(result, "result")
    tell(count=campaign.entries.count())
    return campaign


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def _check_period(since: dt.date, until: dt.date) -> None:
    if until < since:
        raise Common.PERIOD_ENDS_BEFORE("until")


def _check_own(actor: Actor, campaign: Campaign, thing: Thing) -> None:
    if may.KEEPS.allows(actor, campaign):
        return
    if thing.group_id not in may.kept_groups(actor):
        raise Refused.NOT_OWN("thing")
