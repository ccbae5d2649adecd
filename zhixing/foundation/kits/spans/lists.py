"""The list behind the cells: the groups, and how each stands in a span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, sliced
from zhixing.foundation.machinery.things.models import address_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty, Way
from zhixing.ui.words import datewords

from .cells import CellWords
from .groups import TONES, Coverage, Member, Occasion, Standing
from .rules import Span
from .wording import span_words


@dataclass(frozen=True)
class GroupLine:
    """A group in the span: how it stands, its last occasion and its next."""

    group: Member
    standing: Standing
    word: str
    last: Occasion | None
    next: Occasion | None


@dataclass(frozen=True, kw_only=True)
class GroupList(ListPage):
    """Groups in a span; every number of the sentence opens its rows."""

    span: str
    ways: list[Way]


def group_list(
    choices: Choices, title: str, covered: Coverage, words: CellWords, **page: Any
) -> GroupList:
    """The groups in the order of the roster; ``state`` leaves those that stand so. ``page``: what
    the room's page has beside (``file``, ``crumbs``).
    """
    state = choice(choices, "state", Standing.values)
    lines = [_line(covered, words, group) for group in covered.groups]
    numbers = Counter(line.standing for line in lines)
    chosen = [line for line in lines if not state or line.standing == state]
    rows, pager = sliced(chosen, choices)
    clear = address({}, when=covered.span.code)
    return GroupList(
        title=title,
        columns=_columns(words, covered.span),
        rows=rows,
        every=chosen,
        pager=pager,
        chips=[Chip(words.of(Standing(state)), clear)] if state else [],
        clear_url=clear,
        order_note=_("in the order of the roster"),
        span=span_words(covered.span),
        ways=_ways(covered.span, numbers, words, state),
        empty=Empty(
            _("You have no study group to look into."),
            _("A group sees its own; the roles above it see theirs."),
            "users-group",
            _("Study groups"),
            reverse("groups:list"),
        ),
        **page,
    )


def _line(covered: Coverage, words: CellWords, group: Member) -> GroupLine:
    occasions = sorted(covered.occasions.get(group.code, ()), key=lambda occasion: occasion.day)
    done = [occasion for occasion in occasions if occasion.done]
    ahead = [occasion for occasion in occasions if not occasion.done]
    standing = covered.standings[group.code]
    return GroupLine(
        group,
        standing,
        words.of(standing),
        done[-1] if done else None,
        ahead[0] if ahead else None,
    )


def _ways(span: Span, numbers: Mapping[Standing, int], words: CellWords, state: str) -> list[Way]:
    """How many groups stand how, and the ways to them."""
    return [
        Way(
            words.of(standing),
            address({}, when=span.code, state=standing.value),
            standing == state,
            numbers[standing],
        )
        for standing in Standing
        if numbers[standing] or standing != Standing.LATER
    ]


def _columns(words: CellWords, span: Span) -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda line: line.group.code),
        Column.title(
            _("Study group"),
            lambda line: line.group.name,
            url=lambda line: words.group_way(line.group.code, span),
        ),
        Column.day(*_occasion(pgettext("occasion", "Last"), lambda line: line.last)),
        Column.day(*_occasion(pgettext("occasion", "Next"), lambda line: line.next)),
        Column.state(lambda line: line.word, lambda line: TONES[line.standing]),
    ]


def _occasion(heading: str, read: Callable[[GroupLine], Occasion | None]) -> tuple[Any, ...]:
    """A column of days, each the way to what was on it."""

    def day(line: GroupLine) -> Any:
        occasion = read(line)
        return occasion.day if occasion is not None else None

    def shown(line: GroupLine) -> Cell:
        occasion = read(line)
        if occasion is None:
            return Cell("–")
        return Cell(datewords(occasion.day), address_of("thing", occasion.code))

    return heading, day, shown


def crumbs_to(wing: str, list_word: str, list_name: str, here: str) -> list[Crumb]:
    """The way to the list of groups of a room: its wing, its list."""
    return [
        Crumb(wing),
        Crumb(list_word, reverse(list_name)),
        Crumb(here),
    ]
