"""Papers of the record inside a pack: the notice, the minutes, the report themselves, opened and
printed from there; whoever may not see one does not find it.
"""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.county import logins
from tests.foundation.documents.reading import docx_text, pdf_text, squeezed
from tests.learn.reports.build import sent_report
from tests.learn.sessions.build import signed_session
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.learn.packs import acts
from zhixing.learn.packs.forms import AddPaperForm, AddToPackForm
from zhixing.learn.packs.models import Pack
from zhixing.learn.sessions.acts import plan_session
from zhixing.learn.sessions.models import StudySession

TEXT = "会议记录：学习、讨论、议定事项。"


@pytest.fixture
def pack(county) -> Pack:
    """For all groups, from the town, with the minutes of its signed session and a question."""
    county.session = signed_session(county)
    made = acts.begin_pack(
        county.clerk, county.town, title="医疗废物管理资料包", topic=county.topic
    )
    acts.add_pack_item(county.clerk, made, kind="question", title="怎样管好最后一公里")
    acts.add_pack_paper(county.clerk, made, about=county.session.thing, paper="minutes")
    acts.publish_pack(county.office, made, for_all=True, groups=[], said="", non_secret=True)
    made.refresh_from_db()
    return made


def printed(client: Client, pack: Pack, kind: str = ""):
    return client.get(reverse("packs:print", args=[pack.pk, 1]) + kind)


def test_the_paper_itself_is_opened_and_printed_from_the_pack(county, pack):
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(pack.url)
    address = reverse("sessions:minutes", args=[county.session.pk])
    text = page.content.decode()
    assert f'href="{address}"' in text and f'href="{address}?format=pdf"' in text
    section = next(part for part in page.context["page"].sections if part.kind == "paper")
    assert section.items[0].title == f"学习记录 · {county.session.title}"
    assert TEXT in printed(client, pack).content.decode()
    assert squeezed(TEXT) in docx_text(printed(client, pack, "?format=docx").content)
    content = printed(client, pack, "?format=pdf").content
    assert squeezed(TEXT) in pdf_text(content)
    assert section.items[0].title in str(PdfReader(io.BytesIO(content)).outline)


def test_who_may_not_see_the_paper_does_not_find_it_there(county, pack):
    """Everybody of the county reads the pack; the session is known to the town and above."""
    client = logins(Client, county, "stranger_secretary")["stranger_secretary"]
    hidden = (county.session.pk, county.session.title + " ·", "学习文书", TEXT)
    for answer in (client.get(pack.url), printed(client, pack)):
        text = answer.content.decode()
        assert "怎样管好最后一公里" in text
        assert [words for words in hidden if words in text] == []
    assert squeezed(TEXT) not in pdf_text(printed(client, pack, "?format=pdf").content)
    assert squeezed(TEXT) not in docx_text(printed(client, pack, "?format=docx").content)
    searched = client.get(reverse("packs:list"), {"q": county.session.title}).content.decode()
    assert pack.pk not in searched


def test_the_form_offers_the_papers_of_the_topic_as_far_as_the_keeper_knows_them(county, pack):
    report = sent_report(county)
    form = AddPaperForm(person=county.clerk, row=pack)
    keys = [key for key, _words in form.fields["paper"].choices]
    assert {f"{county.session.pk}.notice", f"{report.pk}.report"} <= set(keys)
    client = logins(Client, county, "clerk")["clerk"]
    answer = client.post(
        reverse("act", args=[pack.pk, "add_pack_paper"]),
        {"paper": f"{report.pk}.report", "title": "", "text": "", "seen": pack.thing.version},
    )
    assert answer.status_code == 302, answer.content.decode()
    assert pack.items.get(about=report.pk).paper == "report"
    kinds = [kind for kind, _word in AddToPackForm(person=county.secretary).fields["kind"].choices]
    assert "paper" not in kinds, "an addition is typed or a file"


def test_what_can_not_be_added(county, pack):
    thing = county.session.thing
    with pytest.raises(BadInput, match="下一版|lies in"):
        acts.add_pack_paper(county.clerk, pack, about=thing, paper="minutes")
    for about, paper in ((thing, "report"), (county.group.thing, "annual_report")):
        with pytest.raises(BadInput):
            acts.add_pack_paper(county.clerk, pack, about=about, paper=paper)
    elsewhere = plan_session(
        county.stranger_secretary,
        county.other_group,
        topic=county.topic,
        day=county.session.day,
    )
    with pytest.raises(BadInput):
        acts.add_pack_paper(county.clerk, pack, about=elsewhere.thing, paper="notice")
    with pytest.raises(NotAllowed):
        acts.add_pack_paper(county.member, pack, about=thing, paper="notice")
    assert StudySession.objects.filter(pk=elsewhere.pk).exists()


def test_new_words_keep_the_paper(county, pack):
    item = pack.items.get(kind="paper")
    acts.change_pack_item(county.clerk, pack, item=item, title="九月的学习记录")
    changed = pack.items.get(title="九月的学习记录")
    assert (changed.about_id, changed.paper, changed.key) == (item.about_id, "minutes", item.key)
