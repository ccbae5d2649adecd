"""Plans: started from last year's, filed by the day the norm names, returned with a reason and
taken up again, handed in with their package.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.faces.desk.today import today_page
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.workbooks.writing import Column, workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.groups.acts import admit_member, found_group, release_member
from zhixing.foundation.spine.norms.acts import set_norm
from zhixing.foundation.spine.norms.models import Norm, NormVersion
from zhixing.foundation.spine.norms.queries import forget
from zhixing.foundation.spine.topics.acts import choose_topic, correct_topic, set_topic
from zhixing.foundation.spine.topics.forms import ChooseTopicForm, CorrectTopicForm, SetTopicForm
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.acts import (
    approve_plan,
    draft_plan,
    file_plan,
    record_committee,
    return_plan,
    set_plan_line,
    take_note,
    take_up_plan,
)
from zhixing.learn.plans.forms import DraftPlanForm
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.plans.rules import Start, filing_day, goes_by, reports_among

JANUARY = dt.date(2026, 1, 12)


@pytest.fixture
def january(county):
    with clock.at(JANUARY):
        yield county


def filed_plan(county, plan: StudyPlan) -> StudyPlan:
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="镇党委会", on=clock.today())
    file_plan(county.secretary, plan)
    return plan


def last_year(county) -> StudyPlan:
    """2025: a topic of the county that comes back, and one of the group's own, each with form, aim
    and speakers.
    """
    with clock.at(dt.date(2025, 12, 5)):
        same = set_topic(
            county.office,
            county.root,
            title=county.topic.title,
            year=2025,
            first_month=3,
            last_month=4,
            category="law",
        )
        own = choose_topic(
            county.secretary,
            county.group,
            title="茶产业",
            year=2025,
            first_month=7,
            last_month=9,
            category="knowledge",
            research_subject="夏秋茶",
        )
        plan = draft_plan(county.secretary, county.group, year=2025)
        for topic, first, last in ((same, 3, 4), (own, 8, 9)):
            set_plan_line(
                county.secretary,
                plan,
                topic=topic,
                first_month=first,
                last_month=last,
                form="现场学习",
                aim="建两个收集点",
                speakers=[county.member, county.member2],
            )
    return plan


# -- a draft from last year's plan -----------------------------------------------------------------


def test_last_years_plan_brings_own_topics_forms_aims_and_speakers(county):
    last_year(county)
    with clock.at(JANUARY):
        release_member(
            county.secretary,
            county.group,
            membership=county.group.memberships.get(person=county.member2, role="MEMBER"),
            reason="调离",
        )
        plan = draft_plan(county.secretary, county.group, year=2026, start=Start.LAST_YEAR)
    lines = {line.topic.title: line for line in plan.lines.select_related("topic")}
    own = lines["茶产业"]
    assert (
        own.topic.year,
        own.topic.group_id,
        own.first_month,
        own.last_month,
        own.topic.research_subject,
    ) == (2026, county.group.pk, 8, 9, "夏秋茶")
    back = lines[county.topic.title]
    assert back.topic_id == county.topic.pk and (back.first_month, back.last_month) == (
        county.topic.first_month,
        county.topic.last_month,
    )  # this year's months are the county's
    assert back.aim == own.aim == "建两个收集点"
    assert [speaker.pk for speaker in back.speakers.all()] == [
        county.member.pk
    ]  # who left the group is not named again
    assert county.other_topic.title in lines
    assert last_record(plan)[2]["told"]["start"] == "last_year"


def test_the_default_starts_from_the_countys_topics_alone(county):
    last_year(county)
    with clock.at(JANUARY):
        plan = draft_plan(county.secretary, county.group, year=2026)
    assert "茶产业" not in set(plan.lines.values_list("topic__title", flat=True))
    assert set(plan.lines.values_list("aim", flat=True)) == {""}


def test_an_own_topic_that_is_there_already_is_not_doubled(county):
    last_year(county)
    with clock.at(JANUARY):
        choose_topic(
            county.secretary, county.group, title="茶产业", year=2026, first_month=5, last_month=5
        )
        plan = draft_plan(county.secretary, county.group, year=2026, start=Start.LAST_YEAR)
    assert Topic.objects.filter(title="茶产业", year=2026).count() == 1
    assert plan.lines.get(topic__title="茶产业").first_month == 5


def test_without_a_plan_of_last_year_nothing_is_made(january):
    with pytest.raises(NotNow) as refused:
        draft_plan(january.secretary, january.group, year=2026, start=Start.LAST_YEAR)
    assert refused.value.code == "plan.none_before" and not StudyPlan.objects.exists()


def test_only_the_own_group_drafts(january):
    for person in (january.member, january.office, january.stranger_secretary):
        with pytest.raises(NotAllowed):
            draft_plan(person, january.group, year=2026)


def test_the_form_asks_what_to_start_from_and_takes_nothing_for_the_county(january):
    for start, wanted in (
        ("", Start.COUNTY),
        ("county", Start.COUNTY),
        ("last_year", Start.LAST_YEAR),
    ):
        form = DraftPlanForm(
            {"year": "2026", "start": start}, person=january.secretary, row=january.group
        )
        assert form.is_valid() and form.given() == {"year": 2026, "start": wanted}
    assert not DraftPlanForm(
        {"year": "2026", "start": "moon"}, person=january.secretary, row=january.group
    ).is_valid()


# -- the day by which it is filed ------------------------------------------------------------------


def items(person) -> dict[str, dict]:
    return {item.act: item for item in today_page(person, {}).items}


def test_before_there_is_a_plan_today_asks_the_secretary_by_the_day_of_the_norm(january):
    asked = items(january.secretary)["draft_plan"]
    assert (
        asked.date == dt.date(2026, 1, 31)
        and asked.code == january.group.pk
        and asked.tone == "going"
    )
    for person in (january.leader, january.member, january.office):
        assert "draft_plan" not in items(person)
    with clock.at(dt.date(2026, 2, 3)):
        assert items(january.secretary)["draft_plan"].tone == "over"
    draft_plan(january.secretary, january.group, year=2026)
    assert "draft_plan" not in items(january.secretary)
    with clock.at(dt.date(2027, 1, 4)):
        assert items(january.secretary)["draft_plan"].date == dt.date(2027, 1, 31)


def test_each_step_waits_with_the_same_deadline_and_filing_meets_it(january):
    plan = draft_plan(january.secretary, january.group, year=2026)
    assert items(january.leader)["approve_plan"].date == dt.date(2026, 1, 31)
    approve_plan(january.leader, plan)
    assert items(january.secretary)["record_committee"].date == dt.date(2026, 1, 31)
    record_committee(january.secretary, plan, meeting="镇党委会", on=JANUARY)
    assert items(january.secretary)["file_plan"].date == dt.date(2026, 1, 31)
    file_plan(january.secretary, plan)
    deadline = Deadline.objects.get(thing=plan.pk, clock="filing")
    assert (deadline.state, deadline.ended_on, deadline.norm) == ("met", JANUARY, "plan.filing_due")


def test_another_day_of_the_norm_and_none_at_all(county):
    with clock.at(dt.date(2025, 12, 20)):
        set_norm(
            county.office,
            Norm.objects.get(key="plan.filing_due"),
            value=["02-15"],
            since=dt.date(2025, 12, 20),
            source="县委宣传部〔2025〕9号",
        )
        plan = draft_plan(county.secretary, county.group, year=2026)
    assert Deadline.objects.get(thing=plan.pk).due == dt.date(2026, 2, 15)
    with traffic("test"):
        NormVersion.objects.filter(norm__key="plan.filing_due").delete()
    forget()
    with clock.at(JANUARY):
        later = draft_plan(county.secretary, county.group, year=2027)
        assert not Deadline.objects.filter(thing=later.pk).exists()
        assert logins(Client, county, "secretary")["secretary"].get(later.url).status_code == 200


def test_a_plan_drafted_after_the_day_is_overdue_at_once(county):
    with clock.at(dt.date(2026, 3, 2)):
        plan = draft_plan(county.secretary, county.group, year=2026)
        assert items(county.leader)["approve_plan"].tone == "over"
        filed_plan(county, plan)
    assert Deadline.objects.get(thing=plan.pk).state == "met"


def test_nothing_was_asked_of_a_group_before_it_was_here(county):
    """Entered in autumn, its plan of the year is not overdue since January."""
    with clock.at(dt.date(2026, 9, 15)):
        late = found_group(
            county.timekeeper, county.department, name="县卫生健康局党组理论学习中心组"
        )
        for role, person in (("LEADER", county.verifier), ("SECRETARY", county.caller)):
            admit_member(county.office, late, person=person, role=role, since=dt.date(2026, 9, 15))
    with clock.at(dt.date(2026, 9, 16)):
        plan = draft_plan(county.caller, late, year=2026)
        assert not Deadline.objects.filter(thing=plan.pk).exists()


# -- returned --------------------------------------------------------------------------------------


def test_a_returned_plan_reads_its_reason_and_is_taken_up_again(january):
    plan = filed_plan(january, draft_plan(january.secretary, january.group, year=2026))
    with clock.at(dt.date(2026, 2, 2)):
        return_plan(january.office, plan, reason="第三季度没有集体学习。\n\n请补上重点发言人。")
        deadline = Deadline.objects.get(thing=plan.pk)
        assert deadline.state == "running" and deadline.due == dt.date(
            2026, 2, 4
        )  # two working days, the fair minimum
        clients = logins(Client, january, "secretary", "office", "member", "stranger")
        text = clients["secretary"].get(plan.url).content.decode()
        assert (
            "第三季度没有集体学习。" in text
            and "请补上重点发言人。" in text
            and "由县里退回（秦致远）" in text
        )
        assert clients["stranger"].get(plan.url).status_code == 404
        assert items(january.secretary)["take_up_plan"].date == dt.date(2026, 2, 4)
        for person in (january.office, january.member, january.stranger_secretary):
            with pytest.raises(NotAllowed):
                take_up_plan(person, plan)
        take_up_plan(january.secretary, plan)
        assert plan.state == "draft" and last_record(plan)[0] == "plan.taken_up"
        assert "由县里退回（" not in clients["secretary"].get(plan.url).content.decode()
        with pytest.raises(NotNow):
            take_up_plan(january.secretary, plan)
        filed_plan(january, plan)
        take_note(january.office, plan)
    assert Deadline.objects.get(thing=plan.pk).state == "met"


# -- the package -----------------------------------------------------------------------------------


def test_the_package_says_what_is_here_and_what_is_missing(january):
    plan = draft_plan(january.secretary, january.group, year=2026)
    clients = logins(Client, january, "secretary", "office", "member", "stranger")
    address = reverse("plans:package", args=[plan.pk])

    def parts_present(who: str = "secretary") -> list[bool]:
        return [part.there for part in clients[who].get(address).context["page"].parts]

    assert parts_present() == [False, True, False]
    attach_file(
        january.secretary,
        about=plan.thing,
        upload=Upload("照片说明.xlsx", workbook([1], [Column("数", int)])),
        declared=True,
    )
    assert parts_present() == [False, True, False]
    attach_file(
        january.secretary,
        about=plan.thing,
        upload=Upload("2025年学习情况报告.xlsx", workbook([2], [Column("数", int)])),
        declared=True,
    )
    filed_plan(january, plan)
    assert (
        parts_present() == parts_present("office") == parts_present("member") == [True, True, True]
    )
    text = clients["office"].get(address).content.decode()
    assert (
        "2025年学习情况报告.xlsx" in text
        and "2026-01-31" not in text
        and "省直单位学习制度通例" in text
    )
    assert clients["stranger"].get(address).status_code == 404


def test_what_a_report_is_called_and_which_day_it_is():
    assert reports_among(
        ["2025年学习情况报告.docx", "年度总结.pdf", "照片.jpg", "Annual Report.pdf"]
    ) == ["2025年学习情况报告.docx", "年度总结.pdf", "Annual Report.pdf"]
    assert filing_day("02-30", 2026) is None
    assert goes_by({1: "archived", 2: "in_force", 3: "draft"}) == 2


# -- the county's opinion --------------------------------------------------------------------------


def test_the_county_names_the_units_that_lead_a_topic(january):
    form = SetTopicForm(
        {
            "title": "防汛",
            "year": "2026",
            "first_month": "4",
            "last_month": "6",
            "lead_units": [january.department.pk],
        },
        person=january.office,
        row=january.root,
    )
    assert form.is_valid(), form.errors
    topic = form.perform()
    assert [unit.pk for unit in topic.lead_units.all()] == [january.department.pk]
    form = CorrectTopicForm(
        {"first_month": "4", "last_month": "5", "lead_units": []}, person=january.office, row=topic
    )
    assert form.is_valid() and form.perform() and not topic.lead_units.exists()
    assert last_record(topic)[2]["told"]["lead_units_before"] == [january.department.pk]
    village = SetTopicForm(
        {
            "title": "x",
            "year": "2026",
            "first_month": "4",
            "last_month": "6",
            "lead_units": [january.village.pk],
        },
        person=january.office,
        row=january.root,
    )
    assert not village.is_valid()
    own = choose_topic(
        january.secretary, january.group, title="茶产业", year=2026, first_month=7, last_month=9
    )
    assert "lead_units" not in CorrectTopicForm(person=january.secretary, row=own).fields
    assert "lead_units" not in ChooseTopicForm(person=january.secretary, row=january.group).fields
    with pytest.raises(NotAllowed):
        correct_topic(january.secretary, topic, first_month=1)


def test_a_plan_shows_research_subject_lead_units_and_where_a_rule_comes_from(january):
    correct_topic(
        january.office,
        january.topic,
        research_subject="医疗废物收运",
        lead_units=[january.department],
    )
    plan = draft_plan(january.secretary, january.group, year=2026)
    text = logins(Client, january, "secretary")["secretary"].get(plan.url).content.decode()
    assert "医疗废物收运" in text and "县卫生健康局" in text
    assert "《中国共产党党委（党组）理论学习中心组学习规则》第九条至第十条 · 2020-01-01 起" in text
    with pytest.raises(BadInput):
        set_plan_line(january.secretary, plan, topic=january.topic, first_month=9, last_month=3)
