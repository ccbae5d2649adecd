"""Is the store sound: pages, triggers, the chain, its anchor, its clock, and what was erased."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import anchor, append_only, chain
from zhixing.foundation.machinery.records.models import ChainHead, Record, RecordBody

AHEAD, BACK = dt.timedelta(minutes=2), dt.timedelta(minutes=10)  # acts side by side chain in the order they end
MOST = 20  # pages and tables that are named


# -- pages -------------------------------------------------------------------------------------------


def damaged_pages() -> list[str]:
    """What the database itself finds when it reads everything."""
    return _sqlite_pages() if connection.vendor == "sqlite" else _postgres_pages()


def _sqlite_pages() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({MOST})")
        lines = [line for (line,) in cursor.fetchall() if line != "ok"]
        if lines:
            return [f"the database file is damaged: {line}" for line in lines]
        cursor.execute("PRAGMA foreign_key_check")
        pairs = Counter((table, parent) for table, _row, parent, _key in cursor.fetchall())
    return [f"{table}: {count} rows point at rows of {parent} that are gone" for (table, parent), count in pairs.items()]


def _postgres_pages() -> list[str]:
    """Indexes by amcheck where it is installed; every row of every table is read in any case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")
        amcheck = cursor.fetchone() is not None
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'i' AND a.amname = 'btree' AND n.nspname = current_schema()"
        )
        indexes = [name for (name,) in cursor.fetchall()] if amcheck else []
    asked = [(f"SELECT count(length(t::text)) FROM {table} t", f"table {table}") for table in tables]  # noqa: S608 - quoted by the database
    asked += [(f"SELECT bt_index_check('{index}'::regclass)", f"index {index}") for index in indexes]
    faults = [(what, _unreadable(sql)) for sql, what in asked]
    return [f"{what} is damaged: {fault}" for what, fault in faults if fault][:MOST]


def _unreadable(sql: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as fault:
        return str(fault).splitlines()[0]
    return ""


def missing_tables() -> list[str]:
    """Tables of this version that the database does not have."""
    there = set(connection.introspection.table_names())
    wanted = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return [f"the table {name} is gone" for name in sorted(wanted - there)]


def dropped_triggers() -> list[str]:
    names = append_only.missing(connection)
    return [f"{name} is gone or switched off: records could be changed without a trace" for name in names]


# -- the chain ---------------------------------------------------------------------------------------


def origins() -> list[str]:
    return list(Record.objects.order_by().values_list("origin", flat=True).distinct())


class Times:
    """Watches the records' times: the clock may stand still, it never goes back."""

    def __init__(self) -> None:
        self.last: dt.datetime | None = None
        self.faults: list[str] = []

    def __call__(self, record: Any) -> None:
        if record.at is None:
            self.faults.append(f"record {record.seq} has no time that can be read")
            return
        if self.last is not None and record.at < self.last - BACK:
            self.faults.append(
                f"record {record.seq} is of {record.at:%Y-%m-%d %H:%M}, "
                f"the one before it of {self.last:%Y-%m-%d %H:%M} (UTC): the clock went back"
            )
        self.last = record.at

    def all_faults(self) -> list[str]:
        now = clock.now()
        if self.last is None or now >= self.last - AHEAD:
            return self.faults
        return [
            *self.faults,
            f"it is {now:%Y-%m-%d %H:%M} by the clock of this machine, "
            f"but the last record is of {self.last:%Y-%m-%d %H:%M} (UTC)",
        ]


class Marks:
    """Watches for the records that the anchor names."""

    def __init__(self, origin: str) -> None:
        self.missing = {mark.seq: mark for mark in anchor.epoch(anchor.marks(), origin)}
        self.count, self.wrong, self.last = len(self.missing), [], 0

    def __call__(self, record: Any) -> None:
        self.last = record.seq
        mark = self.missing.pop(record.seq, None)
        if mark is not None and mark.hash != record.hash:
            self.wrong.append(mark)

    def faults(self) -> list[str]:
        found = [
            f"record {mark.seq} is not the one that stood there at {mark.at}: the chain was written anew"
            for mark in self.wrong[:3]
        ]
        if self.missing:
            last = max(self.missing.values(), key=lambda mark: mark.seq)
            found.append(
                f"the chain is cut: it ends at record {self.last}, but at {last.at} "
                f"it went to record {last.seq} ({last.hash[:12]}…)"
            )
        return found


def chain_checks(origin: str) -> Iterator[tuple[str, list[str]]]:
    """One walk over the chain of an origin, and what it tells."""
    head = ChainHead.objects.filter(origin=origin).first()
    times, marks = Times(), _marks(origin)
    watchers = [times] if isinstance(marks, str) else [times, marks]
    rows = Record.objects.filter(origin=origin).select_related("body_row").order_by("seq")
    records = chain.watched(rows.iterator(chunk_size=2000), *watchers)
    faults = [chain.sentence(seq, what) for seq, what in chain.faults(records, head)]
    yield f"chain of {origin}, {head.seq if head else 0} records", faults
    if isinstance(marks, str):
        yield f"anchor of {origin}", [marks]
    elif marks.count:
        yield f"anchor of {origin}, {marks.count} marks{_since(origin)}", marks.faults()
    else:
        yield f"anchor of {origin}: none yet ({anchor.place()}), a cut end could not be noticed; the running site writes it", []
    yield f"times of the records of {origin}", times.all_faults()


def _marks(origin: str) -> Marks | str:
    try:
        return Marks(origin)
    except anchor.Unreadable as fault:
        return f"{anchor.place()} can not be read ({fault}): a cut end of the chain could not be noticed"


def _since(origin: str) -> str:
    first = anchor.epoch(anchor.marks(), origin)[0]
    return f", since {first.at}: {first.reason}" if first.reason else f", since {first.at}"


def unanchored() -> list[str]:
    """Origins the anchor names whose chain is gone altogether."""
    try:
        marks = anchor.marks()
    except anchor.Unreadable:
        return []
    there = set(origins())
    gone = {mark.origin for mark in marks} - there
    return [f"the whole chain of {origin} is gone, {anchor.epoch(marks, origin)[-1].seq} records" for origin in sorted(gone)]


# -- erasure -----------------------------------------------------------------------------------------


def blanked_bodies() -> list[str]:
    """Bodies that are empty without an act that erased them: each such act counts the bodies it emptied."""
    acts = Record.objects.done().filter(verb="person.erased").select_related("body_row").order_by("seq")
    allowed = Counter()
    for record in acts:
        told = record.body_row.body.get("told", {})
        allowed[_moment(record.at)] += told.get("bodies", 0) if record.body_row.erased_at is None else 0
    erased = RecordBody.objects.exclude(erased_at=None).values_list("record__seq", "erased_at").order_by("record__seq")
    found = []
    for seq, moment in erased.iterator(chunk_size=2000):
        slot = next((slot for slot in _near(moment) if allowed[slot] > 0), None)
        if slot is None:
            found.append(f"record {seq} was emptied at {moment:%Y-%m-%d %H:%M} (UTC), but no act erased it")
        else:
            allowed[slot] -= 1
    return found


def _moment(moment: dt.datetime) -> int:
    return int(moment.timestamp())


def _near(moment: dt.datetime) -> range:
    """The seconds in which the record of that act may have been written."""
    return range(_moment(moment), _moment(moment) + 120)
