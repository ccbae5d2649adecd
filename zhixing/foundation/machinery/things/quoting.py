"""What a record's sentence says of another thing (its title, for whoever may know of it) and of a
person (the name they have now).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from zhixing.foundation.machinery.actors import Actor

from ..actors import key_of
from ..records.models import Record
from .models import Thing, ThingRow

UNSEEN = "…"  # stands where the title of a thing stood that the reader may not know of


def quoting(thing: Thing | ThingRow, *, by_code: bool = False) -> dict[str, str]:
    """For ``tell``: the title (or the code) of a thing other than the record's own, as it is now.

    The record may be read by people who may not know of that thing; they read a dash. A title told
    as mere text is read by all.
    """
    title = thing.title if isinstance(thing, Thing) else thing.thing_title()
    return {"code": thing.pk, "title": thing.pk if by_code else str(title)}


def is_quote(value: Any) -> bool:
    """Whether a told value is what ``quoting`` made."""
    return isinstance(value, dict) and set(value) == {"code", "title"}


def naming(person: Actor) -> dict[str, str]:
    """For ``tell``: a person whom the sentence names. The record keeps the opaque id alone; whoever
    may read the record reads the name that stands behind it then.
    """
    return {"named": key_of(person)}


def is_naming(value: Any) -> bool:
    """Whether a told value is what ``naming`` made."""
    return isinstance(value, dict) and set(value) == {"named"}


@dataclass(frozen=True)
class Known:
    """What a reader may know of that records quote: codes of things, and names by a person's id."""

    codes: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.codes


def quoted(person: Actor | None, bodies: Iterable[dict[str, Any]]) -> Known:
    """What these bodies quote, as far as the person may know of it: one query for things, one for
    people, none where nothing is quoted.
    """
    facts = list(chain.from_iterable(body.get("told", {}).values() for body in bodies))
    codes = {value["code"] for value in facts if is_quote(value)}
    keys = {value["named"] for value in facts if is_naming(value)}
    seen = Thing.objects.visible_to(person).filter(pk__in=codes) if codes else ()
    return Known(frozenset(thing.pk for thing in seen), _names(keys))


def _names(keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    people = Record._meta.get_field("decider").related_model._base_manager
    return dict(people.filter(pk__in=keys).values_list("pk", "name"))
