"""Invitations by e-mail, through a real mail server; and what happens while there is none."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.feeds.smtp import free_port, mail_to, smtp
from tests.learn.sessions.build import DAY, NOTICE, noticed_session, planned_session
from zhixing.config import env
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries import worker
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import RecordBody
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.people.acts import (
    correct_person,
    erase_person,
    give_email,
    retire_person,
)
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.acts import cancel_session, correct_session, hold_session, issue_notice

AT = dt.datetime.combine(NOTICE, dt.time(9))
NEW = {
    "day": dt.date(2026, 9, 16),
    "kind": "on_site",
    "title": "收运现场",
    "begins": dt.time(14, 0),
    "place": "石盘村",
    "place_kind": "site",
    "category": "law",
}


@pytest.fixture(autouse=True)
def nothing_waits(county):
    with traffic("test"):
        Delivery.objects.all().delete()
    give_email(county.member, county.town, email="member@town.example")
    give_email(county.leader, county.town, email="leader@town.example")


def waiting():
    return Delivery.objects.filter(kind="mail", state=Delivery.WAITING)


def invitation(mail):
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    raw = part.get_payload(decode=True)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\r\r\n" not in raw
    parsed = icalendar.Calendar.from_ical(raw)
    (event,) = parsed.walk("VEVENT")
    assert part.get_param("method") == str(parsed["METHOD"])
    return str(parsed["METHOD"]), event


def sent_to(server, address):
    return [mail for mail in server.mails if mail["To"] == address]


# -- the address of a person -----------------------------------------------------------------------


def test_a_person_gives_the_own_address_and_takes_it_away(county):
    give_email(county.member2, county.town, email=" Member２@town.example ")
    assert Person.objects.get(pk=county.member2.pk).email == "Member2@town.example"
    verb, who, body = last_record(county.town)
    assert (verb, who, body["told"]) == (
        "person.email_given",
        county.member2,
        {"person": county.member2.pk, "given": True},
    )
    assert not [
        body
        for body in RecordBody.objects.values_list("body", flat=True)
        if "town.example" in str(body)
    ], "no address in any record"
    for odd in (
        "no address",
        "a@b",
        "a@b..example",
        "a@b.example\nBcc: x@y.example",
        "a b@c.example",
        "汉@字.example",
        f"{'a' * 120}@b.example",
    ):
        with pytest.raises(BadInput):
            give_email(county.member2, county.town, email=odd)
    give_email(county.member2, county.town, email="")
    assert Person.objects.get(pk=county.member2.pk).email == ""


def test_the_office_corrects_it_and_it_ends_with_the_office_held(county):
    person = Person.objects.get(pk=county.member.pk)
    correct_person(
        county.office, county.town, person=person, name=person.name, email="other@town.example"
    )
    assert person.email == "other@town.example" and last_record(county.town)[2]["told"][
        "changed"
    ] == ["email"]
    correct_person(county.office, county.town, person=person, name=person.name)
    assert Person.objects.get(pk=person.pk).email == "other@town.example", "not named: stays"
    with pytest.raises(NotAllowed):
        correct_person(
            county.stranger, county.town, person=person, name=person.name, email="x@y.example"
        )
    clerk = Person.objects.get(pk=county.second_recorder.pk)
    give_email(clerk, county.publicity, email="x@y.example")
    with clock.at(AT):
        from zhixing.foundation.spine.people.acts import end_appointment
        from zhixing.foundation.spine.people.models import Appointment

        end_appointment(
            county.sec,
            county.root,
            appointment=Appointment.objects.get(person=clerk),
            reason="调离",
        )
        retire_person(county.office, county.publicity, person=clerk, reason="退休")
        assert Person.objects.get(pk=clerk.pk).email == ""
        erase_person(county.sec, county.publicity, person=clerk, reason="本人申请")


def test_it_is_given_on_the_own_page_and_stands_on_no_other(county):
    clients = logins(Client, county, "member", "office", "secretary")
    page = reverse("me")
    assert "member@town.example" in clients["member"].get(page).content.decode()
    assert clients["member"].post(page, {"do": "email", "email": "odd"}).status_code == 422
    assert (
        clients["member"].post(page, {"do": "email", "email": "new@town.example"}).status_code
        == 302
    )
    assert Person.objects.get(pk=county.member.pk).email == "new@town.example"
    for name in ("office", "secretary"):
        for url in (
            county.group.url,
            county.town.url,
            "/search/?q=" + county.member.name,
            reverse("act", args=[county.town.pk, "correct_person"]),
            page,
            reverse("groups:list") + "?export=csv",
        ):
            assert "new@town.example" not in clients[name].get(url).content.decode(), url


# -- letters ---------------------------------------------------------------------------------------


def test_notice_change_and_cancellation_go_out_as_one_invitation(county, settings):
    with smtp(settings) as server:
        session = noticed_session(county)
        with clock.at(AT):
            worker.carry_due()
        assert {mail["To"] for mail in server.mails} == {
            "member@town.example",
            "leader@town.example",
        }, "who has given an address, and nobody else"
        (first,) = sent_to(server, "member@town.example")
        assert (
            first["From"] == "study@county.example"
            and first["Subject"].strip() == "学习通知：龙泉镇党委理论学习中心组第1次集体学习"
            and first["Auto-Submitted"] == "auto-generated"
        )
        method, event = invitation(first)
        assert (method, str(event["UID"]), str(event["ORGANIZER"]), str(event["ATTENDEE"])) == (
            "REQUEST",
            f"{session.pk}@county",
            "mailto:study@county.example",
            "mailto:member@town.example",
        )
        words = first.get_body(("plain",)).get_content()
        assert (
            "柳沟村卫生室" in words
            and f"https://zhixing.example{session.url}" in words
            and county.leader.name not in words
        )
        with clock.at(AT):
            correct_session(county.secretary, session, **NEW, reason="会场冲突")
            worker.carry_due()
            again = invitation(sent_to(server, "member@town.example")[1])
            assert (
                again[0] == "REQUEST"
                and again[1]["SEQUENCE"] > event["SEQUENCE"]
                and again[1]["UID"] == event["UID"]
                and again[1]["DTSTART"].dt == dt.datetime(2026, 9, 16, 6, tzinfo=dt.UTC)
            )
            assert (
                "会场冲突"
                in sent_to(server, "member@town.example")[1].get_body(("plain",)).get_content()
            )
            cancel_session(county.secretary, session, reason="防汛")
            worker.carry_due()
        method, last = invitation(sent_to(server, "member@town.example")[2])
        assert (method, str(last["STATUS"]), last["UID"]) == (
            "CANCEL",
            "CANCELLED",
            event["UID"],
        ) and last["SEQUENCE"] > again[1]["SEQUENCE"]
        assert not waiting().exists()
    assert not [
        payload
        for payload in Delivery.objects.values_list("payload", flat=True)
        if "@" in str(payload)
    ]


def test_without_a_mail_server_nothing_is_written_to_anybody(county):
    noticed_session(county)
    assert (
        Delivery.objects.filter(kind="alert").exists()
        and not Delivery.objects.filter(kind="mail").exists()
    )


def test_while_the_server_is_down_nothing_is_lost_and_nobody_waits(county, settings):
    port = free_port()
    mail_to(settings, port)
    session = noticed_session(county)
    moment = AT
    for _round in range(20):  # far more than a delivery that fails is tried
        with clock.at(moment):
            worker.carry_due()
        moment += dt.timedelta(minutes=10)
    assert (
        Alert.objects.filter(thing=session.pk).count()
        == Delivery.objects.filter(kind="alert", state=Delivery.DONE).count()
        > 0
    )
    assert (
        waiting().count() == 2
        and max(waiting().values_list("tries", flat=True)) == 0
        and not Delivery.objects.filter(state=Delivery.FAILED).exists()
    )
    assert "town.example" not in str(list(Delivery.objects.values_list("fault", flat=True)))
    with clock.at(moment):  # what changed meanwhile is in the letter, and the older one is dropped
        correct_session(county.secretary, session, **NEW, reason="会场冲突")
    with smtp(settings, port=port) as server, clock.at(moment + dt.timedelta(minutes=10)):
        worker.carry_due()
        assert len(server.raw) == 2 and not waiting().exists()
        assert invitation(sent_to(server, "leader@town.example")[0])[1][
            "DTSTART"
        ].dt == dt.datetime(2026, 9, 16, 6, tzinfo=dt.UTC)


def test_one_look_a_round_finds_out_that_the_server_is_down(county, settings):
    port = free_port()
    mail_to(settings, port)
    noticed_session(county)
    with clock.at(AT):
        alerts = Delivery.objects.filter(kind="alert").count()
        assert worker.carry_due() == alerts + 1
        assert worker.carry_due() == 0, "the others of the kind wait as long"
    with clock.at(AT + worker.SHUT_FOR):
        assert worker.carry_due() == 1


def test_no_transaction_is_open_while_the_server_is_talked_to(county, settings, monkeypatch):
    """SQLite has one writer: a slow mail server must not be it."""
    depth = []
    from zhixing.foundation.machinery.deliveries.models import carriers

    monkeypatch.setitem(
        carriers, "mail", lambda delivery: depth.append(len(connection.savepoint_ids))
    )
    mail_to(settings, free_port())
    with clock.at(AT):
        planned = planned_session(county)
        before = len(connection.savepoint_ids)
        issue_notice(county.secretary, planned)
        worker.carry_due()
    assert depth == [before] * 2


def test_a_refused_address_holds_up_no_other(county, settings):
    with smtp(settings, refuse="leader@town.example") as server:
        noticed_session(county)
        moment = AT
        for _try in range(worker.TRIES + 1):
            with clock.at(moment):
                worker.carry_due()
            moment += dt.timedelta(hours=3)
        assert [mail["To"] for mail in server.mails] == ["member@town.example"]
        (failed,) = Delivery.objects.filter(kind="mail", state=Delivery.FAILED)
        assert (
            failed.to == county.leader
            and "550" in failed.fault
            and "town.example" not in failed.fault
        )


def test_nobody_is_invited_to_what_is_over(county, settings):
    with smtp(settings) as server:
        session, other = noticed_session(county), noticed_session(county)
        with clock.at(dt.datetime.combine(DAY, dt.time(18))):
            hold_session(county.secretary, session)
        with clock.at(dt.datetime.combine(DAY + dt.timedelta(days=1), dt.time(9))):
            worker.carry_due()
        assert not server.raw and not waiting().exists() and other.state == "noticed"


def test_who_has_taken_the_address_away_gets_nothing(county, settings):
    with smtp(settings) as server:
        noticed_session(county)
        give_email(county.member, county.town, email="")
        with clock.at(AT):
            worker.carry_due()
        assert [mail["To"] for mail in server.mails] == ["leader@town.example"]


def test_a_worker_that_died_over_a_letter_leaves_it_to_the_next(county, settings):
    with smtp(settings) as server:
        noticed_session(county)
        with traffic("test"):
            waiting().update(tries=1, not_before=AT.replace(tzinfo=dt.UTC) + worker.LEASE)
        with clock.at(AT.replace(tzinfo=dt.UTC) + worker.LEASE):
            worker.carry_due()
        assert len(server.raw) == 2


# -- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (
            "smtp://mail.example",
            {"host": "mail.example", "port": 25, "use_tls": False, "use_ssl": False},
        ),
        (
            "smtps://u%40x:p%3Aw@mail.example",
            {"port": 465, "username": "u@x", "password": "p:w", "use_ssl": True},
        ),
        ("smtp+tls://mail.example:2525", {"port": 2525, "use_tls": True}),
    ],
)
def test_the_mail_server_is_read_from_the_environment(monkeypatch, url, wanted):
    monkeypatch.setenv("EMAIL_URL", url)
    settings = env.mail("EMAIL_URL", help="x")
    assert {name: settings[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"]
)
def test_a_mail_server_that_can_not_be_read_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(env.BadSetting):
        env.mail("EMAIL_URL", help="x")


@pytest.mark.parametrize(
    ("value", "needed"),
    [("", True), ("no address", False), ("a@b", True), ("a@b.example, c@d.example", True)],
)
def test_mail_needs_an_address_it_comes_from(monkeypatch, value, needed):
    monkeypatch.setenv("EMAIL_FROM", value)
    with pytest.raises(env.BadSetting):
        env.address("EMAIL_FROM", needed=needed, help="x")
    monkeypatch.setenv("EMAIL_FROM", "study@county.example")
    assert env.address("EMAIL_FROM", needed=True, help="x") == "study@county.example"
