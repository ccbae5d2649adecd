"""What a record says: codes as words of the reader's language, and what somebody typed as it was
typed.
"""

from __future__ import annotations

import re
from itertools import chain
from types import SimpleNamespace

import pytest
from django.utils import translation

from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.page import sentence, timeline
from zhixing.foundation.spine.people.models import resident, timekeeper

PLACEHOLDERS = {
    name: sorted(set(re.findall(r"%\((\w+)\)s", str(act.says)))) for name, act in ACTS.items()
}
CHOICES = chain.from_iterable(act.tells.values() for act in ACTS.values())
EVERY_CODE = sorted(set(chain.from_iterable(choices.values for choices in CHOICES)))
RAW = re.compile(r"\b[a-z]+(?:_[a-z]+)*\b")


def record_of(act: str, facts: dict[str, str]) -> SimpleNamespace:
    return SimpleNamespace(
        act=act, verb=ACTS[act].verb, body_row=SimpleNamespace(body={"told": facts})
    )


@pytest.mark.parametrize("name", sorted(ACTS))
def test_typed_text_is_never_translated(name):
    """A title "special" stays "special", whatever code is written so elsewhere."""
    typed = [key for key in PLACEHOLDERS[name] if key not in ACTS[name].tells]
    for word in EVERY_CODE:
        with translation.override("zh-hans"):
            words = sentence(record_of(name, dict.fromkeys(PLACEHOLDERS[name], word)))
        assert words.count(word) >= len(typed), f"{name} translates what somebody typed: {words}"


@pytest.mark.parametrize("name", sorted(name for name, act in ACTS.items() if act.tells))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_told_code_reads_as_its_word(name, language):
    act = ACTS[name]
    assert set(act.tells) <= set(PLACEHOLDERS[name]), "a code that no sentence tells"
    for key, choices in act.tells.items():
        for code, word in choices.choices:
            with translation.override(language):
                assert str(word) in sentence(record_of(name, {key: code}))
                assert language == "en" or not RAW.search(str(word)), f"{code} has no Chinese word"


def test_a_record_of_before_reads_as_it_read(county):
    """Joint groups once told the word itself, calendars the English one."""
    with translation.override("zh-hans"):
        assert "毗邻" in sentence(record_of("change_joint", {"count": 2, "why": "毗邻"}))
        assert "休息日" in sentence(record_of("set_day", {"date": "2026-10-01", "what": "day off"}))
        assert "已按放假通知确定" in sentence(
            record_of("open_year", {"year": 2026, "state": "official"})
        )


def test_no_record_of_the_county_shows_a_raw_word(county):
    """The standing county, the whole thread round, and what comes after it: Chinese without a raw
    code.
    """
    from zhixing.demo.round import the_round
    from zhixing.demo.steps import in_order, walk

    walk(county, in_order(the_round()))
    records = list(Record.objects.done().select_related("body_row", "decider", "thing"))
    assert len(records) > 150
    with translation.override("zh-hans"):
        raw = {
            f"{record.act}: {sentence(record)}"
            for record in records
            if RAW.search(sentence(record))
        }
    assert raw == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("系统自动", "当事人")), ("en", ("the system", "the person concerned"))],
)
def test_nobody_is_called_by_an_inner_name(county, language, words):
    with translation.override(language):
        assert (timekeeper().shown, resident().shown) == words
        who = {line.who for line in timeline(county.office, county.root)}
    assert who and not who & {"timekeeper", "resident", "计时员"}
