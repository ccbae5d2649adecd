"""Acts on study packs: the pack, its next version, its publication, what groups add."""

from .additions import (
    add_to_pack,
    decline_addition,
    offer_addition,
    receive_item,
    remove_addition,
    take_addition,
)
from .items import (
    MOST_ITEMS,
    add_pack_document,
    add_pack_item,
    add_pack_paper,
    change_pack_item,
    remove_pack_item,
)
from .packs import begin_pack, correct_pack, withdraw_pack
from .publishing import let_keepers_know, publish_pack

__all__ = [
    "MOST_ITEMS",
    "add_pack_document",
    "add_pack_item",
    "add_pack_paper",
    "add_to_pack",
    "begin_pack",
    "change_pack_item",
    "correct_pack",
    "decline_addition",
    "let_keepers_know",
    "offer_addition",
    "publish_pack",
    "receive_item",
    "remove_addition",
    "remove_pack_item",
    "take_addition",
    "withdraw_pack",
]
