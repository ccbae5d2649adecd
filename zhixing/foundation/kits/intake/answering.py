"""What was said about a file that waits: as the page sends it, is kept, and the act takes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from .answers import Answers
from .forms import AnswersForm
from .kinds import Kind
from .models import Waiting

MENDED, TAKEN_BACK = (
    re.compile(r"cell_(\d{1,3})_(\d{1,6})_(\d{1,3})"),
    re.compile(r"back_(\d{1,3})_(\d{1,6})_(\d{1,3})"),
)

MOST_NAMES = 200
Place = tuple[str, int, int]  # sheet, row, column
CHOSEN = re.compile(r"choice_key_(\d{1,3})")


def merged_answers(sent: QueryDict, form: AnswersForm, waiting: Waiting) -> Answers:
    """What was said about the file: kept from before, and what the page sends now. Names of units
    are asked, cells are mended where they stand in the list.
    """
    earlier = kept_answers(waiting)
    if not sent:
        return replace(earlier, guess="year" not in waiting.answers)
    post = {name: str(sent[name]) for name in sent}
    good = form.cleaned_data if form.is_valid() else {}
    return replace(
        earlier,
        aliases=_sent_aliases(post),
        year=good.get("year"),
        received_on=good.get("received_on"),
        cells=_sent_cells(post, earlier.cells),
        choices=earlier.choices | _sent_choices(post),
    )


def _sent_aliases(post: Mapping[str, str]) -> dict[str, str]:
    """What names mean; no answer is none."""
    return {
        post[f"name_{at}"]: post[f"unit_{at}"]
        for at in range(MOST_NAMES)
        if f"name_{at}" in post and post.get(f"unit_{at}", "?") != "?"
    }


def _sent_cells(post: Mapping[str, str], earlier: Mapping[Place, str]) -> dict[Place, str]:
    """The cells that are mended: those from before, those that the page mends or takes back."""
    cells = dict(earlier)
    for name, words in post.items():
        mended, back = MENDED.fullmatch(name), TAKEN_BACK.fullmatch(name)
        if mended and words != post.get(name.replace("cell", "was", 1)):
            cells[_place(post, mended)] = words[:2000]
        if back:
            cells.pop(_place(post, back), None)
    return cells


def _place(post: Mapping[str, str], match: re.Match[str]) -> Place:
    sheet = post.get(f"sheet_{match.group(1)}", "")[:31]
    return sheet, int(match.group(2)), int(match.group(3))


def _sent_choices(post: Mapping[str, str]) -> dict[str, str]:
    """Place -> what was chosen there."""
    choices = {}
    for name, key in post.items():
        nth = CHOSEN.fullmatch(name)
        if nth and post.get(f"choice_{nth.group(1)}"):
            choices[key[:200]] = post[f"choice_{nth.group(1)}"][:20]
    return choices


def kept_answers(waiting: Waiting) -> Answers:
    """The answers as they were kept with the file."""
    stored_answers = waiting.answers
    day = stored_answers.get("received_on")
    return Answers(
        stored_answers.get("aliases", {}),
        stored_answers.get("year"),
        dt.date.fromisoformat(day) if day else None,
        cells={
            (sheet, row, at): words for sheet, row, at, words in stored_answers.get("cells", [])
        },
        unit=stored_answers.get("unit", ""),
        by=waiting.person,
        choices=stored_answers.get("choices", {}),
    )


def storable_answers(answers: Answers, whole: str) -> dict[str, Any]:
    return {
        "aliases": answers.aliases,
        "year": answers.year,
        "received_on": answers.received_on.isoformat() if answers.received_on else None,
        "whole": whole,
        "unit": answers.unit,
        "cells": [[*place, words] for place, words in answers.cells.items()],
        "choices": answers.choices,
    }


def act_arguments(kind: Kind, answers: Answers) -> dict[str, Any]:
    """The answers as the arguments of the act."""
    more = {name: getattr(answers, name) for name in kind.takes}
    return {
        "aliases": answers.aliases,
        "cells": [[*place, words] for place, words in answers.cells.items()],
        "choices": answers.choices,
        **more,
    }
