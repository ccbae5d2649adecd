"""When a session counts: the answer about one row is that of the query, whatever a session has."""

from __future__ import annotations

from itertools import product

import pytest
from django.db.models import Q

from tests.learn.sessions.build import minuted_session, signed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.learn.sessions.acts import return_minutes
from zhixing.learn.sessions.models import Speech, StudySession, is_discussed
from zhixing.learn.sessions.queries import session_page
from zhixing.learn.sessions.rules import MISSING_WORDS, NEEDS, SpeechKind, State, counts

SPEECHES = (
    (),
    (SpeechKind.KEY,),
    (SpeechKind.DISCUSSION,),
    (SpeechKind.KEY, SpeechKind.DISCUSSION),
)
CASES = list(product(State, ("", "law"), SPEECHES))


def make_it(session: StudySession, state: str, category: str, kinds: tuple[str, ...]) -> None:
    """The row as it would be, whatever act could lead there."""
    with traffic("a row as no act would leave it"):
        StudySession.objects.filter(pk=session.pk).update(state=state, category=category)
        Speech.objects.filter(session=session).delete()
        for kind in kinds:
            Speech.objects.create(session=session, person=session.chair, kind=kind)


@pytest.mark.database
def test_a_row_and_the_query_answer_alike(county):
    session = signed_session(county)
    answers = set()
    for state, category, kinds in CASES:
        make_it(session, state, category, kinds)
        row = StudySession.objects.annotate(discussed=is_discussed()).get(pk=session.pk)
        answer = counts(state=row.state, category=row.category, discussed=row.discussed)
        assert StudySession.objects.counting().exists() is answer, (state, category, kinds)
        answers.add(answer)
    assert answers == {True, False}


@pytest.mark.database
@pytest.mark.parametrize("code", list(NEEDS))
def test_each_need_is_one_rule_read_twice(county, code):
    session = signed_session(county)
    rows = StudySession.objects.annotate(discussed=is_discussed())
    answers = set()
    for state, category, kinds in CASES:
        make_it(session, state, category, kinds)
        answer = NEEDS[code].allows(None, rows.get(pk=session.pk))
        assert rows.filter(NEEDS[code].q(None) & Q(pk=session.pk)).exists() is answer
        answers.add(answer)
    assert answers == {True, False}


def test_minutes_that_were_given_back_are_none_on_every_page(county):
    """The page of a session read their text, the map of the year its state: they differed here."""
    session = minuted_session(county)
    return_minutes(county.leader, session, reason="再改")
    words = MISSING_WORDS["minutes"]
    with clock.at(session.day):
        assert words in session_page(county.secretary, session.pk).missing
