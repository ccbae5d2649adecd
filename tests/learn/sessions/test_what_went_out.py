"""A notice that was issued, and an agenda once the session was held, stand as they went out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.joint.build import bureaus, joint_session
from tests.learn.sessions.build import (
    AGENDA,
    DAY,
    NOTICE,
    held_session,
    noticed_session,
    planned_session,
)
from zhixing.faces.cli.replay import rows_unlike_records
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.groups.acts import release_member, rename_group
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.acts import ERASED, erase_person
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.archive import queries as archive
from zhixing.learn.sessions import acts, queries
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.papers import PAPERS

pytestmark = pytest.mark.database
LATER = NOTICE + dt.timedelta(days=1)
OTHER_DAY = dt.date(2026, 9, 17)


def paper(session: StudySession, name: str = "notice") -> str:
    """Its words, as the next reader finds them."""
    fresh = StudySession.objects.select_related("group__unit", "topic", "chair").get(pk=session.pk)
    with translation.override("zh-hans"):
        drawn = PAPERS[name](queries.on_paper(fresh))
        return f"{drawn.text()}\n{drawn.issuer} {drawn.date}"


def change_session(county, session: StudySession, **changed) -> None:
    inputs = {
        "day": session.day,
        "kind": session.kind,
        "title": session.title,
        "begins": session.begins,
        "place": session.place,
        "place_kind": session.place_kind,
        "reason": "会场冲突",
    }
    acts.correct_session(county.secretary, session, **inputs | changed)


def add_speaker(county, session):
    acts.add_speech(county.secretary, session, person=county.member3, kind="DISCUSSION", q1="x")


def add_guest(county, session):
    acts.add_guest(county.secretary, session, name="柳沟村医", kind="resident")


def move_day(county, session):
    change_session(county, session, day=OTHER_DAY)


def move_hour(county, session):
    change_session(county, session, begins=dt.time(15, 30))


def move_place(county, session):
    change_session(county, session, place="石盘村", place_kind="site")


def change_chair(county, session):
    change_session(county, session, chair=county.member)


def set_agenda(county, session):
    acts.set_agenda(county.secretary, session, items=AGENDA[:3])


def set_materials(county, session):
    acts.set_agenda(county.secretary, session, items=AGENDA, materials=["新的材料"])


def set_question(county, session):
    acts.set_agenda(county.secretary, session, items=AGENDA, question="新的题目")


def release(county, session):
    seats = Membership.objects.filter(group=county.group, person=county.member2, until=None)
    for seat in seats:
        release_member(county.secretary, county.group, membership=seat, reason="调离", until=LATER)


CHANGES = [
    (add_speaker, "发言人"),
    (add_guest, "来宾"),
    (move_day, "时间"),
    (move_hour, "时间"),
    (move_place, "地点"),
    (change_chair, "主持人"),
    (set_agenda, "议程"),
    (set_materials, "学习材料"),
    (set_question, "研讨题目"),
    (release, "参加人员"),
]


@pytest.mark.parametrize(("change", "word"), CHANGES)
def test_the_notice_stands_and_the_page_says_what_differs(county, change, word):
    session = noticed_session(county)
    client = logins(Client, county, "secretary", "member")
    before = paper(session)
    with clock.at(LATER):
        page = client["secretary"].get(session.url).content.decode()
        assert "不一致" not in page and "reissue_notice" not in page
        change(county, session)
        assert paper(session) == before, "what went out is a document"
        page = client["secretary"].get(session.url).content.decode()
        assert f"9月7日发出的学习通知与本页现在的内容不一致：{word}。" in page
        assert f"/things/{session.pk}/reissue_notice/" in page
        other = client["member"].get(session.url).content.decode()
        assert f"不一致：{word}。" in other and "reissue_notice" not in other
        acts.reissue_notice(county.secretary, session, reason="有变动")
        assert paper(session) != before, "the new notice says what stands there"
        assert "2026-09-08" in paper(session)
        assert "不一致" not in client["secretary"].get(session.url).content.decode()
    assert rows_unlike_records() == ([], [])


def test_the_sentence_in_english_names_all_that_differs(county):
    session = noticed_session(county)
    with clock.at(LATER), translation.override("en"):
        move_day(county, session)
        add_guest(county, session)
        page = queries.session_page(county.secretary, session.pk)
    assert (
        page.outdated == "The notice of 7 September says otherwise than this page: time, guests. "
        "It stands as it was issued; issue a new one if everybody is to know."
    )


def test_a_new_notice_tells_everybody_and_keeps_the_old_one_on_record(county):
    session = noticed_session(county)
    old, everybody = session.notice_said, len(queries.group_of_people(session))
    with clock.at(LATER):
        add_speaker(county, session)
        acts.reissue_notice(county.secretary, session)
        alerts = Delivery.objects.filter(thing=session.pk, kind="alert")
        verbs = [delivery.payload["verb"] for delivery in alerts]
        assert verbs.count("notice.issued") == verbs.count("notice.reissued") == everybody
        verb, who, body = last_record(session)
        assert (verb, who) == ("notice.reissued", county.secretary)
        assert body["notice_said"] == [old, session.notice_said]
        assert (session.state, session.notice_on) == ("noticed", LATER)


def test_no_new_notice_where_nothing_differs_too_late_or_by_a_stranger(county):
    session = noticed_session(county)
    with clock.at(LATER):
        with pytest.raises(NotNow) as refused:
            acts.reissue_notice(county.secretary, session)
        assert refused.value.code == "notice.same"
        add_guest(county, session)
        with pytest.raises(NotAllowed):
            acts.reissue_notice(county.stranger_secretary, session)
    with clock.at(DAY - dt.timedelta(days=1)), pytest.raises(BadInput) as refused:
        acts.reissue_notice(county.secretary, session)
    assert refused.value.code == "notice.short"
    with clock.at(DAY + dt.timedelta(days=1)), pytest.raises(NotNow) as refused:
        acts.reissue_notice(county.secretary, session, reason="x")
    assert (refused.value.code, refused.value.mend) == ("notice.over", "hold_session")
    with clock.at(NOTICE), pytest.raises(NotNow):
        acts.reissue_notice(county.secretary, planned_session(county, topic=county.other_topic))


def test_held_on_another_day_the_notice_still_says_the_day_it_named(county):
    session = noticed_session(county)
    before = paper(session)
    with clock.at(OTHER_DAY):
        acts.hold_session(county.secretary, session, on=OTHER_DAY)
        add_guest(county, session)
        add_speaker(county, session)
        assert paper(session) == before and "9月15日" in before
        assert "9月17日" in paper(session, "agenda")
        page = logins(Client, county, "secretary")["secretary"].get(session.url).content.decode()
        assert "不一致" not in page, "after the day nobody is to be told any more"


def test_the_agenda_stands_once_the_session_was_held(county):
    session = noticed_session(county)
    drafted = paper(session, "agenda")
    with clock.at(LATER):
        acts.add_speech(county.secretary, session, person=county.member, kind="KEYNOTE", q1="x")
    planned = paper(session, "agenda")
    assert planned != drafted, "until then it goes on"
    with clock.at(DAY):
        acts.hold_session(county.secretary, session)
        add_speaker(county, session)
    assert paper(session, "agenda") == planned
    assert county.member3.name in paper(session, "speeches"), "what was said stands there"


def test_in_joint_study_it_names_the_units_that_were_to_come(county):
    three = bureaus(county)
    session, keeper = joint_session(county, three), three.secretaries["health"]
    before = paper(session)
    assert three.market.unit.name in before
    with clock.at(session.notice_on):
        acts.join_groups(keeper, session, partners=[three.ecology], reason="有变动")
        assert paper(session) == before
        with translation.override("en"):
            page = queries.session_page(keeper, session.pk)
        assert "than this page: who takes part." in page.outdated
        acts.reissue_notice(keeper, session)
    assert three.market.unit.name not in paper(session)


def test_the_volume_of_the_year_holds_what_went_out_and_asks_no_more_for_more(county):
    session = noticed_session(county)
    before = paper(session)
    asked = []
    for topic in (None, county.other_topic):
        with clock.at(DAY):
            if topic is not None:
                session = noticed_session(county, topic=topic)
            acts.hold_session(county.secretary, session)
            add_speaker(county, session)
            marks = dict.fromkeys(
                (seat.person_id for seat in queries.expected_at(session)), "PRESENT"
            )
            acts.take_attendance(county.secretary, session, marks=marks)
        with translation.override("zh-hans"), CaptureQueriesContext(connection) as caught:
            volume = archive.read(county.leader, county.group.pk, 2026)
            notices = [item for item in archive.volume(volume).items if item.sort == "notice"]
            texts = [archive.paper_of(volume, item).text() for item in notices]
        asked.append(sum('FROM "people_person"' in query["sql"] for query in caught))
    assert texts[0] in before and len(texts) == 2
    assert asked == [1, 1], "the names of all papers are asked for once"


@pytest.mark.stray_writes
def test_a_row_of_before_reads_as_the_session_stands(county):
    session = noticed_session(county)
    StudySession.objects.filter(pk=session.pk).update(notice_said={})
    client = logins(Client, county, "secretary")["secretary"]
    with clock.at(LATER):
        add_guest(county, session)
        assert "柳沟村医" in paper(session)
        page = client.get(session.url).content.decode()
        assert "不一致" not in page and "reissue_notice" in page, "what it said is not known"
        acts.reissue_notice(county.secretary, StudySession.objects.get(pk=session.pk))
        before = paper(session)
        add_speaker(county, session)
        assert paper(session) == before


def test_an_older_held_row_without_it_draws_both_papers(county):
    session = held_session(county)
    before = paper(session), paper(session, "agenda")
    session.notice_said = session.agenda_said = {}
    session.__dict__["names"] = {}
    with translation.override("zh-hans"):
        drawn = [PAPERS[name](queries.on_paper(session)).text() for name in ("notice", "agenda")]
    assert all(text in text_before for text, text_before in zip(drawn, before, strict=True))


def test_the_name_of_somebody_erased_does_not_stay(county):
    session = noticed_session(county)
    assert county.member2.name in paper(session)
    assert county.member2.name not in str(session.notice_said)
    with clock.at(LATER):
        release(county, session)
        person = Person.objects.get(pk=county.member2.pk)
        erase_person(county.sec, county.town, person=person, reason="本人申请")
        assert county.member2.name not in paper(session) and ERASED in paper(session)


def test_a_group_that_is_renamed_has_issued_its_notices_under_the_old_name(county):
    session = noticed_session(county)
    before = paper(session)
    with clock.at(LATER):
        rename_group(county.office, county.group, name="新名字学习组")
        assert paper(session) == before
        page = logins(Client, county, "secretary")["secretary"].get(session.url).content.decode()
    assert "不一致" not in page


def test_page_and_paper_ask_as_much_as_before(county, django_assert_max_num_queries):
    session = noticed_session(county)
    client = logins(Client, county, "secretary")["secretary"]
    for name in ("notice", "agenda"):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(f"sessions:{name}", args=[session.pk])).status_code == 200
