"""The list of the question bank."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, cut
from zhixing.foundation.machinery.things.parts import Button, Chip, Empty
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .acts import add_bank_item
from .forms import FilterForm
from .models import BankItem, BankItemQuerySet
from .rules import LETTERS, ItemKind, State

FILTERS = ("q", "kind", "topic", "state")


def item_list(person: Actor, choices: Choices) -> ListPage:
    """Items that may be seen, narrowed by words, kind, topic and state."""
    chosen = {name: str(choices.get(name, "")).strip()[:60] for name in FILTERS}
    chosen = {name: value for name, value in chosen.items() if value}
    rows = BankItem.objects.visible_to(person).select_related("thing", "topic", "unit")
    rows = _chosen(rows, chosen)
    items, pager = cut(rows, choices, "thing__made_at", "pk")
    return ListPage(
        title=_("Question bank"),
        columns=_columns(),
        rows=items,
        every=rows.order_by("thing__made_at", "pk"),
        file="question-bank",
        kind=BankItem,
        pager=pager,
        acts=_buttons(person),
        chips=_chips(choices, chosen),
        filter_form=FilterForm(initial=chosen),
        empty=Empty(
            _("The bank is empty."),
            _(
                "The office of the county imports its workbook of questions, or writes them one by"
                " one."
            ),
            "zoom-question",
        ),
    )


def _chosen(rows: BankItemQuerySet, chosen: dict[str, str]) -> BankItemQuerySet:
    text, kind, state = (chosen.get(name, "") for name in ("q", "kind", "state"))
    if text:
        rows = rows.filter(
            Q(text__icontains=text)
            | Q(basis__icontains=text)
            | Q(topic_text__icontains=text)
            | Q(pk=text.upper())
        )
    rows = rows.filter(kind=kind) if kind in ItemKind.values else rows
    rows = rows.filter(topic=chosen["topic"]) if "topic" in chosen else rows
    return rows.filter(state=state) if state in State.values else rows.in_use()


def _buttons(person: Actor) -> list[Button]:
    """The way to fill the bank at once, for those who keep it."""
    county = Unit.objects.select_related("thing").filter(kind=UnitKind.COUNTY).first()
    if county is None or not add_bank_item.is_open(person, county):
        return []
    return [Button(_("Import a question bank"), reverse("imports:upload", args=["bank"]))]


def _chips(choices: Choices, chosen: dict[str, str]) -> list[Chip]:
    words = {"kind": dict(ItemKind.choices), "state": dict(State.choices)}
    return [
        Chip(
            str(words.get(name, {}).get(value, value)),
            address(choices, **{name: "", "after": ""}),
        )
        for name, value in chosen.items()
    ]


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column(
            _("Question"),
            lambda item: item.text,
            lambda item: Cell(Truncator(item.text).chars(60), item.url),
            Look.TITLE,
        ),
        *(_option(at, letter) for at, letter in enumerate(LETTERS)),
        Column.of_file(_("Key"), lambda item: item.key),
        Column.of_file(_("Explanation"), lambda item: item.explanation),
        Column(_("Kind of item"), lambda item: item.get_kind_display()),
        Column(
            _("Topic"),
            lambda item: item.topic.title if item.topic else item.topic_text,
            nothing="–",
        ),
        Column(_("Where the answer stands"), lambda item: item.basis, nothing="–"),
        Column.of_file(_("Difficulty"), lambda item: item.difficulty),
        Column.state(),
    ]


def _option(at: int, letter: str) -> Column:
    return Column.of_file(
        _("Option %(letter)s") % {"letter": letter},
        lambda item: item.options[at] if at < len(item.options) else "",
    )
