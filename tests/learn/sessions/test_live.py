"""The live page: for whom, what it is drawn from, and that it works without its script."""

from __future__ import annotations

import datetime as dt
import json
from html.parser import HTMLParser

from django.test import Client

from tests.county import logins
from zhixing.foundation.kits.outbox import store
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.queries import roll
from zhixing.learn.sessions import acts
from zhixing.learn.sessions.expected import expected_speakers
from zhixing.learn.sessions.models import Raised, StudySession
from zhixing.learn.sessions.rules import State

from .build import (
    DAY,
    NOTICE,
    PLANNED,
    held_session,
    minuted_session,
    noticed_session,
    planned_session,
)


class Live(HTMLParser):
    """What the page holds for its script, and its forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.data, self.forms, self.fields = {}, [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "data-live" in values:
            self.data = json.loads(values["data-live"])
        if tag == "form":
            self.forms.append(values.get("action", ""))
        if tag in ("input", "select", "textarea") and values.get("name"):
            self.fields.append(values["name"])


def live(client, session, **more):
    return client.get(f"/learn/sessions/{session.pk}/live/", **more)


def test_it_is_for_those_who_keep_the_session(county):
    session = held_session(county)
    clients = logins(Client, county, "secretary", "leader", "member", "office", "stranger")
    assert {name: live(client, session).status_code for name, client in clients.items()} == {
        "secretary": 200,
        "leader": 200,
        "member": 404,
        "office": 404,
        "stranger": 404,
    }
    assert live(clients["secretary"], session)["X-Zhixing-Offline"] == "yes"


def test_the_session_leads_to_it_from_the_notice_to_the_minutes(county):
    session = planned_session(county)
    client, member = Client(), Client()
    client.force_login(county.secretary.account)
    member.force_login(county.member.account)

    def link():
        return (
            f'href="/learn/sessions/{session.pk}/live/"' in client.get(session.url).content.decode()
        )

    with clock.at(DAY - dt.timedelta(days=8)):
        assert not link()
        acts.issue_notice(county.secretary, session)
        assert link()
    with clock.at(DAY):
        assert (
            f'<a class="btn btn-primary" href="/learn/sessions/{session.pk}/live/">'
            in client.get(session.url).content.decode()
        ), "on its day it is the main button"
        assert "/live/" not in member.get(session.url).content.decode()
        acts.hold_session(county.secretary, session)
        assert link()


def test_it_holds_what_is_on_record_and_what_is_on_the_sheet(county):
    session = held_session(county, attendance=False)
    acts.add_speech(county.secretary, session, person=county.member, kind="KEY", q1="六个村在山上")
    acts.note_raised(
        county.secretary, session, kind="MEASURE", text="设两个收集点", person=county.member
    )
    store.write(
        county.leader,
        session.pk,
        "dev",
        [
            {
                "name": f"roll.{county.member.pk}",
                "value": "PRESENT",
                "seen": 0,
                "key": "key-of-a-tap",
            }
        ],
    )
    client = Client()
    client.force_login(county.secretary.account)
    page = Live(live(client, session).content.decode())
    assert [speech["slot"] for speech in page.data["state"]["speeches"]] == [
        f"{county.member.pk}-KEY"
    ] and page.data["state"]["caught"][0]["text"] == "设两个收集点"
    assert [(entry["name"], entry["value"], entry["by"]) for entry in page.data["entries"]] == [
        (f"roll.{county.member.pk}", "PRESENT", county.leader.name)
    ]
    assert (
        set(page.data["state"]["open"])
        == {"take_attendance", "write_part", "add_speech", "note_raised", "add_guest"}
        and page.data["state"]["taken"] == {}
    )
    acts.take_attendance(
        county.secretary,
        session,
        marks={seat.person_id: "PRESENT" for seat in roll(session.group, session.day)},
    )
    page = Live(live(client, session).content.decode())
    assert (
        page.data["state"]["rate"][0]
        == page.data["state"]["rate"][1]
        == len(page.data["state"]["taken"])
        and "take_attendance" not in page.data["state"]["open"]
    )


def test_without_its_script_its_forms_are_those_of_the_acts(county):
    session = noticed_session(county)
    client = Client()
    client.force_login(county.secretary.account)
    with clock.at(DAY):
        text = live(client, session).content.decode()
        page = Live(text)
        assert (
            "<noscript>" in text
            and f"/things/{session.pk}/hold_session/" in page.forms
            and f"/things/{session.pk}/take_attendance/" in page.forms
            and f"/things/{session.pk}/note_raised/" in page.forms
        )
        assert (
            client.post(f"/things/{session.pk}/hold_session/", {"on": DAY.isoformat()}).status_code
            == 302
        )
        seats = {name: "PRESENT" for name in page.fields if name.startswith("status_")}
        assert (
            client.post(
                f"/things/{session.pk}/take_attendance/", seats | {"approved_by": county.leader.pk}
            ).status_code
            == 302
        )
        assert (
            client.post(
                f"/things/{session.pk}/note_raised/",
                {"kind": "TASK", "text": "月底前报台账", "said_by": "办公室"},
            ).status_code
            == 302
        )
    session = StudySession.objects.get(pk=session.pk)
    assert (
        session.state == State.HELD
        and session.attendance_on == DAY
        and Raised.objects.get().said_by == "办公室"
    )


def test_before_its_day_and_after_the_minutes_it_says_so(county):
    client = Client()
    client.force_login(county.secretary.account)
    english = {"headers": {"Accept-Language": "en"}}
    ahead = noticed_session(county)
    with clock.at(DAY - dt.timedelta(days=2)):
        text = live(client, ahead, **english).content.decode()
        assert "Outlines of speeches can be prepared" in text and "hold_session/" not in "".join(
            Live(text).forms
        )
    over = minuted_session(county)
    text = live(client, over, **english).content.decode()
    assert "The session is over" in text and not [
        form for form in Live(text).forms if "note_raised" in form
    ]


def test_the_door_of_the_script_answers_when_it_was_saved(county):
    session = held_session(county)
    client = Client()
    client.force_login(county.secretary.account)
    sent = {
        "path": f"/api/v1/things/{session.pk}/note_raised",
        "data": {"kind": "PROBLEM", "text": "车到不了"},
        "headers": {"X-Zhixing-As": county.secretary.pk, "Idempotency-Key": "k" * 32},
    }
    first, again = client.post(**sent), client.post(**sent)
    assert (
        first.status_code == again.status_code == 200
        and len(first.json()["at"]) == 8
        and Raised.objects.filter(text="车到不了").count() == 1
    )


def test_whoever_claimed_the_topic_and_the_key_speakers_are_expected_to_speak(county):
    from zhixing.learn.plans import acts as plans
    from zhixing.solve.claims.acts import claim_topic, confirm_claim

    session = held_session(county)
    assert expected_speakers(session) == []
    with clock.at(dt.date(2026, 1, 8)):
        plan = plans.draft_plan(county.secretary, county.group, year=2026)
        plans.set_plan_line(
            county.secretary,
            plan,
            topic=county.topic,
            first_month=5,
            last_month=5,
            speakers=[county.member3, county.member],
        )
        plans.set_plan_line(
            county.secretary,
            plan,
            topic=county.other_topic,
            first_month=6,
            last_month=6,
            speakers=[county.member2],
        )
        plans.approve_plan(county.leader, plan)
        plans.record_committee(county.secretary, plan, meeting="党委会", on=dt.date(2026, 1, 8))
        plans.file_plan(county.secretary, plan)
        assert expected_speakers(session) == [], "a plan that is not in force names nobody"
        plans.take_note(county.office, plan)
    claim = claim_topic(
        county.member, county.group, topic=county.topic, subject="村卫生室医疗废物收运"
    )
    assert {kind for _person, kind in expected_speakers(session)} == {"KEY"}
    confirm_claim(county.leader, claim)
    assert expected_speakers(session) == [(county.member.pk, "KEYNOTE"), (county.member3.pk, "KEY")]
    page = Live(live(logins(Client, county, "secretary")["secretary"], session).content.decode())
    assert page.data["to_speak"] == [f"{county.member.pk}-KEYNOTE", f"{county.member3.pk}-KEY"]


def test_the_button_leads_to_the_live_page_and_the_form_of_the_act_stays(county):
    session = noticed_session(county)
    with clock.at(DAY):
        client = logins(Client, county, "secretary")["secretary"]
        page = client.get(session.url).content.decode()
        assert f'href="/learn/sessions/{session.pk}/live/"' in page
        assert client.get(f"/things/{session.pk}/hold_session/").status_code == 200
        assert (
            f'href="/things/{session.pk}/hold_session/"' in live(client, session).content.decode()
        ), "for another day"


def test_joint_study_has_the_rolls_of_all_groups_and_its_keynote_from_any_of_them(county):
    from zhixing.solve.claims.acts import claim_topic, confirm_claim

    with clock.at(PLANNED):
        session = acts.plan_session(
            county.secretary,
            county.group,
            topic=county.topic,
            day=DAY,
            begins=dt.time(9),
            place="县医院",
            partners=[county.other_group],
            draft_agenda=True,
        )
    with clock.at(NOTICE):
        acts.issue_notice(county.secretary, session)
        confirm_claim(
            county.stranger_leader,
            claim_topic(
                county.stranger_secretary, county.other_group, topic=county.topic, subject="收运"
            ),
        )
    with clock.at(DAY):
        acts.hold_session(county.secretary, session)
        clients = logins(Client, county, "secretary", "stranger_secretary")
        text = live(clients["secretary"], session).content.decode()
        assert live(clients["stranger_secretary"], session).status_code == 404, (
            "the lead keeps the record"
        )
    page = Live(text)
    assert {
        f"status_{person.pk}"
        for person in (
            county.leader,
            county.member,
            county.stranger_secretary,
            county.stranger_leader,
        )
    } <= set(page.fields)
    assert {"approved_by", f"approved_by_{county.other_group.pk}"} <= set(page.fields), (
        "leave is granted by the own leader"
    )
    assert county.other_group.unit.name in text
    assert page.data["to_speak"] == [f"{county.stranger_secretary.pk}-KEYNOTE"]
    assert 'value="OUTCOME"' not in text, "only a special meeting decides on outcomes"


def test_the_page_costs_fifteen_queries_at_most(county, django_assert_max_num_queries):
    session = noticed_session(county)
    client = logins(Client, county, "secretary")["secretary"]
    with clock.at(DAY):
        live(client, session)
        with django_assert_max_num_queries(15):
            text = live(client, session).content.decode()
    assert county.leader.name in text.split('name="approved_by"')[1].split("</select>")[0], (
        "who grants leave can be chosen"
    )
