"""The standing cast of the demo county and of the tests, made through acts, so that no state is impossible. All names are invented.

    county.office        县委宣传部（县办）: OFFICE, DISPATCHER at the county
    county.secretary     study secretary of 龙泉镇's group; county.leader its leader; county.member, county.member2, county.member3 members
    county.clerk         unit clerk (经办人) of 龙泉镇; county.responsible responsible person of 龙泉镇
    county.verifier      verifier at the county (督查室); county.caller caller at the county; county.arbiter, county.publisher
    county.supervisor    supervisor at the county; county.county_leader reads; county.organisation
    county.sys, county.sec, county.aud   administrators
    county.stranger      unit clerk of 石桥镇, who must see nothing of 龙泉镇; county.stranger_secretary its study secretary
    county.root, town, other_town, department, village (below town); county.group (龙泉镇), other_group (石桥镇); county.topic, other_topic
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from zhixing.foundation.spine.calendar.acts import open_year
from zhixing.foundation.spine.groups.acts import admit_member, found_group
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.norms.acts import seed_norms
from zhixing.foundation.spine.orgs.acts import found_county, found_unit
from zhixing.foundation.spine.people.acts import appoint, open_account, register_person
from zhixing.foundation.spine.people.models import Person, resident, timekeeper
from zhixing.foundation.spine.people.roles import RoleCode as R
from zhixing.foundation.spine.topics.acts import set_topic

SINCE = dt.date(2025, 12, 1)

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
    "office": (R.OFFICE, R.DISPATCHER), "verifier": (R.VERIFIER,), "caller": (R.CALLER,), "arbiter": (R.ARBITER,), "publisher": (R.PUBLISHER,),
    "supervisor": (R.SUPERVISOR,), "county_leader": (R.COUNTY_LEADER,), "organisation": (R.ORGANISATION,), "sys": (R.SYS,), "sec": (R.SEC,), "aud": (R.AUD,),
    "second_recorder": (R.OFFICE,),
}  # fmt: skip
NAMES = {
    "office": "秦致远", "secretary": "罗小满", "leader": "贾长河", "deputy": "沈若兰", "member": "韩立新", "member2": "葛春晖", "member3": "陶静怡", "clerk": "于建波",
    "responsible": "方岩", "verifier": "魏青", "caller": "苗春雨", "arbiter": "路平川", "publisher": "温知夏", "supervisor": "程望山", "county_leader": "岳临风",
    "organisation": "柏成林", "sys": "池砚", "sec": "简书", "aud": "申明", "stranger": "石远桥", "stranger_secretary": "桥西月", "stranger_leader": "石东来", "second_recorder": "秦二笔",
}  # fmt: skip


def build_county(password: str) -> SimpleNamespace:
    """About 130 acts: 青禾县 with two towns, three departments, two study groups and two topics. Every account gets the password."""
    clockwork = timekeeper()
    county = SimpleNamespace(timekeeper=clockwork, resident=resident())
    county.root = found_county(clockwork, name="青禾县")
    seed_norms(clockwork, county.root)
    for year in (2025, 2026, 2027):
        open_year(clockwork, county.root, year=year)
    make = lambda parent, name, kind, short="": found_unit(clockwork, parent, name=name, kind=kind, short=short)  # noqa: E731
    county.publicity = make(county.root, "县委宣传部", "department")
    county.inspectorate = make(county.root, "县政府督查室", "department")
    county.department = make(county.root, "县卫生健康局", "department")
    county.town = make(county.root, "龙泉镇", "town")
    county.other_town = make(county.root, "石桥镇", "town")
    county.village = make(county.town, "柳沟村", "village")
    county.enterprise = make(county.town, "龙泉茶业", "enterprise")
    county.group = found_group(clockwork, county.town, name="龙泉镇党委理论学习中心组")
    county.other_group = found_group(clockwork, county.other_town, name="石桥镇党委理论学习中心组")
    people: dict[str, Person] = {}
    for name, (unit, _roles, _group_roles) in CAST.items():
        people[name] = register_person(clockwork, getattr(county, unit), name=NAMES[name])
        setattr(county, name, people[name])
    for name, (unit, roles, _group_roles) in CAST.items():
        for role in roles:
            appoint(clockwork, getattr(county, unit), person=people[name], role=role, since=SINCE)
        for role in AT_COUNTY.get(name, ()):
            appoint(clockwork, county.root, person=people[name], role=role, since=SINCE)
    office = county.office
    for place, (name, (unit, _roles, group_roles)) in enumerate(CAST.items()):
        for role in group_roles:
            admit_member(office, county.group if unit == "town" else county.other_group, person=people[name], role=role, since=SINCE, place=place)
    for name, person in people.items():
        open_account(clockwork, person.unit, person=person, username=name, password=password)
    county.topic = set_topic(office, county.root, title="常态化医疗废物管理", year=2026, first_month=5, last_month=5, category="law",
                             materials=["医疗废物管理条例"], question="怎样管好基层医疗废物“最后一公里”", research_subject="村卫生室医疗废物收运体系")  # fmt: skip
    county.other_topic = set_topic(office, county.root, title="生态环境保护", year=2026, first_month=6, last_month=6, category="knowledge",
                                   question="怎样让臭水塘变成口袋公园", research_subject="农村坑塘整治")  # fmt: skip
    return county
