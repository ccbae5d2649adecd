"""What the pages of tests show: marks to oneself, the secretary and the leader; counts per band to
the own group; to others only how many sat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.spine.norms.queries import value

from . import may
from .models import Sitting, Test
from .rules import State, band, counts


@dataclass(frozen=True)
class Band:
    """How many marks are in a band."""

    label: str
    number: int
    tone: str


@dataclass(frozen=True)
class Mark:
    """What one who sat has reached; None for who was not there."""

    name: str
    marks: int | None
    band: str


@dataclass(frozen=True, kw_only=True)
class TestPage(ThingPage):
    """A test: marks as far as this person may read them."""

    test: Test
    sat: int
    absent: int
    bands: list[Band]
    sittings: list[Mark]
    mine: Mark | None
    sessions: list[Thing]


def test_page(person: Any, code: str) -> TestPage:
    test = get_object_or_404(
        Test.objects.visible_to(person).select_related(
            "thing", "unit", "topic__thing", "group", "paper__thing"
        ),
        pk=code,
    )
    held = holdings(person)
    own = may.IN_ITS_GROUP.allows(person, test, held)
    sees_all = may.SEES_MARKS.allows(person, test, held)
    sittings = (
        list(test.sittings.select_related("person").order_by("person__name"))
        if test.state in (State.TYPED, State.CONFIRMED)
        else []
    )
    bands = value("test.bands", clock.today())
    marks = [sitting.marks for sitting in sittings if sitting.marks is not None]
    mine = (
        next((sitting for sitting in sittings if sitting.person_id == person.pk), None)
        if test.state == State.CONFIRMED
        else None
    )
    shown = sees_all and (test.state == State.CONFIRMED or may.KEEPS.allows(person, test, held))
    return TestPage.of(
        person,
        test,
        test=test,
        sat=len(marks),
        absent=len(sittings) - len(marks),
        bands=(
            [
                Band(
                    _level_word(level),
                    counts(marks, bands)[level["code"]],
                    TONE.get(level["code"], "none"),
                )
                for level in sorted(bands, key=lambda level: -level["from"])
            ]
            if own and test.state == State.CONFIRMED
            else []
        ),
        sittings=[_mark(sitting, bands) for sitting in (sittings if shown else ())],
        mine=None if mine is None else _mark(mine, bands),
        sessions=list(linked(person, test, "tests")),
    )


TONE = {"excellent": "done", "good": "going", "pass": "soon", "red": "over"}


def _mark(sitting: Sitting, bands: list[dict[str, Any]]) -> Mark:
    word = "" if sitting.marks is None else _band_word(band(sitting.marks, bands), bands)
    return Mark(sitting.person.name, sitting.marks, word)


def _level_word(level: dict[str, Any]) -> str:
    return level.get("zh" if (get_language() or "").startswith("zh") else "en", level["code"])


def _band_word(code: str, bands: list[dict[str, Any]]) -> str:
    return _level_word(next(level for level in bands if level["code"] == code))
