"""What a record's sentence says of another thing: its title, for whoever may know of that thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .models import Thing, ThingRow

UNSEEN = "…"  # stands where the title of a thing stood that the reader may not know of


def quoting(thing: Thing | ThingRow, *, by_code: bool = False) -> dict[str, str]:
    """For ``tell``: the title (or the code) of a thing other than the record's own, as it is now.

    The record may be read by people who may not know of that thing; they read a dash. A title told as mere text is read by all.
    """
    title = thing.title if isinstance(thing, Thing) else thing.thing_title()
    return {"code": thing.pk, "title": thing.pk if by_code else str(title)}


def is_quote(value: Any) -> bool:
    """Whether a told value is what ``quoting`` made."""
    return isinstance(value, dict) and set(value) == {"code", "title"}


def quoted(person: Any, bodies: Iterable[dict[str, Any]]) -> frozenset[str]:
    """Codes of the things quoted in these bodies that the person may know of: one query, none where nothing is quoted."""
    codes = {value["code"] for body in bodies for value in body.get("told", {}).values() if is_quote(value)}
    if not codes:
        return frozenset()
    return frozenset(Thing.objects.visible_to(person).filter(pk__in=codes).values_list("pk", flat=True))
