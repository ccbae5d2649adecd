"""What the pages of the question bank show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.things.page import ThingPage

from .models import BankItem


@dataclass(frozen=True, kw_only=True)
class ItemPage(ThingPage):
    """An item of the bank."""

    item: BankItem


def item_page(person: Any, code: str) -> ItemPage:
    item = get_object_or_404(
        BankItem.objects.visible_to(person).select_related("thing", "topic__thing", "unit"), pk=code
    )
    return ItemPage.of(person, item, item=item, title=item.text)
