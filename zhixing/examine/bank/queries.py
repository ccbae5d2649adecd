"""What the pages of the question bank show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.things.lists import cut
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .acts import add_bank_item
from .models import BankItem
from .rules import ItemKind, State

FILTERS = ("q", "kind", "topic", "state")


def item_list(person: Any, choices: Any) -> dict[str, Any]:
    """Items that may be seen, narrowed by words, kind, topic and state."""
    chosen = {
        name: str(choices.get(name, "")).strip()[:60]
        for name in FILTERS
        if str(choices.get(name, "")).strip()
    }
    rows = BankItem.objects.visible_to(person).select_related("thing", "topic", "unit")
    if chosen.get("q"):
        rows = rows.filter(
            Q(text__icontains=chosen["q"])
            | Q(basis__icontains=chosen["q"])
            | Q(topic_text__icontains=chosen["q"])
            | Q(pk=chosen["q"].upper())
        )
    if chosen.get("kind") in ItemKind.values:
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("topic"):
        rows = rows.filter(topic=chosen["topic"])
    rows = (
        rows.filter(state=chosen["state"]) if chosen.get("state") in State.values else rows.in_use()
    )
    items, pager = cut(rows, choices, "thing__made_at", "pk")
    county = Unit.objects.select_related("thing").filter(kind=UnitKind.COUNTY).first()
    return {
        "rows": items,
        "pager": pager,
        "every": rows.order_by("thing__made_at", "pk"),
        "chosen": chosen,
        "keeper": county if county is not None and add_bank_item.is_open(person, county) else None,
    }


@dataclass(frozen=True, kw_only=True)
class ItemPage(ThingPage):
    """An item of the bank."""

    item: BankItem


def item_page(person: Any, code: str) -> ItemPage:
    item = get_object_or_404(
        BankItem.objects.visible_to(person).select_related("thing", "topic__thing", "unit"), pk=code
    )
    return ItemPage.of(person, item, item=item, title=item.text)
