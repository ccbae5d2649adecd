"""The demo county: its four workbooks imported, a year of 龙泉镇 with one thread all the way round
and one under way, a month of all 45 groups; every row made through acts on its own day.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.workbooks.reading import Workbook, read
from zhixing.foundation.kits.workbooks.writing import Column, workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.learn.circulars.acts import draft_circular, issue_circular, write_circular
from zhixing.loop.imports.acts import import_bank, import_ledger

from .cast import build_county
from .demo_county import YEAR, county_joins, month_of_all, office_registers, year_of_town
from .demo_joint import special_meeting, to_the_villages
from .demo_packs import packs
from .round import Step, in_order, newest, resolved, the_round
from .speaking import _
from .stories import Story, do, tell
from .workbooks import demo_folder


def load_demo(quiet: bool = True, short: bool = False) -> None:
    """Fill an empty database; a county that is there is left alone. ``short``: one topic of 龙泉镇
    and the county's workbooks, without the year and the 45 groups.
    """
    say = (lambda *_words: None) if quiet else (lambda *words: print(*words, flush=True))
    unfinished = settings.VAR / "demo.unfinished"
    if Unit.objects.exists():
        if unfinished.exists():
            words = _(
                "The demo county was interrupted while it was made. For a whole one, delete"
                " %(folder)s and start again."
            )
            say(words % {"folder": settings.VAR})
        return
    unfinished.touch()
    if short:
        say(_("Making the demo county 青禾县 (once) ..."))
    else:
        say(_("Making the demo county 青禾县 (once), from December 2025 until today ..."))
    with clock.at(dt.datetime(2025, 12, 1, 9), ticking=True):
        county = build_county(secrets.token_urlsafe(18), demo_folder())
    made = known(county) | {"other_topic": county.other_topic, "root": county.root}
    stories = [
        told(county, in_order(the_round()), made),
        _files(county, made),
        told(county, in_order(_under_way()), made),
    ]
    if not short:
        stories += [
            *year_of_town(county),
            special_meeting(county, made),
            to_the_villages(county, made),
            packs(county, made),
            _numbers(county, made),
            _circular(county),
            office_registers(county.office, clock.today() - dt.timedelta(days=12)),
        ]
    stories.append(county_joins(county, made, _book("roster.xlsx"), only_roster=short))
    tell(stories, seen=Months(say))
    with traffic("demo"):
        Delivery.objects.filter(
            made_at__lt=clock.now() - dt.timedelta(days=14)
        ).delete()  # nobody is told today of what happened in spring
    unfinished.unlink()
    say(_("The demo county is ready."))


class Months:
    """Says each month that the county has come to."""

    def __init__(self, say: Callable[..., None]) -> None:
        self.say, self.month = say, ""

    def __call__(self, day: dt.date) -> None:
        if self.month != (month := f"{day:%Y-%m}"):
            self.month = month
            self.say(" ", month)


def known(county: SimpleNamespace) -> dict[str, Any]:
    """What the steps may name from the beginning."""
    return {
        name: getattr(county, name)
        for name in (
            "group",
            "town",
            "topic",
            "leader",
            "member",
            "deputy",
            "responsible",
            "secretary",
            "clerk",
        )
    }


def told(county: SimpleNamespace, steps: list[Step], made: dict[str, Any]) -> Story:
    """The steps as a story; what they make is kept in ``made``."""
    for step in steps:
        yield step.date
        take(getattr(county, step.who), made, step)


def _numbers(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """Papers of the first thread get their numbers."""
    for paper, of, day, number in (
        ("plan", "plan", dt.date(2026, 1, 16), 1),
        ("notice", "session", dt.date(2026, 4, 24), 6),
        ("report", "report", dt.date(2026, 5, 14), 8),
    ):
        yield day
        register_paper(
            county.secretary,
            about=made[of].thing,
            paper=paper,
            number=f"龙党学〔2026〕{number}号",
            issued_on=day,
            signer="韩立新" if paper != "notice" else "",
            copies="县委宣传部" if paper == "notice" else "",
        )


def _circular(county: SimpleNamespace) -> Story:
    """The office makes known how the groups studied in the month in which all of them met."""
    yield (day := clock.today() - dt.timedelta(days=3))
    circular = draft_circular(county.office, county.root, span=f"month-{YEAR}-{month_of_all(day)}")
    text = (
        f"{circular.text}\n各中心组要对照年度计划，把还没有学的专题补上，把请假、"
        "缺席人员的补学抓到位，学报按时报送。"
    )
    write_circular(
        county.office,
        circular,
        title=circular.title,
        text=text,
        issuer=f"中共{county.root.name}委宣传部",
        by_group=True,
    )
    issue_circular(county.office, circular)
    register_paper(
        county.office,
        about=circular.thing,
        paper="circular",
        number=f"青委宣〔{day.year}〕17号",
        issued_on=clock.today(),
        copies="各乡镇党委、街道党工委，县直各单位党组（党委）",
    )


def walk(
    county: SimpleNamespace, steps: list[Step], made: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Take the steps through the forms of their acts, as the page would; answers what was made."""
    made = made if made is not None else known(county)
    for at, step in enumerate(steps):
        with clock.at(dt.datetime.combine(step.date, dt.time(9 + at % 8, (7 * at) % 60))):
            take(getattr(county, step.who), made, step)
    return made


def take(person: Any, made: dict[str, Any], step: Step) -> None:
    """One step. Raises RuntimeError where it can not be taken: a demo that lies is none."""
    do(person, step.act, made[step.on], **resolved(step, made))
    if step.makes:
        made[step.makes] = newest(
            step.kind, {row.pk for row in made.values() if hasattr(row, "thing_id")}
        )


def _files(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """A table of the collecting points in June; on the first of September the county's ledger and
    its bank of questions.
    """
    yield dt.date(2026, 6, 3)
    table = workbook(
        [
            ("柳沟村", "张家沟村、柳沟村、上柳村", "每周二、五"),
            ("北坡村", "北坡村、南坡村、坡下村", "每周三、六"),
        ],
        [Column(word, itemgetter(at)) for at, word in enumerate(("收集点", "收哪些村", "收运日"))],
    )
    attach_file(
        county.responsible,
        about=made["problem"].thing,
        upload=Upload("联村收集点收运表.xlsx", table),
        declared=True,
    )
    yield dt.date(2026, 9, 1)
    import_ledger(
        county.office,
        county.root,
        book=_book("problem_ledger.xlsx"),
        received_on=dt.date(2026, 9, 1),
        year=2026,
    )
    import_bank(county.office, county.root, book=_book("question_bank.xlsx"))


def _book(name: str) -> Workbook:
    return read(name, (demo_folder() / name).read_bytes())


def _under_way() -> list[Step]:
    """The second thread, near today: a claim, a session to come, a resident's case being worked on,
    one waiting to be handed over; lectures and a policy for residents.
    """
    today = clock.today()

    def day(back: int) -> str:
        return (today - dt.timedelta(days=back)).isoformat()

    steps = [
        Step(
            "member2",
            "claim_topic",
            "group",
            day(20),
            {"topic": "@other_topic", "subject": "农村坑塘整治"},
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
                "place": "北坡村汪塘",
                "place_kind": "field",
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
                "title": "汪塘多年没人清理，夏天恶臭",
                "text": "紧挨村小学，蚊虫多。",
                "topic": "@other_topic",
                "reporter_name": "李大娘",
                "reporter_phone": "10000009999",
            },
            "pond",
            "problem",
        ),
        Step("office", "list_problem", "pond", day(7), {"kind": "individual"}),
        Step(
            "office",
            "dispatch_problem",
            "pond",
            day(7),
            {
                "unit": "@town",
                "person": "@responsible",
                "due": (today + dt.timedelta(days=6)).isoformat(),
            },
        ),
        Step("clerk", "accept_problem", "pond", day(6), {"person": "@responsible"}),
        Step(
            "responsible", "start_problem", "pond", day(5), {"remedy": "清淤、截污，建口袋公园。"}
        ),
        Step(
            "responsible",
            "answer_problem",
            "pond",
            day(5),
            {"title": "清淤截污，栽种护坡", "due": (today + dt.timedelta(days=5)).isoformat()},
            "pond_measure",
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
            day(30),
            {
                "title": "村口路灯坏了三盏",
                "text": "晚上老人出门看不见路。",
                "reporter_name": "赵大爷",
                "reporter_phone": "10000008888",
            },
            "lamp",
            "problem",
        ),
        Step("office", "list_problem", "lamp", day(29), {"kind": "individual"}),
        Step(
            "office",
            "dispatch_problem",
            "lamp",
            day(29),
            {"unit": "@town", "person": "@responsible"},
        ),
        Step("clerk", "accept_problem", "lamp", day(28), {"person": "@responsible"}),
        Step("responsible", "start_problem", "lamp", day(27), {"remedy": "换灯头，查线路。"}),
        Step(
            "responsible",
            "report_solved",
            "lamp",
            day(25),
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
            day(23),
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
                "place": "北坡村汪塘边",
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
            {"text": "塘边没有护栏，孩子放学路过不放心", "unit": "@town"},
            "railing",
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
