"""When this happens there, do that here: in the same transaction, so that the chain is never
behind.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.registry import on
from zhixing.foundation.machinery.things.models import Party, ThingRow
from zhixing.foundation.machinery.things.places import codes_of
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.models import Appointment, timekeeper
from zhixing.foundation.spine.tasks.acts import (
    drop_task,
    finish_task,
    give_task,
    return_task,
    verify_task,
)
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.lectures.acts import tie_came_back
from zhixing.learn.lectures.models import CameBack
from zhixing.learn.packs.acts import let_keepers_know
from zhixing.learn.packs.may import KEEPERS
from zhixing.learn.reports.acts import move_report
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.sessions.acts import tie_raised
from zhixing.learn.sessions.models import Attendance, Raised
from zhixing.learn.sessions.rules import Kind, RaisedKind, SpeechKind
from zhixing.oversee.demands.rules import Opens
from zhixing.solve.claims.acts import hear_claim
from zhixing.solve.claims.models import Claim
from zhixing.solve.measures.acts import decide_measure, propose_measure
from zhixing.solve.measures.models import Measure
from zhixing.solve.measures.rules import State as MeasureState
from zhixing.solve.outcomes.acts import draft_outcome
from zhixing.solve.problems.acts import draft_problem


@on("raised.noted")
def becomes_a_thing(record: Any) -> None:
    """What was raised at a session becomes a problem draft, a measure, a task or (at a special
    meeting) the draft of an institutional outcome, with where it was raised.
    """
    session = record.row
    raised = Raised.objects.select_related("unit", "guest", "person", "about").get(
        pk=record.body["told"]["raised"]
    )
    made: ThingRow
    if raised.kind == RaisedKind.PROBLEM:
        made = draft_problem(
            timekeeper(),
            session.unit,
            title=raised.text[:120],
            text=raised.text,
            source="session",
            topic=session.topic,
            group=session.group,
            origin=session.thing,
            origin_type=Type.RAISED_AT,
        )
    elif raised.kind == RaisedKind.MEASURE:
        made = _measure_of(session, raised)
    elif raised.kind == RaisedKind.OUTCOME:
        made = draft_outcome(
            timekeeper(),
            session.group,
            title=raised.text[:200],
            topic=session.topic,
            origins=[session.thing, *([raised.about] if raised.about else [])],
        )
    else:
        made = give_task(
            timekeeper(),
            raised.unit or session.unit,
            title=raised.text[:150],
            owner=raised.person,
            due=raised.due,
            group=session.group,
            topic=session.topic,
            origin=session.thing,
            origin_type=Type.RAISED_AT,
        )
    tie_raised(timekeeper(), session, raised=raised.pk, thing=made.thing)


def _measure_of(session: Any, raised: Raised) -> Measure:
    """The measure that was raised. What a special meeting decides, with a day, is adopted there:
    a new one, or the proposal that was brought to it.
    """
    decided_by = raised.due if session.kind == Kind.SPECIAL else None
    brought = Measure.objects.filter(pk=raised.about_id, state=MeasureState.PROPOSED).first()
    if decided_by is not None and brought is not None:
        measure = brought
    else:
        measure = propose_measure(
            timekeeper(),
            session.group,
            title=raised.text[:200],
            topic=session.topic,
            unit=raised.unit,
            due=raised.due,
            proposed_by=raised.who[:60],
            origin=session.thing,
        )
    if decided_by is not None:
        unit = raised.unit or measure.unit
        decide_measure(timekeeper(), measure, unit=unit, due=decided_by, meeting=session.thing)
    return measure


@on("came_back.noted")
def listeners_are_heard(record: Any) -> None:
    """What a listener said at a lecture becomes a problem draft of the unit that is to deal with
    it, with where it was said.
    """
    lecture = record.row
    remark = CameBack.objects.select_related("unit").get(pk=record.body["told"]["came_back"])
    made = draft_problem(
        timekeeper(),
        remark.unit,
        title=remark.text[:120],
        text=remark.text,
        source="resident",
        topic=lecture.topic,
        origin=lecture.thing,
        origin_type=Type.RAISED_AT,
    )
    tie_came_back(timekeeper(), lecture, came_back=remark.pk, thing=made.thing)


@on("absence.recorded")
def make_up_due(record: Any) -> None:
    """An absent member owes a make-up, to the own group also after joint study; the norm says
    within how many working days.
    """
    session, facts = record.row, record.body["told"]
    seat = Attendance.objects.select_related("person", "group__unit").get(
        session=session, person=facts["person"]
    )
    give_task(
        timekeeper(),
        seat.group.unit,
        title=session.title,
        kind="make_up",
        owner=seat.person,
        due=dt.date.fromisoformat(facts["due"]),
        group=seat.group,
        topic=session.topic,
        origin=session.thing,
        origin_type=Type.MAKES_UP,
    )


@on("make_up.recorded")
def make_up_done(record: Any) -> None:
    """The make-up is on record: its task is done and needs no second look."""
    codes = Link.objects.filter(type=Type.MAKES_UP, earlier=record.row.pk).values("later")
    for task in (
        Task.objects.filter(pk__in=codes, owner=record.body["told"]["person"], state="open")
        .select_related("thing")
        .order_by("pk")
    ):
        finish_task(timekeeper(), task, evidence=str(record.arguments.get("how", "")) or "–")
        verify_task(timekeeper(), task)


@on("speech.added")
def claim_is_heard(record: Any) -> None:
    """The claimant of the topic gave the keynote: claim and session are tied."""
    session, facts = record.row, record.body["told"]
    if facts.get("kind") != SpeechKind.KEYNOTE:
        return
    for claim in (
        Claim.objects.holding()
        .filter(
            group__in=[group.pk for group in session.groups],
            topic=session.topic_id,
            person=facts["person"],
        )
        .select_related("thing")
        .order_by("pk")
    ):
        hear_claim(timekeeper(), claim, session=session.thing)


@on("demand.issued")
def demand_opens(record: Any) -> None:
    """A demand opens a problem or a task at the unit: rectification has one life."""
    demand = record.row
    if demand.opens == Opens.PROBLEM:
        draft_problem(
            timekeeper(),
            demand.unit,
            title=demand.title[:120],
            text=demand.text,
            source="sitin",
            topic=demand.topic,
            group=demand.group,
            origin=demand.thing,
            origin_type=Type.FOUND_BY,
        )
    else:
        give_task(
            timekeeper(),
            demand.unit,
            title=demand.title,
            text=demand.text,
            kind="rectify",
            due=demand.due,
            group=demand.group,
            topic=demand.topic,
            origin=demand.thing,
            origin_type=Type.ANSWERS,
        )


@on("demand.met", "demand.returned", "demand.verified", "demand.withdrawn")
def demand_and_its_task(record: Any) -> None:
    """The task a demand opened goes the demand's way: what is reported, given back, verified or
    withdrawn there holds for both.
    """
    demand, reason = record.row, str(record.arguments.get("reason", "")) or "–"
    for task in (
        Task.objects.filter(
            pk__in=Link.objects.filter(type=Type.ANSWERS, earlier=demand.pk).values("later")
        )
        .select_related("thing")
        .order_by("pk")
    ):
        if record.verb == "demand.met" and task.state == "open":
            finish_task(timekeeper(), task, evidence=demand.evidence)
        elif record.verb == "demand.verified" and task.state == "done":
            verify_task(timekeeper(), task)
        elif record.verb == "demand.returned" and task.state == "done":
            return_task(timekeeper(), task, reason=reason)
        elif record.verb == "demand.withdrawn" and task.state == "open":
            drop_task(timekeeper(), task, reason=reason)


@on(
    "problem.dispatched",
    "problem.verification_refused",
    "problem.reopened",
    "problem.extension_decided",
    "problem.return_ruled",
    "problem.phone_allowed",
    "problem.phone_withdrawn",
    "claim.confirmed",
)
def tell_the_person(record: Any) -> None:
    """Who answers for it hears of it, unless they did it themselves."""
    _tell_people(record, [record.row.person])


@on("task.given", "task.returned")
def tell_the_owner(record: Any) -> None:
    """Who has something to do hears of it."""
    _tell_people(record, [record.row.owner])


@on(
    "demand.issued",
    "demand.returned",
    "plan.returned",
    "report.returned",
    "minutes.returned",
    "addition.taken",
    "addition.declined",
)
def tell_the_secretaries(record: Any) -> None:
    """What comes back to a group, or is asked of it, reaches its study secretaries."""
    if record.row.group_id:
        _tell_people(record, _secretaries(record.row.group_id))


@on("problem.answered", "problem.called_back", "problem.taken_up_again")
def tell_that_it_is_not_solved(record: Any) -> None:
    """Who is concerned says "partly" or "not": whoever handles it, their unit and the office hear
    of it.
    """
    problem = record.row
    if not problem.answer_open:
        return
    here = _holders(problem.unit, RoleCode.CLERK, RoleCode.RESPONSIBLE)
    office = _holders(problem.noted_unit, RoleCode.DISPATCHER, RoleCode.OFFICE)
    _tell_people(record, list(dict.fromkeys([problem.person, *here, *office])))


@on(
    "problem.counted_again",
    "session.counted_again",
    "sitin.counted_again",
    "demand.counted_again",
    "measure.counted_again",
    "plan.counted_again",
)
def tell_whose_deadline_moved(record: Any) -> None:
    """A changed calendar moved a promise: its people hear of it; where none is named, the unit and
    the group's secretaries.
    """
    thing = record.row.thing
    people = [
        party.person
        for party in Party.objects.filter(thing=thing.pk).select_related("person").order_by("pk")
    ]
    if not people:
        people = (
            _holders(record.row.thing_unit(), RoleCode.CLERK, RoleCode.RESPONSIBLE)
            if thing.unit_id
            else []
        )
        people += _secretaries(thing.group_id) if thing.group_id else []
    _tell_people(record, list(dict.fromkeys(people)))


@on("session.counted_again")
def report_is_due_later(record: Any) -> None:
    """What a report says of its day is what the clock of its session says."""
    reports = SessionReport.objects.filter(session=record.row.pk, state__in=["draft", "returned"])
    for report in reports.select_related("thing", "session__thing"):
        move_report(timekeeper(), report)


@on(
    "member.admitted",
    "member.released",
    "stand_in.seated",
    "stand_in.ended",
    "role.granted",
    "role.ended",
)
def keepers_of_packs_change(record: Any) -> None:
    """Whoever keeps a pack from now on is asked about what was offered to it before, and knows of
    it.
    """
    if record.body.get("told", {}).get("role") in KEEPERS:
        let_keepers_know(record.row)


def _secretaries(group: str) -> list[Any]:
    roles = Membership.objects.in_force(clock.today()).filter(
        group=group, role=GroupRoleCode.SECRETARY
    )
    return [role.person for role in roles.select_related("person")]


def _holders(unit: Unit, *roles: str) -> list[Any]:
    """Who holds one of the roles today, at the unit or at one above it."""
    codes = codes_of(unit.path)
    held = Appointment.objects.in_force(clock.today()).filter(unit__in=codes, role__in=roles)
    return [appointment.person for appointment in held.select_related("person").order_by("pk")]


def _tell_people(record: Any, people: list[Any]) -> None:
    for person in people:
        if (
            person is not None
            and person.active
            and person.pk not in (record.decider.pk, record.typist.pk)
        ):
            deliver("alert", to=person, thing=record.row, verb=record.verb)
