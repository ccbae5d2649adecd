"""How a problem is handled: handed over, accepted or returned, worked on, paused, shelved, reported
solved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import passes_on
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.quoting import naming
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person

from .. import may
from ..models import Problem
from ..refusals import Refused
from ..rules import ASKS_MORE_TIME, OPEN, Decision, State
from .clocks import ask_to_accept, drop_requests, promise

WORKED_ON = {state: state for state in (State.ACCEPTED, State.IN_PROGRESS, State.REFUSED)}
# as long as somebody waits for the call: its clock runs on until then
CONTACTED = {
    state: state
    for state in (
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.WAITING,
        State.SHELVED,
        State.REPORTED_SOLVED,
        State.REFUSED,
        State.VERIFIED,
    )
}
MORE_TIME = {state: state for state in ASKS_MORE_TIME}


def _hand_over(problem: Problem, unit: Unit, person: Person | None, due: dt.date | None) -> None:
    if not unit.thing_id or unit.until is not None:
        raise Refused.UNIT_GONE("unit")
    may.answers_at(unit, person)
    problem.unit, problem.person = unit, person
    promise(problem, due)
    ask_to_accept(problem)
    tell(unit=unit.name, due=problem.due)
    _tell_who(person)


def _tell_who(person: Person | None) -> None:
    """Whom the record names; where nobody was named, its sentence has a dash there."""
    if person is not None:
        tell(responsible=naming(person))


@act(
    "problem.dispatched",
    label=_("Dispatch"),
    says=_("handed it to %(unit)s (responsible: %(responsible)s), due %(due)s"),
    on=Problem,
    may=may.DISPATCHES,
    moves={State.LISTED: State.DISPATCHED},
    asks=True,
)
def dispatch_problem(
    actor: Actor,
    problem: Problem,
    *,
    unit: Unit,
    person: Person | None = None,
    due: dt.date | None = None,
    helping_units: Iterable[Unit] = (),
) -> Problem:
    """To one unit and one person, with a date: the answer clock starts here and never restarts.
    Without a date the norm ``problem.answer`` gives it.

    What was withdrawn or declined and comes back begins a new round.
    """
    _hand_over(problem, unit, person, due)
    problem.helping_units.set(helping_units)
    return problem


@act(
    "problem.accepted",
    label=_("Accept"),
    says=_("accepted it (responsible: %(responsible)s)"),
    on=Problem,
    may=may.UNIT,
    moves={State.DISPATCHED: State.ACCEPTED},
    asks=True,
    clock="acceptance",
)
def accept_problem(actor: Person, problem: Problem, *, person: Person | None = None) -> Problem:
    """The unit takes it on; a responsible person is named if none is. The contact clock starts
    where somebody waits for an answer.
    """
    may.answers_at(problem.unit, person)
    problem.person = person or problem.person or actor
    _tell_who(problem.person)
    deadlines.meet(problem, "acceptance", clock.today())
    if problem.concerned:
        deadlines.start(
            problem,
            "contact",
            value("problem.contact", clock.today()),
            clock.today(),
            norm="problem.contact",
        )
    return problem


@act(
    "problem.returned",
    label=_("Return as not ours"),
    says=_("returned it as not theirs"),
    on=Problem,
    may=may.UNIT,
    moves={State.DISPATCHED: State.RETURNED},
    when=Where(returned_once=False),
)
def return_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """Once, within the norm's working days, with the ground; the arbiter rules, the answer clock
    runs on.
    """
    clocks = deadlines.clocks_of(problem)
    accept_by = next((deadline for deadline in clocks if deadline.clock == "acceptance"), None)
    last = (
        calendar().add_working_days(
            accept_by.started_on, value("problem.assignment_return", clock.today())
        )
        if accept_by
        else clock.today()
    )
    if clock.today() > last:
        raise Refused.RETURN_LATE(day=last)
    problem.returned_once = True
    deadlines.stop(problem, "acceptance", clock.today())
    return problem


@act(
    "problem.return_ruled",
    label=_("Rule who takes it"),
    says=_("ruled: %(unit)s takes it (responsible: %(responsible)s)"),
    on=Problem,
    may=may.ARBITER,
    moves={State.RETURNED: State.DISPATCHED},
    asks=True,
    checks="unit",
)
def rule_return(
    actor: Actor, problem: Problem, *, unit: Unit, reason: str, person: Person | None = None
) -> Problem:
    """The ruling is final: the unit named accepts it."""
    _hand_over(problem, unit, person, None)
    return problem


@act(
    "problem.started",
    label=_("Start the work"),
    says=_("started the work"),
    on=Problem,
    may=may.HANDLES,
    moves={State.ACCEPTED: State.IN_PROGRESS, State.REFUSED: State.IN_PROGRESS},
    asks=True,
    clock="answer",
)
def start_problem(actor: Actor, problem: Problem, *, remedy: str = "", cause: str = "") -> Problem:
    """What is to be done, by the responsible person."""
    problem.remedy, problem.cause = remedy or problem.remedy, cause or problem.cause
    return problem


@act(
    "problem.reporter_contacted",
    label=_("Record the contact with the reporter"),
    says=_("contacted the reporter"),
    on=Problem,
    may=may.UNIT,
    moves=CONTACTED,
    when=Where(concerned=True),
    asks=may.ASKED_TO_CONTACT,
    clock="contact",
)
def contact_reporter(actor: Actor, problem: Problem, *, how: str) -> Problem:
    """A call or a visit, and what was said."""
    problem.contacted_on = clock.today()
    deadlines.meet(problem, "contact", clock.today())
    tell(reason=how)
    return problem


@act(
    "problem.progressed",
    label=_("Record progress"),
    says=_("recorded progress"),
    on=Problem,
    may=may.UNIT,
    moves=WORKED_ON,
    primary=True,
)
def report_progress(actor: Actor, problem: Problem, *, reason: str, public: str = "") -> Problem:
    """What has been done so far, and what the reporter reads of it."""
    problem.public_text = public or problem.public_text
    return problem


@act(
    "problem.extension_asked",
    label=_("Ask for an extension"),
    says=_("asked for more working days: %(days)s"),
    on=Problem,
    may=may.UNIT,
    moves={State.ACCEPTED: State.ACCEPTED, State.IN_PROGRESS: State.IN_PROGRESS},
    when=Where(extension_days=0, extended=False),
)
def ask_extension(actor: Actor, problem: Problem, *, days: int, reason: str) -> Problem:
    """Before it is due (norm ``problem.extension_before``), at most the norm's days, once."""
    now = clock.today()
    most, ahead = value("problem.extension", now), value("problem.extension_before", now)
    if not 1 <= days <= most:
        raise Refused.EXTENSION_DAYS("days", most=most)
    if problem.due is None or calendar().working_days_between(now, problem.due) < ahead:
        raise Refused.EXTENSION_LATE(ahead=ahead)
    problem.extension_days = days
    tell(days=days)
    return problem


@act(
    "problem.extension_decided",
    label=_("Decide the extension"),
    says=_("decided the extension: %(decision)s"),
    tells={"decision": Decision},
    on=Problem,
    may=may.OFFICE,
    moves=MORE_TIME,
    when=~Where(extension_days=0),
    asks=may.DISPATCHES,
    checks="unit",
)
def decide_extension(
    actor: Actor, problem: Problem, *, granted: bool, reason: str, public: str = ""
) -> Problem:
    """Granted or refused, with the reason; the reporter reads it."""
    if granted:
        deadlines.extend(problem, "answer", problem.extension_days, clock.today(), reason)
        problem.extended = True
    problem.extension_days = 0
    problem.public_text = public or problem.public_text
    tell(decision=str(Decision.GRANTED if granted else Decision.REFUSED))
    return problem


@act(
    "problem.paused",
    label=_("Stop the clock"),
    says=_("stopped the clock until %(until)s"),
    on=Problem,
    may=may.HANDLES,
    moves={State.IN_PROGRESS: State.WAITING},
)
def wait_problem(actor: Actor, problem: Problem, *, until: dt.date, cause: str) -> Problem:
    """It waits for something outside: cause and evidence; it goes on by itself on the day named."""
    if until <= clock.today():
        raise Refused.UNTIL_PAST("until")
    deadlines.reopen(problem, "answer", clock.today())
    deadlines.pause(problem, "answer", clock.today(), cause, until)
    tell(until=until, reason=cause)
    return problem


@act(
    "problem.resumed",
    label=_("Go on"),
    says=_("went on with the work"),
    on=Problem,
    may=may.RESUMES,
    moves={State.WAITING: State.IN_PROGRESS},
    asks=may.OWN,
)
def resume_problem(actor: Actor, problem: Problem) -> Problem:
    """What it waited for has come, or the day named has: then it goes on by itself."""
    deadlines.resume(problem, "answer", clock.today())
    return problem


@act(
    "problem.shelving_proposed",
    label=_("Propose shelving"),
    says=_("proposed to shelve it"),
    on=Problem,
    may=may.HANDLES,
    moves={State.IN_PROGRESS: State.IN_PROGRESS},
    when=Where(shelving_proposed=False),
)
def propose_shelving(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """It cannot be done now; the leader decides."""
    problem.shelving_proposed = True
    return problem


@act(
    "problem.shelved",
    label=_("Shelve it"),
    says=_("shelved it until %(review_on)s"),
    on=Problem,
    may=may.LEADS,
    moves={State.IN_PROGRESS: State.SHELVED},
    when=Where(shelving_proposed=True),
    asks=True,
)
def shelve_problem(
    actor: Actor, problem: Problem, *, reason: str, review_on: dt.date | None = None
) -> Problem:
    """挂账: the leader agrees, with a day of review; it stands apart in every rate."""
    now = clock.today()
    if review_on is not None and review_on <= now:
        raise Common.DUE_PAST("review_on")
    named = problem.review_on if problem.review_on is not None and problem.review_on > now else None
    problem.review_on = (
        review_on or named or now + dt.timedelta(days=value("problem.shelving_review", now))
    )
    drop_requests(problem)
    deadlines.stop(problem, "answer", now, "shelved")
    deadlines.start_until(
        problem, "shelving_review", problem.review_on, now, norm="problem.shelving_review"
    )
    tell(review_on=problem.review_on)
    return problem


@act(
    "problem.unshelved",
    label=_("Take it up again"),
    says=_("took it up again"),
    on=Problem,
    may=may.UNSHELVES,
    moves={State.SHELVED: State.IN_PROGRESS},
    asks=may.LEADS,
    clock="shelving_review",
)
def unshelve_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """It can be done now; there is a fair minimum of time."""
    deadlines.meet(problem, "shelving_review", clock.today())
    deadlines.reopen(problem, "answer", clock.today())
    problem.review_on = None  # that day was of this shelving
    return problem


@act(
    "problem.reported_solved",
    label=_("Report it solved"),
    says=_("reported it solved"),
    on=Problem,
    may=may.HANDLES,
    moves={State.IN_PROGRESS: State.REPORTED_SOLVED},
    asks=True,
    clock="answer",
    primary=True,
)
def report_solved(
    actor: Actor, problem: Problem, *, before: str, after: str, public: str = ""
) -> Problem:
    """With evidence of before and after. "Solved" is the unit's word until somebody of another unit
    has verified it.
    """
    problem.before, problem.after, problem.public_text = before, after, public or after
    drop_requests(problem)
    deadlines.meet(problem, "answer", clock.today())
    return problem


@act(
    "problem.person_linked",
    label=_("Name the responsible person"),
    says=_("named the responsible person: %(responsible)s"),
    on=Problem,
    may=may.NAMES,
    when=Where(person__isnull=True),
    asks=may.ASKED_TO_NAME,
)
def link_person(actor: Actor, problem: Problem, *, person: Person) -> Problem:
    """A name from an imported ledger is tied to a person of the roster, or the first is named.
    Whoever keeps the unit's problems is asked; where the unit has nobody, the dispatcher.
    """
    may.answers_at(problem.unit, person)
    problem.person, problem.person_text = person, ""
    _tell_who(person)
    return problem


pass_problem_on = passes_on(
    Problem, "person", Q(state__in=OPEN), lambda problem, to: may.answers_at(problem.unit, to)
)
