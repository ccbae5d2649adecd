"""What the pages of problems show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.deadlines.rules import State as Clock
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Picture, Step
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.calendar.queries import provisional
from zhixing.foundation.spine.files.queries import pair_of
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.ui.words import shortdate

from .may import SEES_MASKED
from .models import Problem
from .rules import (
    ANSWERING,
    ASKED,
    PUBLIC_STEPS,
    RATED,
    STILL_WRONG,
    Answer,
    State,
    possible_codes,
    public_step,
    receipt_hash,
)


@dataclass(frozen=True, kw_only=True)
class ProblemPage(ThingPage):
    """One problem."""

    problem: Problem
    due: dict[str, Any] | None
    measures: list[Thing]
    outcomes: list[Thing]
    origins: list[Thing]
    shows_reporter: bool
    helping: list[Unit]
    joined: list[Problem]
    pictures: list[Picture]


def problem_page(person: Any, code: str) -> ProblemPage:
    """One problem: deadline, facts, remedy, before and after, measures, what the public reads."""
    problem = get_object_or_404(
        Problem.objects.visible_to(person).select_related(
            "thing", "unit", "noted_unit", "group", "topic__thing", "person", "head__thing"
        ),
        pk=code,
    )
    links = list(
        Link.objects.visible_to(person)
        .filter(Q(later=code) | Q(earlier=code))
        .select_related("later", "earlier")
    )
    handles = SEES_MASKED.allows(person, problem, holdings(person))
    return ProblemPage.of(
        person,
        problem,
        problem=problem,
        due=deadlines.due_box(problem.thing),
        measures=[
            link.later for link in links if link.earlier_id == code and link.type == Type.ANSWERS
        ],
        outcomes=[
            link.later for link in links if link.earlier_id == code and link.later.kind == "outcome"
        ],
        origins=[
            link.earlier
            for link in links
            if link.later_id == code and link.type in (Type.RAISED_AT, Type.FOUND_BY)
        ],
        shows_reporter=handles and bool(problem.reporter_name or problem.reporter_phone),
        helping=list(problem.helping_units.all()),
        pictures=pair_of(person, problem, before=problem.before, after=problem.after),
        joined=list(problem.joined.visible_to(person).select_related("thing")),
        lead=_lead(problem),
    )


def _lead(problem: Problem) -> str:
    if problem.closed_before:
        return _("Closed before Zhixing: it stands in no rate and no total.")
    if problem.answer == Answer.NONE:
        return _("The person concerned gave no answer; that is not counted as consent.")
    first = problem.text.splitlines()[0][:160] if problem.text else ""
    return first if first != problem.title else ""


def by_receipt(text: str) -> Problem | None:
    """The problem of a receipt, looked up by the hashes of what may be meant; a code of another
    length finds nothing.
    """
    hashes = [receipt_hash(code) for code in possible_codes(text)]
    return (
        Problem.objects.select_related("thing", "unit").filter(receipt_hash__in=hashes).first()
        if hashes
        else None
    )


def answerable_until(problem: Problem) -> dt.date | None:
    """The last day on which a closed problem is answered or reopened (norm ``problem.reopening``);
    None while it is not closed.
    """
    if problem.closed_on is None:
        return None
    return problem.closed_on + dt.timedelta(days=value("problem.reopening", clock.today()))


def within_norm(problem: Problem) -> bool:
    """Whether it may still be answered and reopened."""
    last = answerable_until(problem)
    return last is None or clock.today() <= last


def _marker(problem: Problem) -> str:
    """Behind the day on which the unit answers: where it was counted over a year not announced."""
    answer = Deadline.objects.open().filter(thing=problem.pk, clock="answer").first()
    return provisional(answer.counted_from, answer.due) if answer is not None else ""


def _accepted_on(problem: Problem) -> dt.date | None:
    """When the unit took it on: where nobody is to be contacted, that is when it was begun."""
    accepted = Deadline.objects.filter(thing=problem.pk, clock="acceptance", state=str(Clock.MET))
    return accepted.order_by("-round").values_list("ended_on", flat=True).first()


def _tone_of(at: int, done: int) -> str:
    if at < done:
        return "done"
    return "going" if at == done else "none"


def followed(problem: Problem) -> Problem:
    """The case that decides: of a joined report the one it was joined to."""
    joined_to = problem.head if problem.state == State.DUPLICATE else None
    return joined_to or problem


@dataclass(frozen=True, kw_only=True)
class PublicStatus:
    """A case as whoever holds its receipt reads it."""

    title: str
    code: str
    unit: str
    state: str
    state_word: str
    tone: str
    steps: list[Step]
    public_text: str
    may_answer: bool
    answer: str
    answer_word: str
    rated: bool
    may_rate: bool
    due: dt.date | None
    due_words: str
    until: dt.date | None
    taken_up: bool
    has_phone: bool
    allows: bool


def public_status(problem: Problem) -> PublicStatus:
    """What whoever holds the receipt reads: five steps, dates, public texts; no name of an
    official, no telephone, nobody else's answer.
    """
    head = followed(problem)
    done = public_step(head.state)
    words = {
        "told": _("Told"),
        "taken": _("Taken"),
        "handled": _("Handled"),
        "finished": _("Finished"),
        "judged": _("You judge"),
    }
    dates = {
        "told": problem.received_on,
        "taken": problem.received_on if done > 1 else None,
        "handled": head.contacted_on or _accepted_on(head),
        "finished": head.verified_on,
        "judged": head.closed_on,
    }
    steps = [
        Step(
            key=key,
            label=words[key],
            note=shortdate(dates[key]) if dates[key] else "",
            url="",
            tone=_tone_of(at, done),
            here=at == min(done, 4),
        )
        for at, key in enumerate(PUBLIC_STEPS)
    ]
    words_of: dict[str, Words] = {
        State.REPORTED_SOLVED: _("reported solved by the unit, not yet verified"),
        State.VERIFIED: _("verified; now you judge"),
    }
    word = words_of.get(head.state, head.state_word(head.state))
    return PublicStatus(
        title=problem.title,
        code=problem.pk,
        unit=head.unit.name,
        state=head.state,
        state_word=str(word),
        tone=head.tone,
        steps=steps,
        public_text=head.public_text,
        may_answer=problem.concerned and head.state in ASKED and within_norm(head),
        answer="" if problem.answer == Answer.NONE else problem.answer,
        answer_word=str(dict(Answer.choices).get(problem.answer, "")),
        rated=bool(problem.rating),
        may_rate=problem.concerned and problem.state in RATED and within_norm(head),
        due=head.due if head.state in ANSWERING else None,
        due_words=_marker(head),
        until=answerable_until(head),
        taken_up=problem.answer in STILL_WRONG and head.state not in ASKED,
        has_phone=bool(problem.reporter_phone),
        allows=problem.reporter_allows,
    )
