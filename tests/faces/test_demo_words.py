"""What the groups of the demo county speak of is their own work: data, no sentence of it twice."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from zhixing.demo.books import demo_book
from zhixing.demo.cast import _units_of
from zhixing.demo.words import Matter, Repertoire, lenses, matters
from zhixing.foundation.kits.workbooks.reading import Sheet
from zhixing.learn.sessions.rules import PlaceKind, RaisedKind


def all_matters() -> list[Matter]:
    return list(chain.from_iterable(matters().values()))


def test_each_unit_of_the_roster_has_its_own_words_and_totals_are_no_unit():
    units = set(chain.from_iterable(map(_units_of, demo_book("roster.xlsx").sheets)))
    assert len(units) == 45 and units <= set(matters())
    assert min(len(of_unit) for of_unit in matters().values()) >= 4


def test_a_row_of_totals_names_no_unit():
    sheet = demo_book("roster.xlsx").sheets[1]
    totals = tuple("合计" if cell in _units_of(sheet) else "" for cell in sheet.rows[4])
    for word in ("合计", "合 计", "总计", "小计"):
        row = tuple(word if cell else "" for cell in totals)
        longer = Sheet(sheet.name, sheet.hidden, (*sheet.rows, row))
        assert _units_of(longer) == _units_of(sheet), word


def test_no_sentence_stands_twice():
    sentences: Counter[str] = Counter()
    for matter in all_matters():
        sentences.update([matter.here, matter.more, matter.view, matter.doing, matter.effect])
        sentences.update([matter.raised.text])
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_what_is_said_fits_the_forms():
    words = {lens.word for lens in lenses().values()}
    for matter in all_matters():
        assert set(matter.topics) <= words, matter.about
        assert matter.place[1] in PlaceKind.values and matter.raised.kind in RaisedKind.values
        assert len(matter.raised.text) <= 120 and len(matter.place[0]) <= 40
        assert not matter.doing.endswith("。"), "whoever answers for it is written behind"
        assert matter.here.endswith("。") and matter.view.endswith(("。", "？"))


def test_every_unit_speaks_of_every_topic_that_is_asked_of_all():
    of_some = "常态化医疗废物管理"  # where it is none of a unit's work, another topic runs
    for unit in set(matters()) - {"龙泉镇"}:
        repertoire = Repertoire(unit)
        missing = {topic for topic in lenses() if not repertoire.speaks_of(topic)}
        assert missing <= {of_some}, unit


def test_a_session_does_not_repeat_the_one_before():
    for unit in matters():
        repertoire = Repertoire(unit)
        first = repertoire.take("城乡融合发展")
        second = repertoire.take("数字政府与政务公开")
        assert first[0] is not second[0], unit
        assert len({matter.about for matter in (*first, *second)}) >= 3, unit
