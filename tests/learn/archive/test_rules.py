"""What a volume lacks, how long each kind is kept: pure."""

from __future__ import annotations

import pytest
from django.utils import translation

from zhixing.learn.archive.papers import annual, circular
from zhixing.learn.archive.rules import (
    Held,
    Item,
    Keep,
    Meeting,
    Rate,
    Sort,
    StudyArchive,
    YearFacts,
    classes,
    gaps,
    safe_name,
)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


FULL = Held(1, "/s/", True, True, True, True, "received", "/r/")


def test_a_whole_volume_lacks_nothing():
    assert gaps(True, [FULL]) == []


def test_each_gap_is_said_once_and_says_where():
    hints = gaps(
        False,
        [
            FULL,
            Held(2, "/two/", False, False, False, False),
            Held(3, "/three/", True, True, False, True),
            Held(4, "/four/", True, True, True, True, "draft", "/report/", owed=2),
        ],
        "/plans/",
    )
    assert [(hint.sentence, hint.url) for hint in hints] == [
        ("本年度学习计划还没有报备。", "/plans/"),
        ("第2次：没有考勤。", "/two/"),
        ("第2次：没有学习记录。", "/two/"),
        ("第2次：没有发言提纲。", "/two/"),
        ("第3次：学习记录还没有审签。", "/three/"),
        ("第4次：一学一报还没有报送。", "/report/"),
        ("第4次：尚有2人次没有补学。", "/four/"),
    ]
    assert [hint.sentence for hint in gaps(True, [])] == ["本年度没有召开集体学习。"]


def test_a_signed_session_without_a_report_lacks_one():
    assert [hint.sentence for hint in gaps(True, [Held(5, "/", True, True, True, True)])] == [
        "第5次：没有一学一报。"
    ]


def test_classes_come_from_the_norms_and_the_longest_wins():
    class_of = classes(
        {
            "permanent": [{"code": "minutes"}],
            "thirty_years": [{"code": "minutes"}, {"code": "plan"}],
            "ten_years": ["notice"],
        }
    )
    assert class_of == {"minutes": Keep.PERMANENT, "plan": Keep.THIRTY, "notice": Keep.TEN}


def test_a_class_with_nothing_in_it_stays():
    item = Item(Sort.MINUTES, "记录", "JT-26-AAAAA", "/", keep=Keep.PERMANENT)
    assert StudyArchive(None, 2026, [item]).by_class() == [
        (Keep.PERMANENT, [item]),
        (Keep.THIRTY, []),
        (Keep.TEN, []),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("第1次：通知", "第1次：通知"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        ("...", "-"),
        ("", "-"),
        ("长" * 80, "长" * 60),
        ("a\x00b\n", "a b"),
    ],
)
def test_any_title_can_be_a_file_name(title, name):
    assert safe_name(title) == name


def test_the_year_is_told_in_numbers_with_what_they_are_counted_of():
    import datetime as dt

    facts = YearFacts(
        "龙泉镇党委理论学习中心组",
        2026,
        [
            Meeting(1, dt.date(2026, 5, 12), "医疗废物", "三位一体", 8, 9, True, True, 1, 1, 0),
            Meeting(2, dt.date(2026, 8, 4), "安全生产", "集体学习研讨", 9, 9, False, False),
        ],
        [Rate("参学率", 17, 18), Rate("补学完成", 0, 0)],
        {"problem": (1, 2), "measure": (0, 0), "task": (0, 0)},
        outcomes=1,
        open_make_ups=1,
        quarters_without=(1, 3),
        not_studied=("乡村振兴",),
    )
    text = annual(facts, "ZU-25-AAAAA", None).text()
    for words in (
        "召开集体学习2次，其中有研讨发言的1次",
        "计入集体学习研讨的1次",
        "参学率\n17\n18",
        "补学完成\n0\n0",
        "发现问题\n2\n1",
        "印发制度性成果1项",
        "没有计次的集体学习研讨的季度：1、3",
        "尚有1人次没有补学",
        "有1次集体学习没有形成问题、措施或任务",
        "继续完成计划内尚未学习的专题：乡村振兴",
    ):
        assert words in text, words
    assert "提出措施" not in text
    circular_text = circular(facts, "ZU-25-AAAAA", None).text()
    assert (
        "8 / 9" in circular_text
        and "9 / 9" in circular_text
        and "发现问题2件，其中已办结1件" in circular_text
    )
    for words in ("排名", "先进", "落后", "第一名", "得分"):
        assert words not in text + circular_text
    empty = annual(YearFacts("组", 2026), "ZU-25-AAAAA", None).text()
    assert "召开集体学习0次" in empty and "（由中心组补充）" in empty
