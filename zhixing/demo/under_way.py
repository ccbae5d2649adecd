"""What is under way today: the second thread of 龙泉镇, lectures, a policy, what is read."""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.machinery import clock

from .groups import YEAR
from .steps import Step

LAST = dt.date(YEAR, 12, 18)  # what is planned from then on would have no topic of its year


def under_way() -> list[Step]:
    """The second thread, near today: a claim, a session to come, a resident's case being worked on,
    one waiting to be handed over; lectures and a policy for residents.
    """
    today = min(clock.today(), LAST)

    def day(back: int) -> str:
        return (today - dt.timedelta(days=back)).isoformat()

    steps = [
        Step(
            "member2",
            "claim_topic",
            "group",
            day(20),
            {"topic": "@other_topic", "subject": "沿街餐饮的污水去了哪里"},
            "claim2",
            "claim",
        ),
        Step("leader", "confirm_claim", "claim2", day(19), {}),
        Step(
            "secretary",
            "plan_session",
            "group",
            day(9),
            {
                "topic": "@other_topic",
                "day": (today + dt.timedelta(days=9)).isoformat(),
                "begins": "09:00",
                "place": "镇区小吃街",
                "place_kind": "site",
                "kind": "three_part",
            },
            "session2",
            "session",
        ),
        Step(
            "secretary",
            "plan_session",
            "group",
            day(3),
            {
                "topic": "@other_topic",
                "day": (today + dt.timedelta(days=4)).isoformat(),
                "begins": "15:00",
                "place": "镇会议室",
                "place_kind": "room",
                "kind": "exchange",
                "title": "月度交流会",
            },
            "session3",
            "session",
        ),
        Step(
            "clerk",
            "register_resident_problem",
            "town",
            day(8),
            {
                "title": "小吃街下水口冒油，路面常年湿滑",
                "text": "东头三家店门口最重，早上老人走过滑倒过。",
                "topic": "@other_topic",
                "reporter_name": "李大娘",
                "reporter_phone": "10000009999",
            },
            "drain",
            "problem",
        ),
        Step("office", "list_problem", "drain", day(7), {"kind": "individual"}),
        Step(
            "office",
            "dispatch_problem",
            "drain",
            day(7),
            {
                "unit": "@town",
                "person": "@responsible",
                "due": (today + dt.timedelta(days=6)).isoformat(),
            },
        ),
        Step("clerk", "accept_problem", "drain", day(6), {"person": "@responsible"}),
        Step(
            "responsible",
            "start_problem",
            "drain",
            day(5),
            {"remedy": "清通管道，装隔油池。"},
        ),
        Step("responsible", "contact_reporter", "drain", day(5), {"how": "电话，约好到店里看。"}),
        Step(
            "responsible",
            "answer_problem",
            "drain",
            day(5),
            {
                "title": "三家店装隔油池",
                "due": (today + dt.timedelta(days=5)).isoformat(),
            },
            "drain_measure",
            "measure",
        ),
        Step(
            "clerk",
            "draft_problem",
            "town",
            day(2),
            {
                "title": "公交末班车太早，工人下班没车坐",
                "text": "末班车 17:30。",
                "source": "enterprise",
            },
            "bus",
            "problem",
        ),
        Step("office", "register_problem", "bus", day(1), {"received_on": day(1)}),
    ]
    steps += [
        Step(
            "clerk",
            "register_resident_problem",
            "town",
            day(16),
            {
                "title": "村口路灯坏了三盏",
                "text": "晚上老人出门看不见路。",
                "reporter_name": "赵大爷",
                "reporter_phone": "10000008888",
            },
            "lamp",
            "problem",
        ),
        Step("office", "list_problem", "lamp", day(15), {"kind": "individual"}),
        Step(
            "office",
            "dispatch_problem",
            "lamp",
            day(15),
            {"unit": "@town", "person": "@responsible"},
        ),
        Step("clerk", "accept_problem", "lamp", day(14), {"person": "@responsible"}),
        Step("responsible", "start_problem", "lamp", day(13), {"remedy": "换灯头，查线路。"}),
        Step("responsible", "contact_reporter", "lamp", day(13), {"how": "上门，说了五天内换好。"}),
        Step(
            "responsible",
            "report_solved",
            "lamp",
            day(6),
            {
                "before": "三盏灯不亮。",
                "after": "三盏灯都亮了，线路重新穿管。",
                "public": "三盏路灯已换新，当晚亮灯。",
            },
        ),
        Step(
            "verifier",
            "verify_problem",
            "lamp",
            day(3),
            {
                "found": "晚上去看，三盏都亮。",
                "solved": "yes",
                "answered": "yes",
                "met": "yes",
                "satisfied": "yes",
            },
        ),
    ]
    steps += [
        Step(
            "secretary",
            "found_series",
            "town",
            day(40),
            {"name": "田埂讲堂", "aim": "把政策和道理讲到田间地头，听群众说话。"},
            "series",
            "lecture_series",
        ),
        Step(
            "secretary",
            "plan_lecture",
            "series",
            day(21),
            {
                "title": "臭水塘怎样变成口袋公园",
                "topic": "@other_topic",
                "day": day(12),
                "begins": "19:00",
                "place": "北坡村口袋公园",
                "place_kind": "field",
                "lecturer": "梁秋实",
                "filing": "报备〔2026〕7号",
                "for_whom": "北坡村村民",
                "open_to_all": "on",
            },
            "lecture",
            "lecture",
        ),
        Step("secretary", "hold_lecture", "lecture", day(12), {"on": day(12), "listened": "46"}),
        Step(
            "secretary",
            "note_came_back",
            "lecture",
            day(12),
            {"text": "公园的灯晚上九点就灭，跳舞的人摸黑回家", "unit": "@town"},
            "light",
            "problem",
        ),
        Step(
            "secretary",
            "plan_lecture",
            "series",
            day(4),
            {
                "title": "医疗废物为什么不能进垃圾桶",
                "topic": "@topic",
                "day": (today + dt.timedelta(days=6)).isoformat(),
                "begins": "19:00",
                "place": "柳沟村文化广场",
                "place_kind": "field",
                "lecturer": "白芷兰",
                "for_whom": "柳沟、张家沟、上柳三村村民",
                "open_to_all": "on",
            },
            "lecture2",
            "lecture",
        ),
        Step(
            "clerk",
            "draft_note",
            "town",
            day(15),
            {
                "title": "养老保险补缴，年底前都能办",
                "text": (
                    "年满16周岁、没有参加职工养老保险的，可以参加城乡居民养老保险。"
                    "\n以前断缴的可以补，补多少按当年档次算。\n带身份证和社保卡，"
                    "到镇便民服务中心3号窗口，当场就能办。"
                ),
                "source": "《城乡居民基本养老保险经办规程》",
                "valid_until": f"{today.year}-12-31",
            },
            "pension",
            "policy_note",
        ),
        Step("publisher", "publish_note", "pension", day(14), {"non_secret": "on"}),
    ]
    steps += [
        Step(
            "office",
            "set_reading",
            "root",
            day(60),
            {
                "title": "中国共产党章程",
                "kind": "original",
                "source": "人民出版社",
                "year": today.year,
                "required": "on",
            },
        ),
        Step(
            "office",
            "set_reading",
            "root",
            day(60),
            {
                "title": "医疗废物管理条例",
                "kind": "together",
                "source": "国务院令第 380 号",
                "year": today.year,
                "required": "on",
                "topic": "@topic",
            },
        ),
        Step(
            "secretary",
            "add_reading",
            "group",
            day(40),
            {"title": "龙泉镇志", "kind": "broad", "source": "镇文化站", "year": today.year},
        ),
        Step(
            "member",
            "write_self_study",
            "group",
            day(39),
            {
                "year": today.year,
                "books": "医疗废物管理条例\n农村环境卫生读本",
                "focus": "山上村卫生室的收运",
            },
            "self_study",
            "self_study",
        ),
    ]
    return steps
