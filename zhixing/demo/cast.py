"""The standing cast of the demo county and of the tests, made through acts, so that no state is
impossible. All names are invented.

county.office 县委宣传部（县办）: OFFICE, DISPATCHER at the county county.secretary study secretary
of 龙泉镇's group; county.leader its leader; county.member, county.member2, county.member3 members
county.clerk unit clerk (经办人) of 龙泉镇; county.responsible responsible person of 龙泉镇
county.verifier verifier at the county (督查室); county.caller caller at the county; county.arbiter,
county.publisher county.supervisor supervisor at the county; county.county_leader reads;
county.organisation county.sys, county.sec, county.aud administrators county.stranger unit clerk of
石桥镇, who must see nothing of 龙泉镇; county.stranger_secretary its study secretary county.root,
town, other_town, department, village (below town); county.group (龙泉镇), other_group (石桥镇);
county.topic, other_topic
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.roster.table import ROSTER
from zhixing.foundation.kits.workbooks.reading import Sheet, Workbook, read
from zhixing.foundation.kits.workbooks.tables import data_rows, find_header
from zhixing.foundation.kits.workbooks.values import joined
from zhixing.foundation.spine.calendar.acts import open_year
from zhixing.foundation.spine.groups.acts import admit_member, found_group
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.norms.acts import confirm_norms, seed_norms
from zhixing.foundation.spine.orgs.acts import found_county, found_unit
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.orgs.rules import stored
from zhixing.foundation.spine.people.acts import appoint, open_account, register_person
from zhixing.foundation.spine.people.models import resident, timekeeper
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan

SINCE = dt.date(2025, 12, 1)
PILOT = ("龙泉镇", "石桥镇")

# name -> (unit attribute, roles at that unit, group roles in 龙泉镇 / 石桥镇)
CAST: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "office": ("publicity", (), ()),
    "secretary": ("town", (), (G.MEMBER, G.SECRETARY)),
    "leader": ("town", (), (G.LEADER,)),
    "deputy": ("town", (), (G.DEPUTY,)),
    "member": ("town", (), (G.MEMBER,)),
    "member2": ("town", (), (G.MEMBER,)),
    "member3": ("town", (), (G.MEMBER,)),
    "clerk": ("town", (R.CLERK,), ()),
    "responsible": ("town", (R.RESPONSIBLE,), ()),
    "verifier": ("inspectorate", (), ()),
    "caller": ("inspectorate", (), ()),
    "arbiter": ("inspectorate", (), ()),
    "publisher": ("publicity", (), ()),
    "supervisor": ("publicity", (), ()),
    "county_leader": ("inspectorate", (), ()),
    "organisation": ("inspectorate", (), ()),
    "sys": ("publicity", (), ()),
    "sec": ("publicity", (), ()),
    "aud": ("publicity", (), ()),
    "stranger": ("other_town", (R.CLERK, R.RESPONSIBLE), ()),
    "stranger_secretary": ("other_town", (), (G.MEMBER, G.SECRETARY)),
    "stranger_leader": ("other_town", (), (G.LEADER,)),
    "second_recorder": ("publicity", (), ()),
}
AT_COUNTY: dict[str, tuple[str, ...]] = {
    "office": (R.OFFICE, R.DISPATCHER),
    "verifier": (R.VERIFIER,),
    "caller": (R.CALLER,),
    "arbiter": (R.ARBITER,),
    "publisher": (R.PUBLISHER,),
    "supervisor": (R.SUPERVISOR,),
    "county_leader": (R.COUNTY_LEADER,),
    "organisation": (R.ORGANISATION,),
    "sys": (R.SYS,),
    "sec": (R.SEC,),
    "aud": (R.AUD,),
    "second_recorder": (R.OFFICE,),
}
NAMES = {
    "office": "秦致远",
    "secretary": "罗小满",
    "leader": "贾长河",
    "deputy": "沈若兰",
    "member": "韩立新",
    "member2": "葛春晖",
    "member3": "陶静怡",
    "clerk": "于建波",
    "responsible": "方岩",
    "verifier": "魏青",
    "caller": "苗春雨",
    "arbiter": "路平川",
    "publisher": "温知夏",
    "supervisor": "程望山",
    "county_leader": "岳临风",
    "organisation": "柏成林",
    "sys": "池砚",
    "sec": "简书",
    "aud": "申明",
    "stranger": "石远桥",
    "stranger_secretary": "桥西月",
    "stranger_leader": "石东来",
    "second_recorder": "秦二笔",
}


def build_county(password: str, workbooks: Path | None = None) -> SimpleNamespace:
    """About 130 acts: 青禾县 with two towns, three departments, two study groups and two topics.
    Every account gets the password.

    With ``workbooks`` (the folder of the county's own files) the units are those of the roster, the
    two towns that try it out come in from it, and the plan is imported, as the office would; the
    cast of the two groups are people of that roster under their own names.
    """
    clockwork = timekeeper()
    county = SimpleNamespace(timekeeper=clockwork, resident=resident())
    county.root = found_county(clockwork, name="青禾县")
    seed_norms(clockwork, county.root)
    for year in (2025, 2026, 2027):
        open_year(clockwork, county.root, year=year)

    def unit(parent: Unit, name: str, kind: str) -> Unit:
        existing = Unit.objects.filter(name=name).first()
        return existing or found_unit(clockwork, parent, name=name, kind=kind)

    county.publicity = unit(county.root, "县委宣传部", "department")
    _join(county, "office")
    if workbooks is not None:
        book = read("roster.xlsx", (workbooks / "roster.xlsx").read_bytes())
        import_roster(county.office, county.root, book=_pilot(book))
        for sheet, kind in zip(book.sheets, ("town", "department"), strict=False):
            for name in _units_of(sheet):
                unit(county.root, name, kind)
    county.inspectorate = unit(county.root, "县政府督查室", "department")
    county.department = unit(county.root, "县卫生健康局", "department")
    county.town = unit(county.root, "龙泉镇", "town")
    county.other_town = unit(county.root, "石桥镇", "town")
    county.village = unit(county.town, "柳沟村", "village")
    county.enterprise = unit(county.town, "龙泉茶业", "enterprise")

    def group(unit: Unit, name: str) -> StudyGroup:
        existing = StudyGroup.objects.filter(unit=unit).first()
        return existing or found_group(clockwork, unit, name=name)

    county.group = group(county.town, "龙泉镇党委理论学习中心组")
    county.other_group = group(county.other_town, "石桥镇党委理论学习中心组")
    for name in CAST:
        if not hasattr(county, name):
            _join(county, name)
    if workbooks is None:
        _admit_cast(county)
    for name in CAST:
        person = getattr(county, name)
        open_account(clockwork, person.unit, person=person, username=name, password=password)
    if workbooks is not None:
        confirm_norms(county.office, county.root, source="县委宣传部部务会议")
        short = Unit.objects.get(name="市生态环境局青禾分局")
        import_plan(
            county.office,
            county.root,
            book=read("annual_plan.xlsx", (workbooks / "annual_plan.xlsx").read_bytes()),
            aliases={"市生态环境局分局": short.pk},
        )
        county.topic, county.other_topic = (
            Topic.objects.get(title=title) for title in ("常态化医疗废物管理", "生态环境保护")
        )
        return county
    office = county.office
    county.topic = set_topic(
        office,
        county.root,
        title="常态化医疗废物管理",
        year=2026,
        first_month=5,
        last_month=5,
        category="law",
        materials=["医疗废物管理条例"],
        question="怎样管好基层医疗废物“最后一公里”",
        research_subject="村卫生室医疗废物收运体系",
    )
    county.other_topic = set_topic(
        office,
        county.root,
        title="生态环境保护",
        year=2026,
        first_month=6,
        last_month=6,
        category="knowledge",
        question="怎样让臭水塘变成口袋公园",
        research_subject="农村坑塘整治",
    )
    return county


def _units_of(sheet: Sheet) -> list[str]:
    """The units that a sheet of the roster names, each once; rows of totals name none."""
    header = find_header(sheet, ROSTER)
    rows = data_rows(sheet, header, ROSTER) if header is not None else ()
    named = (joined(stored(cells["unit"])) for _number, _columns, cells in rows if cells["unit"])
    return list(dict.fromkeys(named))


def _pilot(book: Workbook) -> Workbook:
    """The rows of the two towns that try it out before the county does."""
    towns = book.sheets[0]
    rows = (*towns.rows[:3], *(row for row in towns.rows[3:] if row[1].strip() in PILOT))
    digest = hashlib.sha256(f"{book.digest} pilot".encode()).hexdigest()
    return replace(book, digest=digest, sheets=(Sheet(towns.name, False, rows),))


def _admit_cast(county: SimpleNamespace) -> None:
    for place, (name, (where, _roles, group_roles)) in enumerate(CAST.items()):
        for role in group_roles:
            admit_member(
                county.office,
                county.group if where == "town" else county.other_group,
                person=getattr(county, name),
                role=role,
                since=SINCE,
                place=place,
            )


def _join(county: SimpleNamespace, name: str) -> None:
    """Somebody of the cast becomes known and gets their roles; who is in a study group already is
    taken as they are.
    """
    where, roles, group_roles = CAST[name]
    unit = getattr(county, where)
    taken = {getattr(county, other).pk for other in CAST if hasattr(county, other)}
    membership = None
    if group_roles:
        held = (
            Membership.objects.filter(group__unit=unit, role=group_roles[-1])
            .exclude(person__in=taken)
            .select_related("person")
            .order_by("place")
        )
        others = (
            Membership.objects.filter(group__unit=unit)
            .exclude(role=group_roles[-1])
            .values("person")
        )
        membership = (
            held.first() if len(group_roles) > 1 else held.exclude(person__in=others).first()
        )
    person = (
        membership.person
        if membership is not None
        else register_person(county.timekeeper, unit, name=NAMES[name])
    )
    setattr(county, name, person)
    for role in roles:
        appoint(county.timekeeper, unit, person=person, role=role, since=SINCE)
    for role in AT_COUNTY.get(name, ()):
        appoint(county.timekeeper, county.root, person=person, role=role, since=SINCE)
