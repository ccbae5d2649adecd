"""Acts on pairings: proposed by one group, agreed by the others, ended."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, copy_partners, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.groups.models import StudyGroup

from ..joint.refusals import Refused as JointRefused
from ..joint.telling import tell_secretaries
from . import may
from .models import PairedGroup, Pairing
from .refusals import Refused
from .rules import State


@act(
    "pairing.proposed",
    label=_("Propose a pairing"),
    says=_("proposed the pairing “%(name)s” for %(year)s, groups: %(count)s"),
    on=StudyGroup,
    may=may.PROPOSES,
    when=Where(until__isnull=True),
    creates=Pairing,
)
def propose_pairing(
    actor: Actor,
    group: StudyGroup,
    *,
    name: str,
    partners: Iterable[StudyGroup],
    year: int,
    aim: str,
) -> Pairing:
    """「三学」结对: this group asks others to study together for a year (joint study, lectures on
    the scene, exchange visits). It runs once each of them has agreed; their secretaries are told.
    Raises BadInput without a partner, or for a year that is over.
    """
    others = _other_groups(group, partners)
    if year < clock.today().year:
        raise Refused.YEAR_OVER("year", year=year)
    pairing = begin(
        Pairing(
            name=_needed_text(name, "name"),
            group=group,
            unit=group.unit,
            year=year,
            aim=_needed_text(aim, "aim"),
            asked=sorted(partner.pk for partner in others),
        )
    )
    PairedGroup.objects.bulk_create(
        PairedGroup(pairing=pairing, group=partner) for partner in others
    )
    copy_partners(pairing)
    tell_secretaries(pairing, others, "pairing.proposed", actor)
    tell(name=pairing.name, count=1 + len(others), year=year)
    return pairing


@act(
    "pairing.changed",
    label=_("Change name or aim"),
    says=_("changed name or aim of the pairing"),
    on=Pairing,
    may=may.CHANGES,
    moves={State.PROPOSED: State.PROPOSED, State.RUNNING: State.RUNNING},
)
def change_pairing(actor: Actor, pairing: Pairing, *, name: str, aim: str) -> Pairing:
    """What it is called or what it is for; which groups take part does not change."""
    pairing.name, pairing.aim = _needed_text(name, "name"), _needed_text(aim, "aim")
    return pairing


@act(
    "pairing.agreed",
    label=_("Agree to the pairing"),
    says=_("agreed to the pairing"),
    on=Pairing,
    may=may.AGREES,
    moves={State.PROPOSED: (State.PROPOSED, State.RUNNING)},
    asks=may.ASKED,
    primary=True,
)
def agree_pairing(actor: Actor, pairing: Pairing) -> Pairing:
    """The own group takes part. Once all groups have agreed the pairing runs."""
    own = pairing.paired.filter(group__in=may.kept_groups(actor), agreed_on=None)
    own.update(agreed_on=clock.today())
    still = pairing.paired.filter(agreed_on=None).order_by("group")
    pairing.asked = list(still.values_list("group", flat=True))
    if not pairing.asked:
        pairing.state = State.RUNNING
        tell_secretaries(pairing, _groups_of(pairing), "pairing.agreed", actor)
    return pairing


@act(
    "pairing.declined",
    label=_("Decline the pairing"),
    says=_("declined the pairing"),
    on=Pairing,
    may=may.AGREES,
    moves={State.PROPOSED: State.DECLINED},
    danger=True,
)
def decline_pairing(actor: Actor, pairing: Pairing, *, reason: str) -> Pairing:
    """The own group does not take part, so it does not come about; another can be proposed."""
    tell_secretaries(pairing, _groups_of(pairing), "pairing.declined", actor)
    return pairing


@act(
    "pairing.ended",
    label=_("End the pairing"),
    says=_("ended the pairing"),
    on=Pairing,
    may=may.ENDS,
    moves={State.PROPOSED: State.ENDED, State.RUNNING: State.ENDED},
    danger=True,
)
def end_pairing(actor: Actor, pairing: Pairing, *, reason: str, result: str = "") -> Pairing:
    """Its year is over, or it goes on no further; what was done together stays, and what came of it
    is said in words.
    """
    pairing.result = result.strip()
    tell_secretaries(pairing, _groups_of(pairing), "pairing.ended", actor)
    return pairing


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def _other_groups(group: StudyGroup, partners: Iterable[StudyGroup]) -> list[StudyGroup]:
    others = [partner for partner in dict.fromkeys(partners) if partner.pk != group.pk]
    if not others:
        raise JointRefused.PARTNERS_MISSING("partners")
    if any(partner.until is not None for partner in others):
        raise JointRefused.PARTNERS_DISSOLVED("partners")
    return others


def _groups_of(pairing: Pairing) -> list[StudyGroup]:
    return [pairing.group, *pairing.thing_partners()]
