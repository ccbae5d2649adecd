"""Acts on measures."""

from __future__ import annotations

import datetime as dt
from typing import Any

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
from zhixing.foundation.machinery.things.quoting import naming, quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic

from ..problems.may import answers_at
from ..problems.models import Problem
from . import may
from .models import Measure
from .refusals import Refused
from .rules import OPEN, State

FROM_TYPES = {
    "session": Type.RAISED_AT,
    "problem": Type.ANSWERS,
    "research": Type.COMES_FROM,
    "sitin": Type.RAISED_AT,
}


@act(
    "measure.proposed",
    label=_("Propose a measure"),
    says=_("proposed the measure “%(title)s”"),
    on=StudyGroup,
    may=may.PROPOSES,
    creates=Measure,
)
def propose_measure(
    actor: Actor,
    group: StudyGroup,
    *,
    title: str,
    text: str = "",
    topic: Topic | None = None,
    unit: Unit | None = None,
    due: dt.date | None = None,
    proposed_by: str = "",
    origin: Thing | None = None,
) -> Measure:
    """意见建议及措施: from a session, research, or in answer to a problem (``origin``)."""
    return _propose(group, title, text, topic, unit or group.unit, due, proposed_by, origin)


@act(
    "measure.answered",
    label=_("Add a measure"),
    says=_("answered with the measure “%(title)s”"),
    on=Problem,
    may=may.ANSWERS,
    moves={
        state: state
        for state in ("listed", "dispatched", "accepted", "in_progress", "waiting", "refused")
    },
    creates=Measure,
)
def answer_problem(
    actor: Actor,
    problem: Problem,
    *,
    title: str,
    due: dt.date,
    text: str = "",
    unit: Unit | None = None,
) -> Measure:
    """A measure in answer to a problem; it is adopted at once, because the problem has been handed
    over.
    """
    person = problem.person if unit in (None, problem.unit) else None
    measure = _propose(
        problem.group,
        title,
        text,
        problem.topic,
        unit or problem.unit,
        due,
        "",
        problem.thing,
        state=State.ADOPTED,
        person=person,
    )
    deadlines.start_until(measure, "measure", due)
    return measure


@act(
    "measure.adopted",
    label=_("Adopt the measure"),
    says=_(
        "adopted the measure; %(unit)s (responsible: %(responsible)s) carries it out by %(due)s"
    ),
    on=Measure,
    may=may.ADOPTS,
    moves={State.PROPOSED: State.ADOPTED},
    asks=may.LEADS,
)
def adopt_measure(
    actor: Actor, measure: Measure, *, unit: Unit, due: dt.date, person: Person | None = None
) -> Measure:
    """Somebody answers for it from now on, with a date."""
    if due < clock.today():
        raise Refused.DUE_PAST("due")
    answers_at(unit, person)
    measure.unit, measure.due, measure.person = unit, due, person
    deadlines.start_until(measure, "measure", due)
    tell(unit=unit.name, due=due)
    if person is not None:
        tell(responsible=naming(person))
    return measure


@act(
    "measure.decided",
    label=_("Adopt it at a special meeting"),
    says=_("adopted the measure at “%(meeting)s”; %(unit)s carries it out by %(due)s"),
    on=Measure,
    may=may.DECIDED,
    moves={State.PROPOSED: State.ADOPTED},
    inner_only=True,
)
def decide_measure(
    actor: Actor, measure: Measure, *, unit: Unit, due: dt.date, meeting: Thing
) -> Measure:
    """专题会议 decides who carries it out by when: it is adopted there."""
    measure.unit, measure.due = unit, due
    deadlines.start_until(measure, "measure", due)
    tell(unit=unit.name, due=due, meeting=quoting(meeting))
    return measure


@act(
    "measure.done",
    label=_("Report it carried out"),
    says=_("reported the measure carried out"),
    on=Measure,
    may=may.REPORTS,
    moves={State.ADOPTED: State.DONE},
    asks=may.CARRIES_OUT,
    clock="measure",
)
def report_measure(actor: Actor, measure: Measure, *, result: str) -> Measure:
    """What was done and what changed for whom; somebody else confirms it."""
    measure.result, measure.done_on = result, clock.today()
    deadlines.meet(measure, "measure", clock.today())
    return measure


@act(
    "measure.confirmed",
    label=_("Confirm that it was carried out"),
    says=_("confirmed that the measure was carried out"),
    on=Measure,
    may=may.CONFIRMS,
    moves={State.DONE: State.CONFIRMED},
    asks=may.LEADS,
    apart=("measure.done",),
    checks="unit",
)
def confirm_measure(actor: Actor, measure: Measure) -> Measure:
    """Another person than the one who reported it says that it was carried out."""
    return measure


@act(
    "measure.sent_back",
    label=_("Not carried out yet"),
    says=_("sent it back: not carried out yet"),
    on=Measure,
    may=may.CONFIRMS,
    moves={State.DONE: State.ADOPTED},
    checks="unit",
)
def send_measure_back(actor: Actor, measure: Measure, *, reason: str) -> Measure:
    """What was reported is not enough; the clock runs on."""
    deadlines.reopen(measure, "measure", clock.today())
    return measure


@act(
    "measure.dropped",
    label=_("Drop the measure"),
    says=_("dropped the measure"),
    on=Measure,
    may=may.ADOPTS,
    moves={State.PROPOSED: State.DROPPED, State.ADOPTED: State.DROPPED},
    danger=True,
)
def drop_measure(actor: Actor, measure: Measure, *, reason: str) -> Measure:
    """It is not adopted, or not carried out any more; the reason is on record."""
    deadlines.stop(measure, "measure", clock.today())
    return measure


def _propose(
    group: Any,
    title: str,
    text: str,
    topic: Any,
    unit: Any,
    due: Any,
    proposed_by: str,
    origin: Thing | None,
    **more: Any,
) -> Measure:
    measure = begin(
        Measure(
            title=title.strip(),
            text=text,
            group=group,
            topic=topic,
            unit=unit,
            due=due,
            proposed_by=proposed_by,
            proposed_on=clock.today(),
            **more,
        )
    )
    if origin is not None:
        if origin.kind not in FROM_TYPES:
            raise Refused.ORIGIN_KIND("origin")
        link(measure, FROM_TYPES[origin.kind], origin)
    tell(title=quoting(measure))
    return measure


count_measure_again = counts_again(Measure)
pass_measure_on = passes_on(
    Measure, "person", Q(state__in=OPEN), lambda measure, to: answers_at(measure.unit, to)
)
