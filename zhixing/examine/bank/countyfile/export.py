"""The bank as it goes out, in the columns in which it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhixing.foundation.machinery.actors import Actor

from ..models import BankItem
from ..rules import LETTERS, ItemKind

KIND_WORDS = {
    ItemKind.SINGLE: "单选",
    ItemKind.MULTIPLE: "多选",
    ItemKind.TRUE_FALSE: "判断",
    ItemKind.BLANK: "填空",
    ItemKind.SHORT: "简答",
}


def rows(person: Actor) -> Iterable[dict[str, Any]]:
    """Items in use that this person may see."""
    for number, item in enumerate(
        BankItem.objects.visible_to(person)
        .in_use()
        .select_related("topic")
        .order_by("thing__made_at", "pk"),
        1,
    ):
        yield {
            "number": number,
            "kind": KIND_WORDS[ItemKind(item.kind)],
            "text": item.text,
            "key": item.key,
            "explanation": item.explanation,
            "topic": item.topic.title if item.topic else item.topic_text,
            "basis": item.basis,
            "difficulty": item.difficulty,
        } | dict(zip(LETTERS, item.options, strict=False))
