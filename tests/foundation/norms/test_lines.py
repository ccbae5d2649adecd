"""List norms are typed an entry a line; nobody writes JSON by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.norms.lines import LineFault, as_lines, read_lines
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.norms.seeds import SEEDS

LISTS = {key: listed for key, _zh, _en, kind, listed, *_rest in SEEDS if kind == "list"}
DAY = dt.date(2026, 9, 1)


@pytest.mark.parametrize("key", sorted(LISTS))
def test_what_is_shown_is_read_back_as_it_was(key):
    assert read_lines(as_lines(LISTS[key]), LISTS[key]) == LISTS[key]


def test_a_line_that_can_not_be_read_is_named():
    with pytest.raises(LineFault) as fault:
        read_lines("a | 甲 | A\nb | 乙", [{"code": "a", "zh": "甲", "en": "A"}])
    assert fault.value.line == 2
    with pytest.raises(LineFault):
        read_lines("二\n3", [2, 3])


def sent(county, key: str, text: str):
    norm = Norm.objects.get(key=key)
    client = Client()
    client.force_login(county.office.account)
    with clock.at(DAY):
        opened = client.get(f"/things/{norm.pk}/set_norm/").content.decode()
        data = {"value": text, "since": DAY.isoformat(), "source": "县府办〔2026〕9号", "_key": "k"}
        return opened, client.post(f"/things/{norm.pk}/set_norm/", data)


def test_a_kind_of_study_is_added_in_the_form(county):
    text = as_lines(LISTS["session.kinds"]) + "\nreading_club | 读书会 | reading club"
    opened, answer = sent(county, "session.kinds", text)
    assert (
        "collective | 集体学习研讨 | collective study" in opened
        and "&quot;code&quot;" not in opened
    )
    assert answer.status_code == 302
    added = {"code": "reading_club", "zh": "读书会", "en": "reading club"}
    assert value("session.kinds", DAY) == [*LISTS["session.kinds"], added]


def test_standing_items_are_texts_a_line_each(county):
    _opened, answer = sent(county, "agenda.standing_items", "意识形态工作\n\n安全生产\n")
    assert answer.status_code == 302
    assert value("agenda.standing_items", DAY) == ["意识形态工作", "安全生产"]


def test_a_faulty_line_changes_nothing_and_is_said(county):
    _opened, answer = sent(county, "session.kinds", "collective | 集体学习")
    assert answer.status_code == 422 and "第 1 行" in answer.content.decode()
    assert value("session.kinds", DAY) == LISTS["session.kinds"]


def test_a_program_sends_the_list_itself(county):
    _opened, answer = sent(county, "agenda.every_meeting", '["党章一条"]')
    assert answer.status_code == 302 and value("agenda.every_meeting", DAY) == ["党章一条"]
