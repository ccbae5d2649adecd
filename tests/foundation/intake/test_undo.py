"""An import is undone whole, while nothing depends on it; refused with what does, otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.foundation.intake.build import LEDGER_HEAD, PLAN_HEAD, ROSTER_HEAD, book, demo
from zhixing.examine.bank.acts import add_bank_item, withdraw_bank_item
from zhixing.examine.bank.countyfile import import_bank
from zhixing.examine.bank.models import BankItem
from zhixing.faces.cli.doctor import unlike_copies, wrong_deadlines
from zhixing.foundation.kits.intake import store, undoing
from zhixing.foundation.kits.intake.acts import import_roster, undo_import
from zhixing.foundation.kits.intake.models import Before, Import
from zhixing.foundation.machinery import clock, guard
from zhixing.foundation.machinery.act import TAKEN_BACK, last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record, RecordBody
from zhixing.foundation.machinery.things.models import Party, Thing
from zhixing.foundation.spine.groups.acts import correct_post, release_member
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.acts import rename_unit
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.people.acts import appoint, correct_person, erase_person
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.tasks.acts import give_task
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.topics.acts import correct_topic
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan
from zhixing.learn.sessions.acts import plan_session
from zhixing.solve.problems.acts import accept_problem
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem

pytestmark = pytest.mark.database
MACHINERY = {
    "things",
    "records",
    "deliveries",
    "drafts",
    "sessions",
    "contenttypes",
    "auth",
    "imports",
}
ROSTER = [
    ROSTER_HEAD,
    ["龙泉镇", "韩立新", "副镇长", "成员、扩大人员", "10000001234"],
    ["", "新来的", "干事", "列席人员", ""],
    ["新设局", "常青", "局长", "组长", "10000001235"],
    ["", "常绿", "", "学习秘书", "10000001236"],
    ["县卫健局", "苗青", "", "组长", ""],
]
PLAN = [
    ["2026年安排"],
    PLAN_HEAD,
    [
        "5-6月",
        "常态化医疗废物管理",
        "法律法规",
        "医疗废物管理条例",
        "怎样管好",
        "收运体系",
        "现场学习",
        "县卫生健康局",
    ],
    ["7月", "健康县", "法律法规", "", "怎样办", "", "", "龙泉镇"],
]
LEDGER = [
    LEDGER_HEAD,
    ["群众反映", "路灯不亮", "个性", "龙泉镇", "方岩", "20261031", "未启动", "否"],
    ["群众反映", "汪塘脏", "共性", "龙泉镇", "", "长期坚持", "正在推进", "否"],
    ["群众反映", "桥坏了", "", "县卫生健康局", "某人", "立行立改", "已完成", "是"],
]
BANK_HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "答案", "解析", "知识点"]
BANK = [
    BANK_HEAD,
    ["单选", "暂存不得超过（　）。", "1天", "2天", "3天", "B", "条例", "常态化医疗废物管理"],
    ["判断", "医疗废物可以买卖。", "", "", "", "错", "", ""],
]


def snapshot() -> dict[str, Any]:
    """All rows of all rooms. The number of an item counts its versions, and a version more is what
    happened.
    """
    rows_of_tables = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("zhixing.") and model._meta.app_label not in MACHINERY:
            keep = [
                field.attname
                for field in model._meta.concrete_fields
                if not (model is BankItem and field.name == "number")
                and not (model._meta.auto_created and field.primary_key)
            ]
            rows_of_tables[model._meta.label] = sorted(
                map(repr, model._base_manager.values_list(*keep))
            )
    return rows_of_tables


def whole_chain() -> list:
    head = ChainHead.objects.get()
    return list(
        chain.faults(
            Record.objects.filter(origin=head.origin).select_related("body_row").order_by("seq"),
            head,
        )
    )


def bring(county, what: str) -> Import:
    with clock.at(dt.datetime(2026, 9, 1, 9), ticking=True):
        if what == "roster":
            return import_roster(
                county.office,
                county.root,
                book=book(ROSTER),
                aliases={"县卫健局": county.department.pk},
            )
        if what == "plan":
            return import_plan(county.office, county.root, book=book(PLAN))
        if what == "ledger":
            return import_ledger(county.office, county.root, book=book(LEDGER))
        # the key of a question that is there changes only where somebody chooses so
        return import_bank(
            county.office,
            county.root,
            book=book(BANK),
            choices={f"{book(BANK).sheets[0].name}!2!text": "file"},
        )


@pytest.fixture
def ready(county):
    """Something that each import finds there and changes."""
    correct_topic(county.office, county.topic, lead_units=[county.town])
    add_bank_item(
        county.office,
        county.root,
        kind="single",
        text="暂存不得超过（　）。",
        options=["1天", "2天", "3天"],
        solution="A",
        topic=None,
        topic_text="医废",
    )
    return county


@pytest.mark.parametrize(
    ("what", "changed"), [("roster", 1), ("plan", 1), ("ledger", 0), ("bank", 1)]
)
def test_undone_the_county_is_as_before_and_the_file_comes_in_again(ready, what, changed):
    before, codes = snapshot(), set(Thing.objects.values_list("pk", flat=True))
    made = bring(ready, what)
    assert made.changed == changed and snapshot() != before
    first = {name: len(rows) for name, rows in snapshot().items()}
    undo_import(ready.office, made, reason="拿错了文件")
    after = snapshot()
    assert {
        name: (before[name], after[name]) for name in before if before[name] != after[name]
    } == {}
    again = Import.objects.select_related("thing").get(pk=made.pk)
    assert (again.state, again.thing.state) == ("undone", "undone") and not Before.objects.exists()
    verb, decider, body = last_record(made)
    assert (
        (verb, decider, body["told"]["reason"]) == ("import.undone", ready.office, "拿错了文件")
        and body["told"]["removed"] > 0
        and body["state"] == ["done", "undone"]
    )
    gone = Thing.objects.exclude(pk__in=codes | {made.pk})
    assert gone and {
        (
            thing.title,
            thing.place,
            thing.audience,
            thing.state,
            thing.unit_id,
            thing.group_id,
            thing.topic_id,
        )
        for thing in gone
    } == {("", "", "parties", TAKEN_BACK, None, None, None)}
    assert (
        not Party.objects.filter(thing__in=gone).exists()
        and whole_chain() == []
        and unlike_copies() == []
        and wrong_deadlines() == []
    )
    with pytest.raises(NotNow):
        undo_import(ready.office, made, reason="x")
    same = bring(ready, what)
    assert (same.new, same.changed, same.refused) == (made.new, made.changed, made.refused) and {
        name: len(rows) for name, rows in snapshot().items()
    } == first
    assert whole_chain() == []


def test_the_demo_roster_goes_back(county):
    before = snapshot()
    made = import_roster(county.office, county.root, book=demo("roster"))
    undo_import(county.office, made, reason="x")
    assert snapshot() == before and whole_chain() == []


def test_a_refusal_names_a_few_and_counts_the_rest():
    with translation.override("en"), pytest.raises(NotNow) as refused:
        depends = undoing.Depends()
        for word in ("a", "b", "c", "d"):
            depends.other(word)
        for at in range(5):
            depends.thing("problem", f"WT-26-{at}")
        depends.refuse()
    assert (
        refused.value.params["what"]
        == "problem 5 (WT-26-0, WT-26-1, WT-26-2…); a 1; b 1; c 1; and 1 more"
    )


def touched_problem(county):
    return accept_problem(county.clerk, Problem.objects.get(title="路灯不亮")).pk


def used_person(county):
    appoint(county.sec, county.town, person=Person.objects.get(name="新来的"), role="VERIFIER")


def task_of(county):
    give_task(
        county.office,
        Unit.objects.get(name="新设局"),
        title="交材料",
        owner=county.secretary,
        due=dt.date(2026, 12, 1),
    )
    return Task.objects.get(title="交材料").pk


def ended_role(county):
    release_member(
        county.office,
        county.group,
        membership=Membership.objects.get(person__name="新来的"),
        reason="x",
    )


def corrected_person(county):
    person = Person.objects.get(name="新来的")
    correct_person(
        county.office,
        Unit.objects.get(pk=person.unit_id),
        person=person,
        name="新来人",
        phone="",
        post="",
    )


def corrected_again(county):
    correct_person(
        county.office,
        county.town,
        person=Person.objects.get(pk=county.member.pk),
        name="韩立新",
        phone="10000009999",
        post="镇长",
    )


def other_post(county):
    correct_post(
        county.office,
        county.group,
        membership=Membership.objects.get(person=county.member, role="MEMBER"),
        post="主任",
    )


def renamed_unit(county):
    rename_unit(county.office, Unit.objects.get(name="新设局"), name="新设大局")
    return Unit.objects.get(name="新设大局").pk


def others_came(county):
    import_roster(
        county.office, county.root, book=book([ROSTER_HEAD, ["新设局", "后来的", "", "成员", ""]])
    )
    return Unit.objects.get(name="新设局").pk


def erased(county):
    for role in Membership.objects.filter(person=county.member):
        release_member(county.office, county.group, membership=role, reason="x")
    erase_person(
        county.sec, county.town, person=Person.objects.get(pk=county.member.pk), reason="x"
    )


def no_longer_known(county):
    with clock.at(clock.now() + dt.timedelta(days=3650)), guard.traffic("test"):
        store.sweep_befores()


def corrected_topic(county):
    correct_topic(county.office, Topic.objects.get(pk=county.topic.pk), question="别的")
    return county.topic.pk


def studied(county):
    session = plan_session(
        county.secretary,
        county.group,
        topic=Topic.objects.get(title="健康县"),
        day=dt.date(2026, 12, 3),
        kind="collective",
        title="学",
    )
    return session.pk


def withdrawn(county):
    item = BankItem.objects.get(text__startswith="医疗废物可以")
    withdraw_bank_item(county.office, item, reason="错题")
    return item.pk


@pytest.mark.parametrize(
    ("what", "since"),
    [
        ("ledger", touched_problem),
        ("roster", used_person),
        ("roster", ended_role),
        ("roster", corrected_person),
        ("roster", corrected_again),
        ("roster", other_post),
        ("roster", renamed_unit),
        ("roster", others_came),
        ("roster", erased),
        ("roster", no_longer_known),
        ("plan", corrected_topic),
        ("plan", studied),
        ("bank", withdrawn),
        ("roster", task_of),
    ],
    ids=lambda case: case if isinstance(case, str) else case.__name__,
)
def test_what_was_worked_on_since_stands_in_the_way(ready, what, since):
    made = bring(ready, what)
    with clock.at(dt.datetime(2026, 11, 2, 9), ticking=True):
        code = since(ready)
        before = snapshot()
        with pytest.raises(NotNow) as refused:
            undo_import(ready.office, made, reason="x")
    wanted = (
        "import.erased" if since is erased else "import.depends"
    )  # the records of somebody who was erased tell nothing any more
    assert (
        refused.value.code == wanted and (code or "") in str(refused.value) and snapshot() == before
    )
    assert not any(
        person.name in str(refused.value) for person in Person.objects.exclude(name="")
    ), "nobody is named"
    assert (
        Import.objects.get(pk=made.pk).state == "done"
        and Record.objects.filter(thing=made.pk, outcome="refused", refusal=wanted).exists()
    )


@pytest.mark.parametrize(
    "who", ["clerk", "secretary", "leader", "supervisor", "county_leader", "stranger"]
)
def test_only_the_office_of_the_county_undoes(county, who):
    made = import_roster(county.office, county.root, book=book(ROSTER[:3]))
    with pytest.raises(NotAllowed):
        undo_import(getattr(county, who), made, reason="x")
    assert Person.objects.filter(name="新来的").exists()


def test_a_role_that_was_acted_in_stays(county):
    made = import_roster(
        county.office,
        county.root,
        book=book([ROSTER_HEAD, ["龙泉镇", "韩立新", "", "成员、学习秘书", ""]]),
    )
    assert Membership.objects.filter(person=county.member, role="SECRETARY").exists()
    plan_session(
        county.member,
        county.group,
        topic=county.topic,
        day=dt.date(2026, 12, 3),
        kind="collective",
        title="学",
    )
    with pytest.raises(NotNow) as refused:
        undo_import(county.office, made, reason="x")
    assert (
        "身份 1" in str(refused.value)
        and Membership.objects.filter(person=county.member, role="SECRETARY").exists()
    )


def test_an_erased_record_and_an_old_import_can_not_be_undone(county):
    made = import_roster(county.office, county.root, book=book(ROSTER[:3]))
    own = Record.objects.get(thing=made.pk)
    with guard.traffic("test"):
        RecordBody.objects.filter(record__seq=own.seq - 1).update(
            body={}, salt="", erased_at=clock.now()
        )
    with pytest.raises(NotNow) as refused:
        undo_import(county.office, made, reason="x")
    assert refused.value.code == "import.erased"
    with guard.traffic("test"):
        Import.objects.filter(pk=made.pk).update(numbers={})
    with pytest.raises(NotNow) as refused:
        undo_import(county.office, Import.objects.get(pk=made.pk), reason="x")
    assert refused.value.code == "import.older"


def test_what_is_gone_answers_404_and_the_pages_stand(ready):
    clients = logins(Client, ready, "office", "secretary", "county_leader", "clerk")
    made = bring(ready, "ledger")
    code = Problem.objects.get(title="路灯不亮").pk
    office = clients["office"]
    assert office.get(reverse("problems:problem", args=[code])).status_code == 200
    page = office.get(made.url).content.decode()
    assert reverse("act", args=[made.pk, "undo_import"]) in page and "已导入" in page
    assert (
        reverse("act", args=[made.pk, "undo_import"])
        not in clients["county_leader"].get(made.url).content.decode()
    )
    asked = office.get(reverse("act", args=[made.pk, "undo_import"]))
    assert "全部移除" in asked.content.decode()
    assert (
        office.post(
            reverse("act", args=[made.pk, "undo_import"]), {"reason": "", "_key": "a"}
        ).status_code
        == 422
    )
    answer = office.post(
        reverse("act", args=[made.pk, "undo_import"]), {"reason": "拿错了", "_key": "b"}
    )
    assert answer["location"] == made.url
    page = office.get(made.url).content.decode()
    assert (
        "已撤销" in page
        and "拿错了" in page
        and reverse("act", args=[made.pk, "undo_import"]) not in page
    )
    for client in clients.values():
        for address in (
            reverse("problems:problem", args=[code]),
            reverse("thing", args=[code]),
            reverse("act", args=[code, "correct_problem"]),
            reverse("api:thing", args=[code]),
        ):
            assert client.get(address).status_code == 404, address
        for address in (
            "/",
            reverse("problems:list"),
            reverse("imports:list") if client is office else "/",
            reverse("threads:list"),
            reverse("threads:loose"),
            reverse("totals:list"),
            "/search/?q=路灯",
            f"/search/?q={code}",
        ):
            page = client.get(address)
            assert page.status_code == 200 and f"/{code}/" not in page.content.decode(), address
    assert not Alias.objects.filter(name="县卫健局").exists()
