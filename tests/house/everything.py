"""One county in which there is at least one thing of every kind, made through acts: for tests that
go over all acts.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from tests.county import PASSWORD
from tests.foundation.intake.build import demo
from tests.house.test_queries import round_of
from zhixing.examine.bank.countyfile import import_bank
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.listing import Column
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.foundation.spine.handovers.acts import hand_over
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import (
    appoint,
    open_account,
    register_person,
    retire_person,
)
from zhixing.foundation.spine.people.models import Account
from zhixing.learn.circulars.acts import draft_circular
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.lectures.acts import draft_note, found_series, plan_lecture
from zhixing.learn.opinions.acts import draft_opinion
from zhixing.learn.packs.acts import add_pack_item, add_to_pack, begin_pack, publish_pack
from zhixing.learn.pairings.acts import propose_pairing
from zhixing.learn.reading.acts import set_reading, write_self_study
from zhixing.learn.series.acts import begin_local_series
from zhixing.learn.sessions.acts import plan_session
from zhixing.loop.campaigns.acts import found_campaign, put_into_campaign
from zhixing.loop.totals.acts import take_totals
from zhixing.solve.problems.acts import (
    dispatch_problem,
    draft_problem,
    list_problem,
    register_problem,
)

DAY = dt.date(2026, 11, 20)
MOMENT = dt.datetime.combine(DAY, dt.time(9))
# people who make the borders visible: name -> (home, roles at units, roles in groups)
MORE_PEOPLE: dict[str, tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]] = {
    "town_office": ("town", (("OFFICE", "town"),), ()),
    "village_office": ("village", (("OFFICE", "village"),), ()),
    "town_verifier": ("town", (("VERIFIER", "root"), ("CALLER", "root")), ()),
    "guest_member": ("department", (), (("MEMBER", "group"),)),
    "leading_clerk": ("town", (("CLERK", "town"), ("RESPONSIBLE", "town")), (("DEPUTY", "group"),)),
    "department_office": ("department", (("OFFICE", "root"),), ()),
}


def add_people(county: SimpleNamespace) -> None:
    """Clerks below the county, officers who live in the town, a member from elsewhere, and somebody
    who has left.
    """
    for name, (home, posts, seats) in MORE_PEOPLE.items():
        person = register_person(county.timekeeper, getattr(county, home), name=f"界{name}"[:20])
        for role, unit in posts:
            appoint(county.timekeeper, getattr(county, unit), person=person, role=role)
        for role, group in seats:
            admit_member(county.office, getattr(county, group), person=person, role=role)
        open_account(
            county.timekeeper,
            person.unit,
            person=person,
            username=name.replace("_", "-"),
            password=PASSWORD,
        )
        setattr(county, name, person)
    county.gone = register_person(county.timekeeper, county.town, name="已离任")
    retire_person(county.office, county.town, person=county.gone, reason="退休")
    with traffic("test"):
        Account.objects.filter(must_change=True).update(must_change=False)


def everything(county: SimpleNamespace) -> dict[str, list[Any]]:
    """Kind -> its rows, at most two of each, the newest. Raises AssertionError when a kind is
    missing: whoever adds one adds it here.
    """
    with clock.at(DAY - dt.timedelta(days=20)):
        add_people(county)
    round_of(county, county.topic, [])
    with clock.at(MOMENT):
        _beside_the_round(county)
    rows_by_kind = {
        kind: list(
            model._base_manager.select_related("thing").order_by("-thing__made_at", "pk")[:2]
        )
        for kind, model in kinds().items()
    }
    rows_by_kind["unit"] = [
        Unit.objects.select_related("thing").get(pk=unit.pk)
        for unit in (county.town, county.village, county.root)
    ]
    missing = sorted(kind for kind, rows in rows_by_kind.items() if not rows)
    assert not missing, f"no thing of these kinds: {missing}"
    return rows_by_kind


def _beside_the_round(county: SimpleNamespace) -> None:
    import_bank(county.office, county.root, book=demo("question_bank"))
    set_reading(
        county.office,
        county.root,
        title="必读一篇",
        kind="original",
        source="县委宣传部",
        year=2026,
    )
    write_self_study(county.member, county.group, year=2026, books="一本书")
    pack = begin_pack(county.secretary, county.town, title="学习资料")
    add_pack_item(county.secretary, pack, kind="question", title="怎样管好最后一公里")
    publish_pack(county.secretary, pack, for_all=False, groups=[county.group], non_secret=True)
    add_to_pack(
        county.member, county.group, pack=pack, kind="text", title="村里的做法", text="三村一点"
    )
    session = plan_session(
        county.stranger_secretary,
        county.other_group,
        topic=county.topic,
        day=DAY + dt.timedelta(days=7),
        partners=[county.group],
    )
    register_paper(
        county.stranger_secretary,
        about=session.thing,
        paper="notice",
        number="石党学〔2026〕1号",
        issued_on=DAY,
        signer="石东来",
        copies="县委宣传部",
    )
    campaign = found_campaign(
        county.office,
        county.root,
        name="理论学得好 实事干得好",
        aim="学一题、办一件",
        since=dt.date(2026, 1, 1),
        until=dt.date(2026, 12, 31),
    )
    put_into_campaign(county.office, campaign, thing=session.thing, reason="联组学习")
    draft_circular(county.office, county.root, span="half-2026-1")
    draft_opinion(county.office, county.root, year=2027)
    take_totals(
        county.office,
        county.root,
        occasion="半年报告",
        since=dt.date(2026, 1, 1),
        until=DAY,
        codes=["measures", "outcomes"],
    )
    problem = draft_problem(county.clerk, county.town, title="渠首漏水", text="闸门关不严")
    attach_file(
        county.clerk,
        about=problem.thing,
        upload=Upload("渠首.xlsx", workbook([3], [Column("数", int)])),
        declared=True,
    )
    series = found_series(county.secretary, county.town, name="院坝讲堂")
    plan_lecture(
        county.secretary,
        series,
        title="取水安全",
        day=DAY + dt.timedelta(days=3),
        place="柳沟村",
        lecturer="梁秋实",
    )
    draft_note(county.clerk, county.town, title="饮水补助", text="每户可申领", source="县政府文件")
    propose_pairing(
        county.secretary,
        county.group,
        name="两镇结对",
        partners=[county.other_group],
        year=2026,
        aim="互相学",
    )
    found_joint(
        county.secretary,
        county.group,
        name="联学组",
        partners=[county.other_group],
        why="few",
        reason="人少",
        since=DAY,
    )
    begin_local_series(
        county.secretary, county.town, name="周五读书", what="每周五", since=dt.date(2026, 1, 1)
    )
    hand_over(
        county.leading_clerk,
        county.town,
        person=county.leading_clerk,
        to=county.member3,
        reason="学习培训",
        until=DAY + dt.timedelta(days=10),
    )
    register_problem(county.office, problem)
    list_problem(county.office, problem, kind="individual")
    dispatch_problem(county.office, problem, unit=county.department, person=county.guest_member)
