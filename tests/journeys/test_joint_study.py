"""Three bureaus study medical waste together and see the hospital: one record, counted once for
each group, each person, and the county; who was away makes up. Over HTTP.
"""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.joint.build import DAY, bureaus
from zhixing.foundation.kits.indicators.registry import figures
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.sessions.models import StudySession


def press(client: Client, code: str, act: str, **typed: Any) -> Any:
    """Open the act's page, fill it in, send it."""
    url = reverse("act", args=[code, act])
    hidden = dict(
        re.findall(r'name="(_key|_seen)" value="([^"]*)"', client.get(url).content.decode())
    )
    answer = client.post(url, typed | hidden)
    assert answer.status_code == 302, re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())
    )[:1500]
    return answer


def newest(kind: str) -> Thing:
    return Thing.objects.filter(kind=kind).order_by("-made_at", "-pk").first()


def total(client: Client, code: str) -> tuple[int, list[str]]:
    page = client.get("/loop/totals/?since=2026-01-01&until=2026-12-31").content.decode()
    rows = client.get(f"/loop/totals/{code}/?since=2026-01-01&until=2026-12-31").content.decode()
    return int(re.search(rf'data-total="{code}">(\d+)<', page)[1]), sorted(
        set(re.findall(r"JT-26-[0-9A-Z]{5}", rows.split("<main")[1]))
    )


def rates(three: SimpleNamespace, code: str) -> dict[str, tuple[int, int]]:
    figure_by_name = {
        name: next(figure for figure in figures(group, 2026) if figure.code == code)
        for name, group in three.groups.items()
    }
    return {name: (figure.numerator, figure.denominator) for name, figure in figure_by_name.items()}


@pytest.mark.database
def test_three_bureaus_study_medical_waste_together(county):
    three = bureaus(county)
    clients = logins(Client, county, "office", "secretary")
    for code in three.groups:
        clients[code], clients[f"{code} leader"] = Client(), Client()
        clients[code].force_login(three.secretaries[code].account)
        clients[f"{code} leader"].force_login(three.leaders[code].account)
    away, both = three.people["蒋临泉"], three.people["许知秋"]

    with clock.at(dt.date(2026, 3, 2)):
        press(
            clients["office"],
            three.health.pk,
            "found_joint",
            name="医疗废物监管联学组",
            why="duties",
            reason="收集、转运、处置分属三家",
            since="2026-03-02",
            partners=[three.ecology.pk, three.market.pk],
        )
        joint = newest("joint_group")
        assert (
            clients["market"].get(joint.url).status_code == 200
            and clients["secretary"].get(joint.url).status_code == 404
        )
    with clock.at(dt.date(2026, 4, 27)):
        press(
            clients["health"],
            three.health.pk,
            "plan_session",
            topic=county.topic.pk,
            day=DAY.isoformat(),
            begins="09:00",
            place="县人民医院",
            place_kind="site",
            kind="joint",
            joint=joint.pk,
            category="law",
        )
        session = newest("session")
        press(
            clients["health"],
            session.pk,
            "set_agenda",
            kind_1="first_item",
            title_1="第一议题",
            kind_2="on_site",
            title_2="看县人民医院医疗废物暂存间",
            kind_3="discussion",
            title_3="研讨交接",
        )
    with clock.at(dt.date(2026, 4, 30)):
        press(clients["health"], session.pk, "issue_notice")
    for code in ("ecology", "market"):
        assert clients[code].get(session.url).status_code == 200
        assert (
            clients[code]
            .post(reverse("act", args=[session.pk, "hold_session"]), {"on": DAY.isoformat()})
            .status_code
            == 403
        )
    assert clients["secretary"].get(session.url).status_code == 404

    with clock.at(DAY):
        press(clients["health"], session.pk, "hold_session", on=DAY.isoformat())
        row = StudySession.objects.select_related("thing", "group").get(pk=session.pk)
        marks = {
            f"status_{seat.person_id}": "LEAVE-DUTY" if seat.person_id == away.pk else "PRESENT"
            for seat in roll_together(row.groups, DAY)
        }
        assert len(marks) == 7
        press(
            clients["health"],
            session.pk,
            "take_attendance",
            approved_by=three.leaders["health"].pk,
            **{f"approved_by_{three.ecology.pk}": three.leaders["ecology"].pk},
            **marks,
        )
        press(
            clients["health"],
            session.pk,
            "write_part",
            part="ON_SITE",
            place_kind="site",
            place="县人民医院医疗废物暂存间",
            what="三家一起看交接台账",
            result="两家台账对不上",
        )
        press(
            clients["market leader"],
            session.pk,
            "add_speech",
            person=three.leaders["market"].pk,
            kind="DISCUSSION",
            q1="小诊所不交接",
            q4="每周对账",
        )
        press(
            clients["health"],
            session.pk,
            "note_raised",
            kind="PROBLEM",
            text="小诊所医疗废物没有人收",
            said_by="暂存间管理员",
            unit=three.market.unit.pk,
        )
        press(
            clients["health"],
            session.pk,
            "write_minutes",
            minutes="三家在县人民医院联组学习，研讨医疗废物交接。",
        )
    with clock.at(dt.date(2026, 5, 13)):
        press(clients["health leader"], session.pk, "sign_session")
        press(clients["health"], session.pk, "draft_report")
        report = newest("session_report")
        press(clients["health"], report.pk, "send_report")
        press(clients["office"], report.pk, "receive_report")

        # once for the county, once for each group, once for each person
        assert total(clients["office"], "sessions") == (1, [session.pk]) and total(
            clients["market"], "sessions"
        ) == (1, [session.pk])
        assert rates(three, "attendance") == {"health": (3, 3), "ecology": (2, 3), "market": (2, 2)}
        assert {
            name: held for name, (held, _of) in rates(three, "quarters_with_session").items()
        } == {"health": 1, "ecology": 1, "market": 1}
        assert rates(three, "reports_on_time") == {
            "health": (1, 1),
            "ecology": (0, 0),
            "market": (0, 0),
        }
        assert row.attendance.filter(person=both).count() == 1
        for code, group in three.groups.items():
            month = clients["office"].get(reverse("yearmap:month", args=[group.pk, 2026, 5]))
            assert [shown_session.url for shown_session in month.context["page"].sessions] == [
                session.url
            ], code
            volume = (
                clients[code].get(reverse("archive:volume", args=[group.pk, 2026])).content.decode()
            )
            assert volume.count(reverse("sessions:minutes", args=[session.pk]) + '"') == 1, code

    # absence -> make-up, with the own group
    task = Task.objects.get(owner=away, kind="make_up")
    assert task.group_id == three.ecology.pk
    with clock.at(dt.date(2026, 5, 18)):
        assert (
            clients["market"]
            .post(
                reverse("act", args=[session.pk, "record_make_up"]),
                {"person": away.pk, "on": "2026-05-18", "how": "自学"},
            )
            .status_code
            == 422
        )
        press(
            clients["ecology"],
            session.pk,
            "record_make_up",
            person=away.pk,
            on="2026-05-18",
            how="自学材料，向组长汇报",
        )
        task.refresh_from_db()
        assert (
            task.state == "verified"
            and rates(three, "attendance_with_make_ups")["ecology"] == (3, 3)
            and rates(three, "make_ups_done")
            == {
                "health": (0, 0),
                "ecology": (1, 1),
                "market": (0, 0),
            }
        )
    assert (
        list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
            )
        )
        == []
    )
