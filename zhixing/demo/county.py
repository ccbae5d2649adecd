"""The demo county: its four workbooks imported, a year of 龙泉镇 with two threads all the way
round and one under way, a month of all 45 groups; every row made through acts on its own day.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from zhixing.examine.bank.countyfile import import_bank
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.listing import Column
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.passwords import first_password
from zhixing.learn.circulars.acts import draft_circular, issue_circular, write_circular
from zhixing.solve.problems.countyfile import import_ledger

from . import bonds
from .books import WORKBOOKS, demo_book
from .cast import build_county
from .groups import YEAR, month_of_all
from .joint import special_meeting, to_the_villages
from .packs import packs
from .pond import pond
from .reopened import reopened
from .round import afterwards, the_round
from .steps import in_order, known, told
from .stories import Story, do, tell
from .tour.remembering import remember
from .under_way import under_way
from .year import county_joins, office_registers, stands_in, year_of_town


class Listener:
    """Hears how far the county is; this one is silent."""

    def interrupted(self) -> None:
        """It was begun before, and not finished."""

    def begins(self, short: bool) -> None:
        """The database is empty: it is made now."""

    def day(self, day: dt.date) -> None:
        """Something happens on this day."""

    def ready(self) -> None:
        """It is there."""


SILENT = Listener()
SELDOM = (50_000, 20, 50)  # objects, rounds, rounds between two looks for garbage


def load_demo(listener: Listener = SILENT, short: bool = False) -> bool:
    """Fill an empty database; a county that is there is left alone, and the answer is no.
    ``short``: two topics of 龙泉镇 and the county's workbooks, without the year and the 45 groups.
    """
    unfinished = settings.VAR / "demo.unfinished"
    if Unit.objects.exists():
        if unfinished.exists():
            listener.interrupted()
        return False
    unfinished.touch()
    listener.begins(short)
    with seldom_looking_for_garbage():
        _tell_all(listener, short)
    unfinished.unlink()
    listener.ready()
    return True


@contextmanager
def seldom_looking_for_garbage() -> Iterator[None]:
    """A seventh of the time went there: what an act leaves behind is small, and soon reused."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _tell_all(listener: Listener, short: bool) -> None:
    with clock.at(dt.datetime(2025, 12, 1, 9), ticking=True):
        county = build_county(first_password(), WORKBOOKS)
    county.today, county.docket = clock.today(), Counter()  # how often each kind of row was raised
    made = known(county) | {"other_topic": county.other_topic, "root": county.root}
    stories = [
        told(county, in_order([*the_round(), *afterwards()]), made),
        pond(county, made),
        reopened(county, made),
        bonds.related_topics(county),
        bonds.campaign(county, made),
        _files(county, made),
        told(county, in_order(under_way()), made),
    ]
    if not short:
        stories += [
            *year_of_town(county),
            special_meeting(county, made),
            to_the_villages(county, made),
            packs(county, made),
            _numbers(county, made),
            _circular(county),
            stands_in(county),
            _opinion(county),
            _totals(county),
            office_registers(county.office, made, clock.today() - dt.timedelta(days=12)),
        ]
    stories.append(county_joins(county, made, demo_book("roster.xlsx"), only_roster=short))
    tell(stories, seen=listener.day)
    if "demand" in made:
        made["contrast_demand"] = made["demand"]
    remember(made)
    with traffic("demo"):
        Delivery.objects.filter(
            made_at__lt=clock.now() - dt.timedelta(days=14)
        ).delete()  # nobody is told today of what happened in spring


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


def _opinion(county: SimpleNamespace) -> Story:
    """Before the year begins the office says what its groups plan by."""
    yield (day := dt.date(2025, 12, 12))
    opinion = do(county.office, "draft_opinion", county.root, year=2026)
    do(
        county.office,
        "write_opinion",
        opinion,
        as_shown=True,
        aim="紧扣县委中心工作，推动学习一个专题、调研一个课题、解决一个问题、推动一项工作。",
    )
    do(county.office, "issue_opinion", opinion)
    register_paper(
        county.office,
        about=opinion.thing,
        paper="opinion",
        number="青委宣〔2025〕21号",
        issued_on=day,
        copies="各乡镇党委、街道党工委，县直各单位党组（党委）",
    )


def _totals(county: SimpleNamespace) -> Story:
    """What the office reported in the autumn can be opened with its rows."""
    yield (day := clock.today() - dt.timedelta(days=9))
    do(
        county.office,
        "take_totals",
        county.root,
        occasion="前三季度学习成果转化情况报告",
        since=dt.date(day.year, 1, 1),
        until=min(dt.date(day.year, 9, 30), day),
        codes=["sessions", "measures", "outcomes", "problems", "problems_solved"],
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
        book=demo_book("problem_ledger.xlsx"),
        received_on=dt.date(2026, 9, 1),
        year=2026,
    )
    import_bank(county.office, county.root, book=demo_book("question_bank.xlsx"))
