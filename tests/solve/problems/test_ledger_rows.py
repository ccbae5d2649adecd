"""What is wrong with a row of the ledger is said at once, each at its own column."""

from __future__ import annotations

import pytest

from tests.foundation.intake.build import LEDGER_HEAD, book
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import REFUSED

GOOD = {
    "问题来源": "自查",
    "具体问题": "渠首漏水",
    "类别": "个性",
    "责任单位": "龙泉镇",
    "责任人": "",
    "完成时限": "2026-12-30",
    "整改进展": "正在推进",
    "是否销号": "否",
}


def rehearse(**cells: str):
    row = GOOD | cells
    return dry_run("ledger", book([LEDGER_HEAD, [row[head] for head in LEDGER_HEAD]]), Answers())


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"责任单位": "某某局", "完成时限": "尽快"}, {"unit", "due"}),
        ({"具体问题": "", "责任单位": "", "完成时限": ""}, {"text", "unit", "due"}),
        ({"整改进展": "看情况", "是否销号": "也许"}, {"progress", "struck"}),
        (
            {"具体问题": "", "责任单位": "某某局", "完成时限": "尽快", "整改进展": "看情况"},
            {"text", "unit", "due", "progress"},
        ),
        ({"具体问题": "漏\u200b水", "责任人": "王\u200b五", "完成时限": "2026-02-30"}, None),
    ],
)
def test_all_faults_of_a_row_are_said_at_once(county, cells, columns):
    reading = rehearse(**cells)
    (line,) = reading.lines
    refused = [note for note in reading.notes if note.what == "refused"]
    assert line.action == REFUSED
    assert len({note.column for note in refused}) == len(refused) > 1
    assert columns is None or {note.column for note in refused} == columns
    assert len(refused) == len(reading.notes), "how it would come in is not said"


def test_a_row_struck_off_needs_no_progress_and_no_deadline(county):
    reading = rehearse(整改进展="看情况", 完成时限="尽快", 是否销号="是")
    assert reading.count(REFUSED) == 0


def test_a_good_row_comes_in(county):
    assert rehearse().to_do == 1
