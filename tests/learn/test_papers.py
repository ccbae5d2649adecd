"""The papers of the wing Learn: page, docx and PDF of each say the same, whoever may see the thing
may have its paper, and nobody else.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from tests.county import logins
from tests.foundation.documents.reading import docx_text, pdf_text, squeezed
from tests.house.test_queries import KEPT, round_of
from tests.learn.reports.build import sent_report
from tests.learn.sessions.build import DAY, held_session, planned_session, signed_session
from zhixing.foundation.machinery import clock
from zhixing.learn.circulars.counting import proposed_text, proposed_title
from zhixing.learn.circulars.rules import Period
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.reports.acts import draft_report
from zhixing.learn.sessions.acts import add_guest, add_speech, plan_session, set_agenda
from zhixing.learn.sessions.forms import SetAgendaForm
from zhixing.learn.sessions.papers import PAPERS
from zhixing.learn.sessions.queries import draft_of_minutes

RARE = "䶮㛃𬱖𫖯𬬭㐂𬭎𠮷"
TYPED = f"</w:t> {{{{ 7*7 }}}} <script>alert(1)</script> {RARE}"
TODAY = dt.datetime(2026, 12, 1, 9)


@pytest.fixture
def addresses(county):
    """Name of a paper -> its address: a session to come with an agenda somebody tried to break, and
    a year that was.
    """
    made = round_of(county, county.topic, [])
    session = planned_session(county, day=dt.date(2026, 11, 24))
    with clock.at(dt.date(2026, 11, 10)):
        set_agenda(
            county.secretary,
            session,
            items=[{"kind": "first_item", "title": TYPED}, {"kind": "discussion", "title": "研讨"}],
            materials=[TYPED, "二"],
            question=TYPED,
        )
    plan = StudyPlan.objects.get(group=county.group)
    paper_urls = {
        f"{name} ahead": reverse(f"sessions:{name}", args=[session.pk])
        for name in ("notice", "agenda", "attendance", "minutes", "speeches")
    }
    paper_urls |= {
        f"{name} held": reverse(f"sessions:{name}", args=[made["session"].pk])
        for name in ("notice", "agenda", "attendance", "minutes", "speeches")
    }
    paper_urls |= {
        "report": reverse("reports:print", args=[made["report"].pk]),
        "plan": reverse("plans:print", args=[plan.pk]),
    }
    paper_urls |= {
        name: reverse(f"archive:{name}", args=[county.group.pk, 2026])
        for name in ("annual", "circular", "contents")
    }
    county.addresses = paper_urls
    with clock.at(TODAY):
        yield paper_urls


def heads(page, kind):
    """A paper's own lines that must stand in its file."""
    paper = page.context["page"].paper
    return (
        [squeezed(line) for line in paper.text().split("\n")]
        + [squeezed(paper.issuer)]
        + ([squeezed(paper.code)] if kind == "pdf" else [])
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_docx_and_pdf_say_the_same(county, addresses, language):
    client = logins(Client, county, "secretary")["secretary"]
    for name, url in addresses.items():
        page = client.get(url, headers={"accept-language": language})
        text = squeezed(page.content.decode())
        assert (
            'href="?format=docx"' in page.content.decode()
            and 'href="?format=pdf"' in page.content.decode()
        ), name
        files = {
            kind: client.get(f"{url}?format={kind}", headers={"accept-language": language})
            for kind in ("docx", "pdf")
        }
        for kind, answer in files.items():
            assert answer.status_code == 200 and f'.{kind}"' in answer["Content-Disposition"], (
                name,
                kind,
            )
            with translation.override("zh-hans"):
                read = docx_text(answer.content) if kind == "docx" else pdf_text(answer.content)
                lines = heads(page, kind)
            assert [line for line in lines if line not in read] == [], (name, kind)
        paper = page.context["page"].paper
        with translation.override("zh-hans"):
            assert [
                line for line in paper.text().split("\n")[1:] if squeezed(escape(line)) not in text
            ] == [], name


def test_papers_are_in_the_countys_language_whoever_looks(county, addresses):
    client = logins(Client, county, "secretary")["secretary"]
    for name, url in addresses.items():
        pages = [client.get(url, headers={"accept-language": lang}) for lang in ("zh-hans", "en")]
        ours, theirs = (page.context["page"].paper for page in pages)
        assert ours == theirs and '<html lang="zh' in pages[1].content.decode(), name


def test_drafts_of_papers_are_in_the_countys_language_whoever_has_them_made(county):
    session = signed_session(county)
    with translation.override("en"):
        minutes, report = draft_of_minutes(session), draft_report(county.secretary, session)
        title, text = (make(Period("quarter", 2026, 3)) for make in (proposed_title, proposed_text))
        agendas = {kind: drafted_agenda(county, kind) for kind in ("three_part", "special")}
        form = SetAgendaForm(person=county.secretary, row=planned_session(county, agenda=False))
    words = {"minutes": minutes, "report": report.text, "title": title, "circular": text}
    words |= agendas | {"form": "".join(title.value() for _kind, title in form.lines())}
    assert all("学习" in words[name] for name in (*agendas, "form"))
    assert {
        name: re.findall(r"[A-Za-z]{3,}", text) for name, text in words.items()
    } == dict.fromkeys(words, [])


def drafted_agenda(county, kind: str) -> str:
    """The titles of the agenda that a session gets when it is planned."""
    session = plan_session(
        county.secretary, county.group, topic=county.topic, day=DAY, kind=kind, draft_agenda=True
    )
    return "".join(item["title"] for item in session.agenda)


def test_what_was_typed_stays_text(county, addresses):
    client = logins(Client, county, "secretary")["secretary"]
    for name in ("notice ahead", "agenda ahead"):
        page = client.get(addresses[name]).content.decode()
        assert escape(TYPED) in page and TYPED not in page
        for kind, read in (("docx", docx_text), ("pdf", pdf_text)):
            assert (
                read(client.get(addresses[name] + f"?format={kind}").content).count(squeezed(TYPED))
                == 3
            ), (name, kind)


def test_the_stranger_gets_none_of_them(county, addresses):
    clients = logins(
        Client, county, "stranger", "stranger_secretary", "county_leader", "member", "office"
    )
    for name, url in addresses.items():
        for kind in ("", "?format=docx", "?format=pdf"):
            assert (
                clients["stranger"].get(url + kind).status_code
                == clients["stranger_secretary"].get(url + kind).status_code
                == 404
            ), name
            assert Client().get(url + kind).status_code == 302, name
        for who in ("county_leader", "member", "office"):
            assert clients[who].get(url).status_code == 200, (who, name)


def test_another_kind_of_file_is_the_page(county, addresses):
    client = logins(Client, county, "secretary")["secretary"]
    assert client.get(addresses["report"] + "?format=exe")["content-type"].startswith("text/html")


def test_a_file_costs_what_its_page_costs_however_much_it_says(county):
    session = held_session(county)
    client = logins(Client, county, "secretary")["secretary"]

    def costs() -> dict[str, int]:
        query_counts = {}
        for name in PAPERS:
            for kind in ("", "?format=docx", "?format=pdf"):
                with CaptureQueriesContext(connection) as asked:
                    assert (
                        client.get(
                            reverse(f"sessions:{name}", args=[session.pk]) + kind
                        ).status_code
                        == 200
                    )
                query_counts[name + kind] = sum(
                    not any(word in query["sql"] for word in KEPT)
                    for query in asked.captured_queries
                )
        return query_counts

    add_speech(county.secretary, session, person=county.member, kind="KEY", text="一")
    add_guest(county.secretary, session, name="村医", kind="resident")
    costs()  # what a process keeps (norms) is read once
    first = costs()
    for person in (county.member2, county.member3, county.leader):
        add_speech(county.secretary, session, person=person, kind="DISCUSSION", q1="二")
        add_guest(county.secretary, session, name=person.name, kind="resident")
    assert costs() == first
    assert max(first.values()) <= 11, first


def test_the_report_recognises_its_headings(county):
    with translation.override("zh-hans"):
        report = sent_report(county)
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(
        reverse("reports:print", args=[report.pk]), headers={"accept-language": "zh-hans"}
    ).content.decode()
    assert "<h2>一、亮点</h2>" in page and "<h2>三、下步打算</h2>" in page
