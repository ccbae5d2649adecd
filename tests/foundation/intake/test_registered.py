"""What rooms tell the kit: kinds of files, sheets, sentences, how their acts are undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.faces.cli.main import _parser
from zhixing.foundation.kits.intake import kinds
from zhixing.foundation.kits.intake.sentences import Sentence, says
from zhixing.foundation.kits.intake.undoing.done import LINES
from zhixing.foundation.kits.intake.unitbook import sheet as sheets
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.act.undo import Adds, Corrects


def test_each_room_brings_its_files_in_the_order_of_the_pages():
    assert [kind.code for kind in kinds.kinds()] == ["roster", "plan", "ledger", "bank", "unit"]
    homes = {kind.code: kind.read.__module__ for kind in kinds.kinds()}
    assert homes["plan"].startswith("zhixing.learn.plans.")
    assert homes["ledger"].startswith("zhixing.solve.problems.")
    assert homes["bank"].startswith("zhixing.examine.bank.")


def test_what_a_later_sheet_needs_an_earlier_one_has_made():
    names = [sheet.name for sheet in sheets.sheets_in_order()]
    assert (
        names
        == (
            "members plan claims sessions attend speeches minutes marks problems progress measures"
            " outcomes tasks"
        ).split()
    )


@pytest.mark.parametrize("other", [{"code": "ledger"}, {"place": 30}])
def test_a_kind_has_a_code_and_a_place_of_its_own(other):
    free = replace(kinds.kind_of("ledger"), code="other", place=99)
    with pytest.raises(RuntimeError, match="twice"):
        kinds.register(replace(free, **other))
    assert not kinds.is_kind("other")


@pytest.mark.parametrize(("name", "place"), [("members", 999), ("other", 10)])
def test_a_sheet_has_a_name_and_a_place_of_its_own(name, place):
    before = sheets.sheets_in_order()
    other = type("Other", (sheets.Sheet,), {"name": name, "place": place})()
    with pytest.raises(RuntimeError, match="twice"):
        sheets.register(other)
    assert sheets.sheets_in_order() == before


def test_a_sentence_has_a_code_of_its_own():
    with pytest.raises(RuntimeError, match="due.never"):
        says({"due.never": Sentence("There is no such day.")})


def test_a_kind_whose_room_is_not_there_is_called_by_its_code():
    assert kinds.word_of("gone") == "gone" and str(kinds.word_of("bank")) != "bank"


def test_the_kit_knows_the_lines_that_acts_add():
    added = {act.undo.line for act in ACTS.values() if isinstance(act.undo, Adds)}
    assert added == set(LINES)


def test_what_an_act_corrects_is_a_column_of_its_row():
    corrects = {act.name: act for act in ACTS.values() if isinstance(act.undo, Corrects)}
    assert set(corrects) == {"correct_topic", "correct_bank_item"}
    for act in corrects.values():
        columns = {column.name for column in act.on._meta.get_fields()}
        assert columns.issuperset((*act.undo.sets, *act.undo.follows)), act.name


@pytest.mark.parametrize("code", ["roster", "plan", "ledger", "bank", "unit"])
def test_each_kind_has_its_page_its_empty_file_and_what_is_here_now(county, code):
    client = logins(Client, county, "office")["office"]
    for name in ("imports:upload", "imports:template", "imports:export"):
        assert client.get(reverse(name, args=[code])).status_code == 200, name


def test_the_command_line_knows_each_kind():
    """Its words stand before Django is set up."""
    commands = next(action for action in _parser()._actions if action.dest == "command").choices
    what = next(action for action in commands["import"]._actions if action.dest == "what")
    assert what.choices == [kind.code for kind in kinds.kinds()]
