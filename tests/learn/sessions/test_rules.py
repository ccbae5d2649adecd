"""The rules of sessions, without a database."""

from __future__ import annotations

import pytest

from zhixing.learn.sessions.rules import (
    MISSING_WORDS,
    NEEDS,
    AgendaItem,
    AgendaNorms,
    Facts,
    Part,
    Seat,
    agenda_checks,
    agenda_column,
    agenda_draft,
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
    speakers_check,
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


def items(*kinds: str) -> list[AgendaItem]:
    return [AgendaItem(kind, "") for kind in kinds]


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
    first = agenda_checks(items(*kinds), AgendaNorms())[0]
    assert (first.norm, first.hard, first.holds) == ("agenda.first_item", True, holds)


def test_a_county_without_that_norm_is_not_asked_for_it():
    assert not any(
        check.hard for check in agenda_checks(items("discussion"), AgendaNorms(first_item=False))
    )


STANDING = AgendaNorms(
    first_texts=("最新讲话",), standing=("意识形态工作", "安全生产"), every_meeting=("党章一条",)
)


def test_what_a_county_puts_on_every_agenda_is_drafted_and_checked():
    draft = agenda_draft("collective", norms=STANDING)
    assert [(item.kind, item.title) for item in draft][:4] == [
        ("first_item", "最新讲话"),
        ("standing_item", "意识形态工作"),
        ("standing_item", "安全生产"),
        ("every_meeting", "党章一条"),
    ]
    assert all(check.holds for check in agenda_checks(draft, STANDING))
    without = [item for item in draft if item.title != "安全生产"]
    lacking = [check for check in agenda_checks(without, STANDING) if not check.holds]
    assert [check.norm for check in lacking] == ["agenda.standing_items"]
    assert "安全生产" in str(lacking[0].sentence) % lacking[0].params
    assert "意识形态工作" not in str(lacking[0].sentence) % lacking[0].params


def test_a_county_that_names_no_texts_is_checked_for_none():
    norms = {check.norm for check in agenda_checks(items("first_item"), AgendaNorms())}
    assert not norms & {"agenda.standing_items", "agenda.every_meeting"}


@pytest.mark.parametrize(("count", "holds"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_or_three_key_speakers_are_asked_for(count, holds):
    check = speakers_check(count, 2, 3)
    assert check.holds is holds and not check.hard


def test_a_lecturer_without_filing_number_is_said_but_stops_nothing():
    last = agenda_checks(items("first_item"), AgendaNorms(), lecturers_unfiled=1)[-1]
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
