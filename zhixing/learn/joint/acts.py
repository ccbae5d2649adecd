"""Acts on joint groups: found, change, end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, copy_partners, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.groups.models import StudyGroup

from . import may
from .models import JointGroup
from .refusals import Refused
from .rules import State, Why
from .telling import tell_secretaries

RUNS = {State.RUNNING: State.RUNNING}


@act(
    "joint.founded",
    label=_("Found a joint group"),
    says=_("founded the joint group “%(name)s”, groups: %(count)s"),
    on=StudyGroup,
    may=may.FOUNDS,
    when=Where(until__isnull=True),
    creates=JointGroup,
)
def found_joint(
    actor: Actor,
    group: StudyGroup,
    *,
    name: str,
    partners: Iterable[StudyGroup],
    why: str,
    reason: str,
    since: dt.date,
    until: dt.date | None = None,
) -> JointGroup:
    """联学组: this group leads and keeps the record, the partners study with it. Their secretaries
    are told. Raises BadInput without a partner, or for a period that ends before it begins.
    """
    others = _other_groups(group, partners)
    _check_period(since, until)
    joint = begin(
        JointGroup(
            name=_needed_text(name, "name"),
            group=group,
            unit=group.unit,
            why=Why(why),
            reason=_needed_text(reason, "reason"),
            since=since,
            until=until,
        )
    )
    joint.partners.set(others)
    copy_partners(joint)
    tell_secretaries(joint, others, "joint.founded", actor)
    tell(name=joint.name, count=1 + len(others))
    return joint


@act(
    "joint.changed",
    label=_("Change the joint group"),
    says=_("changed the joint group: groups %(count)s, reason: %(why)s"),
    tells={"why": Why},
    on=JointGroup,
    may=may.KEEPS,
    moves=RUNS,
)
def change_joint(
    actor: Actor,
    joint: JointGroup,
    *,
    name: str,
    partners: Iterable[StudyGroup],
    why: str,
    reason: str,
    since: dt.date,
    until: dt.date | None = None,
) -> JointGroup:
    """Name, groups, reason or period change; sessions that were held keep the groups they had.
    Groups that come in or leave are told.
    """
    others = _other_groups(joint.group, partners)
    _check_period(since, until)
    before = list(joint.partners.select_related("unit"))
    joint.name, joint.why, joint.reason, joint.since, joint.until = (
        _needed_text(name, "name"),
        Why(why),
        _needed_text(reason, "reason"),
        since,
        until,
    )
    joint.partners.set(others)
    copy_partners(joint)
    changed = {group.pk: group for group in [*before, *others]}
    for code in {group.pk for group in before} & {group.pk for group in others}:
        changed.pop(code)
    tell_secretaries(joint, list(changed.values()), "joint.changed", actor)
    tell(count=1 + len(others), why=str(joint.why), partners=[partner.pk for partner in others])
    return joint


@act(
    "joint.ended",
    label=_("End the joint group"),
    says=_("ended the joint group"),
    on=JointGroup,
    may=may.KEEPS,
    moves={State.RUNNING: State.ENDED},
    danger=True,
)
def end_joint(actor: Actor, joint: JointGroup, *, reason: str) -> JointGroup:
    """No further session is planned with it; what was studied together stays."""
    joint.until = max(joint.since, min(joint.until or clock.today(), clock.today()))
    tell_secretaries(joint, list(joint.partners.all()), "joint.ended", actor)
    return joint


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def _check_period(since: dt.date, until: dt.date | None) -> None:
    if until is not None and until < since:
        raise Common.PERIOD_ENDS_BEFORE("until")


def _other_groups(group: StudyGroup, partners: Iterable[StudyGroup]) -> list[StudyGroup]:
    others = [partner for partner in dict.fromkeys(partners) if partner.pk != group.pk]
    if not others:
        raise Refused.PARTNERS_MISSING("partners")
    if any(partner.until is not None for partner in others):
        raise Refused.PARTNERS_DISSOLVED("partners")
    return others
