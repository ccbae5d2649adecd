"""Study packs: their versions, what a group adds, who reads what, and that nobody is counted."""

from __future__ import annotations

import datetime as dt
import io
import re
from itertools import chain

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from tests.county import logins
from tests.house.test_queries import KEPT, MOST
from zhixing.faces.desk.today import today_page
from zhixing.foundation.kits.documents.answers import written
from zhixing.foundation.kits.documents.paper import Paper, Paragraph
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, Invisible, NotAllowed, NotNow
from zhixing.foundation.machinery.links.models import all_linked
from zhixing.foundation.machinery.things.models import Audience
from zhixing.foundation.spine.files.acts import Upload, withdraw_file
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.learn.packs import acts, queries
from zhixing.learn.packs.forms import ChangeItemForm, PublishPackForm
from zhixing.learn.packs.models import PackAddition, PackItem
from zhixing.learn.packs.rules import Line, changes, holds

TODAY = dt.date(2026, 9, 8)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def pdf(text="条例全文", pages=1):
    """A real PDF of so many pages."""
    reader = PdfReader(io.BytesIO(written(Paper("x", text, (Paragraph(text),)), "pdf")))
    out = PdfWriter()
    for _nth in range(pages):
        out.add_page(reader.pages[0])
    content = io.BytesIO()
    out.write(content)
    return content.getvalue()


def upload(name="医疗废物管理条例.pdf", **more):
    return Upload(name, pdf(**more))


def begun(county, who=None, unit=None, **more):
    return acts.begin_pack(
        who or county.office,
        unit or county.root,
        **{"title": "医疗废物管理资料包", "about": "九月专题用。", "topic": county.topic} | more,
    )


def filled(county, who=None, unit=None, **more):
    who = who or county.office
    pack = begun(county, who, unit, **more)
    acts.add_pack_document(
        who, pack, upload=upload(), declared=True, title="医疗废物管理条例", text="看第三章。"
    )
    acts.add_pack_item(
        who, pack, kind="text", title="为什么要管", text="医疗废物会传病。\n村卫生室最难收。"
    )
    acts.add_pack_item(
        who, pack, kind="link", title="卫健委解读", address="https://www.example.org/jiedu"
    )
    acts.add_pack_item(who, pack, kind="question", title="山上的村卫生室怎么收？")
    acts.add_pack_item(who, pack, kind="self_test", title="暂存不得超过几天？", text="两天")
    return pack


def published(county, **more):
    pack = filled(county)
    acts.publish_pack(county.office, pack, **{"for_all": True, "non_secret": True} | more)
    return pack


def item(pack, title):
    return pack.items.of_version(pack.next).get(title=title)


# -- rules -----------------------------------------------------------------------------------------


def test_what_a_version_holds_and_what_changed():
    assert [holds(2, 4, at) for at in (1, 2, 3, 4)] == [False, True, True, False] and holds(
        1, None, 99
    )
    first, second, third = (
        Line("a", "text", "甲", "旧"),
        Line("b", "link", "乙"),
        Line("c", "question", "丙"),
    )
    differences = changes([first, second], [Line("a", "text", "甲", "新"), third])
    assert [(change.what, change.line.key) for change in differences] == [
        ("added", "c"),
        ("changed", "a"),
        ("removed", "b"),
    ]
    assert changes([first], [first]) == []


# -- writing ---------------------------------------------------------------------------------------


def test_a_pack_begins_as_a_draft_that_nobody_else_reads(county):
    pack = begun(county)
    assert (pack.state, pack.number, pack.unit, pack.thing.audience) == (
        "draft",
        0,
        county.root,
        Audience.UNIT,
    )
    assert last_record(pack)[0] == "pack.begun" and list(all_linked(pack, "concerns")) == [
        county.topic.thing
    ]
    acts.correct_pack(county.office, pack, title="医疗废物", about="")
    assert last_record(pack)[2]["title"] == ["医疗废物管理资料包", "医疗废物"]
    for who in (county.member, county.verifier, county.stranger_secretary):
        with pytest.raises(NotAllowed):
            begun(county, who, county.town)
    with pytest.raises(BadInput):
        begun(county, title=" ")
    foreign = choose_topic(
        county.stranger_secretary,
        county.other_group,
        title="石桥",
        year=2026,
        first_month=1,
        last_month=1,
    )
    with pytest.raises(BadInput):
        begun(county, county.secretary, county.town, topic=foreign)
    for name in ("member", "stranger_secretary"):
        assert logins(Client, county, name)[name].get(pack.url).status_code == 404


def test_items_come_are_changed_and_go_before_it_is_published(county):
    pack = filled(county)
    assert [(item.kind, item.since, item.until) for item in pack.items.all()] == [
        ("document", 1, None),
        ("text", 1, None),
        ("link", 1, None),
        ("question", 1, None),
        ("self_test", 1, None),
    ]
    assert StoredFile.objects.get(about=pack.pk).name == "医疗废物管理条例.pdf"
    acts.change_pack_item(
        county.office, pack, item=item(pack, "为什么要管"), title="为什么要管好", text="新的话"
    )
    acts.remove_pack_item(county.office, pack, item=item(pack, "卫健委解读"))
    assert [item.title for item in pack.items.all()] == [
        "医疗废物管理条例",
        "为什么要管好",
        "山上的村卫生室怎么收？",
        "暂存不得超过几天？",
    ]
    for bad in (
        {"kind": "text", "title": "没有正文"},
        {"kind": "link", "title": "没有网址"},
        {"kind": "link", "title": "坏网址", "address": "javascript:alert(1)"},
        {"kind": "question", "title": " "},
        {"kind": "question", "title": "题", "address": "https://a.example"},
    ):
        with pytest.raises(BadInput):
            acts.add_pack_item(county.office, pack, **bad)
    with pytest.raises(BadInput):
        acts.add_pack_document(county.office, pack, upload=upload(), declared=False)
    for act, fields in (
        (acts.correct_pack, {"title": "x"}),
        (acts.add_pack_item, {"kind": "question", "title": "x"}),
        (acts.add_pack_document, {"upload": upload(), "declared": True}),
        (acts.change_pack_item, {"item": pack.items.first(), "title": "x"}),
        (acts.remove_pack_item, {"item": pack.items.first()}),
        (acts.publish_pack, {"for_all": True, "non_secret": True}),
        (acts.withdraw_pack, {"reason": "x"}),
    ):
        with pytest.raises(NotAllowed):
            act(county.secretary, pack, **fields)


def test_publishing_needs_something_in_it_somebody_for_it_and_no_secret(county):
    pack = begun(county)
    with pytest.raises(BadInput):
        acts.publish_pack(county.office, pack, for_all=True, non_secret=True)
    acts.add_pack_item(county.office, pack, kind="question", title="题")
    for bad in ({"for_all": True, "non_secret": False}, {"for_all": False, "non_secret": True}):
        with pytest.raises(BadInput):
            acts.publish_pack(county.office, pack, **bad)
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True)
    assert (pack.state, pack.number, pack.thing.audience) == ("published", 1, Audience.COUNTY)
    verb, _who, body = last_record(pack)
    assert verb == "pack.published" and {
        name: body["told"][name] for name in ("number", "added", "changed", "removed")
    } == {"number": 1, "added": 1, "changed": 0, "removed": 0}
    with pytest.raises(BadInput):
        acts.publish_pack(county.office, pack, for_all=True, non_secret=True, said="没有变")


def test_the_next_version_says_what_changed_and_the_old_one_stays(county):
    pack = published(county)
    acts.change_pack_item(
        county.office, pack, item=item(pack, "为什么要管"), title="为什么要管好", text="新的话"
    )
    acts.remove_pack_item(county.office, pack, item=item(pack, "卫健委解读"))
    acts.add_pack_item(county.office, pack, kind="question", title="新题")
    acts.change_pack_item(
        county.office,
        pack,
        item=item(pack, "医疗废物管理条例"),
        title="医疗废物管理条例（修订）",
        text="",
        upload=upload("新条例.pdf", text="修订"),
        declared=True,
    )
    client = logins(Client, county, "member")["member"]
    before = client.get(pack.url).content.decode()
    assert "新的话" not in before and "新题" not in before and "卫健委解读" in before
    hidden = reverse("packs:file", args=[pack.pk, item(pack, "医疗废物管理条例（修订）").pk])
    assert client.get(hidden).status_code == 404
    with pytest.raises(BadInput):
        acts.publish_pack(county.office, pack, for_all=True, non_secret=True)
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True, said="换了修订后的条例。")
    page = client.get(pack.url).context["page"]
    assert page.number == 2 and [(line.word, line.title) for line in page.changed] == [
        ("新增", "新题"),
        ("修改", "医疗废物管理条例（修订）"),
        ("修改", "为什么要管好"),
        ("移除", "卫健委解读"),
    ]
    text = client.get(pack.url).content.decode()
    assert "换了修订后的条例。" in text and "新的话" in text and "医疗废物会传病" not in text
    old = client.get(reverse("packs:version", args=[pack.pk, 1])).content.decode()
    assert (
        "医疗废物会传病" in old
        and "卫健委解读" in old
        and "新题" not in old
        and "这是以前的版本" in old
    )
    first = PackItem.objects.get(pack=pack, title="医疗废物管理条例")
    assert (
        b"".join(client.get(reverse("packs:file", args=[pack.pk, first.pk])).streaming_content)[:5]
        == b"%PDF-"
    )
    assert client.get(hidden).status_code == 200
    assert client.get(reverse("packs:version", args=[pack.pk, 3])).status_code == 404


def test_a_change_twice_and_a_removal_of_a_changed_item_are_one_change(county):
    pack = published(county)
    for words in ("一", "二"):
        acts.change_pack_item(
            county.office, pack, item=item(pack, "为什么要管"), title="为什么要管", text=words
        )
    assert [(item.since, item.until) for item in pack.items.filter(title="为什么要管")] == [
        (1, 2),
        (2, None),
    ]
    acts.remove_pack_item(county.office, pack, item=item(pack, "为什么要管"))
    assert [(item.since, item.until) for item in pack.items.filter(title="为什么要管")] == [(1, 2)]
    with pytest.raises(BadInput):
        acts.remove_pack_item(county.office, pack, item=pack.items.get(title="为什么要管"))


# -- whom it reaches -------------------------------------------------------------------------------


def test_an_alert_to_everybody_of_the_groups_and_nothing_else(county):
    pack = published(county)
    deliveries = Delivery.objects.filter(thing=pack.pk, kind="alert")
    people = set(deliveries.values_list("to", flat=True))
    assert (
        people
        >= {
            county.member.pk,
            county.leader.pk,
            county.secretary.pk,
            county.stranger_secretary.pk,
        }
        and county.office.pk not in people
        and county.clerk.pk not in people
    )
    assert deliveries.count() == len(people)
    for who in (county.member, county.leader, county.secretary):
        assert pack.pk not in {entry.url for entry in today_page(who, {}).items} and not {
            entry.act for entry in today_page(who, {}).items
        } & {
            "publish_pack",
            "add_to_pack",
        }


def test_chosen_groups_alone_are_told_and_have_it_on_their_list(county):
    pack = published(county, for_all=False, groups=[county.other_group])
    assert (
        set(Delivery.objects.filter(thing=pack.pk).values_list("to", flat=True))
        >= {county.stranger_leader.pk}
        and not Delivery.objects.filter(thing=pack.pk, to=county.member).exists()
    )
    clients = logins(Client, county, "member", "stranger_leader", "office")

    def listed_codes(name, more=""):
        return [
            row.pk for row in clients[name].get(reverse("packs:list") + more).context["page"].rows
        ]

    assert (
        listed_codes("stranger_leader") == [pack.pk]
        and listed_codes("member") == []
        and listed_codes("member", "?for=all") == [pack.pk]
        and listed_codes("office") == [pack.pk]
    )
    assert clients["member"].get(pack.url).status_code == 200


def test_a_group_publishes_for_itself_or_for_chosen_groups_and_the_office_for_all(county):
    pack = filled(county, county.secretary, county.town)
    with pytest.raises(NotAllowed):
        acts.publish_pack(county.secretary, pack, for_all=True, non_secret=True)
    form = PublishPackForm(
        {"for_all": "yes", "non_secret": "on"}, person=county.secretary, row=pack
    )
    assert not form.is_valid() and "for_all" in form.errors
    acts.publish_pack(county.secretary, pack, for_all=False, groups=[county.group], non_secret=True)
    clients = logins(Client, county, "member", "stranger_secretary")
    assert (
        pack.thing.audience == Audience.UNIT
        and clients["member"].get(pack.url).status_code == 200
        and clients["stranger_secretary"].get(pack.url).status_code == 404
    )
    file = StoredFile.objects.get(about=pack.pk)
    assert file.thing.audience == Audience.UNIT
    acts.publish_pack(
        county.secretary,
        pack,
        for_all=False,
        groups=[county.group, county.other_group],
        non_secret=True,
        said="也给石桥镇。",
    )
    assert (
        clients["stranger_secretary"].get(pack.url).status_code == 200
        and clients["stranger_secretary"].get(file.url).status_code == 200
    )
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True, said="给全县。")
    assert pack.for_all and not pack.groups.exists()


def test_a_withdrawn_pack_goes_to_nobody(county):
    pack = published(county)
    file = StoredFile.objects.get(about=pack.pk)
    acts.withdraw_pack(county.office, pack, reason="条例废止")
    assert pack.state == "withdrawn" and last_record(pack)[2]["told"]["reason"] == "条例废止"
    clients = logins(Client, county, "member", "office")
    assert (
        clients["member"].get(pack.url).status_code == 404
        and clients["member"].get(file.url).status_code == 404
        and clients["office"].get(pack.url).status_code == 200
    )
    assert [
        row.pk
        for row in clients["office"].get(reverse("packs:list") + "?for=all").context["page"].rows
    ] == []
    with pytest.raises(NotNow):
        acts.add_pack_item(county.office, pack, kind="question", title="x")


def test_the_list_finds_words_in_the_present_version_and_goes_out_as_a_file(county):
    pack = published(county)
    other = acts.begin_pack(county.office, county.root, title="安全生产资料包")
    client = logins(Client, county, "office")["office"]

    def searched(words, more=""):
        return {
            row.pk for row in client.get(reverse("packs:list"), {"q": words}).context["page"].rows
        }

    assert (
        searched("传病") == {pack.pk}
        and searched("安全生产") == {other.pk}
        and searched("九月专题") == {pack.pk}
        and searched("没有这个词") == set()
    )
    acts.remove_pack_item(county.office, pack, item=item(pack, "为什么要管"))
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True, said="少一篇")
    assert searched("传病") == set()
    assert {
        row.pk
        for row in client.get(reverse("packs:list"), {"topic": county.topic.pk})
        .context["page"]
        .rows
    } == {pack.pk}
    table = client.get(reverse("packs:list") + "?export=csv").content.decode("utf-8-sig")
    assert "医疗废物管理资料包" in table and "全部中心组" in table and "2026" in table


def test_it_stands_beside_its_topic_its_sessions_and_on_the_thread(county):
    from tests.learn.sessions.build import held_session

    session = held_session(county)
    pack = published(county)
    client = logins(Client, county, "secretary")["secretary"]
    for url in (
        county.topic.url,
        reverse("threads:thread", args=[county.topic.pk, county.group.pk]),
    ):
        assert pack.url in client.get(url).content.decode(), url
    way = f"{reverse('packs:list')}?for=all&amp;topic={county.topic.pk}"
    assert (
        way in client.get(session.url).content.decode()
        and pack.url in client.get(way.replace("&amp;", "&")).content.decode()
    )


# -- what a group adds -----------------------------------------------------------------------------


def added(county, pack, who=None, **more):
    return acts.add_to_pack(
        who or county.member,
        county.group,
        **{"pack": pack, "kind": "question", "title": "柳沟村的箱子谁管？"} | more,
    )


def test_what_a_group_adds_its_members_alone_see(county):
    pack = published(county)
    addition = added(county, pack)
    assert (addition.state, addition.unit, addition.thing.topic_id) == (
        "own",
        county.town,
        county.topic.pk,
    ) and last_record(addition)[0] == "addition.made"
    clients = logins(Client, county, "member2", "stranger_secretary", "stranger")
    assert addition.title in clients["member2"].get(pack.url).content.decode()
    for name in ("stranger_secretary", "stranger"):
        assert (
            addition.title not in clients[name].get(pack.url).content.decode()
            and clients[name].get(addition.url).status_code == 404
        )
    for who in (county.office, county.clerk, county.stranger_secretary):
        with pytest.raises(NotAllowed):
            added(county, pack, who)
    draft = begun(county, county.stranger_secretary, county.other_town)
    with pytest.raises(Invisible):
        added(county, draft)
    for bad in (
        {"kind": "document"},
        {"kind": "question", "upload": upload(), "declared": True},
        {"kind": "text"},
        {"title": "  "},
    ):
        with pytest.raises(BadInput):
            added(county, pack, **bad)


def test_it_is_offered_taken_and_reaches_all_with_its_file(county):
    pack = published(county)
    addition = added(
        county,
        pack,
        kind="document",
        title="柳沟村做法",
        upload=upload("做法.pdf", text="做法"),
        declared=True,
    )
    with pytest.raises(NotAllowed):
        acts.offer_addition(county.member, addition)
    with pytest.raises(NotNow):
        acts.take_addition(county.office, addition)
    acts.offer_addition(county.secretary, addition, word="三村都在用")
    assert last_record(addition)[2]["told"]["reason"] == "三村都在用"
    assert (addition.pk, "take_addition") in {
        (item.code, item.act) for item in today_page(county.office, {}).items
    }
    for who in (county.secretary, county.stranger_secretary, county.clerk):
        with pytest.raises(NotAllowed):
            acts.take_addition(who, addition)
    acts.take_addition(county.office, addition)
    assert addition.state == "taken" and last_record(pack)[0] == "pack.addition_received"
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True, said="加了柳沟村的做法")
    client = logins(Client, county, "stranger_secretary")["stranger_secretary"]
    text = client.get(pack.url).content.decode()
    assert "柳沟村做法" in text and f"由{county.group.name}推荐" in text
    assert (
        client.get(
            reverse("packs:file", args=[pack.pk, pack.items.get(title="柳沟村做法").pk])
        ).status_code
        == 200
    )
    assert client.get(addition.url).status_code == 404
    assert Delivery.objects.filter(
        thing=addition.pk, to=county.secretary, payload__verb="addition.taken"
    ).exists()


def test_it_is_declined_with_a_reason_and_stays_with_the_group(county):
    pack = published(county)
    addition = added(county, pack)
    acts.offer_addition(county.secretary, addition)
    with pytest.raises(NotAllowed):
        acts.decline_addition(county.clerk, addition, reason="x")
    acts.decline_addition(county.office, addition, reason="只合一个村")
    assert (addition.state, last_record(addition)[2]["told"]["reason"]) == (
        "declined",
        "只合一个村",
    ) and not PackItem.objects.filter(title=addition.title).exists()
    client = logins(Client, county, "member")["member"]
    assert (
        "只合一个村" in client.get(addition.url).content.decode()
        and addition.title in client.get(pack.url).content.decode()
    )
    acts.offer_addition(county.secretary, addition)
    with pytest.raises(NotAllowed):
        acts.remove_addition(county.member, addition, reason="x")
    acts.remove_addition(county.secretary, addition, reason="不用了")
    assert addition.title not in client.get(pack.url).content.decode()


def test_a_group_keeps_its_own_pack_and_hears_what_others_offer(county):
    pack = filled(county, county.secretary, county.town)
    acts.publish_pack(
        county.secretary,
        pack,
        for_all=False,
        groups=[county.group, county.other_group],
        non_secret=True,
    )
    addition = acts.add_to_pack(
        county.stranger_secretary,
        county.other_group,
        pack=pack,
        kind="document",
        title="石桥做法",
        upload=upload("石桥.pdf", text="石桥"),
        declared=True,
    )
    clients = logins(Client, county, "secretary", "member")
    assert clients["secretary"].get(addition.url).status_code == 404
    acts.offer_addition(county.stranger_secretary, addition)
    assert (
        clients["secretary"].get(addition.url).status_code == 200
        and clients["secretary"].get(reverse("packs:addition_file", args=[addition.pk])).status_code
        == 200
    )
    assert (
        clients["member"].get(addition.url).status_code == 404
        and addition.title in clients["secretary"].get(pack.url).content.decode()
    )
    acts.take_addition(county.secretary, addition)
    assert pack.items.filter(title="石桥做法", group=county.other_group, since=2).exists()


# -- pages, paper, privacy -------------------------------------------------------------------------


def test_one_pdf_with_contents_and_the_attached_ones_behind_it(county):
    pack = filled(county, about="含生僻字：㙟𠮷。")
    acts.add_pack_document(
        county.office,
        pack,
        upload=upload("附件二.pdf", text="附件", pages=3),
        declared=True,
        title="附件二",
    )
    acts.publish_pack(county.office, pack, for_all=True, non_secret=True)
    client = logins(Client, county, "member")["member"]
    address = reverse("packs:print", args=[pack.pk, 1])
    answer = client.get(address + "?format=pdf")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    first = reader.pages[0].extract_text()
    own = len(reader.pages) - 4
    assert (
        own >= 1
        and "附件：医疗废物管理条例" in first
        and "附件：附件二" in first
        and "㙟𠮷" in first
    )
    assert re.search(rf"附件：附件二\s*{own + 2}\b", first), first
    assert [bookmark.title for bookmark in reader.outline if not isinstance(bookmark, list)][
        -2:
    ] == [
        "医疗废物管理条例",
        "附件二",
    ]
    assert "条例全文" in reader.pages[own].extract_text()
    assert (
        client.get(address + "?format=docx").content[:2] == b"PK"
        and "附件二" in client.get(address).content.decode()
    )
    assert client.get(reverse("packs:print", args=[pack.pk, 2])).status_code == 404


def test_a_destroyed_file_says_so_and_is_not_bound(county):
    pack = published(county)
    withdraw_file(county.office, StoredFile.objects.get(about=pack.pk), reason="有内部字样")
    client = logins(Client, county, "member")["member"]
    assert "文件已销毁" in client.get(pack.url).content.decode()
    assert (
        client.get(reverse("packs:file", args=[pack.pk, pack.items.first().pk])).status_code == 404
    )
    assert client.get(reverse("packs:print", args=[pack.pk, 1]) + "?format=pdf").status_code == 200


def test_the_page_and_its_files_may_be_kept_on_the_machine(county):
    pack = published(county)
    client = logins(Client, county, "member")["member"]
    page = client.get(pack.url)
    assert page["X-Zhixing-Offline"] == "yes" and "data-keep=" in page.content.decode()
    assert (
        client.get(reverse("packs:file", args=[pack.pk, pack.items.first().pk]))[
            "X-Zhixing-Offline"
        ]
        == "yes"
    )
    assert "X-Zhixing-Offline" not in client.get(reverse("packs:list"))


def test_the_change_form_knows_what_the_item_says(county):
    pack = filled(county)
    form = ChangeItemForm(
        person=county.office, row=pack, initial={"item": str(item(pack, "卫健委解读").pk)}
    )
    assert (
        form["address"].value() == "https://www.example.org/jiedu" and "upload" not in form.fields
    )
    form = ChangeItemForm(
        {"item": item(pack, "为什么要管").pk, "title": "新", "text": "新的话"},
        person=county.office,
        row=pack,
    )
    assert form.is_valid(), form.errors
    form.perform()
    assert item(pack, "新").text == "新的话"
    client = logins(Client, county, "office")["office"]
    page = client.get(
        reverse("act", args=[pack.pk, "change_pack_item"])
        + f"?item={item(pack, '医疗废物管理条例').pk}"
    ).content.decode()
    assert "看第三章。" in page and "更新的文件" in page


def test_what_is_typed_into_one_item_is_not_offered_for_another(county):
    pack = filled(county)
    client = logins(Client, county, "office")["office"]
    address = reverse("act", args=[pack.pk, "change_pack_item"])
    client.post(
        reverse("drafts:keep", args=[f"{pack.pk}.change_pack_item"]),
        {"item": str(item(pack, "为什么要管").pk), "title": "写了一半"},
    )
    assert "写了一半" in client.get(address).content.decode()
    assert (
        "写了一半"
        not in client.get(f"{address}?item={item(pack, '卫健委解读').pk}").content.decode()
    )


def test_nobody_is_noted_as_reader():
    """No column about a person in the whole room, and none that counts or times."""
    models = apps.get_app_config("packs").get_models()
    fields = list(chain.from_iterable(model._meta.get_fields() for model in models))
    names = {f"{field.model.__name__}.{field.name}" for field in fields}
    assert [
        name
        for name in names
        if re.search(r"person|reader|opened|read|seen|count|minutes|times", name, re.I)
    ] == []
    assert not any(
        field.related_model is not None and field.related_model.__name__ == "Person"
        for field in fields
    )


def test_empty_lists_say_what_to_do(county):
    clients = logins(Client, county, "member", "office")
    assert "全部资料包" in clients["member"].get(reverse("packs:list")).content.decode()
    assert "新建资料包" in clients["office"].get(reverse("packs:list")).content.decode()
    assert "没有" in clients["member"].get(reverse("packs:list") + "?q=x").content.decode()


@pytest.mark.parametrize("who", ["office", "secretary"])
def test_a_page_costs_the_same_with_one_item_and_with_many(county, who):
    pack = published(county)
    client = logins(Client, county, who)[who]

    def costs():
        counts = []
        for url in (
            pack.url,
            reverse("packs:list"),
            reverse("packs:list") + "?for=all&q=医",
            reverse("packs:version", args=[pack.pk, 1]),
        ):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(
                sum(
                    not any(word in query["sql"] for word in KEPT)
                    for query in asked.captured_queries
                )
            )
        return counts

    before = costs()
    for at in range(3):
        acts.add_pack_document(
            county.office, pack, upload=upload(f"{at}.pdf", text=str(at)), declared=True
        )
        acts.add_pack_item(county.office, pack, kind="question", title=f"题{at}")
        acts.offer_addition(county.secretary, added(county, pack))
        acts.publish_pack(
            county.office,
            pack,
            for_all=False,
            groups=[county.group, county.other_group],
            non_secret=True,
            said="又一版",
        )
        published(county, for_all=False, groups=[county.group])
    assert costs() == before and max(before) <= MOST


def test_the_pure_reading_of_a_page_agrees_with_the_database(county):
    pack = published(county)
    acts.remove_pack_item(county.office, pack, item=item(pack, "卫健委解读"))
    seen = queries.read(county.office, pack.pk)
    for number in (1, 2):
        assert [item.pk for item in seen.of(number)] == list(
            pack.items.of_version(number).values_list("pk", flat=True)
        )
    assert not PackAddition.objects.exists()


def test_the_demo_pack_is_made_through_acts_and_has_two_versions(county):
    from zhixing.demo.packs import packs

    made = {}
    story = packs(county, made)
    day = next(story)
    while day is not None:
        with clock.at(dt.datetime.combine(day, dt.time(9)), ticking=True):
            day = next(story, None)
    pack = made["pack"]
    assert (pack.number, pack.for_all, pack.unit) == (2, True, county.publicity)
    assert [(version.number, version.published_on) for version in pack.versions.all()] == [
        (2, dt.date(2026, 6, 9)),
        (1, dt.date(2026, 4, 21)),
    ]
    seen = queries.read(county.member, pack.pk)
    assert sorted(change.what for change in seen.changes(1, 2)) == [
        "added",
        "added",
        "changed",
    ] and [item.group for item in seen.of(2) if item.group] == [county.group]
    assert set(PackAddition.objects.values_list("state", flat=True)) == {"taken", "own"}
