"""Idempotency keys: what was asked for under a key is done once, and a repeat answers what it
answered then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from .. import clock
from ..actors import key_of
from ..records import chain
from ..records.models import KeptKey
from ..refusals import Refused
from ..things.models import Thing, ThingRow
from .call import Call
from .values import plain

LONGEST = 64


def stored_key(act: str, call: Call) -> KeptKey:
    """The key of this call, with its answer where it has one. Raises BadInput when it is too long
    or was used for something else.
    """
    if len(call.key) > LONGEST:
        raise Refused.KEY_LONG()
    fingerprint = _fingerprint(act, call)
    stored, is_new = KeptKey.objects.get_or_create(
        person_id=key_of(call.actor),
        key=call.key,
        defaults={"act": act, "fingerprint": fingerprint, "at": clock.now()},
    )
    if not is_new and stored.fingerprint != fingerprint:
        raise Refused.KEY_REUSED()
    return stored


def _fingerprint(act: str, call: Call) -> str:
    facts: list[Any] = [
        act,
        [plain(row) for row in call.rows],
        {name: plain(value) for name, value in sorted(call.arguments.items())},
    ]
    if call.for_person is not None:
        facts += [plain(call.for_person), call.basis]
    return hashlib.sha256(chain.canonical(facts)).hexdigest()


def store_answer(stored: KeptKey, answer: Any) -> None:
    """Keep what the act answered, as far as it is things."""
    several = isinstance(answer, list | tuple)
    rows = answer if several else [answer]
    codes = [row.pk for row in rows if isinstance(row, ThingRow)]
    stored.answer = {"codes": codes, "list": several}
    stored.save(update_fields=["answer"])


def stored_answer(stored: KeptKey) -> Any:
    """What the act answered then, as it stands now."""
    answer = stored.answer or {}
    rows = list(_rows_of(answer["codes"]))
    if answer["list"]:
        return rows
    return rows[0] if rows else None


def _rows_of(codes: Iterable[str]) -> Iterable[ThingRow]:
    for code in codes:
        thing = Thing.objects.get(pk=code)
        yield thing.model._base_manager.select_related("thing").get(pk=code)
