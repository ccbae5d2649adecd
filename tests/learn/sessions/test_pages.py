"""Pages of sessions: both languages, the stranger, constant numbers of queries."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.county import logins
from tests.learn.sessions.build import (
    DAY,
    held_session,
    minuted_session,
    noticed_session,
    planned_session,
    signed_session,
)
from zhixing.foundation.machinery import clock
from zhixing.learn.sessions.models import StudySession

LIST_QUERIES, PAGE_QUERIES = (
    12,
    # one asks which things that records quote the reader may know of, two who is asked next and by
    # when, one which campaigns it lies in, and two whether the calendar still holds, which is
    # asked once a second elsewhere
    19,
)


@pytest.fixture
def clients(county):
    return logins(
        Client, county, "secretary", "leader", "member", "office", "stranger", "county_leader"
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "build", [planned_session, noticed_session, held_session, minuted_session, signed_session]
)
def test_the_page_shows_every_state(county, clients, build, language):
    session = build(county)
    for name in ("secretary", "leader", "office"):
        answer = clients[name].get(session.url, headers={"accept-language": language})
        assert answer.status_code == 200
        assert session.title in answer.content.decode()


def test_strangers_and_passers_by_see_nothing(county, clients):
    session = signed_session(county)
    for name in ("session", "notice", "attendance", "minutes"):
        url = reverse(f"sessions:{name}", args=[session.pk])
        assert clients["stranger"].get(url).status_code == 404
        assert Client().get(url).status_code == 302
        assert clients["county_leader"].get(url).status_code == 200
    assert (
        session.pk
        not in clients["stranger"].get(reverse("sessions:list") + "?year=2026").content.decode()
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("build", [planned_session, signed_session])
def test_the_papers_print(county, clients, build, language):
    session = build(county)
    for name in ("notice", "attendance", "minutes"):
        text = (
            clients["member"]
            .get(
                reverse(f"sessions:{name}", args=[session.pk]),
                headers={"accept-language": language},
            )
            .content.decode()
        )
        assert county.group.name in text
    assert (
        county.member.name
        in clients["member"].get(reverse("sessions:attendance", args=[session.pk])).content.decode()
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_filters_counts_and_exports(county, clients, language):
    signed, planned = signed_session(county), planned_session(county, kind="on_site")
    url, headers = reverse("sessions:list"), {"accept-language": language}
    whole = clients["secretary"].get(f"{url}?year=2026", headers=headers).content.decode()
    assert signed.pk in whole and planned.pk in whole
    for query, listed, gone in (
        ("state=signed", signed, planned),
        ("state=ahead", planned, signed),
        ("state=happened", signed, planned),
        ("kind=on_site", planned, signed),
        (f"group={county.group.pk}&state=planned", planned, signed),
    ):
        text = (
            clients["secretary"].get(f"{url}?year=2026&{query}", headers=headers).content.decode()
        )
        assert listed.pk in text and gone.pk not in text
    assert clients["secretary"].get(f"{url}?year=1999", headers=headers).status_code == 200
    assert (
        clients["secretary"].get(f"{url}?year=2026&kind=none", headers=headers).status_code == 200
    )
    file = clients["secretary"].get(f"{url}?year=2026&state=signed&export=xlsx", headers=headers)
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    )
    assert len(rows) == 2 and rows[1][0] == signed.pk


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(county, clients, count, django_assert_num_queries):
    for _at in range(count):
        held_session(county)
    clients["secretary"].get(reverse("sessions:list") + "?year=2026")
    with django_assert_num_queries(LIST_QUERIES):
        clients["secretary"].get(reverse("sessions:list") + "?year=2026")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(county, clients, count, django_assert_num_queries):
    from zhixing.learn.sessions.acts import add_guest, add_speech, note_raised

    session = held_session(county)
    with clock.at(DAY):
        for person in [county.member, county.member2, county.member3][:count]:
            add_speech(county.secretary, session, person=person, kind="DISCUSSION", q1="x")
            guest = add_guest(county.secretary, session, name="村医", kind="resident")
            note_raised(
                county.secretary, session, kind="PROBLEM", text="x", guest=guest, unit=county.town
            )
    clients["secretary"].get(session.url)
    with django_assert_num_queries(PAGE_QUERIES):
        clients["secretary"].get(session.url)


def test_a_session_goes_its_way_over_the_forms(county, clients):
    secretary, leader = clients["secretary"], clients["leader"]

    def do(client, thing, act, /, **data):
        answer = client.post(reverse("act", args=[thing.pk, act]), data)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        thing.refresh_from_db()

    with clock.at(DAY.replace(day=1)):
        do(
            secretary,
            county.group,
            "plan_session",
            topic=county.topic.pk,
            day=DAY.isoformat(),
            begins="09:00",
            place="柳沟村",
            place_kind="field",
            kind="three_part",
        )
        session = StudySession.objects.get()
        do(
            secretary,
            session,
            "set_agenda",
            kind_1="first_item",
            title_1="学习讲话",
            kind_2="discussion",
            title_2="研讨",
            kind_3="other",
            title_3="",
            question="怎么办",
            materials="条例",
        )
        do(secretary, session, "issue_notice", reason="")
    with clock.at(DAY):
        do(secretary, session, "hold_session", on=DAY.isoformat())
        form = secretary.get(reverse("act", args=[session.pk, "take_attendance"]))
        marks = {
            name: "PRESENT" for name in form.context["form"].fields if name.startswith("status_")
        }
        do(
            secretary,
            session,
            "take_attendance",
            **marks | {f"status_{county.member2.pk}": "LEAVE-DUTY"},
            approved_by=county.leader.pk,
        )
        do(
            secretary,
            session,
            "write_part",
            part="ON_SITE",
            place="柳沟村",
            place_kind="field",
            what="看",
            result="两个问题",
        )
        do(secretary, session, "add_speech", person=county.member.pk, kind="DISCUSSION", q1="一")
        speech = session.speeches.get()
        page = secretary.get(
            reverse("act", args=[session.pk, "correct_speech"]) + f"?speech={speech.pk}"
        )
        assert page.context["form"].fields["q1"].initial == "一"
        do(secretary, session, "correct_speech", speech=speech.pk, q1="一", q2="二")
        do(secretary, session, "add_guest", name="村医", kind="resident")
        do(
            secretary,
            session,
            "note_raised",
            kind="PROBLEM",
            text="填两遍",
            guest=session.guests.get().pk,
            unit=county.town.pk,
        )
        do(
            secretary,
            session,
            "record_make_up",
            person=county.member2.pk,
            on=DAY.isoformat(),
            how="读材料",
        )
        do(secretary, session, "write_minutes", minutes="记录")
        do(leader, session, "sign_session")
    assert (session.state, session.owed) == ("signed", 0)


def test_the_forms_open_and_say_what_is_wrong(county, clients):
    held, planned = held_session(county), planned_session(county)
    for session, names in (
        (
            planned,
            (
                "correct_session",
                "set_agenda",
                "issue_notice",
                "cancel_session",
                "write_part",
                "add_speech",
                "correct_speech",
                "add_guest",
            ),
        ),
        (held, ("correct_attendance", "record_make_up", "note_raised", "write_minutes")),
    ):
        for name in names:
            url = reverse("act", args=[session.pk, name])
            assert clients["secretary"].get(url).status_code == 200, name
            assert clients["stranger"].get(url).status_code == 404, name
    with clock.at(DAY - dt.timedelta(days=1)):
        late = clients["secretary"].post(
            reverse("act", args=[planned.pk, "issue_notice"]), {"reason": ""}
        )
    assert late.status_code == 422
