"""The hash chain over records: how a link is made and how the whole is verified. Standard library
only in the pure part.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


def canonical(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def commit(salt: str, body: Any) -> str:
    """H(salt || body): a commitment that tells nothing once the salt is gone."""
    return hashlib.sha256(salt.encode() + canonical(body)).hexdigest()


def new_salt() -> str:
    return secrets.token_hex(16)


def link_hash(previous: str, **columns: Any) -> str:
    """The hash of one record, over its columns in a fixed order, and the hash before it."""
    keys = (
        "origin",
        "seq",
        "at",
        "thing",
        "verb",
        "act",
        "typist",
        "decider",
        "channel",
        "outcome",
        "refusal",
        "commitment",
    )
    parts = [
        "zx-record-1",
        previous,
        *(str(columns[key] if columns[key] is not None else "") for key in keys),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def columns_of(record: Any) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "seq": record.seq,
        "at": record.at.astimezone(dt.UTC).isoformat(),
        "thing": record.thing_id,
        "verb": record.verb,
        "act": record.act,
        "typist": record.typist_id,
        "decider": record.decider_id,
        "channel": record.channel,
        "outcome": record.outcome,
        "refusal": record.refusal,
        "commitment": record.commitment,
    }


def faults(records: Iterable[Any], head: Any) -> Iterable[tuple[int, str]]:
    """Walk one origin's records in order; yield (seq, what is wrong). Bodies are checked where they
    are not erased.
    """
    previous, expected = GENESIS, 1
    for record in records:
        if record.seq != expected:
            yield expected, "gap"
        if record.previous != previous:
            yield record.seq, "previous"
        if link_hash(record.previous, **columns_of(record)) != record.hash:
            yield record.seq, "hash"
        if (fault := _body_fault(record)) is not None:
            yield record.seq, fault
        previous, expected = record.hash, record.seq + 1
    if (head is None and expected > 1) or (
        head is not None and (head.hash != previous or head.seq != expected - 1)
    ):
        yield expected - 1, "head"


def _body_fault(record: Any) -> str | None:
    body = getattr(record, "body_row", None)
    if body is None:
        return "body missing"
    if body.erased_at is not None:
        return "body left" if body.body or body.salt else None
    return None if commit(body.salt, body.body) == record.commitment else "body"


WORDS = {
    "gap": _("record %(number)s is missing"),
    "previous": _("record %(number)s does not follow the record before it"),
    "hash": _("record %(number)s was changed: its columns are not those that were chained"),
    "body missing": _("record %(number)s has lost its old and new values"),
    "body left": _("record %(number)s is marked as erased, but its values are still there"),
    "body": _(
        "record %(number)s was changed: its old and new values are not those that were chained"
    ),
    "head": _("record %(number)s is the last one, but the head of the chain names another"),
}


def sentence(seq: int, what: str) -> str:
    return str(WORDS[what]) % {"number": seq}


def watched(records: Iterable[Any], *watchers: Any) -> Iterator[Any]:
    """The same records, each shown to every watcher on its way: one walk for several questions."""
    for record in records:
        for watcher in watchers:
            watcher(record)
        yield record
