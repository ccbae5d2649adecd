"""What an act puts on record: old -> new of the columns, the words its body told, the chain; and
refusals.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.db.models import F

from .. import clock, guard, progress
from ..actors import key_of
from ..bulk import insert_many, slices
from ..records import anchor, chain
from ..records.models import AnonymousRefusal, ChainHead, Record, RecordBody
from ..things.models import Thing
from ..unwritable import refusal_of
from .context import Context, Happening
from .values import plain

log = logging.getLogger("zhixing.act")
Changes = dict[str, list[Any]]  # column -> [old, new]


# -- columns ---------------------------------------------------------------------------------------


def column_values(row: models.Model) -> dict[str, Any]:
    """Every column of a row, as a record keeps it."""
    columns = row._meta.concrete_fields
    return {
        column.attname: plain(getattr(row, column.attname))
        for column in columns
        if column.attname != "thing_id"
    }


def unrecorded(row: models.Model) -> frozenset[str]:
    """Columns that no record holds."""
    return getattr(row, "UNTOLD", frozenset())


def filled(row: models.Model) -> Changes:
    """What a new row says, as nothing -> new."""
    changes: Changes = {}
    for column in row._meta.concrete_fields:
        if column.attname == "thing_id" or column.name in unrecorded(row):
            continue
        new = plain(getattr(row, column.attname))
        if new:
            changes[column.attname.removesuffix("_id")] = [None, new]
    return changes


def save_changed(row: models.Model, before: dict[str, Any]) -> Changes:
    """Save only what changed; return old -> new."""
    after = column_values(row)
    changed = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    if changed:
        names = {column.attname: column.name for column in row._meta.concrete_fields}
        row.save(update_fields=[names[name] for name in changed])
    recorded = changed.keys() - unrecorded(row)
    return {name.removesuffix("_id"): pair for name, pair in changed.items() if name in recorded}


# -- the chain -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RefusalNote:
    """What every record of a refusal says: its code, and of which thing."""

    code: str
    thing: str | None


def chain_up(
    context: Context, happenings: Sequence[Happening], refused: RefusalNote | None = None
) -> None:
    """Write the buffered records and tie them to the chain: the last thing an act does, so that the
    head is locked briefly.
    """
    if not happenings:
        return
    origin = settings.ZHIXING_ORIGIN
    ChainHead.objects.get_or_create(origin=origin, defaults={"hash": chain.GENESIS})
    head = ChainHead.objects.select_for_update().get(pk=origin)
    progress.steps("chaining", len(happenings))
    for portion in slices(happenings):
        salts = [chain.new_salt() for _happening in portion]
        records = [
            _next_record(head, context, happening, salt, refused)
            for happening, salt in zip(portion, salts, strict=True)
        ]
        insert_many(records)
        _insert_bodies(records[0], portion, salts)
        progress.step(len(portion))
    head.save(update_fields=["seq", "hash"])
    transaction.on_commit(anchor.keep_soon, robust=True)


def _next_record(
    head: ChainHead, context: Context, happening: Happening, salt: Any, refused: RefusalNote | None
) -> Record:
    """The record that follows the head; the head is then this record."""
    head.seq += 1
    record = Record(
        origin=head.pk,
        seq=head.seq,
        at=happening.at,
        thing_id=happening.code or (refused.thing if refused else None),
        verb=happening.verb,
        act=happening.act,
        typist_id=key_of(happening.typist),
        decider_id=key_of(happening.decider),
        channel=happening.channel or context.channel,
        outcome=Record.REFUSED if refused else Record.DONE,
        refusal=refused.code if refused else "",
        commitment=chain.commit(salt, happening.body),
        previous=head.hash,
    )
    record.hash = head.hash = chain.link_hash(record.previous, **chain.columns_of(record))
    return record


def _insert_bodies(first: Record, happenings: Sequence[Happening], salts: Sequence[Any]) -> None:
    following = Record.objects.filter(origin=first.origin, seq__gte=first.seq).order_by("seq")
    keys = following.values_list("pk", flat=True)
    insert_many(
        RecordBody(record_id=key, salt=salt, body=happening.body)
        for key, salt, happening in zip(keys, salts, happenings, strict=True)
    )


# -- refusals --------------------------------------------------------------------------------------


def record_refusal(happening: Happening, refused: RefusalNote, channel: str) -> None:
    """After the rollback, in a short transaction of its own. Where nothing can be written it is
    told all the same.
    """
    try:
        _write_refusal(happening, refused, channel)
    except (DatabaseError, OSError) as fault:
        if refusal_of(fault) is None:
            raise
        log.warning(
            "%s: the refusal %s could not be put on record: %s", happening.act, refused.code, fault
        )


def _write_refusal(happening: Happening, refused: RefusalNote, channel: str) -> None:
    with guard.writing("refusal"), transaction.atomic():
        if happening.typist.pk is None:
            _count_anonymous(happening.act, refused.code)
            return
        exists = refused.thing is not None and Thing.objects.filter(pk=refused.thing).exists()
        thing = refused.thing if exists else None
        context = Context(typist=happening.typist, channel=channel)
        chain_up(context, [happening], RefusalNote(refused.code, thing))


def _count_anonymous(act: str, refusal: str) -> None:
    line, _new = AnonymousRefusal.objects.get_or_create(day=clock.today(), act=act, refusal=refusal)
    AnonymousRefusal.objects.filter(pk=line.pk).update(count=F("count") + 1)
