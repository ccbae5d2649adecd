"""Small workbooks: changes, questions, refusals, who may."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.foundation.intake.build import LEDGER_HEAD, PLAN_HEAD, ROSTER_HEAD, book
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.groups.acts import correct_post
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem

MEMBER = ["龙泉镇", "韩立新", "副镇长", "成员", "10000001234"]


@pytest.mark.parametrize(
    "who", ["clerk", "secretary", "leader", "supervisor", "county_leader", "stranger"]
)
def test_only_the_office_of_the_county_imports(county, who):
    with pytest.raises(NotAllowed):
        import_roster(getattr(county, who), county.root, book=book([ROSTER_HEAD, MEMBER]))
    assert not Import.objects.exists()


def test_a_telephone_and_a_post_are_changed_and_people_who_are_not_in_the_file_stay(county):
    before = Membership.objects.filter(group=county.group, until=None).count()
    reading = dry_run("roster", book([ROSTER_HEAD, MEMBER]), Answers())
    assert [line.action for line in reading.lines] == ["changed"] and [
        note.code for note in reading.notes
    ] == ["group.absent"]
    made = import_roster(county.office, county.root, book=book([ROSTER_HEAD, MEMBER]))
    assert (made.new, made.changed) == (0, 1)
    member = Person.objects.get(pk=county.member.pk)
    assert (member.phone, member.post) == ("10000001234", "副镇长")
    assert Membership.objects.get(group=county.group, person=member).post == "副镇长"
    assert Membership.objects.filter(group=county.group, until=None).count() == before


def test_a_row_may_add_a_role_and_a_person(county):
    made = import_roster(
        county.office,
        county.root,
        book=book(
            [
                ROSTER_HEAD,
                ["龙泉镇", "韩立新", "", "成员、扩大人员", ""],
                ["", "新来的", "", "列席人员", ""],
            ]
        ),
    )
    assert (made.new, made.changed) == (1, 1)
    assert set(Membership.objects.filter(person=county.member).values_list("role", flat=True)) == {
        "MEMBER",
        "INVITED",
    }
    assert Person.objects.get(name="新来的").unit == county.town


def test_one_import_is_one_act_and_one_thing(county):
    made = import_roster(county.office, county.root, book=book([ROSTER_HEAD, MEMBER]))
    outer = (
        Record.objects.done()
        .filter(verb="roster.imported", thing=made.pk)
        .select_related("body_row")
        .get()
    )
    assert outer.body_row.body["told"]["changed"] == 1
    assert (
        Record.objects.done()
        .filter(seq__lte=outer.seq, verb__in=["person.corrected", "member.post_corrected"])
        .count()
        == 2
    )


def test_a_whole_file_is_sent_back(county):
    rows = [ROSTER_HEAD, MEMBER, ["", "", "", "成员", ""]]
    with pytest.raises(BadInput) as refused:
        import_roster(county.office, county.root, book=book(rows), whole=True)
    assert (
        refused.value.code == "file.refused" and Person.objects.get(pk=county.member.pk).phone == ""
    )
    assert import_roster(county.office, county.root, book=book(rows)).refused == 1


def test_a_shortened_name_is_asked_once(county):
    rows = [ROSTER_HEAD, ["县卫健局", "苗青", "", "组长", ""]]
    reading = dry_run("roster", book(rows), Answers())
    assert [line.action for line in reading.lines] == ["refused"] and reading.notes[
        0
    ].code == "unit.asked"
    same = import_roster(
        county.office, county.root, book=book(rows), aliases={"县卫健局": county.department.pk}
    )
    assert same.new == 1 and Person.objects.get(name="苗青").unit == county.department
    later = dry_run(
        "roster", book([ROSTER_HEAD, ["县卫健局", "苗青", "局长", "组长", ""]]), Answers()
    )
    assert not later.questions and [line.action for line in later.lines] == ["changed"]
    other = import_roster(
        county.office,
        county.root,
        book=book([ROSTER_HEAD, ["县健康局", "石英", "", "组长", ""]]),
        aliases={"县健康局": ""},
    )
    assert other.new == 1 and Unit.objects.filter(name="县健康局").exists()
    with pytest.raises(BadInput) as wrong:
        dry_run(
            "roster",
            book([ROSTER_HEAD, ["县委宣部", "石英", "", "组长", ""]]),
            Answers({"县委宣部": "DW-00-XXXXX"}),
        )
    assert wrong.value.code == "alias.unknown"


def test_two_namesakes_of_one_unit_are_told_apart_by_their_telephones(county):
    rows = [
        ROSTER_HEAD,
        ["石桥镇", "王伟", "", "成员", "10000000901"],
        ["", "王伟", "", "成员", "10000000902"],
    ]
    assert import_roster(county.office, county.root, book=book(rows)).new == 2
    assert dry_run("roster", book(rows), Answers()).count("same") == 2
    twice = dry_run("roster", book([*rows, ["", "王伟", "", "成员", "10000000902"]]), Answers())
    assert twice.count("same") == 3 and [
        note.row for note in twice.notes if note.code == "person.again"
    ] == [4]


def test_a_file_without_headings_is_not_a_roster(county):
    with pytest.raises(BadInput) as refused:
        import_roster(county.office, county.root, book=book([["a", "b"], ["c", "d"]]))
    assert refused.value.code == "workbook.headings"


def test_a_plan_corrects_a_topic_and_asks_the_year(county):
    rows = [
        ["学习安排"],
        PLAN_HEAD,
        [
            "5-6月",
            "常态化医疗废物管理",
            "法律法规",
            "医疗废物管理条例",
            "怎样管好",
            "收运体系",
            "",
            "县卫生健康局",
        ],
    ]
    assert [
        note.code for note in dry_run("plan", book(rows), Answers()).notes if note.what == "refused"
    ] == ["due.year"]
    made = import_plan(county.office, county.root, book=book(rows), year=2026)
    topic = Topic.objects.get(pk=county.topic.pk)
    assert (
        made.changed == 1
        and (topic.first_month, topic.last_month, topic.question) == (5, 6, "怎样管好")
        and list(topic.lead_units.all()) == [county.department]
    )


def test_a_plan_changes_nothing_in_columns_that_it_has_not_or_can_not_read(county):
    """A missing column and an error say nothing; an empty cell says that there is nothing."""
    whole = [
        "5-6月",
        "常态化医疗废物管理",
        "法律法规",
        "甲条例",
        "怎样管好",
        "收运体系",
        "现场学习",
        "县卫生健康局",
    ]
    import_plan(county.office, county.root, book=book([["2026年"], PLAN_HEAD, whole]))
    short = dry_run("plan", book([["2026年"], ["月份", "专题"], whole[:2]]), Answers())
    assert [line.action for line in short.lines] == ["same"]
    error = dry_run(
        "plan", book([["2026年"], PLAN_HEAD, [*whole[:3], "#N/A", *whole[4:]]]), Answers()
    )
    assert [line.action for line in error.lines] == ["same"]
    assert [note.column for note in error.notes] == ["materials"]
    empty = dry_run("plan", book([["2026年"], PLAN_HEAD, [*whole[:4], "", *whole[5:]]]), Answers())
    assert [line.changes for line in empty.lines] == [[("研讨题目", "怎样管好", "")]]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["不知道", "题", "", "", "", "", "", ""], "months.unreadable"),
        (["5月", "", "法律法规", "", "", "", "", ""], "title.missing"),
        (["5月", "题" * 121, "", "", "", "", "", ""], "text.long"),
    ],
)
def test_rows_of_a_plan_that_can_not_come_in(county, row, code):
    reading = dry_run("plan", book([["2026年安排"], PLAN_HEAD, row]), Answers())
    assert [note.code for note in reading.notes if note.what == "refused"] == [code]


def test_a_topic_comes_in_once(county):
    rows = [
        ["2026年安排"],
        PLAN_HEAD,
        ["5月", "新专题", "", "", "", "", "", ""],
        ["6月", "新 专题", "", "", "", "", "", ""],
    ]
    assert (
        import_plan(county.office, county.root, book=book(rows)).refused == 1
        and Topic.objects.filter(title="新专题").count() == 1
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["群众反映", "路灯不亮", "", "龙泉镇", "", "", "正在推进", "否"], "due.missing"),
        (["群众反映", "路灯不亮", "", "龙泉镇", "", "尽快", "正在推进", ""], "due.unreadable"),
        (["群众反映", "路灯不亮", "", "龙泉镇", "", "9月底前", "正在推进", ""], "due.year"),
        (["群众反映", "路灯不亮", "", "龙泉镇", "", "20261031", "再说", "否"], "progress.unknown"),
        (["群众反映", "路灯不亮", "", "龙泉镇", "", "20261031", "未启动", "？"], "struck.unknown"),
        (["群众反映", "", "共性", "龙泉镇", "", "20261031", "未启动", ""], "text.missing"),
        (["群众反映", "路灯不亮", "", "", "", "20261031", "未启动", ""], "unit.missing"),
        (["群众反映", "路灯不亮", "", "月球基地", "", "20261031", "未启动", ""], "unit.unknown"),
    ],
)
def test_rows_of_a_ledger_that_can_not_come_in(county, row, code):
    reading = dry_run("ledger", book([LEDGER_HEAD, row]), Answers())
    assert [note.code for note in reading.notes if note.what == "refused"] == [code]


def test_a_ledger_row_finds_its_person_and_leaves_odd_cells_out(county):
    rows = [
        LEDGER_HEAD,
        ["天上", "路灯不亮", "奇怪", "龙泉镇", "方岩", "20261031", "未启动", "否"],
        ["群众反映", "路灯  不亮", "", "龙泉镇", "", "20261031", "未启动", "否"],
    ]
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        made = import_ledger(county.office, county.root, book=book(rows))
        with pytest.raises(BadInput):
            import_ledger(
                county.office, county.root, book=book(rows), received_on=dt.date(2026, 9, 2)
            )
    problem = Problem.objects.get(title="路灯不亮")
    assert (
        problem.person,
        problem.person_text,
        problem.state,
        problem.source,
        problem.kind,
        problem.received_on,
    ) == (county.responsible, "", "dispatched", "other", "", dt.date(2026, 9, 1))
    assert sorted(note["code"] for note in made.notes) == [
        "class.unknown",
        "problem.twice",
        "source.unknown",
    ]


def test_a_post_is_corrected_in_its_own_group(county):
    role = Membership.objects.get(person=county.member)
    assert (
        correct_post(county.secretary, county.group, membership=role, post=" 人大  主席").post
        == "人大 主席"
    )
    with pytest.raises(BadInput):
        correct_post(county.stranger_secretary, county.other_group, membership=role, post="x")
    with pytest.raises(NotAllowed):
        correct_post(county.member, county.group, membership=role, post="x")
