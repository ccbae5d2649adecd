"""What members lay on the table at an exchange meeting, and what all groups answered to the four
questions. Read from what is there; nothing is entered for it.

Nobody is counted, ordered or compared: members stand in the order of the roster, and who brought
nothing has simply no line.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.parts import Crumb, Panel
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.tasks.rules import State as TaskState
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.sessions.models import Attendance, Speech, StudySession
from zhixing.learn.sessions.rules import HAPPENED, QUESTIONS, Kind
from zhixing.learn.sessions.rules import State as SessionState
from zhixing.solve.claims.models import Claim
from zhixing.solve.measures.models import Measure
from zhixing.solve.outcomes.models import Outcome
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.models import FieldVisit, Research
from zhixing.ui.words import shortdate

from . import may

MOST_ANSWERS = 200
SPOKEN, WRITTEN = (
    ("q1", "q2", "q3", "q4"),
    (
        "fits",
        "new",
        "work",
        "effect",
    ),
)  # the same four questions, in a speech and in a research report


@dataclass(frozen=True)
class Brought:
    """What somebody, or the group, has brought, on which day, and where it stands."""

    kind: str
    on: dt.date
    title: str
    url: str
    note: str


@dataclass(frozen=True)
class Member:
    """Somebody at the meeting, with what this person has brought, by day."""

    name: str
    post: str
    lines: list[Brought]


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """An exchange meeting; ``since`` is the day of the one before it."""

    title: str
    crumbs: list[Crumb]
    session: StudySession
    since: dt.date | None
    members: list[Member]
    together: list[Brought]
    any: bool


def exchange_page(person: Any, code: str) -> MeetingPage:
    """What each member has brought since the last exchange meeting, in the order of the roster."""
    earlier = (
        StudySession.objects.filter(
            group=OuterRef("group"), kind=Kind.EXCHANGE, state__in=HAPPENED, day__lt=OuterRef("day")
        )
        .order_by("-day")
        .values("day")[:1]
    )
    session: Any = get_object_or_404(  # with ``before``: the day of the meeting before it
        StudySession.objects.visible_to(person)
        .select_related("thing", "group__unit", "topic__thing")
        .annotate(before=Subquery(earlier)),
        pk=code,
        kind=Kind.EXCHANGE,
    )
    before = session.before
    since = before or dt.date(session.day.year - 1, 12, 31)
    seats = roll(session.group, session.day)
    brought: dict[str, list[Brought]] = defaultdict(list)
    for who, line in _lines(person, session, since):
        brought[who].append(line)
    return MeetingPage(
        title=_("What each has brought"),
        crumbs=[
            Crumb(pgettext("wing", "Loop")),
            Crumb(session.group.unit.name, session.group.url),
            Crumb(session.title, session.url),
            Crumb(_("What each has brought")),
        ],
        session=session,
        since=before,
        members=[
            Member(
                seat.person.name,
                seat.post or str(seat.get_role_display()),
                sorted(brought[seat.person_id], key=lambda line: line.on),
            )
            for seat in seats
        ],
        together=sorted(brought[""], key=lambda line: line.on),
        any=any(brought.values()),
    )


def _lines(person: Any, session: StudySession, since: dt.date) -> Iterator[tuple[str, Brought]]:
    """(person or "" for the group as a whole, line) of all that has come since the day, until the
    meeting, as far as ``person`` may know of it: eight queries.
    """
    span, group = (since + dt.timedelta(days=1), session.day), session.group_id

    def line(kind: Any, on: dt.date | None, title: str, url: str, note: str = "") -> Brought:
        return Brought(str(kind), on or session.day, title, url, note)

    for claim in (
        Claim.objects.visible_to(person)
        .holding()
        .filter(group=group, claimed_on__range=span)
        .select_related("topic")
    ):
        yield (
            claim.person_id,
            line(
                _("claimed a topic"), claim.claimed_on, claim.topic.title, claim.url, claim.subject
            ),
        )
    for visit in FieldVisit.objects.filter(
        research__in=Research.objects.visible_to(person).filter(group=group).values("pk"),
        day__range=span,
    ).select_related("research"):
        yield (
            visit.research.person_id,
            line(_("visited"), visit.day, visit.place, visit.research.url, visit.saw),
        )
    for research in Research.objects.visible_to(person).filter(
        group=group, reported_on__range=span
    ):
        yield (
            research.person_id,
            line(
                _("handed in research"),
                research.reported_on,
                research.title,
                research.url,
                research.effect or research.work,
            ),
        )
    for speech in (
        Speech.objects.filter(
            session__in=StudySession.objects.visible_to(person).of_groups(group).values("pk"),
            session__day__range=span,
            session__state__in=HAPPENED,
        )
        .exclude(session=session.pk)
        .select_related("session")
    ):
        yield (
            speech.person_id,
            line(
                speech.get_kind_display(),
                speech.session.day,
                speech.session.title,
                speech.session.url,
                next(
                    (words for words in (speech.q4, speech.q3, speech.text, speech.q1) if words), ""
                ),
            ),
        )
    for problem in Problem.objects.visible_to(person).filter(
        group=group, closed_on__range=span, closed_before=False, person__isnull=False
    ):
        yield (
            problem.person_id or "",
            line(
                problem.state_word(problem.state),
                problem.closed_on,
                problem.title,
                problem.url,
                problem.after,
            ),
        )
    for measure in Measure.objects.visible_to(person).filter(group=group, done_on__range=span):
        yield (
            measure.person_id or "",
            line(
                _("carried out a measure"),
                measure.done_on,
                measure.title,
                measure.url,
                measure.result,
            ),
        )
    for task in (
        Task.objects.visible_to(person)
        .filter(
            group=group,
            done_on__range=span,
            state__in=[TaskState.DONE, TaskState.VERIFIED],
            owner__isnull=False,
        )
        .exclude(kind="make_up")
    ):
        yield (
            task.owner_id or "",
            line(_("finished a task"), task.done_on, task.title, task.url, task.evidence),
        )
    for outcome in Outcome.objects.visible_to(person).filter(group=group, issued_on__range=span):
        yield (
            "",
            line(
                _("a rule was issued"),
                outcome.issued_on,
                outcome.title,
                outcome.url,
                outcome.number,
            ),
        )


# -- four questions across a topic -----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Somebody's answers to the four questions, and where they stand."""

    unit: str
    who: str
    what: str
    on: dt.date
    url: str
    code: str
    answers: list[str]


@dataclass(frozen=True)
class Said:
    """An answer to one of the questions."""

    by: Answers
    text: str


@dataclass(frozen=True)
class Question:
    """One of the four questions, with what was answered."""

    word: Words
    help: Words
    answers: list[Said]


@dataclass(frozen=True, kw_only=True)
class QuestionsPage(ListPage):
    """The four questions of one topic in four columns."""

    topic: Topic
    questions: list[Question]
    groups: int
    q: str


def questions_page(person: Any, code: str, choices: Any) -> QuestionsPage:
    """The four questions (治学四问) of one topic in four columns: what every group has answered, in
    speeches and in research, the newest first.
    """
    topic = get_object_or_404(Topic.objects.visible_to(person).select_related("thing"), pk=code)
    if topic.group_id is None and not may.READS_ANSWERS.allows(person, None, holdings(person)):
        raise Http404
    text = " ".join(str(choices.get("q", "")).split())[:60]
    answers = sorted(
        [*_spoken(person, topic), *_written(person, topic)],
        key=lambda answer: (-answer.on.toordinal(), answer.unit, answer.who),
    )
    if text:
        answers = [
            answer
            for answer in answers
            if any(text.casefold() in words.casefold() for words in answer.answers)
        ]
    return QuestionsPage(
        title=_("The four questions: %(topic)s") % {"topic": topic.title},
        columns=_columns(),
        rows=answers,
        every=answers,
        file=f"questions-{topic.pk}",
        crumbs=[
            Crumb(pgettext("wing", "Loop")),
            Crumb(topic.title, topic.url),
            Crumb(_("The four questions")),
        ],
        topic=topic,
        questions=[
            Question(word, help_, _answers_to(answers, at))
            for at, (_name, word, help_) in enumerate(QUESTIONS)
        ],
        groups=len({answer.unit for answer in answers}),
        q=text,
    )


def _answers_to(answers: list[Answers], at: int) -> list[Said]:
    """What was answered to one of the questions, as much as a page holds."""
    texts = ((answer, answer.answers[at]) for answer in answers)
    return [Said(answer, text) for answer, text in texts if text.strip()][:MOST_ANSWERS]


def _columns() -> list[Column]:
    """What the file holds; on the page each question is a column of quotations."""
    return [
        Column(_("Unit"), lambda answer: answer.unit),
        Column(_("Who"), lambda answer: answer.who),
        Column(_("On"), lambda answer: answer.on),
        Column(_("Where it stands"), lambda answer: answer.code),
        *(_question_column(at, word) for at, (_name, word, _help) in enumerate(QUESTIONS)),
    ]


def _question_column(at: int, word: Words) -> Column:
    return Column(word, lambda answer: answer.answers[at])


def _spoken(person: Any, topic: Topic) -> Iterator[Answers]:
    """Outlines of sessions that this person may know of."""
    sessions = (
        StudySession.objects.visible_to(person)
        .filter(topic=topic)
        .exclude(state=SessionState.CANCELLED)
    )
    some = Q(q1="") & Q(q2="") & Q(q3="") & Q(q4="")
    seats = Attendance.objects.filter(
        session__in=sessions.filter(kind=Kind.JOINT).values("pk")
    ).values_list("session", "person", "group__unit__name")
    units = {
        (session, person): unit for session, person, unit in seats
    }  # after joint study an answer stands with the speaker's own unit
    for speech in (
        Speech.objects.filter(session__in=sessions.values("pk"))
        .exclude(some)
        .select_related("session__unit", "person")
    ):
        yield Answers(
            unit=units.get((speech.session_id, speech.person_id), speech.session.unit.name),
            who=speech.person.name,
            what=str(speech.get_kind_display()),
            on=speech.session.day,
            url=speech.session.url,
            code=speech.session_id,
            answers=[getattr(speech, name) for name in SPOKEN],
        )


def _written(person: Any, topic: Topic) -> Iterator[Answers]:
    """Research reports that this person may know of."""
    none = Q(fits="") & Q(new="") & Q(work="") & Q(effect="")
    for research in (
        Research.objects.visible_to(person)
        .filter(topic=topic, reported_on__isnull=False)
        .exclude(none)
        .select_related("unit", "person")
    ):
        yield Answers(
            unit=research.unit.name,
            who=research.person.name,
            what=str(research.WORD),
            on=research.reported_on or dt.date.min,  # the query asks for a day
            url=research.url,
            code=research.pk,
            answers=[getattr(research, name) for name in WRITTEN],
        )


def side_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a topic the way to its four questions, on that of an exchange meeting to what
    each has brought.
    """
    if row.KIND == "topic" and may.READS_ANSWERS.allows(person, None, holdings(person)):
        return Panel(
            _("The four questions"),
            url=reverse("exchange:questions", args=[row.pk]),
            label=_("All groups' answers"),
        )
    if row.KIND == "session" and row.kind == Kind.EXCHANGE:
        return Panel(
            _("What each has brought"),
            url=reverse("exchange:meeting", args=[row.pk]),
            label=pgettext("exchange", "until %(day)s") % {"day": shortdate(row.day)},
        )
    return None
