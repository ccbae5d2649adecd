"""How a problem comes in: noted, registered, classed, joined, declined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, begin_many, tell, tell_each
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Link, Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person, timekeeper
from zhixing.foundation.spine.topics.models import Topic

from .. import may
from ..models import Problem
from ..refusals import Refused
from ..rules import Class, Source, State, new_receipt, receipt_hash
from .clocks import end


def group_of(unit: Unit) -> StudyGroup | None:
    """The study group in whose thread a problem of this unit stands."""
    return StudyGroup.objects.filter(unit=unit, until__isnull=True).first()


@act(
    "problem.noted",
    label=_("Note a problem"),
    says=_("noted the problem “%(title)s”"),
    on=Unit,
    may=may.NOTES,
    creates=Problem,
)
def draft_problem(
    actor: Person,
    unit: Unit,
    *,
    title: str,
    text: str,
    source: str = Source.OTHER,
    topic: Topic | None = None,
    group: StudyGroup | None = None,
    cause: str = "",
    remedy: str = "",
    origin: Thing | None = None,
    origin_type: str = "",
) -> Problem:
    """A problem is noted, with where it was found (``origin``); the office registers it."""
    problem = begin(
        Problem(
            title=title.strip()[:120],
            text=text.strip(),
            source=Source(source),
            unit=unit,
            noted_unit=unit,
            group=group or group_of(unit),
            topic=topic,
            cause=cause,
            remedy=remedy,
            noted_by=None if actor.system else actor,
        )
    )
    if origin is not None:
        link(problem, Type(origin_type or Type.RAISED_AT), origin)
    elif topic is not None:
        link(problem, Type.CONCERNS, topic)
    tell(title=problem.title)
    return problem


@act(
    "problem.registered",
    label=_("Register the problem"),
    says=_("registered the problem"),
    on=Problem,
    may=may.OFFICE,
    moves={State.DRAFT: State.RECEIVED},
    asks=may.DISPATCHES,
)
def register_problem(
    actor: Actor, problem: Problem, *, received_on: dt.date | None = None
) -> Problem:
    """The office takes it in; from this day it is the county's."""
    problem.received_on = received_on or clock.today()
    if problem.received_on > clock.today():
        raise Common.DAY_FUTURE("received_on")
    return problem


@act(
    "problem.registered_for_resident",
    label=_("Register a resident's problem"),
    says=_("registered a resident's problem “%(title)s”"),
    on=Unit,
    may=may.TAKES_IN,
    creates=Problem,
    primary=True,
)
def register_resident_problem(
    actor: Person,
    unit: Unit,
    *,
    title: str,
    text: str,
    reporter_name: str = "",
    reporter_phone: str = "",
    reporter_allows: bool = False,
    topic: Topic | None = None,
    source: str = Source.RESIDENT,
) -> Problem:
    """Somebody came or called. They get a receipt: its code is on the returned row (``show_once``)
    this once and never again.
    """
    receipt = new_receipt()
    problem = begin(
        Problem(
            title=title.strip()[:120],
            text=text.strip(),
            source=Source(source),
            unit=unit,
            noted_unit=unit,
            group=group_of(unit),
            topic=topic,
            noted_by=actor,
            concerned=True,
            reporter_name=reporter_name.strip(),
            reporter_phone=reporter_phone.strip(),
            reporter_allows=reporter_allows,
            receipt_hash=receipt_hash(receipt),
            received_on=clock.today(),
            state=State.RECEIVED,
        )
    )
    if topic is not None:
        link(problem, Type.CONCERNS, topic)
    problem.show_once, problem.after_url = receipt, reverse("problems:receipt", args=[problem.pk])
    tell(title=problem.title)
    return problem


@act(
    "problem.info_asked",
    label=_("Ask for more information"),
    says=_("asked the reporter for more information"),
    on=Problem,
    may=may.OFFICE,
    moves={State.RECEIVED: State.NEEDS_INFO},
)
def ask_for_info(actor: Actor, problem: Problem, *, reason: str, public: str = "") -> Problem:
    """What is missing, and what the reporter reads of it. The clock pauses where one runs."""
    problem.public_text = public or reason
    return problem


@act(
    "problem.info_supplied",
    label=_("Add the information"),
    says=_("added the information asked for"),
    on=Problem,
    may=may.CORRECTS,
    moves={State.NEEDS_INFO: State.RECEIVED},
)
def supply_info(actor: Actor, problem: Problem, *, text: str) -> Problem:
    """What the reporter said, added to the text."""
    problem.text = f"{problem.text}\n\n{text.strip()}"
    return problem


@act(
    "problem.listed",
    label=_("Put it on the list"),
    says=_("put it on the list as %(kind)s"),
    tells={"kind": Class},
    on=Problem,
    may=may.OFFICE,
    moves={State.RECEIVED: State.LISTED},
    asks=may.DISPATCHES,
)
def list_problem(
    actor: Actor, problem: Problem, *, kind: str, cause: str = "", aim: str = ""
) -> Problem:
    """A person classes it: common, individual, special. The system does not."""
    problem.kind = Class(kind)
    problem.cause, problem.aim = cause or problem.cause, aim or problem.aim
    tell(kind=str(problem.kind))
    return problem


@act(
    "problem.declined",
    label=_("Decline"),
    says=_("declined it; the ground is named"),
    on=Problem,
    may=may.OFFICE,
    moves={State.RECEIVED: State.DECLINED},
    danger=True,
)
def decline_problem(actor: Actor, problem: Problem, *, reason: str, public: str = "") -> Problem:
    """Not for this list; the ground is told, and where to go instead."""
    problem.public_text = public or reason
    end(problem, "declined")
    return problem


@act(
    "problem.joined",
    label=_("Join to another case"),
    says=_("joined it to %(head)s"),
    on=Problem,
    may=may.OFFICE,
    moves={State.RECEIVED: State.DUPLICATE, State.LISTED: State.DUPLICATE},
    locks=("head",),
)
def join_problem(actor: Actor, problem: Problem, *, head: Problem, reason: str = "") -> Problem:
    """The same thing at the same place. It keeps its reporter, text and receipt, and follows its
    head; it can be taken apart again.
    """
    if (
        head.pk == problem.pk
        or head.head_id is not None
        or head.state in (State.DUPLICATE, State.VOID, State.DRAFT)
    ):
        raise Refused.HEAD_BAD("head")
    for joined in problem.joined.order_by("pk"):
        follow_head(timekeeper(), joined, head=head)
    problem.head = head
    link(problem, Type.DUPLICATE_OF, head)
    tell(head=quoting(head, by_code=True))
    return problem


@act(
    "problem.follows",
    label=_("Follow to another case"),
    says=_("let it follow its case to %(head)s"),
    on=Problem,
    may=may.CLOCKWORK,
    moves={State.DUPLICATE: State.DUPLICATE},
    inner_only=True,
)
def follow_head(actor: Actor, problem: Problem, *, head: Problem) -> Problem:
    """A joined case has no others joined to it: they go along to the head, so that whoever reported
    one of them is asked when that one is verified.
    """
    Link.objects.filter(later=problem.pk, type=Type.DUPLICATE_OF).delete()
    problem.head = head
    link(problem, Type.DUPLICATE_OF, head)
    tell(head=quoting(head, by_code=True))
    return problem


@act(
    "problem.taken_apart",
    label=_("Take it apart again"),
    says=_("took it apart from %(head)s"),
    on=Problem,
    may=may.OFFICE,
    moves={State.DUPLICATE: State.LISTED},
)
def take_apart(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """It was not the same after all."""
    part(problem)
    return problem


def part(problem: Problem) -> None:
    """It stands on the list by itself again: untied from its head, and classed."""
    if problem.head is not None:
        tell(head=quoting(problem.head, by_code=True))
    Link.objects.filter(later=problem.pk, type=Type.DUPLICATE_OF).delete()
    problem.head = None
    problem.kind = problem.kind or Class.INDIVIDUAL


@act(
    "problem.corrected",
    label=_("Correct the text"),
    says=_("corrected the text"),
    on=Problem,
    may=may.CORRECTS,
    when=Where(
        state__in=[
            str(state) for state in (State.DRAFT, State.RECEIVED, State.NEEDS_INFO, State.LISTED)
        ]
    ),
)
def correct_problem(actor: Actor, problem: Problem, *, title: str, text: str) -> Problem:
    """Before it is dispatched; old and new stay in the record."""
    problem.title, problem.text = title.strip(), text.strip()
    return problem


@act(
    "problem.imported",
    label=_("Import"),
    says=_("brought it in with the ledger %(file)s, row %(row)s"),
    on=Unit,
    may=may.IMPORTS,
    creates=Problem,
    inner_only=True,
)
def import_problems(
    actor: Actor, unit: Unit, *, rows: Sequence[dict[str, Any]], file: str = ""
) -> list[Problem]:
    """Rows of a county's ledger, each in the state its own words say. 立行立改 takes its days from
    a norm; 长期坚持 comes in with shelving proposed.

    A row has ``title``, ``text``, ``source``, ``state``, ``received_on``, ``row`` and, where the
    ledger says so, ``kind``, ``person``, ``person_text``, ``remedy``, ``progress``, ``due``,
    ``aim``, ``immediate``, ``standing``, ``closed_before`` and ``contradictory``.
    """
    group, days, today = group_of(unit), calendar(), clock.today()
    made, clocks = [], []
    for row in rows:
        due, received, state, closed = (
            row.get("due"),
            row["received_on"],
            State(row["state"]),
            row.get("closed_before", False),
        )
        count = value("problem.immediate", received) if row.get("immediate") else None
        if count is not None:
            due = days.add_working_days(received, count)
        review, shelving = None, bool(row.get("standing")) and state == State.IN_PROGRESS
        if row.get("standing") and not closed:
            review = today + dt.timedelta(days=value("problem.shelving_review", today))
            due = due or review
        person = row.get("person")
        made.append(
            Problem(
                title=row["title"][:120],
                text=row["text"],
                source=Source(row["source"]),
                unit=unit,
                noted_unit=unit,
                group=group,
                kind=row.get("kind", ""),
                person=person,
                person_text="" if person else row.get("person_text", ""),
                remedy=row.get("remedy", ""),
                aim=row.get("aim", ""),
                after=row.get("progress", ""),
                received_on=received,
                due=due,
                state=state,
                shelving_proposed=shelving,
                review_on=review if shelving else None,
                closed_before=closed,
                contradictory=row.get("contradictory", False),
                closed_on=received if closed else None,
            )
        )
        if closed or due is None:
            continue
        norm, met = "problem.immediate" if count is not None else "", None
        if state == State.REPORTED_SOLVED:
            met = today
        else:
            made[-1].named_clock, made[-1].named_due = "answer", due
            made[-1].named_counted = received if count is not None else None
        clocks.append(
            (made[-1], {"on": received, "until": due, "days": count, "norm": norm, "met": met})
        )
    begin_many(made)
    deadlines.start_many(
        [deadlines.Opening(problem.thing, **more) for problem, more in clocks], "answer"
    )
    tell(file=file)
    tell_each({"row": row.get("row", 0)} for row in rows)
    return made
