"""Acts on tests: held on paper, marks typed once, then by a second hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.groups.refusals import Refused as GroupRefused

from ..papers.models import Paper
from ..papers.rules import State as PaperState
from . import may
from .models import Sitting, Test
from .refusals import Refused
from .rules import State, differing_marks


@act(
    "test.set",
    label=_("Set a test"),
    says=_("set a test with the paper “%(paper)s” for %(day)s"),
    on=StudyGroup,
    may=may.SETS,
    creates=Test,
)
def set_test(
    actor: Actor, group: StudyGroup, *, paper: Paper, day: dt.date, session: Thing | None = None
) -> Test:
    """A test of the group on paper, after a session of the same group or by itself."""
    if paper.state != PaperState.READY:
        raise Refused.PAPER_NOT_READY()
    if paper.group_id != group.pk:
        raise Refused.PAPER_ELSEWHERE("paper")
    if session is not None and (session.kind != "session" or not session.is_of(group.pk)):
        raise GroupRefused.SESSION_ELSEWHERE("session")
    test = begin(
        Test(
            title=paper.title, paper=paper, group=group, topic=paper.topic, unit=group.unit, day=day
        )
    )
    link(test, Type.TESTS, session or paper.topic)
    link(test, Type.COMES_FROM, paper)
    tell(paper=quoting(paper), day=day)
    return test


def _has_been_held(test: Test) -> None:
    if test.day > clock.today():
        raise Refused.TEST_FUTURE()


@act(
    "marks.typed",
    label=_("Type the marks"),
    says=_("typed the marks, papers: %(count)s"),
    on=Test,
    may=may.KEEPS,
    moves={State.PLANNED: State.TYPED, State.TYPED: State.TYPED},
    asks=True,
    ready=_has_been_held,
)
def type_marks(actor: Actor, test: Test, *, marks: Mapping[str, int | None]) -> Test:
    """Marks from paper: person id -> hundredths, None for absent. Typing again before the second
    hand replaces them.
    """
    _check(test, marks)
    Sitting.objects.filter(test=test).delete()
    Sitting.objects.bulk_create(
        [
            Sitting(test=test, person_id=person, marks=mark, absent=mark is None)
            for person, mark in sorted(marks.items())
        ]
    )
    tell(count=sum(mark is not None for mark in marks.values()))
    return test


@act(
    "marks.confirmed",
    label=_("Type the marks a second time"),
    says=_("typed the marks a second time; all agree"),
    on=Test,
    may=may.CONFIRMS,
    moves={State.TYPED: State.CONFIRMED},
    asks=may.ASKED_TO_CONFIRM,
    apart=("marks.typed",),
    two_recorders=True,
    ready=_has_been_held,
    checks="unit",
)
def confirm_marks(actor: Actor, test: Test, *, marks: Mapping[str, int | None]) -> Test:
    """The second hand types them from the papers without seeing the first. Raises BadInput naming
    the fields that differ; nothing is stored then.
    """
    _check(test, marks)
    first = dict(test.sittings.values_list("person", "marks"))
    wrong = differing_marks(first, dict(marks))
    if wrong:
        raise Refused.MARKS_DIFFER.at(
            {f"marks_{person}": [_("Differs from the first hand.")] for person in wrong},
            count=len(wrong),
        )
    return test


@act(
    "test.cancelled",
    label=_("Cancel the test"),
    says=_("cancelled the test"),
    on=Test,
    may=may.KEEPS,
    moves={State.PLANNED: State.CANCELLED},
    danger=True,
)
def cancel_test(actor: Actor, test: Test, *, reason: str) -> Test:
    """It will not be held."""
    return test


def _check(test: Test, marks: Mapping[str, int | None]) -> None:
    known = set(people_of(test.group, test.day).values_list("pk", flat=True))
    strange = {
        person: [_("Not in the group on that day.")] for person in marks if person not in known
    }
    wrong = {
        f"marks_{person}": [_("A mark is from 0 to 100.")]
        for person, mark in marks.items()
        if mark is not None and not 0 <= mark <= 10_000
    }
    if strange or wrong or not marks:
        raise Refused.MARKS_BAD.at(
            {f"marks_{person}": words for person, words in strange.items()} | wrong
        )
