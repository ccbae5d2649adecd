"""Joint study: one record, kept by the group that leads, counted once for each group and each
person.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.learn.joint.build import (
    DAY,
    bureaus,
    hold_joint_session,
    joint_group,
    joint_session,
    sign_joint_session,
)
from tests.learn.sessions.build import planned_session
from zhixing.foundation.kits.feeds.entries import Ask
from zhixing.foundation.kits.indicators.registry import figures
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.archive import lists as archive_lists
from zhixing.learn.archive import queries as archive
from zhixing.learn.joint.acts import end_joint
from zhixing.learn.reports.acts import draft_report
from zhixing.learn.sessions import acts, feeds, lists, papers
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.learn.yearmap import queries as yearmap


@pytest.fixture
def three(county):
    return bureaus(county)


def figure(code, group, year=2026):
    return next(figure for figure in figures(group, year) if figure.code == code)


def test_it_is_joint_study_with_a_joint_group_or_with_groups_chosen_for_once(county, three):
    joint = joint_group(county, three)
    session = joint_session(county, three, joint=joint)
    assert (session.kind, session.joint_id, [group.pk for group in session.groups]) == (
        "joint",
        joint.pk,
        [three.health.pk, three.ecology.pk, three.market.pk],
    )
    once = joint_session(county, three, partners=("market",), day=dt.date(2026, 6, 9))
    assert (once.kind, once.joint_id, [group.pk for group in once.groups]) == (
        "joint",
        None,
        [three.health.pk, three.market.pk],
    )
    with clock.at(dt.date(2026, 6, 10)):
        end_joint(county.office, joint, reason="改革")
        with pytest.raises(BadInput) as refused:
            acts.plan_session(
                three.secretaries["health"],
                three.health,
                topic=county.topic,
                day=dt.date(2026, 6, 20),
                joint=joint,
            )
        assert refused.value.code == "joint.over"
        with pytest.raises(BadInput) as refused:
            acts.plan_session(
                three.secretaries["market"],
                three.market,
                topic=county.topic,
                day=dt.date(2026, 6, 20),
                joint=joint,
            )
        assert refused.value.code == "joint.elsewhere"


def test_choosing_who_studies_together(county, three):
    keeper = three.secretaries["health"]
    with clock.at(dt.date(2026, 4, 20)):
        session = acts.plan_session(
            keeper,
            three.health,
            topic=county.topic,
            day=DAY,
            begins=dt.time(9, 0),
            place="县人民医院",
            kind="joint",
        )
        acts.set_agenda(
            keeper,
            session,
            items=[{"kind": "first_item", "title": "一"}, {"kind": "discussion", "title": "二"}],
        )
        with pytest.raises(NotNow) as refused:
            acts.issue_notice(keeper, session)
        assert refused.value.code == "partners.missing"
        form = form_of(acts.join_groups)(
            {"partners": [three.ecology.pk]}, person=keeper, row=session
        )
        assert form.is_valid(), form.errors
        form.perform()
        assert [group.pk for group in session.groups] == [three.health.pk, three.ecology.pk]
        with pytest.raises(BadInput) as refused:
            acts.correct_session(keeper, session, day=DAY, kind="collective", title="")
        assert refused.value.code == "partners.there"
        acts.join_groups(keeper, session)  # alone again
        assert (session.kind, len(session.groups)) == ("collective", 1)
        acts.join_groups(keeper, session, partners=[three.market])
        acts.issue_notice(keeper, session)
        assert set(
            Delivery.objects.filter(kind="alert", thing=session.pk).values_list("to", flat=True)
        ) == {person.pk for name, person in three.people.items() if name[0] in "郑何许曹邹"}
        with pytest.raises(BadInput):
            acts.join_groups(keeper, session, partners=[three.ecology])
        acts.join_groups(
            keeper, session, partners=[three.ecology, three.market], reason="环保也参加"
        )
        with pytest.raises(NotNow):
            acts.join_groups(keeper, session, reason="算了")
        for who in (three.secretaries["ecology"], county.office, county.secretary):
            with pytest.raises(NotAllowed):
                acts.join_groups(who, session, partners=[three.market], reason="改")


def test_every_group_sees_it_and_only_the_lead_keeps_it(county, three):
    session = joint_session(county, three)
    for who in (*three.secretaries.values(), three.people["邹明远"], county.office):
        assert StudySession.objects.visible_to(who).filter(pk=session.pk).exists()
    assert not StudySession.objects.visible_to(county.secretary).filter(pk=session.pk).exists()
    other = three.secretaries["ecology"]
    with clock.at(DAY):
        for act, inputs in (
            (acts.hold_session, {}),
            (acts.cancel_session, {"reason": "x"}),
            (acts.set_agenda, {"items": [{"kind": "other", "title": "x"}]}),
            (acts.add_guest, {"name": "x", "kind": "resident"}),
        ):
            with pytest.raises(NotAllowed):
                act(other, session, **inputs)
        acts.add_speech(
            three.people["邹明远"],
            session,
            person=three.people["邹明远"],
            kind="DISCUSSION",
            q1="小诊所不交接",
        )  # one's own words
        with pytest.raises(NotAllowed):
            acts.add_speech(other, session, person=three.people["邹明远"], kind="KEY", q1="替他写")


def test_one_seat_a_person_and_rates_of_each_group(county, three):
    session = hold_joint_session(county, three, joint_session(county, three))
    seats = {
        seat.person.name: seat.group_id for seat in session.attendance.select_related("person")
    }
    assert (
        len(seats) == 7
        and seats["许知秋"] == three.health.pk
        and seats["蒋临泉"] == three.ecology.pk
    )
    assert [seat.person.name for seat in roll_together(session.groups, session.day)] == [
        "郑云舒",
        "何望川",
        "许知秋",
        "丁若水",
        "蒋临泉",
        "曹正平",
        "邹明远",
    ]
    with clock.at(DAY + dt.timedelta(days=2)):
        rates = {
            code: (figure("attendance", group).numerator, figure("attendance", group).denominator)
            for code, group in three.groups.items()
        }
    assert rates == {
        "health": (3, 3),
        "ecology": (2, 3),
        "market": (2, 2),
    }  # 许知秋 has one seat, and counts for both groups
    assert Attendance.objects.filter(session=session, person=three.both).count() == 1


def test_a_correction_too_takes_leave_from_the_leader_of_the_own_group(county, three):
    session = hold_joint_session(county, three, joint_session(county, three))
    keeper, away = three.secretaries["health"], three.people["邹明远"]
    fields = {"person": away, "status": "LEAVE", "leave": "DUTY", "reason": "登记错了"}
    assert session.attendance.get(person=away).group_id == three.market.pk
    for group in ("health", "ecology"):
        with pytest.raises(BadInput) as refused:
            acts.correct_attendance(keeper, session, approved_by=three.leaders[group], **fields)
        assert refused.value.code == "leave.not_by_leader"
    acts.correct_attendance(keeper, session, approved_by=three.leaders["market"], **fields)
    assert session.attendance.get(person=away).approved_by == three.leaders["market"]


def test_leave_is_granted_by_the_leader_of_the_own_group(county, three):
    session = joint_session(county, three)
    keeper, away = three.secretaries["health"], three.people["蒋临泉"]
    with clock.at(DAY):
        acts.hold_session(keeper, session)
        marks = {
            seat.person_id: "LEAVE" if seat.person_id == away.pk else "PRESENT"
            for seat in roll_together(session.groups, DAY)
        }
        for granted, field in (
            (None, f"approved_by_{three.ecology.pk}"),
            ({three.ecology.pk: three.leaders["market"]}, f"approved_by_{three.ecology.pk}"),
        ):
            with pytest.raises(BadInput) as refused:
                acts.take_attendance(
                    keeper,
                    session,
                    marks=marks,
                    reasons={away.pk: "DUTY"},
                    approved_by=three.leaders["health"],
                    granted=granted,
                )
            assert list(refused.value.fields) == [field]
        form = form_of(acts.take_attendance)(
            {f"status_{uid}": "LEAVE-DUTY" if uid == away.pk else "PRESENT" for uid in marks}
            | {f"approved_by_{three.ecology.pk}": three.leaders["ecology"].pk},
            person=keeper,
            row=session,
        )
        assert form.is_valid(), form.errors
        form.perform()
    line = session.attendance.get(person=away)
    assert (line.status, line.approved_by_id, line.group_id) == (
        "LEAVE",
        three.leaders["ecology"].pk,
        three.ecology.pk,
    )


def test_the_make_up_is_the_own_groups(county, three):
    session = hold_joint_session(county, three, joint_session(county, three))
    away = three.people["蒋临泉"]
    task = Task.objects.get(owner=away, kind="make_up")
    assert (task.group_id, task.unit_id) == (three.ecology.pk, three.ecology.unit_id)
    with clock.at(DAY + dt.timedelta(days=3)):
        for who in (
            three.secretaries["health"],
            three.secretaries["market"],
            three.people["邹明远"],
        ):
            with pytest.raises(NotAllowed):
                acts.record_make_up(who, session, person=away, on=clock.today(), how="自学")
        assert (
            not form_of(acts.record_make_up)(person=three.secretaries["market"], row=session)
            .fields["person"]
            .queryset.exists()
        )
        form = form_of(acts.record_make_up)(
            {"person": away.pk, "on": clock.today(), "how": "自学材料"},
            person=three.secretaries["ecology"],
            row=session,
        )
        assert form.is_valid(), form.errors
        form.perform()
    task.refresh_from_db()
    session.refresh_from_db()
    assert (task.state, session.owed) == ("verified", 0)
    with clock.at(DAY + dt.timedelta(days=3)):
        assert [
            (figure("make_ups_done", group).numerator, figure("make_ups_done", group).denominator)
            for group in three.groups.values()
        ] == [(0, 0), (1, 1), (0, 0)]


def test_map_archive_list_calendar_and_papers_of_every_group(
    county, three, django_assert_max_num_queries
):
    session = sign_joint_session(
        county, three, hold_joint_session(county, three, joint_session(county, three))
    )
    own = planned_session(county)
    with clock.at(DAY + dt.timedelta(days=4)):
        year_map = yearmap.map_page(county.office, {"year": "2026"})
        may = {row.name: row.cells[4][2] for row in year_map.rows}
        assert {may[group.unit.name] for group in three.groups.values()} == {
            may[three.health.unit.name]
        } and may[county.town.name] != may[three.health.unit.name]
        for group in three.groups.values():
            assert [
                session_row.url
                for session_row in yearmap.month_page(county.office, group.pk, 2026, 5).sessions
            ] == [session.url]
            assert yearmap.year_page(county.office, group.pk, 2026).title
            seen = archive.read(county.office, group.pk, 2026)
            listed = archive.read(county.office, group.pk, 2026, archive.Extent.CONTENTS)
            assert archive.volume(listed) == archive.volume(seen)  # its open make-ups too
            assert [meeting.pk for meeting in seen.held] == [session.pk]
            assert (archive.volume(seen).items != []) and archive.facts(
                archive.read(county.office, group.pk, 2026, archive.Extent.FACTS)
            ).meetings[0].expected == {three.health: 3, three.ecology: 3, three.market: 2}[group]
            entries = list(feeds.sessions(Ask(dt.date(2026, 1, 1), (group.pk,))))
            assert [entry.key for entry in entries] == [
                session.pk
            ] and three.market.unit.name in entries[0].text
        listed = {
            row.group.pk: row.held
            for row in archive_lists.archive_list(county.office, {"year": "2026"}).rows
        }
        assert [listed[group.pk] for group in three.groups.values()] == [1, 1, 1] and listed[
            county.group.pk
        ] == 0
        mine = lists.session_list(county.office, {"year": "2026", "group": three.market.pk})
        assert [row.pk for row in mine.rows] == [session.pk] and mine.all == 1
        assert lists.session_list(county.office, {"year": "2026"}).all == 2 and own.pk
        client = Client()
        client.force_login(three.secretaries["market"].account)
        client.get(session.url)
        # two say who is asked next and by when, one which campaigns it lies in, two ask whether
        # the calendar still holds
        with django_assert_max_num_queries(20):
            page = client.get(session.url)
        text = page.content.decode()
        assert (
            page.status_code == 200
            and [roll.rate.denominator for roll in page.context["page"].attended.rolls] == [3, 2, 2]
            and "take_attendance" not in text
        )
        for name in papers.PAPERS:
            assert client.get(reverse(f"sessions:{name}", args=[session.pk])).status_code == 200
        assert (
            three.market.unit.name
            in client.get(reverse("sessions:attendance", args=[session.pk])).content.decode()
        )
        report = draft_report(three.secretaries["health"], session)
        assert (
            three.ecology.unit.name in report.text and client.get(report.url).status_code == 200
        )  # the one report, for those it is about
        assert (
            client.get(reverse("archive:volume", args=[three.market.pk, 2026])).status_code == 200
        )
        with pytest.raises(NotAllowed):
            from zhixing.learn.reports.acts import send_report

            send_report(three.secretaries["market"], report)
