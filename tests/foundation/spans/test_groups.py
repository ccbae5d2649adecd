"""How groups stand in a span."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.spans.cells import MOST, CellWords, group_cells, month_cells
from zhixing.foundation.kits.spans.groups import Member, Occasion, Standing, coverage
from zhixing.foundation.kits.spans.rules import half_of, month_of
from zhixing.foundation.machinery.things.blocks import Look

SEPTEMBER = month_of(dt.date(2026, 9, 18))
OLD = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
WORDS = CellWords("学过", "已安排", "没安排", lambda code, span: code, lambda state, span: "?")


def group(code: str, since: dt.datetime = OLD, kind: str = "town") -> Member:
    return Member(code, code, kind, since)


def held(code: str, month: int, day: int) -> Occasion:
    return Occasion(code, dt.date(2026, month, day), True)


def planned(code: str, month: int, day: int) -> Occasion:
    return Occasion(code, dt.date(2026, month, day), False)


@pytest.mark.parametrize(
    ("occasions", "since", "standing"),
    [
        ([held("a", 9, 1)], OLD, Standing.DONE),
        ([held("a", 8, 31)], OLD, Standing.MISSING),
        ([planned("a", 9, 30)], OLD, Standing.AHEAD),
        ([planned("a", 10, 1)], OLD, Standing.MISSING),
        ([held("b", 9, 1)], OLD, Standing.MISSING),
        ([], dt.datetime(2026, 9, 1, tzinfo=dt.UTC), Standing.MISSING),
        ([], dt.datetime(2026, 9, 2, tzinfo=dt.UTC), Standing.LATER),
        ([held("a", 9, 20)], dt.datetime(2026, 9, 2, tzinfo=dt.UTC), Standing.DONE),
    ],
)
def test_a_group_has_done_it_or_arranged_it_or_neither(occasions, since, standing):
    covered = coverage([group("a", since)], SEPTEMBER, occasions)
    assert covered.those(standing) == covered.groups
    assert covered.asked == (standing != Standing.LATER)


def test_a_norm_may_ask_for_several():
    half = half_of(dt.date(2026, 9, 1))
    occasions = [held("a", 8, 1), planned("a", 9, 1), held("b", 7, 1), held("b", 8, 1)]
    covered = coverage([group("a"), group("b"), group("c")], half, occasions, least=2)
    assert list(covered.standings.values()) == [Standing.AHEAD, Standing.DONE, Standing.MISSING]


def test_cells_keep_the_order_of_the_roster_and_part_the_kinds():
    groups = [group("县委办", kind="department"), group("龙泉镇"), group("石桥镇")]
    block = group_cells("九月", coverage(groups, SEPTEMBER, [held("石桥镇", 9, 3)]), WORDS)
    assert [[cell.title for cell in part.cells] for part in block.parts] == [
        ["龙泉镇", "石桥镇"],
        ["县委办"],
    ]
    assert [(part.done, part.whole) for part in block.parts] == [(1, 2), (0, 1)]
    assert [key.number for key in block.keys] == [1, 0, 2]


def test_of_very_many_groups_those_are_drawn_that_lack_something():
    groups = [group(f"g{at}") for at in range(3 * MOST)]
    occasions = [held(f"g{at}", 9, 1) for at in range(2 * MOST)]
    block = group_cells("九月", coverage(groups, SEPTEMBER, occasions), WORDS)
    cells = block.parts[0].cells
    assert len(cells) == MOST and {cell.look for cell in cells} == {Look.GAP}
    assert (block.parts[0].done, block.parts[0].whole) == (2 * MOST, 3 * MOST)


def test_the_months_of_one_group():
    """What lies ahead asks for nothing, nor does the time before the group came."""
    occasions = [held("a", 3, 5), planned("a", 10, 9), held("b", 4, 1)]
    today = dt.date(2026, 5, 20)
    block = month_cells(
        "a", group("a", dt.datetime(2026, 2, 1, tzinfo=dt.UTC)), occasions, today, WORDS
    )
    looks = [cell.look for cell in block.parts[0].cells]
    assert looks[:6] == [Look.FREE, Look.GAP, Look.DONE, Look.GAP, Look.GAP, Look.FREE]
    assert looks[9] == Look.SET
    assert block.note == "1 / 4"
