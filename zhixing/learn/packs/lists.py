"""The list of study packs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, words_in
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.ui.words import shortdate

from .forms import FilterForm
from .models import Pack, PackVersion
from .queries import crumbs, for_whom, published_on
from .rules import State


@dataclass(frozen=True, kw_only=True)
class PackList(ListPage):
    """Packs for my group, or all that I may read."""

    mine: bool
    in_group: bool
    urls: dict[str, str]


def pack_list(person: Actor, choices: Choices) -> PackList:
    """Packs for my group, or all that I may read; those with these words in them. The latest
    published first.
    """
    in_group = bool(holdings(person).group_codes())
    mine = choices.get("for", "mine" if in_group else "all") != "all" and in_group
    rows = _chosen(person, choices, mine)
    packs, pager = cut(rows, choices, "-thing__changed_at", "pk")
    urls = {name: address(choices, **{"after": "", "for": name}) for name in ("mine", "all")}
    text, topic = words_in(choices, "q"), choices.get("topic", "")
    return PackList(
        title=_("Study packs"),
        columns=_columns(),
        rows=packs,
        every=rows.order_by("-thing__changed_at", "pk"),
        file="study-packs",
        kind=Pack,
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Study packs"))],
        chips=_chips(choices, packs),
        clear_url=address({}, **{"for": choices.get("for", "")}),
        filter_form=FilterForm(initial={"q": text, "topic": topic}, person=person),
        order_note=_("The latest first"),
        mine=mine,
        in_group=in_group,
        urls=urls,
        empty=_none_for_group(urls["all"]) if mine else _none(),
    )


def _chosen(person: Actor, choices: Choices, mine: bool) -> QuerySet[Pack]:
    rows = (
        Pack.objects.pushed_to(person)
        if mine
        else Pack.objects.visible_to(person).exclude(state=State.WITHDRAWN)
    )
    text, topic = words_in(choices, "q"), choices.get("topic", "")
    state = choice(choices, "state", State.values)
    rows = rows.filter(state=state) if state else rows
    rows = rows.searched(text) if text else rows
    rows = rows.filter(topic=topic) if topic else rows
    return rows.select_related("thing", "unit", "topic").prefetch_related(
        Prefetch("versions", queryset=PackVersion.objects.order_by("-number")), "groups"
    )


def _chips(choices: Choices, packs: list[Pack]) -> list[Chip]:
    """The conditions in force; the topic by its name, where there is a pack of it."""
    text, topic = words_in(choices, "q"), choices.get("topic", "")
    named = topic and packs and packs[0].topic
    state = choice(choices, "state", State.values)
    words = {
        "q": f"“{text}”" if text else "",
        "topic": named.title if named else topic,
        "state": str(State(state).label) if state else "",
    }
    return [
        Chip(word, address(choices, **{"after": "", name: ""}))
        for name, word in words.items()
        if word
    ]


def _none_for_group(all_url: str) -> Empty:
    return Empty(
        _("No study pack for your group yet."),
        _(
            "When one is published for your group you get an alert, and it stands here. You can"
            " look at all packs meanwhile."
        ),
        "books",
        _("All study packs"),
        all_url,
    )


def _none() -> Empty:
    return Empty(
        _("No study pack yet."),
        _(
            "A pack holds what a topic is studied with: documents, texts, links and questions."
            " It is published version by version, for all groups or for chosen ones."
        ),
        "books",
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(
            _("Title"),
            lambda pack: pack.title,
            note=lambda pack: pack.topic.title if pack.topic else "",
        ),
        Column.of_file(_("What it is for"), lambda pack: pack.about),
        Column.of_file(_("Topic"), lambda pack: pack.topic.title if pack.topic else ""),
        Column.quiet(
            pgettext("pack", "From"),
            lambda pack: pack.unit.name,
            lambda pack: pack.unit.short_name,
        ),
        Column.quiet(pgettext("pack", "For whom"), for_whom),
        Column.day(_("Version"), lambda pack: pack.number or None, _version, labelled=True),
        Column.of_file(_("Published on"), published_on),
        Column.state(),
    ]


def _version(pack: Pack) -> Cell:
    """Its present version, and the day of it."""
    if not pack.number:
        return Cell("–")
    day = published_on(pack)
    return Cell(pack.number, note=shortdate(day) if day else "")
