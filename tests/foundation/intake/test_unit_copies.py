"""Two copies of a unit's workbook, and one without its hidden sheet."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import ROSTER_HEAD
from tests.foundation.intake.build import book as small_book
from tests.foundation.intake.fill import edited, sheet_rows
from tests.workbooks.outside import HERE, outside
from zhixing.examine.papers.acts import add_item, draft_paper, ready_paper
from zhixing.examine.sittings.acts import set_test
from zhixing.examine.sittings.models import Sitting
from zhixing.foundation.kits.intake.acts import import_roster, import_unit_workbook, undo_import
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.notes import NOT_READ
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED, SAME
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.intake.unitbook.sheet import sheets_in_order
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import template
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.spine.groups.acts import release_member
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.acts import correct_person
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.plans.acts import draft_plan, set_plan_line
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.sessions.acts import plan_session
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.problems.models import Problem

MAY = dt.datetime(2026, 5, 12, 9)
MEMBERS, PROBLEMS, SESSIONS = "成员", "问题登记", "集体学习"


@pytest.fixture(autouse=True)
def in_may():
    with clock.at(MAY):
        yield


@pytest.fixture
def out(county) -> bytes:
    return unitbook.workbook(county.office, county.town, clock.today())


def book(content: bytes, name: str = "龙泉镇-2026-05.xlsx") -> Any:
    return read(name, content)


def rehearse(county: Any, content: bytes, **more: Any) -> Any:
    return dry_run("unit", book(content), Answers(by=county.office, **more))


def import_copy(county: Any, content: bytes, **more: Any) -> Any:
    return import_unit_workbook(county.office, county.root, book=book(content), **more)


def conflicts(reading: Any) -> list[tuple[str, dict[str, str]]]:
    return [(note.column, note.sides) for note in reading.notes if note.code == "cell.conflict"]


def with_member(out: bytes, **cells: str) -> bytes:
    """The workbook with these cells of 韩立新 changed."""
    rows = [row | (cells if row["姓名"] == "韩立新" else {}) for row in sheet_rows(out, MEMBERS)]
    return edited(out, {MEMBERS: rows})


def test_the_later_copy_does_not_overwrite_the_earlier_one(county, out):
    import_copy(county, with_member(out, 职务="副镇长", 手机号="10000000122"))
    later = with_member(out, 职务="人大主席团主席", 手机号="10000000222")
    reading = rehearse(county, later)
    sent = next(row for row in sheet_rows(out, MEMBERS) if row["姓名"] == "韩立新")
    assert conflicts(reading) == [
        ("post", {"sent": sent["职务"], "here": "副镇长", "file": "人大主席团主席"}),
        ("phone", {"sent": "", "here": "10000000122", "file": "10000000222"}),
    ]
    assert reading.to_do == 0
    with pytest.raises(NotNow):
        import_copy(county, later)
    assert Person.objects.get(pk=county.member.pk).phone == "10000000122"


def test_the_office_chooses_for_each_field(county, out):
    import_copy(county, with_member(out, 职务="副镇长", 手机号="10000000122"))
    later = with_member(out, 职务="人大主席团主席", 手机号="10000000222")
    keys = {note.column: note.key for note in rehearse(county, later).notes if note.options}
    done = import_copy(county, later, choices={keys["phone"]: "file", keys["post"]: "here"})
    member = Person.objects.get(pk=county.member.pk)
    assert (done.changed, member.phone, member.post) == (1, "10000000222", "副镇长")
    chosen = {note["column"]: (note["chosen"], note["sides"]) for note in done.notes}
    assert chosen["phone"] == ("file", {})  # no telephone is kept with the import
    assert chosen["post"][0] == "here"
    again = rehearse(county, later, choices={keys["post"]: "file"})
    assert [column for column, _sides in conflicts(again)] == ["post"]


def test_undone_what_stood_here_before_the_choice_stands_again(county, out):
    import_copy(county, with_member(out, 手机号="10000000122"))
    later = with_member(out, 手机号="10000000222")
    key = next(note.key for note in rehearse(county, later).notes if note.options)
    done = import_copy(county, later, choices={key: "file"})
    assert Person.objects.get(pk=county.member.pk).phone == "10000000222"
    undo_import(county.office, done, reason="选错了")
    assert Person.objects.get(pk=county.member.pk).phone == "10000000122"


def test_what_changed_here_stays_where_the_file_says_nothing_about_it(county, out):
    """The file changes the telephone, the page has changed the post: both stand afterwards."""
    import_copy(county, with_member(out, 中心组身份="副组长"))
    done = import_copy(county, with_member(out, 手机号="10000000122"))
    assert done.changed == 1 and not done.notes
    roles = Membership.objects.filter(person=county.member, until=None).values_list(
        "role", flat=True
    )
    assert (
        set(roles) == {"DEPUTY"} and Person.objects.get(pk=county.member.pk).phone == "10000000122"
    )


def test_both_copies_say_the_same(county, out):
    import_copy(county, with_member(out, 手机号="10000000122"))
    reading = rehearse(county, with_member(out, 手机号="100 0000 0122", 职务="副镇长"))
    assert not conflicts(reading) and reading.count(CHANGED) == 1


def test_a_row_that_is_gone_is_not_brought_back_silently(county, out):
    role = Membership.objects.get(person=county.member, group=county.group)
    release_member(county.secretary, county.group, membership=role, reason="调离")
    later = with_member(out, 手机号="10000000222")
    reading = rehearse(county, later)
    note = next(note for note in reading.notes if note.code == "row.gone")
    assert reading.to_do == 0 and note.options == ("here", "file")
    assert Membership.objects.filter(person=county.member, until=None).count() == 0
    assert rehearse(county, later, choices={note.key: "file"}).to_do == 1


def test_a_new_row_of_both_copies_is_one_thing_with_two_texts(county, out):
    problem = {"问题": "渠首漏水", "具体情况": "一处"}
    import_copy(county, edited(out, {PROBLEMS: [problem]}))
    reading = rehearse(county, edited(out, {PROBLEMS: [problem | {"具体情况": "三处"}]}))
    assert conflicts(reading) == [("text", {"sent": "", "here": "一处", "file": "三处"})]
    assert reading.to_do == 0 and Problem.objects.get(title="渠首漏水").text == "一处"


def test_a_line_of_the_plan_in_two_copies(county):
    plan = draft_plan(county.secretary, county.group, year=2026)
    set_plan_line(county.secretary, plan, topic=county.topic, first_month=5, last_month=5)
    out = unitbook.workbook(county.office, county.town, clock.today())
    rows = sheet_rows(out, "年度学习计划")

    def with_months(months: str) -> bytes:
        changed = [
            row | ({"月份": months} if row["专题"] == county.topic.title else {}) for row in rows
        ]
        return edited(out, {"年度学习计划": changed})

    import_copy(county, with_months("6月"))
    reading = rehearse(county, with_months("7-8月"))
    assert conflicts(reading) == [("months", {"sent": "5月", "here": "6月", "file": "7-8月"})]
    key = next(note.key for note in reading.notes if note.options)
    import_copy(county, with_months("7-8月"), choices={key: "file"})
    line = StudyPlan.objects.get(pk=plan.pk).lines.get(topic=county.topic)
    assert (line.first_month, line.last_month) == (7, 8)


def test_marks_of_a_second_copy_are_asked_about(county):
    paper = draft_paper(county.secretary, county.group, topic=county.topic)
    add_item(county.secretary, paper, kind="true_false", text="题", solution="√", marks=10_000)
    ready_paper(county.secretary, paper)
    test = set_test(county.secretary, county.group, paper=paper, day=dt.date(2026, 5, 11))
    out = unitbook.workbook(county.office, county.town, clock.today())
    rows = sheet_rows(out, "测试成绩")
    first = edited(out, {"测试成绩": [row | {"成绩": "80"} for row in rows]})
    later = edited(out, {"测试成绩": [row | {"成绩": "90"} for row in rows]})
    import_copy(county, first)
    reading = rehearse(county, later)
    note = next(note for note in reading.notes if note.code == "marks.conflict")
    assert reading.to_do == 0 and set(
        Sitting.objects.filter(test=test).values_list("marks", flat=True)
    ) == {8000}
    assert rehearse(county, later, choices={note.key: "file"}).to_do == len(rows)


def test_the_page_of_a_conflict_shows_three_texts_and_takes_the_choice(county, out):
    import_copy(county, with_member(out, 职务="副镇长"))
    office = logins(Client, county, "office")["office"]
    file = SimpleUploadedFile("龙泉镇.xlsx", with_member(out, 职务="人大主席团主席"))
    url = office.post(reverse("imports:upload", args=["unit"]), {"book": file})["location"]
    page = office.get(url).content.decode()
    assert "有 1 处等您选定" in page and "都已经有了" not in page
    for words in (
        "请选定",
        "发出时",
        "现在这里",
        "表里",
        "副镇长",
        "人大主席团主席",
        "按表里的改",
        "保持现在这里的",
    ):
        assert words in page, words
    key = page.split('name="choice_key_0" value="')[1].split('"')[0]
    office.post(url, {"do": "import", "choice_key_0": key, "choice_0": "file"})
    assert Person.objects.get(pk=county.member.pk).post == "人大主席团主席"


# -- files from outside


@pytest.fixture
def as_sent(county) -> Any:
    """龙泉镇 as it was when the files from outside were sent out: their members and the plan."""
    for membership in Membership.objects.filter(group=county.group, until=None).exclude(
        role="SECRETARY"
    ):
        release_member(county.secretary, county.group, membership=membership, reason="调离")
    marks = outside("unit_copy_a.xlsx").mark
    sent = [json.loads(words) for key, words in marks.items() if key.startswith("members#")]
    rows = [["龙泉镇", row["name"], row["post"], row["role"], row["phone"]] for row in sent]
    import_roster(county.office, county.root, book=small_book([ROSTER_HEAD, *rows]))
    topic = set_topic(
        county.office,
        county.root,
        title="总结与述学",
        year=2026,
        first_month=12,
        last_month=12,
        category="law",
    )
    plan = draft_plan(county.secretary, county.group, year=2026)
    set_plan_line(
        county.secretary,
        plan,
        topic=topic,
        first_month=12,
        last_month=12,
        form="交流会",
        speakers=[Person.objects.get(name=name) for name in ("刘凤宁", "陆涛军")],
    )
    return county


def test_the_two_copies_from_outside(as_sent):
    county = as_sent
    done = import_unit_workbook(county.office, county.root, book=outside("unit_copy_a.xlsx"))
    assert (done.changed, done.refused) == (2, 0), done.notes
    reading = dry_run("unit", outside("unit_copy_b.xlsx"), Answers(by=county.office))
    assert conflicts(reading) == [
        ("post", {"sent": "党委书记", "here": "党委书记、一级主任科员", "file": "书记"}),
        ("phone", {"sent": "10000000022", "here": "10000000122", "file": "10000000222"}),
    ]
    assert reading.to_do == 0 and Person.objects.get(name="王玉晨").phone == "10000000122"


def test_without_the_hidden_sheet_it_is_said_once_and_the_guide_is_no_data(as_sent):
    county = as_sent
    reading = dry_run("unit", outside("u3_nohidden.xlsx"), Answers(by=county.office))
    assert [note.code for note in reading.notes if note.row == 0] == ["book.no_hidden"]
    assert not {line.sheet for line in reading.lines} & {"填写说明", "单位工作簿"}
    assert "填写说明" not in [name for name, _rows in reading.sheets]
    members = {line.says[0]: line.action for line in reading.lines if line.sheet == MEMBERS}
    assert members["高望远"] == NEW and members["王玉晨"] == SAME


def test_a_date_cell_with_a_time_keeps_it(county):
    """Row 21 of the file: 2026-12-25 14:30 as the day of a session, no other time."""
    source = outside("unit_filled.xlsx")
    page = next(sheet for sheet in source.sheets if sheet.name == SESSIONS)
    assert page.rows[20][1].startswith("2026-12-25 14:30")
    out = unitbook.workbook(county.office, county.town, clock.today())
    row = {"学习日期": page.rows[20][1], "专题": county.topic.title, "地点": "镇会议室"}
    assert import_copy(county, edited(out, {SESSIONS: [row]})).new == 1
    assert StudySession.objects.get(group=county.group).begins == dt.time(14, 30)
    other = edited(out, {SESSIONS: [row | {"学习日期": "2026-12-26 14:30", "开始时间": "9:00"}]})
    assert [(note.column, note.what) for note in rehearse(county, other).notes] == [
        ("day", REFUSED)
    ]


@pytest.mark.parametrize(("heading", "column"), [("姓名", "name"), ("职务", "post")])
def test_a_sign_that_nobody_sees_is_told_at_its_own_column(county, out, heading, column):
    row = {"姓名": "新人", "职务": "干事", "中心组身份": "成员"} | {heading: "甲\u202e乙"}
    notes = rehearse(county, edited(out, {MEMBERS: [row]})).notes
    assert [note.column for note in notes if note.what == REFUSED] == [column]


def test_a_time_that_is_not_kept_is_told(county, out):
    rows = [{"措施": "设点", "完成时限": "2026-08-01 17:30", "专题": county.topic.title}]
    notes = rehearse(county, edited(out, {"意见建议及措施": rows})).notes
    assert [(note.code, note.column, note.params["time"]) for note in notes] == [
        ("cell.time", "due", "17:30")
    ]


def test_the_guide_is_known_in_both_languages_and_under_any_name(county, out):
    from django.utils import translation

    with translation.override("en"):
        english = unitbook.workbook(county.office, county.town, clock.today())
    for content in (out, english):
        reading = rehearse(county, edited(content, {}, marks=False))
        assert not [note for note in reading.notes if note.what == NOT_READ] and reading.to_do == 0


@pytest.mark.parametrize("speaks", ["en", "zh-hans"])
@pytest.mark.parametrize("made_in", ["en", "zh-hans"])
def test_a_workbook_is_read_in_the_language_it_was_made_in(county, speaks, made_in):
    """Words of choices are those of the file: with the hidden sheet and without it."""
    from django.utils import translation

    day = dt.date(2026, 5, 20)
    plan_session(
        county.secretary,
        county.group,
        topic=county.topic,
        day=day,
        place_kind="field",
        kind="special",
    )
    with translation.override(made_in):
        out = unitbook.workbook(county.office, county.town, clock.today())
        sheet = next(str(sheet.title) for sheet in sheets_in_order() if sheet.name == "sessions")
    rows = sheet_rows(out, sheet)
    place = "地点" if made_in == "zh-hans" else "Where"
    changed = {sheet: [rows[0] | {place: "镇会议室"}]}
    with translation.override(speaks):
        for content in (out, edited(out, {}, marks=False)):
            reading = rehearse(county, content)
            assert {line.action for line in reading.lines} == {SAME}, reading.lines
        for content in (edited(out, changed), edited(out, changed, marks=False)):
            reading = rehearse(county, content)
            (line,) = [line for line in reading.lines if line.action != SAME]
            assert (line.action, len(line.changes)) == (CHANGED, 1), (line.changes, reading.notes)


def test_the_workbook_of_all_units_knows_what_was_sent(county):
    units = [county.town, county.other_town]
    filled = unitbook.filled(county.office, units, clock.today())
    content = template(filled, made=clock.today(), marks=unitbook.as_sent(filled))
    correct_person(
        county.office,
        county.town,
        person=county.member,
        name="韩立新",
        phone="10000000122",
        post=county.member.post,
    )
    reading = rehearse(county, content)
    assert {line.action for line in reading.lines} == {SAME} and not reading.notes
    office = logins(Client, county, "office")["office"]
    sent = office.get(reverse("imports:export", args=["unit"])).content
    assert any("#" in key for key in read("x.xlsx", sent).mark)


def test_a_row_of_another_thing_is_not_taken_for_the_one_that_was_sent(county, out):
    with pytest.raises(BadInput):
        rehearse(county, (HERE / "ledger_first.xlsx").read_bytes())
