"""The rules of sessions, without a database."""

from __future__ import annotations

import pytest

from zhixing.learn.sessions.rules import (
    MISSING_WORDS,
    NEEDS,
    Facts,
    Part,
    Seat,
    agenda_checks,
    agenda_column,
    agenda_of,
    attendance_rate,
    counts,
    make_ups,
    minutes_draft,
    missing_to_count,
    part_tones,
    quarter,
    report_column,
    reports_of,
)

SEATS = [
    Seat("a", "PRESENT"),
    Seat("b", "LEAVE", made_up=True),
    Seat("c", "ABSENT"),
    Seat("d", "ATTENDING"),
]


def test_the_rate_leaves_attendees_out_and_counts_make_ups_apart():
    plain, with_make_ups = attendance_rate(SEATS), attendance_rate(SEATS, with_make_ups=True)
    assert (plain.numerator, plain.denominator) == (1, 3)
    assert (with_make_ups.numerator, with_make_ups.denominator) == (2, 3)
    assert [seat.person for seat in plain.rows] == ["a", "b", "c"]
    assert attendance_rate([]).denominator == 0


def test_everybody_expected_who_was_not_there_makes_up():
    assert [seat.person for seat in make_ups(SEATS)] == ["b", "c"]
    assert [seat.person for seat in make_ups(SEATS, open_only=True)] == ["c"]


@pytest.mark.parametrize(
    ("kinds", "holds"),
    [
        ([], False),
        (["discussion", "first_item"], False),
        (["lead_reading"], False),
        (["first_item", "discussion"], True),
    ],
)
def test_the_first_item_opens_the_agenda(kinds, holds):
    first = agenda_checks(kinds)[0]
    assert (first.norm, first.hard, first.holds) == ("agenda.first_item", True, holds)


def test_a_county_without_that_norm_is_not_asked_for_it():
    assert not any(check.hard for check in agenda_checks(["discussion"], first_item=False))


def test_a_lecturer_without_filing_number_is_said_but_stops_nothing():
    last = agenda_checks(["first_item"], lecturers_unfiled=1)[-1]
    assert (last.norm, last.hard, last.holds) == ("session.lecturer_filing", False, False)


def test_a_session_counts_only_with_all_four():
    whole = {"state": "signed", "category": "law", "discussed": True}
    assert counts(**whole)
    for change, codes in (
        ({"category": ""}, ("category",)),
        ({"discussed": False}, ("discussion",)),
        ({"state": "minuted"}, ("signature",)),
        ({"state": "held"}, ("minutes", "signature")),
    ):
        assert missing_to_count(**whole | change) == codes
        assert not counts(**whole | change)


def test_every_need_has_its_words():
    assert list(MISSING_WORDS) == list(NEEDS)


def test_the_parts_show_what_is_done_and_where_we_are():
    reports = reports_of({"ON_SITE": {"place": "x", "result": "y"}, "WORK": {"place": "x"}})
    assert part_tones(reports, True) == {"ON_SITE": "done", "RESEARCH": "here", "WORK": ""}
    assert part_tones(reports, False) == {"ON_SITE": "done", "RESEARCH": "", "WORK": ""}


STORED_AGENDAS = [
    [],
    [{"kind": "first_item", "title": "一"}, {"kind": "result", "title": "措施", "thing": "CS-1"}],
    [{"kind": "no_such_kind", "title": "旧的写法"}],
]


@pytest.mark.parametrize("column", STORED_AGENDAS)
def test_an_agenda_is_stored_as_it_was_read(column):
    assert agenda_column(agenda_of(column)) == column


def test_a_kind_of_item_that_is_gone_stands_as_it_was_written():
    assert agenda_of(STORED_AGENDAS[2])[0].word == "no_such_kind"


@pytest.mark.parametrize(
    "stored",
    [
        {"place": "x", "what": "y"},
        {
            "begins": "09:00",
            "place": "x",
            "place_kind": "field",
            "people": "z",
            "what": "y",
            "result": "r",
        },
    ],
)
def test_a_report_of_a_part_is_stored_as_it_was_read(stored):
    reports = reports_of({"WORK": stored})
    assert report_column(reports[Part.WORK]) == stored
    assert reports[Part.WORK] and not reports[Part.ON_SITE]
    assert report_column(reports[Part.ON_SITE]) == {}


def test_quarters():
    assert [quarter(month) for month in (1, 3, 4, 9, 12)] == [1, 1, 2, 3, 4]


def test_the_draft_of_the_minutes_holds_what_the_record_holds():
    text = minutes_draft(
        Facts(
            9,
            "收运",
            "9月15日",
            "柳沟村",
            "贾长河",
            "三位一体",
            ["贾长河"],
            [("葛春晖", "公务")],
            ["列席人"],
            [("村医", "卫生室")],
            [("第一议题", "讲话")],
            [("现场学习", "柳沟村", "两个问题")],
            [("韩立新", "主旨发言", ["一", "", "三"])],
            [("问题", "台账填两遍", "龙泉镇", "9月30日"), ("措施", "设点", "", "")],
        )
    )
    for words in (
        "9月15日",
        "三位一体",
        "柳沟村",
        "贾长河",
        "葛春晖",
        "公务",
        "列席人",
        "村医",
        "第一议题",
        "两个问题",
        "韩立新",
        "主旨发言",
        "台账填两遍",
        "龙泉镇",
        "9月30日",
        "设点",
    ):
        assert words in text
    assert "\n\n\n" not in text
