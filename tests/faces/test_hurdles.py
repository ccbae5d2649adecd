"""An act that can not succeed says so before its form opens, and leads to what mends it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import SEEN, logins
from tests.learn.sessions.build import DAY, held_session, minuted_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.forms import form_of
from zhixing.learn.circulars.acts import draft_circular, write_circular
from zhixing.learn.sessions.acts import categorise_session, issue_notice, set_agenda
from zhixing.learn.sessions.models import Speech, StudySession
from zhixing.learn.sessions.rules import SpeechKind
from zhixing.solve.problems import acts as problems


@pytest.fixture
def clients(county):
    return logins(Client, county, "secretary", "leader", "office", "verifier")


def form_page(client: Client, row, act: str) -> tuple[int, str]:
    answer = client.get(reverse("act", args=[row.pk, act]))
    return answer.status_code, answer.content.decode()


def test_a_notice_without_agenda_leads_to_the_agenda(county, clients):
    session = planned_session(county)
    set_agenda(county.secretary, session, items=[{"kind": "other", "title": "学习"}])
    status, page = form_page(clients["secretary"], session, "issue_notice")
    assert status == 409
    assert "zx-form" not in page
    assert reverse("act", args=[session.pk, "set_agenda"]) in page
    answer = clients["secretary"].post(
        f"/api/v1/things/{session.pk}/issue_notice", {}, content_type="application/json"
    )
    assert answer.status_code == 409, "and the act refuses at every door"


def test_a_circular_without_words_leads_to_writing_it(county, clients):
    with clock.at(dt.date(2026, 9, 20)):
        circular = draft_circular(county.office, county.root, span="month-2026-08")
        write_circular(
            county.office, circular, title="通报", text="", issuer="县委宣传部", by_group=False
        )
        status, page = form_page(clients["office"], circular, "issue_circular")
    assert status == 409
    assert reverse("act", args=[circular.pk, "write_circular"]) in page


@pytest.mark.stray_writes
def test_a_signature_that_can_never_count_says_so_first(county, clients):
    session = minuted_session(county)
    Speech.objects.filter(
        session=session, kind=SpeechKind.DISCUSSION
    ).delete()  # the claimant's keynote alone
    status, page = form_page(clients["leader"], session, "sign_session")
    assert status == 200, "it is said, not forbidden"
    assert "没有交流发言" in page or "不能计为集体学习" in page
    assert reverse("act", args=[session.pk, "return_minutes"]) in page


@pytest.mark.stray_writes
def test_minutes_that_come_too_early_say_so(county, clients):
    session = held_session(county)
    Speech.objects.filter(session=session, kind=SpeechKind.DISCUSSION).delete()
    _status, page = form_page(clients["secretary"], session, "write_minutes")
    assert "不能计为集体学习" in page
    assert reverse("act", args=[session.pk, "add_speech"]) in page


def test_a_category_can_be_set_after_the_session(county):
    session = held_session(county)
    categorise_session(county.secretary, session, category="reform")
    assert StudySession.objects.get(pk=session.pk).category == "reform"
    with pytest.raises(BadInput):
        categorise_session(county.secretary, session, category="")


def test_every_mend_is_an_act_on_the_same_thing():
    """The names hurdles give are looked up in the acts: one that is not there leads nowhere."""
    root = Path(__file__).resolve().parents[2] / "zhixing"
    named = set()
    for path in root.rglob("*.py"):
        named |= set(re.findall(r'mend="(\w+)"', path.read_text(encoding="utf-8")))
    assert len(named) >= 6
    assert sorted(named - set(ACTS)) == []


def reported(county):
    problem = problems.register_resident_problem(
        county.clerk, county.town, title="路灯不亮", text="夜里看不见"
    )
    problems.list_problem(county.office, problem, kind="individual")
    problems.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    problems.accept_problem(county.clerk, problem)
    problems.start_problem(county.responsible, problem, remedy="换灯")
    return problems.report_solved(county.responsible, problem, before="不亮", after="亮了")


def test_verification_opens_blank_and_nothing_is_attested_by_default(county, clients):
    problem = reported(county)
    _status, page = form_page(clients["verifier"], problem, "verify_problem")
    assert "checked" not in page.split("<main", 1)[1]
    with pytest.raises(TypeError):
        problems.verify_problem(county.verifier, problem, observation="看了")
    for name in SEEN:
        typed = {key: "yes" for key in SEEN if key != name} | {"found": "看了"}
        answer = clients["verifier"].post(
            f"/api/v1/things/{problem.pk}/verify_problem", typed, content_type="application/json"
        )
        assert answer.status_code == 422, f"{name} was attested by silence"
    form = form_of(ACTS["verify_problem"])(
        {"found": "看了", "solved": "true", "answered": "false", "met": "no", "satisfied": "yes"},
        person=county.verifier,
        row=problem,
    )
    assert form.is_valid(), form.errors
    assert [form.cleaned_data[name] for name in SEEN] == [True, False, False, True]


def label_of(page: str, name: str) -> str:
    """The label of a field with the words beside it."""
    label = re.search(rf'<label for="id_{name}">(.*?)</label>', page, re.S)
    assert label, f"no field {name}"
    return label.group(1)


def test_a_reason_that_is_needed_is_not_called_optional(county, clients):
    session = planned_session(county)
    with clock.at(DAY - dt.timedelta(days=1)):
        _status, early = form_page(clients["secretary"], session, "correct_session")
        assert 'name="reason"' not in early, "while nobody was told, no reason is asked"
        _status, late = form_page(clients["secretary"], session, "issue_notice")
        assert "选填" not in label_of(late, "reason") and "非必填" not in label_of(late, "reason")
        issue_notice(county.secretary, session, reason="临时通知")
        _status, noticed = form_page(clients["secretary"], session, "correct_session")
        assert "zx-optional" not in label_of(noticed, "reason")
    with clock.at(DAY - dt.timedelta(days=30)):
        fresh = planned_session(county, topic=county.other_topic)
        _status, soon_enough = form_page(clients["secretary"], fresh, "issue_notice")
        assert 'name="reason"' not in soon_enough


def test_a_leave_says_when_its_reason_is_needed(county, clients):
    session = held_session(county)
    with clock.at(DAY):
        _status, page = form_page(clients["secretary"], session, "correct_attendance")
    assert "请假时必填" in label_of(page, "leave")
