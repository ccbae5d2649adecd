"""What the pages of tests show: marks to oneself, the secretary and the leader; counts per band to
the own group; to others only how many sat.
"""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import count_below, top
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.spine.norms.queries import value

from .models import Sitting, Test
from .rules import State, band, counts


def test_list(person: Any) -> dict[str, Any]:
    rows = (
        Test.objects.visible_to(person)
        .select_related("thing", "unit", "topic")
        .annotate(sat=count_below(Test, "sittings", absent=False))
        .order_by("-day", "pk")
    )
    found, pager = top(rows, 200)
    return {
        "rows": found,
        "pager": pager,
        "every": rows,
        "confirmed": sum(one.state == State.CONFIRMED for one in found),
    }


def test_page(person: Any, code: str) -> dict[str, Any]:
    test = get_object_or_404(
        Test.objects.visible_to(person).select_related(
            "thing", "unit", "topic__thing", "group", "paper__thing"
        ),
        pk=code,
    )
    held = holdings(person)
    own = test.group_id in held.group_codes()
    sees_all = test.group_id in held.group_codes("SECRETARY", "LEADER")
    sittings = (
        list(test.sittings.select_related("person").order_by("person__name"))
        if test.state in (State.TYPED, State.CONFIRMED)
        else []
    )
    bands = value("test.bands", clock.today())
    marks = [one.marks for one in sittings if one.marks is not None]
    mine = (
        next((one for one in sittings if one.person_id == person.pk), None)
        if test.state == State.CONFIRMED
        else None
    )
    shown = sees_all and (
        test.state == State.CONFIRMED or test.group_id in held.group_codes("SECRETARY")
    )
    return thing_page(
        person,
        test,
        test=test,
        sat=len(marks),
        absent=len(sittings) - len(marks),
        bands=(
            [
                {
                    "label": _word(one),
                    "number": counts(marks, bands)[one["code"]],
                    "url": "",
                    "tone": TONE.get(one["code"], "none"),
                }
                for one in sorted(bands, key=lambda one: -one["from"])
            ]
            if own and test.state == State.CONFIRMED
            else []
        ),
        sittings=[
            {"name": sitting.person.name} | _result(sitting, bands)
            for sitting in (sittings if shown else ())
        ],
        mine=None if mine is None else _result(mine, bands),
        sessions=list(linked(person, test, "tests")),
    )


TONE = {"excellent": "done", "good": "going", "pass": "soon", "red": "over"}


def _result(sitting: Sitting, bands: list[dict[str, Any]]) -> dict[str, Any]:
    word = "" if sitting.marks is None else _word_of(band(sitting.marks, bands), bands)
    return {"marks": sitting.marks, "band": word}


def _word(one: dict[str, Any]) -> str:
    from django.utils.translation import get_language

    return one.get("zh" if (get_language() or "").startswith("zh") else "en", one["code"])


def _word_of(code: str, bands: list[dict[str, Any]]) -> str:
    return _word(next(one for one in bands if one["code"] == code))
