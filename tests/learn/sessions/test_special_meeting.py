"""Special meetings: results are items of the agenda, tied both ways; decisions become measures and
institutional outcomes.
"""

from __future__ import annotations

import pytest

from tests.learn.sessions.build import held_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.learn.reports import queries as reports
from zhixing.learn.sessions import acts, queries
from zhixing.learn.sessions.rules import AgendaItem, with_results
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.outcomes.models import Outcome


def test_results_stand_before_the_discussion_and_once():
    first, talk = AgendaItem("first_item", "一"), AgendaItem("discussion", "二")
    result = AgendaItem("result", "措施", "CS-1")
    assert with_results([first, talk], [("CS-1", "措施")]) == [first, result, talk]
    assert with_results([first], [("CS-1", "措施")]) == [first, result]
    by_hand = AgendaItem("result", "措施")
    assert with_results([first, by_hand, talk], [("CS-1", "措施")]) == [first, result, talk]
    other = AgendaItem("result", "别的")
    assert with_results([first, other], []) == [first, other]


def test_what_is_brought_is_tied_and_taken_off_again(county):
    measure = propose_measure(county.member, county.group, title="三村一点")
    others = propose_measure(county.stranger_secretary, county.other_group, title="别组的措施")
    meeting = planned_session(county, kind="special")
    items = [{"kind": "first_item", "title": "一"}, {"kind": "discussion", "title": "二"}]
    with clock.at(meeting.day):
        for code, thing in (
            ("results.strange", others.thing),
            ("results.strange", county.topic.thing),
        ):
            with pytest.raises(BadInput) as refused:
                acts.set_agenda(county.secretary, meeting, items=items, brought=[thing])
            assert refused.value.code == code
        acts.set_agenda(county.secretary, meeting, items=items, brought=[measure.thing])
        assert list(all_linked(meeting, Type.TAKES_UP)) == [measure.thing]
        assert (
            queries.special_meetings_panel(county.secretary, measure).lines[0].url == meeting.url
            and queries.special_meetings_panel(county.stranger, measure) is None
        )
        acts.set_agenda(county.secretary, meeting, items=items)  # None leaves them
        assert [item.get("thing") for item in meeting.agenda] == [None, measure.pk, None]
        form = form_of(acts.set_agenda)(
            {"kind_1": "first_item", "title_1": "一", "kind_2": "discussion", "title_2": "二"},
            person=county.secretary,
            row=meeting,
        )
        assert form.is_valid()
        form.perform()
        assert [item.get("thing") for item in meeting.agenda] == [None, None] and not all_linked(
            meeting, Type.TAKES_UP
        ).exists()
    ordinary = planned_session(county)
    with pytest.raises(BadInput) as refused:
        acts.set_agenda(county.secretary, ordinary, items=items, brought=[measure.thing])
    assert (
        refused.value.code == "results.elsewhere"
        and "brought" not in form_of(acts.set_agenda)(person=county.secretary, row=ordinary).fields
    )


def test_only_a_special_meeting_decides_on_outcomes(county):
    ordinary = held_session(county)
    with clock.at(ordinary.day), pytest.raises(BadInput) as refused:
        acts.note_raised(county.secretary, ordinary, kind="OUTCOME", text="办法")
    assert refused.value.code == "raised.outcome"
    assert "OUTCOME" not in dict(
        form_of(acts.note_raised)(person=county.secretary, row=ordinary).fields["kind"].choices
    )
    meeting = held_session(county, kind="special")
    with clock.at(meeting.day):
        acts.note_raised(county.secretary, meeting, kind="OUTCOME", text="村级医疗废物收运管理办法")
        outcome = Outcome.objects.get()
        assert (
            list(all_linked(outcome, Type.COMES_FROM)) == [meeting.thing]
            and outcome.state == "draft"
        )
        assert (
            reports.facts_of(meeting).outcomes == 1
            and queries.session_page(county.secretary, meeting.pk).caught[0].thing.pk == outcome.pk
        )
