"""Acts on items of the question bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.act.undo import Corrects
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored
from zhixing.foundation.spine.topics.models import Topic

from . import may
from .models import BankItem
from .refusals import Refused
from .rules import MOST_KEY, MOST_OPTION, MOST_TEXT, ItemKind, State, faults, read_key, same_text

# what is wrong with a question -> the field where it is said
FIELDS = {
    "text": "text",
    "long": "text",
    "key.missing": "solution",
    "key.outside": "solution",
    "key.single": "solution",
    "options.few": "options",
    "options.same": "options",
}
LIMITS = {"text": MOST_TEXT, "option": MOST_OPTION, "key": MOST_KEY}


def _checked(kind: str, text: str, options: Sequence[str], key: str, **more: str) -> dict[str, Any]:
    """The fields of an item, clean. Raises BadInput with the first fault."""
    if kind not in ItemKind.values:
        raise Refused.ITEM_KIND("kind")
    options = (
        [option.strip() for option in options if option.strip()]
        if kind in (ItemKind.SINGLE, ItemKind.MULTIPLE)
        else []
    )
    read = read_key(key, kind, options) if key.strip() else ""
    if read is None:
        raise Refused.ITEM_KEY("solution", key=key[:40])
    for code in faults(kind, text, options, read):
        raise Refused.of(f"item.{code}")(FIELDS[code], **(LIMITS if code == "long" else {}))
    try:
        short = {name: stored(words) for name, words in more.items() if name != "explanation"}
    except UnseenSign as fault:
        raise Refused.ITEM_SIGN(sign=fault.sign) from fault
    return {
        "kind": kind,
        "text": text.strip(),
        "same": same_text(text),
        "options": options,
        "key": read,
        "explanation": more.get("explanation", "").strip()[:2000],
        **short,
    }


def _once(unit: Unit, same: str, but: str = "") -> None:
    twin = BankItem.objects.in_use().filter(unit=unit, same=same).exclude(pk=but).first()
    if twin is not None:
        raise Refused.ITEM_TWICE.at(
            {
                "text": [
                    _("The same question stands in the bank already: %(there)s.")
                    % {"there": twin.pk}
                ]
            },
            there=twin.pk,
        )


@act(
    "bank_item.added",
    label=_("Add an item to the bank"),
    says=_("added an item to the bank"),
    on=Unit,
    may=may.ADDS,
    creates=BankItem,
)
def add_bank_item(
    actor: Actor,
    unit: Unit,
    *,
    kind: str,
    text: str,
    options: Sequence[str] = (),
    solution: str = "",
    explanation: str = "",
    stands_at: str = "",
    topic: Topic | None = None,
    topic_text: str = "",
    difficulty: str = "",
) -> BankItem:
    """A question with its key comes into the bank of the unit, as a draft. Raises BadInput for what
    is wrong with it, and when it is there already.
    """
    fields = _checked(
        kind,
        text,
        options,
        solution,
        explanation=explanation,
        basis=stands_at,
        topic_text="" if topic else topic_text,
        difficulty=difficulty,
    )
    _once(unit, fields["same"])
    return BankItem(unit=unit, topic=topic, **fields)


def _as_it_was(item: BankItem, old: dict[str, Any]) -> dict[str, Any]:
    """The arguments with which a correction is set back."""
    texts = ("kind", "text", "options", "explanation", "topic_text", "difficulty")
    code = old.get("topic", item.topic_id)
    return {name: old.get(name, getattr(item, name)) for name in texts} | {
        "solution": old.get("key", item.key),
        "stands_at": old.get("basis", item.basis),
        "topic": Topic.objects.get(pk=code) if code else None,
    }


@act(
    "bank_item.corrected",
    label=_("Correct"),
    says=_("corrected it: version %(number)s"),
    on=BankItem,
    may=may.KEEPS,
    moves={State.DRAFT: State.DRAFT},
    undo=Corrects(_as_it_was, follows=("number", "same")),
)
def correct_bank_item(
    actor: Actor,
    item: BankItem,
    *,
    kind: str,
    text: str,
    options: Sequence[str] = (),
    solution: str = "",
    explanation: str = "",
    stands_at: str = "",
    topic: Topic | None = None,
    topic_text: str | None = None,
    difficulty: str = "",
) -> BankItem:
    """A new version of the same question; what it said before stays in the record. Without
    ``topic_text`` the words for the topic stay. Raises as ``add_bank_item``.
    """
    words = item.topic_text if topic_text is None else topic_text
    fields = _checked(
        kind,
        text,
        options,
        solution,
        explanation=explanation,
        basis=stands_at,
        topic_text="" if topic else words,
        difficulty=difficulty,
    )
    _once(item.unit, fields["same"], item.pk)
    for name, value in fields.items():
        setattr(item, name, value)
    item.topic = topic
    item.number += 1
    tell(number=item.number)
    return item


@act(
    "bank_item.withdrawn",
    label=_("Take out of the bank"),
    says=_("took it out of the bank: %(reason)s"),
    on=BankItem,
    may=may.KEEPS,
    moves={State.DRAFT: State.WITHDRAWN},
    danger=True,
)
def withdraw_bank_item(actor: Actor, item: BankItem, *, reason: str) -> BankItem:
    """No further paper takes it; papers that hold it keep it."""
    return item


@act(
    "bank_item.restored",
    label=_("Put back into the bank"),
    says=_("put it back into the bank"),
    on=BankItem,
    may=may.KEEPS,
    moves={State.WITHDRAWN: State.DRAFT},
)
def restore_bank_item(actor: Actor, item: BankItem) -> BankItem:
    """It was taken out by mistake. Refused when the same question has come in since."""
    _once(item.unit, item.same, item.pk)
    return item
