"""The text of a session report, without a database."""

from __future__ import annotations

from zhixing.learn.reports.rules import LONGEST, Facts, report_text

FACTS = Facts(
    unit="龙泉镇",
    number=9,
    topic="医疗废物",
    when="9月15日",
    place="柳沟村",
    expected=11,
    present=9,
    on_leave=1,
    absent=1,
    speakers=["韩立新", "葛春晖"],
    measures=2,
    problems=3,
    tasks=1,
    results=[("现场学习", "找到两个问题")],
    open_make_ups=2,
    guests=4,
    next_steps=["设收集点（镇卫生院，9月30日前）"],
)


def test_it_holds_every_field_of_the_form():
    text = report_text(FACTS)
    for words in (
        "龙泉镇",
        "9",
        "医疗废物",
        "9月15日",
        "柳沟村",
        "11",
        "韩立新",
        "葛春晖",
        "找到两个问题",
        "设收集点",
    ):
        assert words in text
    assert text.count("\n\n") == 3


def test_nothing_recorded_is_said_so():
    text = report_text(
        Facts(
            unit="x",
            number=1,
            topic="t",
            when="w",
            place="",
            expected=0,
            present=0,
            on_leave=0,
            absent=0,
        )
    )
    assert len(text) < 600 and "–" in text


def test_it_never_exceeds_the_limit():
    long = Facts(
        **{**FACTS.__dict__, "results": [("段", "长" * 900)] * 9, "next_steps": ["事" * 400] * 40}
    )
    text = report_text(long)
    assert len(text) <= LONGEST
    assert text.endswith("…")
    assert len(report_text(long, 300)) <= 300
