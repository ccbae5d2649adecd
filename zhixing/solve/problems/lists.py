"""The list of problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.kits.spans.rules import span_in, span_of
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, Total, counted
from zhixing.foundation.machinery.things.parts import Chip, Empty, Pager
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.ui.cells import next_step
from zhixing.ui.words import datewords

from .models import Problem, ProblemQuerySet
from .rules import (
    AGE_CODES,
    AGE_WORDS,
    ANSWERS,
    OPEN,
    RATINGS,
    STAGE_WORDS,
    STAGES,
    Answer,
    Class,
    Source,
    State,
)

FILTERS = ("state", "kind", "source", "unit", "group", "open", "overdue", "before")
FIGURES = ("stage", "age", "due", "closed", "answer", "rated", "promised", "kept")  # of the wing
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class ProblemList(ListPage):
    """Problems; every number of the sentence opens its rows."""

    counts: dict[str, Total]


def problem_list(person: Actor, choices: Choices) -> ProblemList:
    """Problems with their deadline in words, the nearest first."""
    today = clock.today()
    base = Problem.objects.visible_to(person)
    chosen = {
        name: str(choices.get(name, ""))[:40] for name in (*FILTERS, *FIGURES) if choices.get(name)
    }
    rows = _chosen_rows(base, chosen, today)
    counts = _numbers(person, base, rows, today)
    at = number_in(choices.get("after")) or 0
    problems = with_turns(list(rows[at : at + PAGE]))
    return ProblemList(
        title=_("Problems"),
        columns=_columns(today),
        rows=problems,
        every=rows,
        file="problems",
        kind=Problem,
        pager=_pager(chosen, at, len(problems), counts["total"]),
        chips=_chips(chosen, problems),
        order_note=_("the nearest deadline first, without deadline last"),
        counts=counts,
        empty=Empty(
            _("No problem yet."),
            _(
                "Problems come from sessions, research, sit-ins, enterprises and residents; the"
                " county's ledger can be imported."
            ),
            "flag",
        ),
    )


def _chosen_rows(base: ProblemQuerySet, chosen: dict[str, str], today: dt.date) -> ProblemQuerySet:
    rows = base.filter(closed_before=bool(chosen.get("before")))
    allowed = {"state": State.values, "kind": Class.values, "source": Source.values}
    for name, codes in allowed.items():
        if chosen.get(name) in codes:
            rows = rows.filter(**{name: chosen[name]})
    rows = rows.filter(unit=chosen["unit"]) if "unit" in chosen else rows
    if "group" in chosen:
        rows = rows.filter(group=chosen["group"]).select_related("group")
    rows = rows.open() if "open" in chosen else rows
    rows = rows.overdue(today) if "overdue" in chosen else rows
    rows = _rows_of_figures(rows, chosen, today)
    return rows.select_related("thing", "unit", "noted_unit", "person").soonest_first()


def _rows_of_figures(
    rows: ProblemQuerySet, chosen: dict[str, str], today: dt.date
) -> ProblemQuerySet:
    """What the numbers on the front page of the wing open."""
    stage, age, answer, rated = (chosen.get(name) for name in ("stage", "age", "answer", "rated"))
    rows = rows.in_stage(stage) if stage in STAGES else rows
    rows = rows.of_age(age, today) if age in AGE_CODES else rows
    due, closed, promised = (span_of(chosen, name) for name in ("due", "closed", "promised"))
    rows = rows.due_in(due) if due else rows
    rows = rows.closed_in(closed) if closed else rows
    rows = rows.with_kept(promised, today) if promised else rows
    rows = rows.filter(kept=True) if promised and "kept" in chosen else rows
    rows = rows.filter(answer__in=ANSWERS[answer]) if answer in ANSWERS else rows
    return rows.filter(rating__in=RATINGS[rated]) if rated in RATINGS else rows


def _pager(chosen: dict[str, str], at: int, shown: int, total: int) -> Pager:
    query = urlencode(chosen)
    return Pager(
        first=at + 1,
        last=at + shown,
        total=total,
        prev_url=f"?{query}&after={max(at - PAGE, 0)}" if at else "",
        next_url=f"?{query}&after={at + PAGE}" if total > at + PAGE else "",
    )


def _numbers(
    person: Actor, base: ProblemQuerySet, rows: ProblemQuerySet, today: dt.date
) -> dict[str, Total]:
    """The numbers of the sentence, and how many rows the conditions leave: one query, nothing
    counted further than anybody reads.
    """
    mine = base.filter(closed_before=False)
    still_open = mine.alias(_in_state=Aside("state")).filter(_in_state__in=OPEN)
    if holdings(person).sees_county():
        units = Unit.objects.filter(
            Exists(mine.open().filter(unit=OuterRef("pk")))
        )  # nearly every unit has one: it is found at once
    else:
        units = Unit.objects.filter(pk__in=still_open.values("unit"))
    return counted(
        total=rows,
        open=still_open,
        overdue=base.overdue(today),
        before=base.filter(closed_before=True),
        shelved=mine.filter(state=State.SHELVED),
        units=units,
    )


def _chips(chosen: dict[str, str], rows: Sequence[Problem]) -> list[Chip]:
    words = {
        "open": lambda _value: _("open"),
        "overdue": lambda _value: _("overdue"),
        "before": lambda _value: _("closed before Zhixing"),
        "unit": lambda value: next((row.unit.name for row in rows if row.unit_id == value), value),
        "group": lambda value: next((row.group.name for row in rows if row.group), value),
        "state": lambda value: dict(State.choices).get(value, value),
        "kind": lambda value: dict(Class.choices).get(value, value),
        "source": lambda value: dict(Source.choices).get(value, value),
        **_figure_words(),
    }
    return [
        Chip(str(words[name](value)), "?" + urlencode(_without(chosen, name)))
        for name, value in chosen.items()
    ]


def _figure_words() -> dict[str, Callable[[str], Any]]:
    """The conditions of the numbers of the wing."""
    answers = {"given": _("answered"), "really": Answer.REALLY.label}
    rated = {"any": _("rated"), "content": _("satisfied or better")}
    return {
        "stage": lambda value: STAGE_WORDS.get(value, value),
        "age": lambda value: AGE_WORDS.get(value, value),
        "due": lambda value: _("due: %(span)s") % {"span": _span_words(value)},
        "closed": lambda value: _("closed: %(span)s") % {"span": _span_words(value)},
        "promised": lambda value: _("to be solved: %(span)s") % {"span": _span_words(value)},
        "kept": lambda _value: _("on time"),
        "answer": lambda value: answers.get(value, value),
        "rated": lambda value: rated.get(value, value),
    }


def _span_words(value: str) -> str:
    span = span_in(value)
    return span_words(span) if span else value


def _without(chosen: dict[str, str], left_out: str) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if name != left_out}


def _columns(today: dt.date) -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Problem"), lambda problem: problem.title),
        Column.of_file(_("Text"), lambda problem: problem.text),
        Column(
            _("Class"),
            lambda problem: problem.get_kind_display(),
            lambda problem: Cell(tag=problem.get_kind_display()),
        ),
        Column(_("Responsible unit"), lambda problem: problem.unit.name),
        Column.of_file(
            _("Responsible person"),
            lambda problem: problem.person.name if problem.person else problem.person_text,
        ),
        Column.state(),
        Column.of_screen(_("Next step"), lambda problem: next_step(problem.turn, dated=False)),
        Column.day(
            _("Deadline"),
            lambda problem: problem.named_due,
            lambda problem: _deadline(problem, today),
        ),
        Column.of_file(_("How it stands"), lambda problem: named_words(problem, today)["words"]),
        Column.of_file(_("Received on"), lambda problem: problem.received_on),
    ]


def _deadline(problem: Problem, today: dt.date) -> Cell:
    """How it stands with its nearest deadline, and the day."""
    nearest = named_words(problem, today)
    return Cell(nearest["words"], tone=nearest["tone"], note=datewords(nearest["due"]))
