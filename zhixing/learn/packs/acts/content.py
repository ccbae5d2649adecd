"""What may lie in a pack, and while the next version may be changed."""

from __future__ import annotations

from zhixing.foundation.machinery.refusals import Common

from ..refusals import Refused
from ..rules import ItemKind, State

OPEN = {State.DRAFT: State.DRAFT, State.PUBLISHED: State.PUBLISHED}


def needed_text(text: str, name: str) -> str:
    """The text without blanks around it. Raises BadInput at the field where none is left."""
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def stem(name: str) -> str:
    """The name of a file without what follows its last dot."""
    return name.rpartition(".")[0] or name


def check_content(kind: str, text: str, address: str) -> None:
    """A text has its words, a link its address. Raises BadInput."""
    if kind == ItemKind.TEXT and not text:
        raise Refused.ITEM_TEXT("text")
    if kind == ItemKind.LINK and not address.lower().startswith(("https://", "http://")):
        raise Refused.ITEM_ADDRESS("address")
    if address and kind != ItemKind.LINK:
        raise Refused.ITEM_NO_ADDRESS("address")
