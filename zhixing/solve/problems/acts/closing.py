"""How a problem ends: verified by another unit, answered by the person concerned, archived;
reopened, withdrawn, void.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import DayCome, Where
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.people.models import resident

from .. import may
from ..models import Problem
from ..queries import within_norm
from ..refusals import Refused
from ..rules import (
    ANSWERED,
    ASKED,
    OPEN,
    RATED,
    REOPENS,
    STATE_OF_ANSWER,
    STILL_WRONG,
    Answer,
    Attested,
    Grade,
    State,
    attestation,
)
from .clocks import back_to_work, close, end
from .intake import part

# by an act, or by a ledger that came in: whoever put that on record is not who checks it
SAID_SOLVED = ("problem.reported_solved", "problem.imported")
TAKEN_UP = (State.SOLVED, State.IN_PROGRESS)


@act(
    "problem.verified",
    label=_("Verify on the spot"),
    says=_(
        "verified it on the spot: solved: %(solved)s, reporter answered: %(answered)s, person"
        " concerned met: %(met)s, content: %(satisfied)s"
    ),
    tells={"solved": Attested, "answered": Attested, "met": Attested, "satisfied": Attested},
    on=Problem,
    may=may.VERIFIES,
    moves={State.REPORTED_SOLVED: State.VERIFIED},
    asks=True,
    apart=(SAID_SOLVED,),
    two_recorders=True,
    checks="unit",
)
def verify_problem(
    actor: Actor,
    problem: Problem,
    *,
    observation: str,
    solved: bool,
    answered: bool | None = None,
    met: bool | None = None,
    satisfied: bool | None = None,
) -> Problem:
    """Somebody of another unit was there: solved? answered? met the person concerned? are they
    content? (domain.md 4.2). The call-back clock starts.

    Where nobody is concerned, only the first is asked.
    """
    if not solved:
        raise Refused.VERIFY_NOT_SOLVED("solved")
    _attested(problem, {"answered": answered, "met": met, "satisfied": satisfied})
    now = clock.today()
    problem.verified_on = now
    problem.answer, problem.rating, problem.answer_open = (
        "",
        "",
        False,
    )  # whoever is concerned is asked anew
    deadlines.start(
        problem, "call_back", value("problem.call_back", now), now, norm="problem.call_back"
    )
    tell(reason=observation, solved=attestation(solved), answered=attestation(answered))
    tell(met=attestation(met), satisfied=attestation(satisfied))
    return problem


def _attested(problem: Problem, answers: dict[str, bool | None]) -> None:
    """Whoever is concerned is asked after; and nobody is content whom nobody met or answered."""
    missing = [name for name, answer in answers.items() if answer is None]
    if problem.concerned and missing:
        raise Refused.VERIFY_UNANSWERED(*missing)
    if answers["satisfied"] and not (answers["answered"] or answers["met"]):
        raise Refused.VERIFY_CONTRADICTORY("satisfied")


@act(
    "problem.verification_refused",
    label=_("Refuse the verification"),
    says=_("refused the verification"),
    on=Problem,
    may=may.VERIFIES,
    moves={State.REPORTED_SOLVED: State.REFUSED},
    apart=(SAID_SOLVED,),
    two_recorders=True,
    checks="unit",
)
def refuse_verification(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """Not solved on the spot: it goes back, with a fair minimum of time."""
    deadlines.reopen(problem, "answer", clock.today())
    return problem


def _answered(problem: Problem, answer: str) -> None:
    """What the person concerned says decides: really (or silence) closes it, partly and not take it
    up again.
    """
    problem.answer = Answer(answer)
    problem.answer_open = problem.answer in STILL_WRONG
    problem.state = STATE_OF_ANSWER[problem.answer]
    if problem.answer_open:
        back_to_work(problem)
    else:
        close(problem)
    tell(answer=str(problem.answer))


@act(
    "problem.called_back",
    label=_("Call back"),
    says=_("called back: %(answer)s"),
    tells={"answer": Answer},
    on=Problem,
    may=may.CALLS,
    moves={State.VERIFIED: TAKEN_UP},
    asks=True,
    clock="call_back",
    apart=("problem.verified", SAID_SOLVED),
    checks="unit",
)
def call_back(
    actor: Actor, problem: Problem, *, answer: str, public: str = "", reason: str = ""
) -> Problem:
    """Another person asks whoever is concerned: really solved, partly, not, or no answer (which is
    shown as such and never counted as consent).

    Partly or not: it goes back to the unit at once, with a fair minimum of time.
    """
    if answer in STILL_WRONG and not (public or reason).strip():
        raise Refused.REASON_MISSING("reason")
    _answered(problem, answer)
    problem.public_text = public or problem.public_text
    return problem


@act(
    "problem.answered",
    label=_("Answer whether it is solved"),
    says=_("answered: %(answer)s"),
    tells={"answer": Answer},
    on=Problem,
    may=may.RESIDENT,
    moves={state: TAKEN_UP for state in ASKED} | {State.DUPLICATE: State.DUPLICATE},
    when=Where(concerned=True),
)
def answer_by_receipt(actor: Actor, problem: Problem, *, answer: str, reason: str = "") -> Problem:
    """真解决了 / 解决了一部分 / 没有解决, by the receipt, from the verification on and after
    closing within the norm ``problem.reopening``.

    Whoever was joined to another case answers for the own report; "partly" and "not" take the whole
    case up again.
    """
    if answer == Answer.NONE:
        raise Refused.ANSWER_NONE("answer")
    problem.rating = ""
    if problem.state == State.DUPLICATE:
        return _answer_of_joined(problem, answer, reason)
    _within_norm(problem)
    before = problem.state
    _answered(problem, answer)
    if before != problem.state:
        tell(was=str(before))
    return problem


def _answer_of_joined(problem: Problem, answer: str, reason: str) -> Problem:
    head = _head_of(problem)
    if head.state not in ASKED and not (answer == Answer.REALLY or head.answer_open):
        raise Refused.ANSWER_EARLY()
    _within_norm(head)
    problem.answer = Answer(answer)
    tell(answer=str(problem.answer))
    if problem.answer in STILL_WRONG and head.state in ASKED:
        take_up_again(resident(), head, answer=answer, reason=reason)
    return problem


@act(
    "problem.taken_up_again",
    label=_("Take it up again"),
    says=_("answered for a report that was joined: %(answer)s"),
    tells={"answer": Answer},
    on=Problem,
    may=may.RESIDENT,
    moves={state: State.IN_PROGRESS for state in ASKED},
    inner_only=True,
)
def take_up_again(actor: Actor, problem: Problem, *, answer: str, reason: str = "") -> Problem:
    """A joined reporter says "partly" or "not": the case goes back to the unit. What its own
    reporter said stays.
    """
    problem.answer_open = True
    back_to_work(problem)
    tell(answer=answer)
    return problem


@act(
    "problem.closed_short",
    label=_("Close it with public reasons"),
    says=_("closed it though it is not wholly solved; the reasons are public"),
    on=Problem,
    may=may.RULES_SHORT,
    moves={State.VERIFIED: (State.PARTLY, State.UNSOLVED)},
    danger=True,
    apart=(SAID_SOLVED,),
    checks="unit",
)
def close_short(actor: Actor, problem: Problem, *, outcome: str, public: str) -> Problem:
    """Partly solved, or not: people decide it, never a click of the person concerned, and everybody
    concerned reads why.
    """
    if outcome not in (State.PARTLY, State.UNSOLVED):
        raise Refused.OUTCOME_UNKNOWN("outcome")
    if not public.strip():
        raise Refused.PUBLIC_REASON_MISSING("public")
    problem.state, problem.public_text = State(outcome), public.strip()
    problem.answer = problem.answer or Answer.NONE
    close(problem)
    return problem


SAYS_MORE = {state: state for state in RATED}


@act(
    "problem.rated",
    label=_("Say how satisfied you are"),
    says=_("gave a grade"),
    on=Problem,
    may=may.RESIDENT,
    moves=SAYS_MORE,
    when=Where(concerned=True) & ~Where(answer__in=["", "none"]),
)
def rate_by_receipt(actor: Actor, problem: Problem, *, rating: str, reason: str = "") -> Problem:
    """Five grades, after the answer, if they like. No grade is no grade."""
    _within_norm(_head_of(problem))
    problem.rating = Grade(rating)
    return problem


def _head_of(problem: Problem) -> Problem:
    """The case that is followed: of a joined problem the one it was joined to."""
    if problem.state != State.DUPLICATE or problem.head is None:
        return problem
    return problem.head


def _within_norm(problem: Problem) -> None:
    if not within_norm(problem):
        raise Refused.REOPENING_LATE()


@act(
    "problem.archived",
    label=_("Strike off and archive"),
    says=_("struck it off and archived it"),
    on=Problem,
    may=may.OFFICE,
    moves={state: State.ARCHIVED for state in ANSWERED},
    when=Where(answer_open=False) & DayCome("check_on"),
    asks=may.DISPATCHES,
    clock="effect_check",
    checks="unit",
)
def archive_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """销号: after the effect was checked: what was seen then. Not before that day, and not while
    somebody's "partly" or "not" is unanswered.
    """
    deadlines.meet(problem, "effect_check", clock.today())
    deadlines.stop_all(problem, clock.today(), "archived")
    return problem


@act(
    "problem.reopened",
    label=_("Reopen"),
    says=_("reopened it"),
    on=Problem,
    may=may.REOPENS,
    moves=REOPENS,
    when=Where(closed_before=False),
)
def reopen_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """By reporter, verifier or supervisor, within the norm's days after closing; there is a fair
    minimum of time.
    """
    _within_norm(problem)
    goes_to = REOPENS[problem.state]
    if problem.state == State.DUPLICATE:
        part(problem)
    elif goes_to == State.IN_PROGRESS:
        back_to_work(problem)
    else:
        problem.due = None  # a new round: it is promised again when it is dispatched again
    problem.answer, problem.rating, problem.closed_on, problem.answer_open = "", "", None, False
    return problem


@act(
    "problem.withdrawn",
    label=_("Withdraw"),
    says=_("withdrew it, as the reporter wished"),
    on=Problem,
    may=may.WITHDRAWS,
    moves={state: State.WITHDRAWN for state in OPEN},
    danger=True,
)
def withdraw_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """The reporter does not want it followed any more."""
    end(problem, "withdrawn")
    return problem


@act(
    "problem.voided",
    label=_("Declare void"),
    says=_("declared it void"),
    on=Problem,
    may=may.OFFICE,
    moves={state: State.VOID for state in State if state != State.VOID},
    danger=True,
    apart=("problem.noted", "problem.registered_for_resident"),
)
def void_problem(actor: Actor, problem: Problem, *, reason: str) -> Problem:
    """Entered by mistake; a second person says so. It stays readable and counts nowhere."""
    end(problem, "void")
    return problem
