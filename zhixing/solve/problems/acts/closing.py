"""How a problem ends: verified by another unit, answered by the person concerned, archived; reopened, withdrawn, void."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.may import Is, Role, SystemPerson, Where
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.people.roles import RoleCode as R

from ..may import CALLS
from ..models import Problem
from ..rules import ANSWERED, OPEN, REOPENS, STATE_OF_ANSWER, Answer, Grade, State

# of another unit: whoever handles problems here does not verify them here
VERIFIES = Role(R.VERIFIER) & ~Is("person") & ~Role(R.CLERK, R.RESPONSIBLE)
RESIDENT = SystemPerson("resident")
OFFICE = Role(R.OFFICE, R.DISPATCHER, at="noted_unit")
QUESTIONS = ("solved", "answered", "met", "satisfied")


@act("problem.verified", label=_("Verify on the spot"), says=_("verified it on the spot"), on=Problem, may=VERIFIES, moves={State.REPORTED_SOLVED: State.VERIFIED}, asks=True, apart=("problem.reported_solved",), two_recorders=True)
def verify_problem(actor: Any, problem: Problem, *, found: str, solved: bool, answered: bool, met: bool, satisfied: bool) -> Problem:
    """Somebody of another unit was there: solved? answered? met the person concerned? are they content? (domain.md 4.2). The call-back clock starts."""
    if not solved:
        raise BadInput("verify.not_solved", _("If it is not solved, refuse the verification instead."), {"solved": [_("If it is not solved, refuse the verification instead.")]})
    now = clock.today()
    problem.verified_on = now
    deadlines.start(problem.thing, "call_back", value("problem.call_back", now), now, norm="problem.call_back")
    tell(reason=found, solved=solved, answered=answered, met=met, satisfied=satisfied)
    return problem


@act("problem.verification_refused", label=_("Refuse the verification"), says=_("refused the verification"), on=Problem, may=VERIFIES, moves={State.REPORTED_SOLVED: State.REFUSED}, apart=("problem.reported_solved",), two_recorders=True)
def refuse_verification(actor: Any, problem: Problem, *, reason: str) -> Problem:
    """Not solved on the spot: it goes back, with a fair minimum of time."""
    problem.due = deadlines.reopen(problem.thing, "answer", clock.today()).due
    return problem


def _answered(problem: Problem, answer: str) -> None:
    problem.answer, problem.closed_on = Answer(answer), clock.today()
    problem.state = STATE_OF_ANSWER[problem.answer]
    deadlines.meet(problem.thing, "call_back", clock.today())
    deadlines.stop(problem.thing, "effect_check", clock.today())
    if problem.state == State.SOLVED:
        deadlines.start(problem.thing, "effect_check", value("problem.effect_check", clock.today()), clock.today(), norm="problem.effect_check", unit="calendar")
    tell(answer=str(problem.answer))


@act("problem.called_back", label=_("Call back"), says=_("called back: %(answer)s"), tells={"answer": Answer}, on=Problem, may=CALLS, moves={State.VERIFIED: (State.SOLVED, State.PARTLY, State.UNSOLVED, State.IN_PROGRESS)}, asks=True, clock="call_back", apart=("problem.verified", "problem.reported_solved"))
def call_back(actor: Any, problem: Problem, *, answer: str, public: str = "", reason: str = "", again: bool = False) -> Problem:
    """Another person asks whoever is concerned: really solved, partly, not, or no answer (which is shown as such and never counted as consent).
    ``again``: not solved, and it goes back to the unit at once."""
    if answer == Answer.NOT and again:
        problem.answer = ""
        problem.due = deadlines.reopen(problem.thing, "answer", clock.today()).due
        deadlines.meet(problem.thing, "call_back", clock.today())
        problem.state = State.IN_PROGRESS
        tell(answer=str(Answer.NOT))
        return problem
    if answer in (Answer.PARTLY, Answer.NOT) and not (public or reason).strip():
        raise BadInput("reason.missing", _("Say what is still open; the public reads it."), {"public": [_("Say what is still open; the public reads it.")]})
    _answered(problem, answer)
    problem.public_text = public or problem.public_text
    return problem


@act("problem.answered", label=_("Answer whether it is solved"), says=_("the person concerned answered: %(answer)s"), tells={"answer": Answer}, on=Problem, may=RESIDENT, moves={one: (State.SOLVED, State.PARTLY, State.UNSOLVED) for one in (State.VERIFIED, *ANSWERED)}, when=Where(concerned=True))
def answer_by_receipt(actor: Any, problem: Problem, *, answer: str, reason: str = "") -> Problem:
    """真解决了 / 解决了一部分 / 没有解决, by the receipt, from the verification on and after closing within the norm ``problem.reopening``."""
    if answer == Answer.NONE:
        raise BadInput("answer.none", _("Choose one of the three answers."), {"answer": [_("Choose one of the three answers.")]})
    _within_norm(problem)
    before = problem.state
    _answered(problem, answer)
    problem.rating = ""
    if before != problem.state:
        tell(was=str(before))
    return problem


@act("problem.rated", label=_("Say how satisfied you are"), says=_("the person concerned gave a grade"), on=Problem, may=RESIDENT, moves={one: one for one in ANSWERED}, when=Where(concerned=True) & ~Where(answer__in=["", "none"]))
def rate_by_receipt(actor: Any, problem: Problem, *, rating: str, reason: str = "") -> Problem:
    """Five grades, after the answer, if they like. No grade is no grade."""
    _within_norm(problem)
    problem.rating = Grade(rating)
    return problem


def _within_norm(problem: Problem) -> None:
    if problem.closed_on is not None and clock.today() > problem.closed_on + dt.timedelta(days=value("problem.reopening", clock.today())):
        raise NotNow("reopening.late", _("The time for it is over. Please report it anew; both cases will be tied."))


@act("problem.archived", label=_("Strike off and archive"), says=_("struck it off and archived it"), on=Problem, may=OFFICE, moves={one: State.ARCHIVED for one in ANSWERED}, asks=Role(R.DISPATCHER, at="noted_unit"), clock="effect_check")
def archive_problem(actor: Any, problem: Problem, *, reason: str) -> Problem:
    """销号: after the effect was checked: what was seen then."""
    deadlines.meet(problem.thing, "effect_check", clock.today())
    return problem


REOPEN_BY = Role(R.VERIFIER, R.SUPERVISOR) | RESIDENT | Is("noted_by") | OFFICE


@act("problem.reopened", label=_("Reopen"), says=_("reopened it"), on=Problem, may=REOPEN_BY, moves=REOPENS, when=Where(closed_before=False))
def reopen_problem(actor: Any, problem: Problem, *, reason: str) -> Problem:
    """By reporter, verifier or supervisor, within the norm's days after closing; there is a fair minimum of time."""
    _within_norm(problem)
    if REOPENS[problem.state] == State.IN_PROGRESS:
        problem.due = deadlines.reopen(problem.thing, "answer", clock.today()).due
        deadlines.stop(problem.thing, "effect_check", clock.today())
    if problem.state == State.DUPLICATE:
        problem.head = None
    problem.answer, problem.rating, problem.closed_on = "", "", None
    return problem


@act("problem.withdrawn", label=_("Withdraw"), says=_("the reporter withdrew it"), on=Problem, may=OFFICE | Is("noted_by") | RESIDENT, moves={one: State.WITHDRAWN for one in OPEN}, danger=True)
def withdraw_problem(actor: Any, problem: Problem, *, reason: str) -> Problem:
    """The reporter does not want it followed any more."""
    problem.closed_on = clock.today()
    deadlines.stop_all(problem.thing, clock.today(), "withdrawn")
    return problem


@act("problem.voided", label=_("Declare void"), says=_("declared it void"), on=Problem, may=OFFICE, moves={one: State.VOID for one in State if one != State.VOID}, danger=True, apart=("problem.noted", "problem.registered_for_resident"))
def void_problem(actor: Any, problem: Problem, *, reason: str) -> Problem:
    """Entered by mistake; a second person says so. It stays readable and counts nowhere."""
    problem.closed_on = clock.today()
    deadlines.stop_all(problem.thing, clock.today(), "void")
    return problem
