"""Results of study come to a special meeting; what it decides becomes a measure and a document that
stays, each clickable both ways. Over HTTP.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.journeys.test_joint_study import newest, press
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.foundation.machinery.things.page import timeline, trace_strip
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.groups.queries import roll
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.measures.models import Measure
from zhixing.solve.outcomes.models import Outcome

STUDY, MEETING = dt.date(2026, 5, 12), dt.date(2026, 6, 16)


def hold(clients: dict[str, Client], county, code: str, day: dt.date) -> None:
    press(clients["secretary"], code, "hold_session", on=day.isoformat())
    press(
        clients["secretary"],
        code,
        "take_attendance",
        approved_by=county.leader.pk,
        **{f"status_{seat.person_id}": "PRESENT" for seat in roll(county.group, day)},
    )


def plan(clients: dict[str, Client], county, day: dt.date, kind: str, **agenda: str) -> str:
    with clock.at(day - dt.timedelta(days=14)):
        press(
            clients["secretary"],
            county.group.pk,
            "plan_session",
            topic=county.topic.pk,
            day=day.isoformat(),
            begins="09:00",
            place="镇会议室",
            place_kind="room",
            kind=kind,
            category="law",
        )
        return newest("session").pk


@pytest.mark.database
def test_results_go_in_and_measures_and_outcomes_come_out(county):
    clients = logins(Client, county, "office", "secretary", "leader", "member", "responsible")
    study = plan(clients, county, STUDY, "collective")
    with clock.at(STUDY - dt.timedelta(days=10)):
        press(
            clients["secretary"],
            study,
            "set_agenda",
            kind_1="first_item",
            title_1="第一议题",
            kind_2="discussion",
            title_2="研讨",
        )
        press(clients["secretary"], study, "issue_notice")
    with clock.at(STUDY):
        hold(clients, county, study, STUDY)
        press(
            clients["secretary"],
            study,
            "note_raised",
            kind="MEASURE",
            text="三村一点，设 2 个联村收集点",
            person=county.member.pk,
        )
        measure = Measure.objects.get()
        press(
            clients["leader"],
            measure.pk,
            "adopt_measure",
            unit=county.town.pk,
            due="2026-06-05",
            person=county.responsible.pk,
        )
        assert (
            clients["secretary"]
            .post(reverse("act", args=[study, "note_raised"]), {"kind": "OUTCOME", "text": "办法"})
            .status_code
            == 422
        )  # only a special meeting decides on those
    with clock.at(dt.date(2026, 6, 3)):
        press(clients["responsible"], measure.pk, "report_measure", result="两个收集点启用")

    meeting = plan(clients, county, MEETING, "special")
    with clock.at(MEETING - dt.timedelta(days=10)):
        offered = (
            clients["secretary"].get(reverse("act", args=[meeting, "set_agenda"])).content.decode()
        )
        assert measure.pk in offered
        press(
            clients["secretary"],
            meeting,
            "set_agenda",
            kind_1="first_item",
            title_1="第一议题",
            kind_2="discussion",
            title_2="审议",
            brought=[measure.pk],
        )
        press(clients["secretary"], meeting, "issue_notice")
    row = StudySession.objects.get(pk=meeting)
    assert [(item["kind"], item.get("thing", "")) for item in row.agenda] == [
        ("first_item", ""),
        ("result", measure.pk),
        ("discussion", ""),
    ]
    with clock.at(MEETING):
        hold(clients, county, meeting, MEETING)
        press(
            clients["secretary"],
            meeting,
            "note_raised",
            kind="OUTCOME",
            text="村级医疗废物收运管理办法",
            about=measure.pk,
        )
        press(
            clients["secretary"],
            meeting,
            "note_raised",
            kind="MEASURE",
            text="收集点推广到全镇",
            about=measure.pk,
        )
        outcome, second = Outcome.objects.get(), Measure.objects.exclude(pk=measure.pk).get()
        assert second.state == "proposed"  # no day was named: the meeting did not decide on it
        press(
            clients["secretary"],
            outcome.pk,
            "issue_outcome",
            number="龙政发〔2026〕9号",
            issuer="龙泉镇人民政府",
            issued_on=MEETING.isoformat(),
            non_secret="on",
        )

    # back to where it began, and forth again
    assert {thing.pk for thing in all_linked(outcome, Type.COMES_FROM)} == {
        meeting,
        measure.pk,
    } and {thing.pk for thing in all_linked(second, Type.COMES_FROM)} == {measure.pk}
    assert (
        outcome.topic_id == second.topic_id == county.topic.pk
        and outcome.group_id == county.group.pk
    )
    strip = {
        step.key: list(step.codes)
        for step in trace_strip(
            county.office, Outcome.objects.select_related("thing").get(pk=outcome.pk)
        )
    }
    assert (
        strip["topic"] == [county.topic.pk]
        and set(strip["session"]) == {study, meeting}
        and measure.pk in strip["measure"]
    )
    page = clients["office"].get(reverse("sessions:session", args=[meeting])).content.decode()
    assert all(thing.url in page for thing in (measure, outcome, second))
    assert (
        reverse("sessions:session", args=[meeting])
        in clients["office"].get(measure.url).content.decode()
    )
    assert all(
        reverse("sessions:session", args=[meeting])
        in clients["office"].get(thing.url).content.decode()
        for thing in (outcome, second)
    )
    assert measure.url in clients["office"].get(outcome.url).content.decode()
    page = (
        clients["office"]
        .get("/loop/totals/outcomes/?since=2026-01-01&until=2026-12-31")
        .content.decode()
    )
    assert outcome.pk in page
    with clock.at(MEETING):  # it was not brought
        assert (
            clients["secretary"]
            .post(
                reverse("act", args=[meeting, "note_raised"]),
                {"kind": "MEASURE", "text": "x", "about": second.pk},
            )
            .status_code
            == 422
        )


def test_what_a_special_meeting_decides_with_a_day_is_adopted_there(county):
    """A proposal that was brought, and one that was made at the meeting."""
    clients = logins(Client, county, "secretary", "member")
    with clock.at(STUDY):
        brought = propose_measure(county.member, county.group, title="设收集点")
    meeting = plan(clients, county, MEETING, "special")
    with clock.at(MEETING - dt.timedelta(days=10)):
        agenda = {"kind_1": "first_item", "title_1": "第一议题", "kind_2": "discussion"}
        press(
            clients["secretary"],
            meeting,
            "set_agenda",
            title_2="审议",
            brought=[brought.pk],
            **agenda,
        )
        press(clients["secretary"], meeting, "issue_notice")
    decided = {"kind": "MEASURE", "unit": county.town.pk, "due": "2026-07-31"}
    with clock.at(MEETING):
        hold(clients, county, meeting, MEETING)
        press(
            clients["secretary"], meeting, "note_raised", text="同意", about=brought.pk, **decided
        )
        press(clients["secretary"], meeting, "note_raised", text="另设一个", **decided)
        brought.refresh_from_db()
        second = Measure.objects.exclude(pk=brought.pk).get()
        assert (brought.state, brought.due) == ("adopted", dt.date(2026, 7, 31))
        assert (second.state, second.due) == ("adopted", dt.date(2026, 7, 31))
        sentence = timeline(county.secretary, brought)[0].sentence
        assert StudySession.objects.get(pk=meeting).title in sentence
        page = clients["secretary"].get(reverse("sessions:session", args=[meeting]))
        assert brought.pk in page.content.decode()
    assert (brought.pk, "report_measure") in waiting_for(county.responsible)
