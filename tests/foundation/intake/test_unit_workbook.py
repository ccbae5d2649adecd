"""The workbook of a unit: each row through the form of its act, recorded for whoever decides; what
can not come in says so at its cell, in two languages.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.foundation.intake.build import content
from tests.foundation.intake.fill import edited, sheet_rows
from tests.foundation.intake.test_as_shown import book as roster_book
from zhixing.foundation.kits.intake.acts import import_unit_workbook
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import REFUSED, SAME
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.acts import release_member
from zhixing.foundation.spine.people.acts import correct_person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.models import PlanLine, StudyPlan
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.solve.problems.acts import withdraw_problem
from zhixing.solve.problems.models import Problem

MAY = dt.datetime(2026, 5, 12, 9)
SESSION = {
    "学习日期": "5月12日",
    "开始时间": "９：００",
    "地点": "柳沟村",
    "议程": "第一议题：重要讲话\n研讨：怎么收",
    "是否召开": "是",
}


@pytest.fixture(autouse=True)
def in_may():
    with clock.at(MAY):
        yield


@pytest.fixture
def out(county) -> bytes:
    return unitbook.workbook(county.office, county.town, clock.today())


def book(content: bytes) -> Any:
    return read("龙泉镇-2026-05.xlsx", content)


def rehearse(county: Any, content: bytes, **more: Any) -> Any:
    return dry_run("unit", book(content), Answers(by=county.office, **more))


def notes(reading: Any) -> list[tuple[str, int, str]]:
    return [(note.sheet, note.row, note.column) for note in reading.notes if note.what == "refused"]


def test_out_and_in_again_changes_nothing(county, out):
    reading = rehearse(county, out)
    assert reading.rows >= 8 and {line.action for line in reading.lines} == {SAME}, [
        note.sentence for note in reading.notes
    ]
    with pytest.raises(NotNow):
        import_unit_workbook(county.office, county.root, book=book(out))


def test_a_dry_run_leaves_nothing_behind(county, out):
    before = Record.objects.count(), Thing.objects.count()
    reading = rehearse(
        county,
        edited(
            out,
            {
                "集体学习": [SESSION | {"专题": county.topic.title}],
                "问题登记": [{"问题": "渠首漏水"}],
            },
        ),
    )
    assert reading.to_do == 2 and (Record.objects.count(), Thing.objects.count()) == before


def test_each_row_is_recorded_for_whoever_decides(county, out):
    done = import_unit_workbook(
        county.office,
        county.root,
        book=book(
            edited(
                out,
                {
                    "集体学习": [SESSION | {"专题": county.topic.title}],
                    "问题登记": [{"问题": "渠首漏水"}],
                },
            )
        ),
    )
    assert (done.what, done.new, done.refused) == ("unit", 2, 0)
    session = StudySession.objects.get(group=county.group)
    held = Record.objects.get(thing=session.pk, verb="session.recorded")
    assert (held.typist_id, held.decider_id) == (county.office.pk, county.secretary.pk)
    assert held.body_row.body["told"]["basis"] == "单位工作簿：龙泉镇-2026-05.xlsx"
    assert last_record(done)[0] == "unit_workbook.imported"
    assert Problem.objects.get(title="渠首漏水").unit_id == county.town.pk
    assert not Record.objects.filter(thing=session.pk, verb="notice.issued").exists()


def test_only_the_office_imports(county, out):
    file = book(edited(out, {"问题登记": [{"问题": "渠首漏水"}]}))
    for who in (county.secretary, county.stranger, county.supervisor):
        with pytest.raises(NotAllowed):
            import_unit_workbook(who, county.root, book=file)
    clients = logins(Client, county, "secretary", "stranger")
    assert {
        client.get(reverse("imports:unit", args=[county.town.pk])).status_code
        for client in clients.values()
    } == {403}
    assert not Problem.objects.filter(title="渠首漏水").exists()


def test_a_row_comes_in_whole_or_not_at_all(county, out):
    """The agenda has no first item, so the notice is refused, and the session that was planned for
    it is gone again; the other row comes in.
    """
    rows = {
        "集体学习": [SESSION | {"专题": county.topic.title, "议程": "研讨：怎么收"}],
        "问题登记": [{"问题": "渠首漏水"}],
    }
    done = import_unit_workbook(county.office, county.root, book=book(edited(out, rows)))
    assert (
        (done.new, done.refused) == (1, 1)
        and not StudySession.objects.exists()
        and Problem.objects.filter(title="渠首漏水").exists()
    )
    assert not Record.objects.filter(verb="session.planned").exists()


def test_the_whole_file_goes_back_when_that_was_chosen(county, out):
    rows = {"集体学习": [SESSION | {"专题": "没有这个专题"}], "问题登记": [{"问题": "渠首漏水"}]}
    with pytest.raises(BadInput):
        import_unit_workbook(county.office, county.root, book=book(edited(out, rows)), whole=True)
    assert not Problem.objects.filter(title="渠首漏水").exists()


@pytest.mark.parametrize(
    ("sheet", "row", "column", "sentence"),
    [
        (
            "集体学习",
            {"专题": "没有这个专题"},
            "topic",
            "There is nothing of this name that can be chosen here.",
        ),
        ("集体学习", {"学习日期": "2026-02-30"}, "day", "There is no such day."),
        (
            "集体学习",
            {"开始时间": "25:00"},
            "begins",
            "This can not be read as a time. Write 09:00.",
        ),
        ("集体学习", {"地点类型": "茶馆"}, "place_kind", "Possible are "),
        ("集体学习", {"学习日期": "2026-05-20"}, "day", "This day has not come yet."),
        ("集体学习", {"是否召开": "也许"}, "held", "Write 是 or 否."),
        (
            "成员",
            {"姓名": "新人", "中心组身份": "顾问"},
            "role",
            "Not decided yet what “顾问” is in a study group.",
        ),
        (
            "成员",
            {"姓名": "新人", "中心组身份": "成员", "手机号": "123"},
            "phone",
            "Digits: 3; a mobile has 11.",
        ),
        (
            "认领专题",
            {"专题": "常态化医疗废物管理", "认领人": "没有此人"},
            "person",
            "Nobody of this name can be chosen here.",
        ),
        (
            "整改进展",
            {"问题编号": "WT-26-XXXXX", "整改进展": "推进中"},
            "code",
            "The unit has nothing with this code.",
        ),
        (
            "年度学习计划",
            {"专题": "常态化医疗废物管理", "月份": "十三月"},
            "months",
            "This is no month, range of months or quarter.",
        ),
        (
            "年度学习计划",
            {"专题": "常态化医疗废物管理", "月份": "5月", "重点发言人": "没有此人"},
            "speakers",
            "Nobody of this name can be chosen here.",
        ),
        (
            "制度性成果",
            {"文件名称": "办法", "来源编号": "WT-26-XXXXX"},
            "origins",
            "There is nothing of this name that can be chosen here.",
        ),
        (
            "意见建议及措施",
            {"措施": "设点", "完成时限": "明年今日"},
            "due",
            "This can not be read as a day. Write 2026-09-30.",
        ),
    ],
)
def test_what_can_not_come_in_says_so_at_its_cell(county, out, sheet, row, column, sentence):
    row = (SESSION | {"专题": county.topic.title} if sheet == "集体学习" else {}) | row
    reading = rehearse(county, edited(out, {sheet: [row]}))
    assert notes(reading) == [(sheet, 3, column)], [note.sentence for note in reading.notes]
    note = next(note for note in reading.notes if note.what == "refused")
    with translation.override("en"):
        assert note.sentence.startswith(sentence)
    with translation.override("zh-hans"):
        assert note.sentence != sentence and any(
            "\u4e00" <= sign <= "\u9fff" for sign in note.sentence
        )
    assert note.at > 0 and note.heading


def test_a_role_that_is_not_known_is_asked_once_as_in_the_roster(county, out):
    """One rule serves both files, and what one was told the other knows."""
    rows = {
        "成员": [
            {"姓名": "甲某", "中心组身份": "顾问"},
            {"姓名": "乙某", "中心组身份": "成员、顾问"},
            {"姓名": "丙某", "中心组身份": "副組長（兼）"},
            {"姓名": "丁某", "中心组身份": ""},
        ]
    }
    file = edited(out, rows)
    reading = rehearse(county, file)
    (question,) = reading.questions.values()
    assert (question.name, question.about, len(question.places)) == ("顾问", "role", 2)
    codes = {note.row: note.code for note in reading.notes if note.column == "role"}
    assert codes == {3: "role.asked", 4: "role.asked", 5: "role.read", 6: "role.missing"}
    assert reading.count(REFUSED) == 3
    with pytest.raises(BadInput) as wrong:
        rehearse(county, file, aliases={"顾问": "KING"})
    assert wrong.value.code == "role.code"
    none_of_them = rehearse(county, file, aliases={"顾问": ""})
    assert {note.code for note in none_of_them.notes if note.row == 3} == {"role.unknown"}
    done = import_unit_workbook(
        county.office, county.root, book=book(file), aliases={"顾问": "INVITED"}
    )
    held = county.group.memberships.in_force(clock.today()).filter(person__name__endswith="某")
    assert set(held.values_list("person__name", "role")) == {
        ("甲某", "INVITED"),
        ("乙某", "MEMBER"),
        ("乙某", "INVITED"),
        ("丙某", "DEPUTY"),
    }
    assert done.refused == 1
    roster = roster_book([["甲乡", "戊某", "", "顾问", ""]])
    assert not dry_run("roster", roster, Answers()).questions


def test_names_and_telephones_are_not_kept_with_the_import(county, out):
    rows = {
        "成员": [{"姓名": "葛某某", "中心组身份": "成员", "手机号": "12345"}],
        "问题登记": [{"问题": "渠首漏水"}],
    }
    done = import_unit_workbook(county.office, county.root, book=book(edited(out, rows)))
    assert done.refused == 1 and "葛某某" not in str(done.notes) and "12345" not in str(done.notes)


def test_members_are_as_the_sheet_says(county, out):
    members = sheet_rows(out, "成员")
    names = {row["姓名"]: row for row in members}
    names[county.member.name] |= {"中心组身份": "副组长", "职务": "镇人大主席"}
    names[county.member2.name] |= {"离任日期": "2026-05-01"}
    reading = rehearse(county, edited(out, {"成员": members}))
    changed = {line.says[0]: line.changes for line in reading.lines if line.action != SAME}
    assert (
        changed[county.member.name] == [("中心组身份", "成员", "副组长")]
        or ("中心组身份", "成员", "副组长") in changed[county.member.name]
    )
    assert changed[county.member2.name] == [("中心组身份", "成员", "")]
    import_unit_workbook(county.office, county.root, book=book(edited(out, {"成员": members})))
    held = set(county.group.memberships.in_force(clock.today()).values_list("person__name", "role"))
    assert (county.member.name, "DEPUTY") in held and (county.member.name, "MEMBER") not in held
    assert county.member2.name not in {name for name, _role in held} and county.member3.name in {
        name for name, _role in held
    }


def test_attendance_comes_in_whole(county, out):
    import_unit_workbook(
        county.office,
        county.root,
        book=book(edited(out, {"集体学习": [SESSION | {"专题": county.topic.title}]})),
    )
    file = unitbook.workbook(county.office, county.town, clock.today())
    seats = sheet_rows(file, "考勤")
    assert len(seats) == 6 and not any(row["到会情况"] for row in seats)
    lacking = [row | {"到会情况": "到会"} for row in seats[:-1]] + [seats[-1]]
    reading = rehearse(county, edited(file, {"考勤": lacking}))
    assert reading.count(REFUSED) == 6 and "整体导入" in reading.notes[1].sentence
    full = [row | {"到会情况": "√"} for row in seats[:-1]] + [seats[-1] | {"到会情况": "病假"}]
    reading = rehearse(county, edited(file, {"考勤": full}))
    assert reading.count(REFUSED) == 6, "leave is granted by somebody"
    full[-1]["准假人"] = county.leader.name
    import_unit_workbook(county.office, county.root, book=book(edited(file, {"考勤": full})))
    assert (
        sorted(Attendance.objects.values_list("status", flat=True)) == ["LEAVE"] + ["PRESENT"] * 5
    )
    again = unitbook.workbook(county.office, county.town, clock.today())
    assert {line.action for line in rehearse(county, again).lines} == {SAME}
    seats = sheet_rows(again, "考勤")
    on_leave = next(row for row in seats if row["准假人"])
    others = [row for row in seats if row is not on_leave]
    strange = on_leave | {"准假人": county.member.name}
    reading = rehearse(county, edited(again, {"考勤": [*others, strange]}))
    assert reading.count(REFUSED) == 1, "another name in one cell alone is read, not passed over"


def test_several_units_in_one_file(county):
    """The office's own file, with a column that names the unit; one row names nobody's unit."""
    from zhixing.foundation.kits.workbooks.writing import template

    file = template(
        unitbook.filled(
            county.office, [county.town, county.other_town], clock.today(), ["problems"]
        ),
        made=clock.today(),
    )
    rows = [
        {"单位": "龙泉镇", "问题": "渠首漏水"},
        {"单位": "石桥镇", "问题": "桥面破损"},
        {"单位": "某某局", "问题": "无"},
    ]
    reading = rehearse(county, edited(file, {"问题登记": rows}))
    assert (reading.to_do, reading.count(REFUSED)) == (2, 1) and notes(reading) == [
        ("问题登记", 4, "unit")
    ]
    import_unit_workbook(county.office, county.root, book=book(edited(file, {"问题登记": rows})))
    assert set(Problem.objects.values_list("title", "unit__name")) == {
        ("渠首漏水", "龙泉镇"),
        ("桥面破损", "石桥镇"),
    }
    record = Record.objects.filter(verb="problem.noted").order_by("seq").last()
    assert record.decider_id == county.stranger_secretary.pk


def test_whose_it_is_stands_on_the_cover_or_is_asked(county, out):
    rows = {"问题登记": [{"问题": "渠首漏水"}]}
    assert rehearse(county, edited(out, rows, marks=False)).to_do == 1, "the cover names the unit"
    assert rehearse(county, edited(out, rows, marks=False, without=["单位工作簿"])).to_do == 1, (
        "each sheet has its unit in its title"
    )
    bare = content([["问题", "具体情况"], ["渠首漏水", ""]])
    with pytest.raises(BadInput) as refused:
        rehearse(county, bare)
    assert refused.value.code == "unit.missing"
    assert rehearse(county, bare, unit=county.other_town.pk).to_do == 1
    with pytest.raises(BadInput) as refused:
        rehearse(county, out, unit="DW-26-XXXXX")
    assert refused.value.code == "unit.unknown"


def test_another_workbook_is_refused_with_a_sentence(county):
    with pytest.raises(BadInput) as refused:
        rehearse(county, content([["天气", "温度"], ["晴", "20"]]))
    assert refused.value.code == "workbook.headings"


def test_the_pages(county, out):
    office = logins(Client, county, "office")["office"]
    page = office.get(reverse("imports:upload", args=["unit"]))
    assert page.status_code == 200 and county.town.name in page.content.decode()
    assert office.get(reverse("imports:template", args=["unit"])).status_code == 200
    assert office.get(reverse("imports:unit", args=[county.root.pk])).status_code == 404
    everything = office.get(reverse("imports:export", args=["unit"]))
    assert everything.status_code == 200 and len(read("x.xlsx", everything.content).sheets) >= 13
    assert (
        office.get(reverse("imports:export", args=["unit"]), {"sheet": "nothing"}).status_code
        == 404
    )


# -- what a hard look found ------------------------------------------------------------------------


def import_copy(county: Any, content: bytes, **more: Any) -> Any:
    return import_unit_workbook(county.office, county.root, book=book(content), **more)


def test_two_rows_of_one_name_with_two_telephones_are_two_people(county, out):
    rows = sheet_rows(out, "成员")
    next(row for row in rows if row["姓名"] == county.member.name)["手机号"] = "10000000001"
    import_copy(county, edited(out, {"成员": rows}))
    out = unitbook.workbook(county.office, county.town, clock.today())
    import_copy(
        county,
        edited(
            out,
            {
                "成员": [
                    *sheet_rows(out, "成员"),
                    {
                        "姓名": county.member.name,
                        "职务": "镇团委书记",
                        "中心组身份": "列席人员",
                        "手机号": "10000000002",
                    },
                ]
            },
        ),
    )
    held = set(
        county.group.memberships.in_force(clock.today())
        .filter(person__name=county.member.name)
        .values_list("person__phone", "role")
    )
    assert held == {("10000000001", "MEMBER"), ("10000000002", "ATTENDEE")}
    again = rehearse(county, unitbook.workbook(county.office, county.town, clock.today()))
    assert {line.action for line in again.lines} == {SAME}


def test_a_place_in_a_row_is_no_unit(county):
    with pytest.raises(BadInput) as refused:
        rehearse(
            county,
            content([["学习日期", "专题", "地点"], ["2026-05-11", county.topic.title, "石桥镇"]]),
        )
    assert refused.value.code == "unit.missing"


def test_a_choice_does_not_override_what_the_file_says(county, out):
    with pytest.raises(BadInput) as refused:
        rehearse(county, out, unit=county.other_town.pk)
    assert refused.value.code == "unit.other" and "龙泉镇" in str(refused.value)
    assert rehearse(county, out).about == ["龙泉镇"]


def test_the_workbook_of_december_is_of_its_year_in_january_too(county):
    with clock.at(dt.datetime(2026, 12, 20, 9)):
        out = unitbook.workbook(county.office, county.town, clock.today())
    rows = [
        row | {"月份": "6月"} if row["专题"] == county.topic.title else row
        for row in sheet_rows(out, "年度学习计划")
    ]
    with clock.at(dt.datetime(2027, 1, 5, 9)):
        import_copy(
            county,
            edited(
                out,
                {"年度学习计划": [*rows, {"专题": "开年第一课", "月份": "1月", "年度": "2027"}]},
            ),
        )
    planned = PlanLine.objects.filter(plan__group=county.group)
    plans = set(planned.values_list("plan__year", "topic__title", "first_month"))
    assert (2026, county.topic.title, 6) in plans and (2027, "开年第一课", 1) in plans
    assert Topic.objects.filter(title=county.topic.title).count() == 1


def test_a_copied_row_that_kept_its_code_is_refused(county, out):
    import_copy(county, edited(out, {"问题登记": [{"问题": "渠首漏水"}]}))
    out = unitbook.workbook(county.office, county.town, clock.today())
    row = sheet_rows(out, "问题登记")[0]
    reading = rehearse(county, edited(out, {"问题登记": [row, row | {"问题": "桥面破损"}]}))
    assert notes(reading) == [("问题登记", 4, "code")]


def test_an_older_workbook_does_not_bring_back_what_was_true_then(county, out):
    with clock.at(dt.datetime(2026, 5, 13, 9)):
        correct_person(
            county.office,
            county.town,
            person=county.member,
            name=county.member.name,
            phone="10000000055",
            post="新职务",
        )
        release_member(
            county.office,
            county.group,
            membership=county.group.memberships.get(person=county.member2),
            reason="调离",
        )
        done = import_copy(county, edited(out, {"问题登记": [{"问题": "渠首漏水"}]}))
    county.member.refresh_from_db()
    assert (done.new, done.changed) == (1, 0) and county.member.phone == "10000000055"
    assert (
        not county.group.memberships.in_force(dt.date(2026, 5, 14))
        .filter(person=county.member2)
        .exists()
    )


def test_the_very_same_file_is_not_taken_twice(county, out):
    content = edited(out, {"问题登记": [{"问题": "渠首漏水"}]})
    import_copy(county, content)
    with pytest.raises(BadInput) as refused:
        import_copy(county, content)
    assert refused.value.code == "import.again"


def test_what_a_workbook_does_not_change_is_refused_and_not_passed_over(county, out):
    import_copy(
        county,
        edited(
            out,
            {
                "问题登记": [{"问题": "渠首漏水"}],
                "意见建议及措施": [{"措施": "设点", "完成时限": "2026-08-01"}],
            },
        ),
    )
    out = unitbook.workbook(county.office, county.town, clock.today())
    problem, measure = sheet_rows(out, "问题登记")[0], sheet_rows(out, "意见建议及措施")[0]
    reading = rehearse(
        county,
        edited(
            out,
            {
                "问题登记": [problem | {"问题来源": "群众反映"}],
                "意见建议及措施": [measure | {"完成时限": "2026-09-01"}],
            },
        ),
    )
    assert notes(reading) == [("问题登记", 3, "source"), ("意见建议及措施", 3, "due")]


def test_a_problem_that_comes_back_is_a_new_one(county, out):
    import_copy(county, edited(out, {"问题登记": [{"问题": "渠首漏水"}]}))
    withdraw_problem(county.office, Problem.objects.get(), reason="已处理")
    import_copy(county, edited(out, {"问题登记": [{"问题": "渠首漏水", "具体情况": "又漏了"}]}))
    assert Problem.objects.filter(title="渠首漏水").count() == 2


def test_nobody_leaves_under_a_misspelt_name(county, out):
    rows = [
        *sheet_rows(out, "成员"),
        {"姓名": "葛春辉", "中心组身份": "成员", "离任日期": "2026-05-01"},
    ]
    assert notes(rehearse(county, edited(out, {"成员": rows}))) == [("成员", len(rows) + 2, "name")]


def test_the_names_of_speakers_are_not_kept_with_the_import(county, out):
    plan = [{"专题": county.topic.title, "月份": "5月", "重点发言人": "查无此人"}]
    done = import_copy(
        county, edited(out, {"年度学习计划": plan, "问题登记": [{"问题": "渠首漏水"}]})
    )
    assert done.refused == 1 and "查无此人" not in str(done.notes)
    assert not StudyPlan.objects.exists(), "no plan is drafted when nothing can be placed in it"


def test_the_successor_decides_once_the_secretary_has_left(county, out):
    rows = sheet_rows(out, "成员")
    for row in rows:
        if row["姓名"] == county.secretary.name:
            row["离任日期"] = "2026-05-12"
    rows += [
        {"姓名": "接任者", "职务": "宣传委员", "中心组身份": "成员、学习秘书"},
        {"姓名": "又一人", "中心组身份": "成员"},
    ]
    reading = rehearse(county, edited(out, {"成员": rows, "问题登记": [{"问题": "渠首漏水"}]}))
    assert reading.count(REFUSED) == 0, [note.sentence for note in reading.notes]


def test_a_unit_without_a_group(county):
    """What is sent untouched comes back untouched; a first row that can not come in does not take
    the others with it.
    """
    out = unitbook.workbook(county.office, county.department, clock.today())
    assert {line.action for line in rehearse(county, out).lines} <= {SAME}
    rows = [
        {"姓名": "甲某", "中心组身份": "组长", "职务": "长" * 150},
        {"姓名": "乙某", "中心组身份": "成员"},
        {"姓名": "丙某", "中心组身份": "学习秘书"},
    ]
    reading = rehearse(county, edited(out, {"成员": rows}))
    assert notes(reading) == [("成员", 3, "post")] and reading.to_do == 2
    assert all(note.sentence.strip() for note in reading.notes)


@pytest.mark.parametrize(
    ("row", "column"), [({"问题": "长" * 130}, "title"), ({"具体情况": "没有题目"}, "title")]
)
def test_every_refusal_has_a_sentence_at_its_column(county, out, row, column):
    reading = rehearse(county, edited(out, {"问题登记": [row]}))
    assert notes(reading) == [("问题登记", 3, column)]
    note = reading.notes[0]
    with translation.override("zh-hans"):
        chinese = note.sentence
    with translation.override("en"):
        assert len(note.sentence) > 5 and len(chinese) > 3 and note.sentence != chinese


def test_a_person_stands_once_in_attendance_and_marks(county, out):
    import_copy(county, edited(out, {"集体学习": [SESSION | {"专题": county.topic.title}]}))
    out = unitbook.workbook(county.office, county.town, clock.today())
    seats = [row | {"到会情况": "到会"} for row in sheet_rows(out, "考勤")]
    reading = rehearse(county, edited(out, {"考勤": [*seats, seats[0] | {"到会情况": "缺席"}]}))
    assert reading.count(REFUSED) == len(seats) + 1 and not Attendance.objects.exists()
