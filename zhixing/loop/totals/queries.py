"""The county's totals: each number opens exactly its rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.indicators.registry import TOTALS, Total
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact, Way
from zhixing.ui.words import fulldate

from . import may
from .models import TakenTotal, TakenTotals


def span(choices: Any) -> tuple[dt.date, dt.date]:
    """The period asked for, both days included; this year when none (or nonsense) is given."""
    today = clock.today()
    first, last = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    try:
        first = dt.date.fromisoformat(choices.get("since", "")) if choices.get("since") else first
        last = dt.date.fromisoformat(choices.get("until", "")) if choices.get("until") else last
    except ValueError:
        pass
    return (first, last) if first <= last else (last, first)


@dataclass(frozen=True)
class TotalLine:
    """A total of the period, the way to its rows, and its split by state in words."""

    total: Total
    number: int
    url: str
    split: str


@dataclass(frozen=True, kw_only=True)
class TotalsPage:
    """Every total of a period."""

    title: str
    since: dt.date
    until: dt.date
    rows: list[TotalLine]
    acts: list[Button]


def totals(person: Any, choices: Any) -> TotalsPage:
    """Every total of the period, counted over what this person may know of."""
    since, until = span(choices)
    period = urlencode({"since": since, "until": until})
    return TotalsPage(
        title=_("Totals"),
        since=since,
        until=until,
        rows=[_line(person, total, since, until, period) for total in TOTALS.values()],
        acts=[Button(_("Totals taken"), reverse("totals:taken_list")), *take_buttons(person)],
    )


def take_buttons(person: Any) -> list[Button]:
    """The button that takes them, for those who may somewhere."""
    if not may.TAKES.allows(person, None):
        return []
    return [Button(_("Take the totals"), reverse("new", args=["take_totals"]), primary=True)]


def _line(person: Any, total: Total, since: dt.date, until: dt.date, period: str) -> TotalLine:
    counts = total.by_state(person, since, until)
    parts = _parts(total.code, counts, lambda _state: "")
    words = pgettext("list separator", ", ").join(f"{part.label} {part.number}" for part in parts)
    return TotalLine(
        total,
        sum(counts.values()),
        f"{reverse('totals:rows', args=[total.code])}?{period}",
        words if len(parts) > 1 else "",
    )


# -- taken -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Split:
    """A number that was taken, and how many of it stood in which state."""

    label: str
    number: int
    url: str
    parts: list[Way]


@dataclass(frozen=True, kw_only=True)
class TakenPage(ThingPage):
    """Totals that were taken."""

    splits: list[Split]


def visible_totals(person: Any, code: str) -> TakenTotals:
    """Totals that were taken, as far as this person may know of them. Raises Http404."""
    return get_object_or_404(
        TakenTotals.objects.visible_to(person).select_related("thing", "unit__thing"), pk=code
    )


def taken_page(person: Any, code: str) -> TakenPage:
    """What was taken; each number opens exactly its rows. Raises Http404."""
    taken = visible_totals(person, code)
    return TakenPage.of(
        person,
        taken,
        crumbs=[
            *totals_crumbs(),
            Crumb(_("Totals taken"), reverse("totals:taken_list")),
            Crumb(taken.pk),
        ],
        trace=[],
        state_word="",
        tone="none",
        lead=_("As it stood on %(on)s; nothing of it changes any more.")
        % {"on": fulldate(taken.on)},
        facts=[
            Fact(_("Whose"), taken.unit.name, url=taken.unit.url, note=_("and all below")),
            Fact(_("From"), fulldate(taken.since)),
            Fact(_("To"), fulldate(taken.until)),
            Fact(_("Taken on"), fulldate(taken.on)),
        ],
        print_url=reverse("totals:print", args=[taken.pk]),
        splits=splits_of(taken),
    )


def totals_crumbs() -> list[Crumb]:
    """The way to the totals."""
    return [Crumb(pgettext("wing", "Loop")), Crumb(_("Totals"), reverse("totals:list"))]


def splits_of(taken: TakenTotals) -> list[Split]:
    """Each number with its split by state: two queries."""
    pairs = taken.rows.values_list("code", "state").annotate(count=Count("pk"))
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for code, state, count in pairs.order_by("code", "state"):
        counts[code][state] = count
    return [_split(taken, line, counts[line.code]) for line in taken.totals.all()]


def _split(taken: TakenTotals, line: TakenTotal, counts: dict[str, int]) -> Split:
    url = reverse("totals:taken_rows", args=[taken.pk, line.code])
    return Split(
        label_of(line.code),
        line.number,
        url,
        _parts(line.code, counts, lambda state: f"{url}?{urlencode({'state': state})}"),
    )


def label_of(code: str) -> str:
    """What a total is called; its code where no room has it any more."""
    return str(TOTALS[code].label) if code in TOTALS else code


def state_words(code: str) -> dict[str, str]:
    """State -> its word, in the order in which things go through them."""
    model: Any = TOTALS[code].rows(dt.date.min, dt.date.max).model if code in TOTALS else None
    states = model.STATES if model is not None else None
    return {str(state): str(word) for state, word in states.choices} if states else {}


def _parts(code: str, counts: dict[str, int], url_of: Callable[[str], str]) -> list[Way]:
    """How many stand in which state, in the order in which things go through them."""
    words = state_words(code)
    known = [state for state in words if state in counts]
    others = [state for state in counts if state not in words]
    return [
        Way(words.get(state, state) or "–", url_of(state), number=counts[state])
        for state in [*known, *others]
    ]
