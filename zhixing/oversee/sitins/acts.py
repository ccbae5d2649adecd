"""Acts on sit-ins: check, listen, comment, rectify."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import counts_again
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import passes_on
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic

from . import may
from .models import Observation, SitIn
from .refusals import Refused
from .rules import COMMENT_LIMIT, OPEN, State, Step


@act(
    "sitin.planned",
    label=_("Plan a sit-in"),
    says=_("planned a sit-in for %(day)s"),
    on=StudyGroup,
    may=may.SUPERVISES,
    creates=SitIn,
    primary=True,
    checks="unit",
)
def plan_sitin(
    actor: Person, group: StudyGroup, *, day: dt.date, session: Thing | None = None, team: str = ""
) -> SitIn:
    """列席旁听 at a group, at one of its sessions if that is known already."""
    if session is not None and (session.kind != "session" or not session.is_of(group.pk)):
        raise Refused.SESSION_ELSEWHERE("session")
    topic = Topic.objects.filter(pk=session.topic_id).first() if session is not None else None
    sitin = begin(
        SitIn(
            title=f"{group.unit.name} {day.isoformat()}",
            group=group,
            unit=group.unit,
            topic=topic,
            person=actor,
            team=team,
            day=day,
        )
    )
    if session is not None:
        link(sitin, Type.VISITS, session)
    tell(day=day)
    return sitin


@act(
    "sitin.checked",
    label=_("Record what was checked"),
    says=_("checked plans and records"),
    on=SitIn,
    may=may.OWN,
    moves={State.PLANNED: State.CHECKED},
    asks=True,
    checks="unit",
)
def record_check(actor: Actor, sitin: SitIn, *, checked: str) -> SitIn:
    """查看: plan, records, rules, archive."""
    sitin.checked = checked
    return sitin


def _day_has_come(sitin: SitIn) -> None:
    if sitin.day > clock.today():
        raise Refused.SITIN_FUTURE()


def _no_demand_is_open(sitin: SitIn) -> None:
    still = sitin.demands.open().count()
    if still:
        raise Refused.SITIN_DEMANDS_OPEN(count=still)


@act(
    "sitin.listened",
    label=_("Record what was heard"),
    says=_("sat in and listened"),
    on=SitIn,
    may=may.OWN,
    moves={State.CHECKED: State.LISTENED},
    asks=True,
    ready=_day_has_come,
    checks="unit",
)
def record_listening(actor: Actor, sitin: SitIn, *, listened: str) -> SitIn:
    """旁听: the session from beginning to end. Starts the clock of the feedback."""
    sitin.listened = listened
    deadlines.start(
        sitin.thing,
        "feedback",
        value("sitin.feedback_days", clock.today()),
        clock.today(),
        norm="sitin.feedback_days",
    )
    return sitin


@act(
    "observation.noted",
    label=_("Note an observation"),
    says=_("noted an observation"),
    on=SitIn,
    may=may.OWN,
    moves={state: state for state in (State.PLANNED, State.CHECKED, State.LISTENED)},
    checks="unit",
)
def note_observation(
    actor: Actor, sitin: SitIn, *, step: str, text: str, good: bool = False
) -> SitIn:
    """检查发现, good or not, at one of the steps."""
    Observation.objects.create(sitin=sitin, step=Step(step), text=text, good=good)
    return sitin


@act(
    "sitin.commented",
    label=_("Give the comment"),
    says=_("gave the comment"),
    on=SitIn,
    may=may.OWN,
    moves={State.LISTENED: State.COMMENTED},
    asks=True,
    clock="feedback",
    checks="unit",
)
def give_comment(
    actor: Actor, sitin: SitIn, *, comment: str, told_on_the_spot: bool = False
) -> SitIn:
    """点评: at most 500 characters; the group reads it."""
    if len(comment) > COMMENT_LIMIT:
        raise Refused.COMMENT_LONG("comment", most=COMMENT_LIMIT, count=len(comment))
    sitin.comment, sitin.told_on_the_spot, sitin.commented_on = (
        comment,
        told_on_the_spot,
        clock.today(),
    )
    deadlines.meet(sitin.thing, "feedback", clock.today())
    return sitin


@act(
    "sitin.closed",
    label=_("Close the sit-in"),
    says=_("closed the sit-in: everything demanded was verified"),
    on=SitIn,
    may=may.SUPERVISES,
    moves={State.COMMENTED: State.CLOSED},
    ready=_no_demand_is_open,
    checks="unit",
)
def close_sitin(actor: Actor, sitin: SitIn) -> SitIn:
    """整改 is done: refused while a demand is open."""
    return sitin


@act(
    "sitin.cancelled",
    label=_("Cancel the sit-in"),
    says=_("cancelled the sit-in"),
    on=SitIn,
    may=may.SUPERVISES,
    moves={State.PLANNED: State.CANCELLED},
    danger=True,
    checks="unit",
)
def cancel_sitin(actor: Actor, sitin: SitIn, *, reason: str) -> SitIn:
    """It does not take place."""
    return sitin


count_sitin_again = counts_again(SitIn)
pass_sitin_on = passes_on(SitIn, "person", Q(state__in=OPEN))
