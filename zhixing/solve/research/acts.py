"""Acts on research: out of the office, down to the place, and back with findings."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import passes_on
from zhixing.foundation.machinery.links.models import Link, Type, link
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.refusals import Refused as GroupRefused

from ..claims.models import Claim
from ..claims.rules import State as ClaimState
from ..problems.acts import draft_problem
from . import may
from .models import FieldVisit, Finding, Research
from .refusals import Refused
from .rules import QUESTIONS, State, lacking


@act(
    "research.started",
    label=_("Start the research"),
    says=_("started the research “%(title)s”"),
    on=Claim,
    may=may.STARTS,
    moves={ClaimState.CONFIRMED: ClaimState.CONFIRMED},
    asks=True,
    creates=Research,
)
def start_research(actor: Actor, claim: Claim, *, title: str = "", method: str = "") -> Research:
    """The claimant sets out on a subject. A claim may grow several researches."""
    research = begin(
        Research(
            claim=claim,
            group=claim.group,
            topic=claim.topic,
            unit=claim.unit,
            person=claim.person,
            title=title.strip() or claim.subject,
            method=method,
            started_on=clock.today(),
        )
    )
    link(research, Type.FOLLOWS, claim)
    tell(title=research.title)
    return research


@act(
    "visit.noted",
    label=_("Note a visit"),
    says=_("visited %(place)s"),
    on=Research,
    may=may.OWN,
    moves={State.UNDER_WAY: State.UNDER_WAY},
)
def note_visit(
    actor: Actor, research: Research, *, day: dt.date, place: str, saw: str, met: str = ""
) -> Research:
    """走访: where one was, whom one met, what one saw. A day in the future is refused."""
    if day > clock.today():
        raise Common.DAY_FUTURE("day")
    FieldVisit.objects.create(research=research, day=day, place=place, met=met, saw=saw)
    tell(place=place, day=day)
    return research


@act(
    "finding.noted",
    label=_("Note a finding"),
    says=_("noted a finding"),
    on=Research,
    may=may.OWN,
    moves={State.UNDER_WAY: State.UNDER_WAY},
)
def note_finding(
    actor: Actor, research: Research, *, text: str, cause: str = "", remedy: str = ""
) -> Research:
    """调研发现: what was found, why, what could be done."""
    Finding.objects.create(research=research, text=text, cause=cause, remedy=remedy)
    return research


@act(
    "finding.raised",
    label=_("Make a finding a problem"),
    says=_("made a finding the problem “%(title)s”"),
    on=Research,
    may=may.OWN,
    moves={State.UNDER_WAY: State.UNDER_WAY, State.REPORTED: State.REPORTED},
)
def raise_finding(
    actor: Actor, research: Research, *, finding: Finding, title: str = ""
) -> Research:
    """A finding becomes a problem in one step; the problem says where it was found."""
    if finding.research_id != research.pk:
        raise Refused.FINDING_ELSEWHERE("finding")
    if finding.problem_id:
        raise Refused.FINDING_RAISED(code=finding.problem_id)
    problem = draft_problem(
        actor,
        research.unit,
        title=title.strip() or finding.text[:60],
        text=finding.text,
        source="research",
        cause=finding.cause,
        remedy=finding.remedy,
        topic=research.topic,
        group=research.group,
        origin=research.thing,
        origin_type=Type.FOUND_BY,
    )
    finding.problem = problem.thing
    finding.save(update_fields=["problem"])
    tell(title=quoting(problem), problem=problem.pk)
    return research


@act(
    "research.reported",
    label=_("Hand in the report"),
    says=_("handed in the research report"),
    on=Research,
    may=may.OWN,
    moves={State.UNDER_WAY: State.REPORTED},
    asks=may.RESEARCHES,
    primary=True,
)
def report_research(
    actor: Actor,
    research: Research,
    *,
    fits: str,
    new: str,
    work: str,
    effect: str,
    report: str,
    causes: str = "",
    remedies: str = "",
) -> Research:
    """The report with the four questions answered. Raises BadInput naming what is lacking: a visit,
    a finding, an answer.
    """
    answers = {"fits": fits, "new": new, "work": work, "effect": effect}
    gaps = lacking(research.visits.count(), research.findings.count(), answers)
    if gaps:
        words = {"visit": _("a field visit"), "finding": _("a finding")} | QUESTIONS
        raise Refused.RESEARCH_LACKING.at(
            {gap: [_("Answer this question.")] for gap in gaps if gap in QUESTIONS},
            what="; ".join(str(words[gap]) for gap in gaps),
        )
    for key, text in answers.items():
        setattr(research, key, text)
    research.report, research.causes, research.remedies, research.reported_on = (
        report,
        causes,
        remedies,
        clock.today(),
    )
    return research


@act(
    "research.heard",
    label=_("Note where it was heard"),
    says=_("recorded that it was heard at “%(session)s”"),
    on=Research,
    may=may.HEARS,
    moves={State.UNDER_WAY: State.UNDER_WAY, State.REPORTED: State.REPORTED},
)
def hear_research(actor: Actor, research: Research, *, session: Thing) -> Research:
    """The research was laid before a session of the same group: the two are tied."""
    if session.kind != "session" or not session.is_of(research.group_id):
        raise GroupRefused.SESSION_ELSEWHERE("session")
    link(research, Type.HEARD_AT, session)
    tell(session=quoting(session))
    return research


@act(
    "research.closed",
    label=_("Close the research"),
    says=_("closed the research"),
    on=Research,
    may=may.OWN,
    moves={State.REPORTED: State.CLOSED},
)
def close_research(actor: Actor, research: Research, *, reason: str = "") -> Research:
    """Nothing more is to come. Without any problem found a reason is needed, so that nothing ends
    without a word.
    """
    if (
        not reason.strip()
        and not Link.objects.filter(earlier=research.pk, type=Type.FOUND_BY).exists()
    ):
        raise Refused.REASON_MISSING("reason")
    research.no_problem_reason = reason
    return research


pass_research_on = passes_on(Research, "person", Q(state__in=(State.UNDER_WAY, State.REPORTED)))
