"""A whole month of one town through its workbook: sent out, filled in at a desk without the
product, read by the office. Nobody of the town logs in.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.fill import edited, sheet_rows
from zhixing.examine.papers.acts import add_item, draft_paper, ready_paper
from zhixing.examine.sittings.acts import set_test
from zhixing.examine.sittings.models import Sitting, Test
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.models import Account, Person
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.sessions.models import Attendance, Speech, StudySession
from zhixing.solve.claims.models import Claim
from zhixing.solve.measures.models import Measure
from zhixing.solve.outcomes.models import Outcome
from zhixing.solve.problems.acts import dispatch_problem, list_problem, register_problem
from zhixing.solve.problems.models import Problem

FOR = {"for_person": None, "basis": "电话"}


def on(month: int, day: int) -> Any:
    return clock.at(dt.datetime(2026, month, day, 9))


def sent(office: Client, county: Any) -> bytes:
    """The workbook as the office sends it to the town."""
    answer = office.get(reverse("imports:unit", args=[county.town.pk]))
    assert answer.status_code == 200 and "filename*=UTF-8''" in answer["Content-Disposition"]
    return answer.content


def came_back(office: Client, content: bytes, *, refused: int = 0) -> Import:
    """The office reads what came back, looks at the dry run, imports."""
    answer = office.post(
        reverse("imports:upload", args=["unit"]),
        {"book": SimpleUploadedFile("龙泉镇.xlsx", content)},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = office.get(answer.url)
    assert page.status_code == 200
    reading = page.context["page"].reading
    notes = [(note.sheet, note.row, note.column, note.sentence) for note in reading.notes]
    assert reading.count("refused") == refused, notes
    before = Record.objects.count()
    assert office.get(answer.url).status_code == 200 and Record.objects.count() == before, (
        "a dry run leaves nothing behind"
    )
    done = office.post(answer.url, {"do": "import", "_key": f"k{answer.url[-9:-1]}"})
    if not reading.to_do:
        return None
    assert done.status_code == 302, notes
    return Import.objects.latest("thing__made_at")


def rows(content: bytes, sheet: str, **changes: Any) -> list[dict[str, Any]]:
    return [row | changes for row in sheet_rows(content, sheet)]


@pytest.mark.database
def test_a_month_of_one_town(county):
    clients = logins(Client, county, "office", "second_recorder")
    office = clients["office"]
    own = [
        county.secretary,
        county.leader,
        county.deputy,
        county.member,
        county.member2,
        county.member3,
        county.clerk,
        county.responsible,
    ]

    # the last days of April: members and plan
    with on(4, 20):
        book = sent(office, county)
        members = sheet_rows(book, "成员") + [
            {"姓名": "苗青禾", "职务": "镇宣传委员", "中心组身份": "成员", "手机号": "10000000077"}
        ]
        members = [
            row | ({"离任日期": "4月18日"} if row["姓名"] == county.member3.name else {})
            for row in members
        ]
        plan = [
            (
                row | {"月份": "5月", "重点发言人": county.member.name}
                if row["专题"] == county.topic.title
                else row
            )
            for row in sheet_rows(book, "年度学习计划")
        ]
        plan.append(
            {"专题": "山村清洁取水", "月份": "6月", "学习形式": "现场学习", "推动工作": "水源保护"}
        )
        claims = [
            {
                "专题": county.topic.title,
                "认领人": county.member.name,
                "调研课题": "村卫生室医疗废物收运",
                "组长确认": "是",
            }
        ]
        done = came_back(
            office, edited(book, {"成员": members, "年度学习计划": plan, "认领专题": claims})
        )
        assert (done.refused, done.what) == (0, "unit")
    new = Person.objects.get(name="苗青禾")
    assert (
        Membership.objects.in_force(dt.date(2026, 4, 21)).filter(person=new, role="MEMBER").exists()
    )
    assert (
        not Membership.objects.in_force(dt.date(2026, 4, 21)).filter(person=county.member3).exists()
    )
    made = StudyPlan.objects.get(group=county.group)
    assert sorted(made.lines.values_list("topic__title", "first_month")) == sorted(
        [("山村清洁取水", 6), (county.topic.title, 5), (county.other_topic.title, 6)]
    )
    claim = Claim.objects.get(group=county.group)
    assert (claim.person_id, claim.state) == (county.member.pk, "confirmed")

    # May: a session in the village with attendance, leave, speeches, minutes, report
    with on(5, 13):
        book = sent(office, county)
        session = [
            {
                "学习日期": "2026年5月12日",
                "开始时间": "上午9点",
                "专题": county.topic.title,
                "地点": "柳沟村卫生室",
                "地点类型": "田间地头",
                "学习类型": "三位一体",
                "议程": "第一议题：重要讲话\n研讨：医疗废物怎么收",
                "是否召开": "是",
            }
        ]
        names = [
            row["姓名"]
            for row in sheet_rows(book, "成员")
            if set(row["中心组身份"].split("、")) & {"组长", "副组长", "成员"}
        ]
        seats = [{"学习日期": "2026-05-12", "姓名": name, "到会情况": "实到"} for name in names]
        seats[names.index(county.deputy.name)] |= {"到会情况": "公务", "准假人": county.leader.name}
        speeches = [
            {
                "学习日期": "2026-05-12",
                "发言人": county.member.name,
                "发言类别": "主旨发言",
                "四问1": "山上6个村收运车到不了",
                "四问3": "设联村收集点",
            },
            {
                "学习日期": "2026-05-12",
                "发言人": county.leader.name,
                "发言类别": "交流发言",
                "发言要点": "先建两个点",
            },
        ]
        minutes = [{"学习日期": "2026-05-12", "组长审签": "是", "报送学报": "是"}]
        problems = [
            {
                "问题": "柳沟村卫生室医疗废物半月一收",
                "具体情况": "收运车到不了山上，最长放了11天",
                "专题": county.topic.title,
            }
        ]
        done = came_back(
            office,
            edited(
                book,
                {
                    "集体学习": session,
                    "考勤": seats,
                    "发言": speeches,
                    "学习记录与学报": minutes,
                    "问题登记": problems,
                },
            ),
        )
    held = StudySession.objects.get(group=county.group)
    assert (held.state, held.place, held.begins) == (
        "signed",
        "柳沟村卫生室",
        dt.time(9),
    ) and held.minutes
    assert Attendance.objects.filter(session=held, status="PRESENT").count() == len(names) - 1
    assert Attendance.objects.get(session=held, person=county.deputy).reason == "DUTY"
    assert Speech.objects.filter(session=held).count() == 2
    assert SessionReport.objects.get(session=held).state == "sent"
    problem = Problem.objects.get(unit=county.town)
    assert problem.topic_id == county.topic.pk and problem.noted_by_id in {
        own_problem.pk for own_problem in own
    }

    # the county hands the problem over, and a test is held on paper
    with on(5, 15):
        how = {"for_person": county.secretary, "basis": "电话"}
        register_problem(county.office, problem)
        list_problem(county.office, problem, kind="individual")
        dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        paper = draft_paper(county.office, county.group, topic=county.topic, **how)
        add_item(
            county.office,
            paper,
            kind="true_false",
            text="禁止转让医疗废物。",
            solution="√",
            marks=10_000,
        )
        ready_paper(county.office, paper)
        test = set_test(county.office, county.group, paper=paper, day=dt.date(2026, 5, 15), **how)
    with on(5, 20):
        book = sent(office, county)
        progress = rows(
            book,
            "整改进展",
            **{
                "是否签收": "是",
                "整改措施": "三村一点，设2个联村收集点",
                "整改进展": "第一个收集点启用",
            },
        )
        assert progress[0]["问题编号"] == problem.pk
        marks = [
            row | {"成绩": str(80 + at)} for at, row in enumerate(sheet_rows(book, "测试成绩"))
        ]
        marks[-1]["成绩"] = "缺考"
        attended = [
            row
            | (
                {"补学日期": "2026-05-19", "补学方式": "自学材料，向组长汇报"}
                if row["姓名"] == county.deputy.name
                else {}
            )
            for row in sheet_rows(book, "考勤")
        ]
        measures = [{"措施": "镇卫生院统一记台账", "专题": county.topic.title, "来源编号": held.pk}]
        first = edited(
            book,
            {"整改进展": progress, "测试成绩": marks, "考勤": attended, "意见建议及措施": measures},
        )
        done = came_back(office, first)
        assert (done.refused, done.new) == (0, len(marks) + 1)
    problem.refresh_from_db()
    assert problem.state == "in_progress" and Test.objects.get(pk=test.pk).state == "typed"
    assert Attendance.objects.get(session=held, person=county.deputy).made_up_on == dt.date(
        2026, 5, 19
    )
    assert Measure.objects.get(group=county.group).title == "镇卫生院统一记台账"
    assert Task.objects.filter(unit=county.town, state="open").count() == 0, (
        "the make-up closed its task"
    )

    # the same file once more has nothing to say; the marks are typed once more from the papers by
    # another hand, into a sheet of its own
    with on(5, 21):
        second = clients["second_recorder"]
        assert (
            second.post(
                reverse("imports:upload", args=["unit"]),
                {"book": SimpleUploadedFile("龙泉镇.xlsx", first)},
            ).status_code
            == 422
        )
        book = sent(second, county)
        papers = sheet_rows(book, "测试成绩")
        assert {(row["录入"], row["成绩"]) for row in papers} == {("第二遍", "")}
        wrong = [row | {"成绩": "60"} for row in papers]
        came_back(second, edited(book, {"测试成绩": wrong}), refused=len(papers))
        done = came_back(
            second,
            edited(
                book,
                {
                    "测试成绩": [
                        row | {"成绩": marked["成绩"]}
                        for row, marked in zip(papers, marks, strict=True)
                    ]
                },
            ),
        )
        assert (done.new, done.changed) == (0, len(marks))
        assert (
            Test.objects.get(pk=test.pk).state == "confirmed"
            and Sitting.objects.filter(test=test, absent=True).count() == 1
        )

    # the end of the month: solved, and a rule is issued
    with on(5, 29):
        book = sent(office, county)
        assert not [row for row in sheet_rows(book, "测试成绩") if row["成绩"]], (
            "marks never leave in a workbook"
        )
        progress = rows(
            book,
            "整改进展",
            **{
                "整改进展": "两个收集点启用",
                "报办结": "是",
                "整改前": "最长放了11天",
                "整改后": "当天入柜，两天一收",
            },
        )
        outcomes = [
            {
                "文件名称": "龙泉镇村卫生室医疗废物收运办法",
                "来源编号": f"{held.pk}、{problem.pk}",
                "文号": "龙政发〔2026〕9号",
                "发文日期": "2026.5.28",
                "不涉密": "是",
            }
        ]
        came_back(office, edited(book, {"整改进展": progress, "制度性成果": outcomes}))
    problem.refresh_from_db()
    assert problem.state == "reported_solved"
    outcome = Outcome.objects.get(group=county.group)
    assert (outcome.number, outcome.issuer, outcome.state) == (
        "龙政发〔2026〕9号",
        "龙泉镇",
        "issued",
    )

    # nobody of the town has acted by themselves; the chain is whole; the same workbook once more
    # changes nothing
    typists = set(
        Record.objects.done()
        .filter(channel="page", at__gte=dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
        .values_list("typist", flat=True)
    )
    assert typists <= {
        county.office.pk,
        county.second_recorder.pk,
        county.timekeeper.pk,
    }, Account.objects.filter(person__in=typists)
    assert (
        list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
            )
        )
        == []
    )
    with on(5, 30):
        book = sent(office, county)
        answer = office.post(
            reverse("imports:upload", args=["unit"]), {"book": SimpleUploadedFile("x.xlsx", book)}
        )
        reading = office.get(answer.url).context["page"].reading
        assert (reading.to_do, reading.count("refused")) == (0, 0), [
            (line.sheet, line.row, line.action, line.changes)
            for line in reading.lines
            if line.action != "same"
        ] + [note.sentence for note in reading.notes]
