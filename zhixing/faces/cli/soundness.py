"""Is the store sound: pages, triggers, the chain, its anchor, its clock, and what was erased."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import anchor, append_only, chain
from zhixing.foundation.machinery.records.models import ChainHead, Record, RecordBody

AHEAD, BACK = (
    dt.timedelta(minutes=2),
    dt.timedelta(minutes=10),
)  # acts side by side chain in the order they end
MOST = 20  # pages and tables that are named


# -- pages -----------------------------------------------------------------------------------------


def damaged_pages() -> list[str]:
    """What the database itself finds when it reads everything."""
    return _sqlite_pages() if connection.vendor == "sqlite" else _postgres_pages()


def _sqlite_pages() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({MOST})")
        lines = [line for (line,) in cursor.fetchall() if line != "ok"]
        if lines:
            return [_("the database file is damaged: %(why)s") % {"why": line} for line in lines]
        cursor.execute("PRAGMA foreign_key_check")
        pairs = Counter((table, parent) for table, _row, parent, _key in cursor.fetchall())
    words = _("%(table)s: rows that point at rows of %(other)s that are gone: %(count)s")
    return [
        words % {"table": table, "count": count, "other": parent}
        for (table, parent), count in pairs.items()
    ]


def _postgres_pages() -> list[str]:
    """Indexes by amcheck where it is installed; every row of every table is read in any case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")
        amcheck = cursor.fetchone() is not None
        cursor.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
        )
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'i' AND a.amname = 'btree' AND n.nspname = current_schema()"
        )
        indexes = [name for (name,) in cursor.fetchall()] if amcheck else []
    asked = [
        (
            f"SELECT count(length(t::text)) FROM {table} t",  # noqa: S608 - quoted by the database
            _("table %(name)s") % {"name": table},
        )
        for table in tables
    ]
    asked += [
        (f"SELECT bt_index_check('{index}'::regclass)", _("index %(name)s") % {"name": index})
        for index in indexes
    ]
    faults = [(what, _unreadable(sql)) for sql, what in asked]
    words = _("%(what)s is damaged: %(why)s")
    return [words % {"what": what, "why": fault} for what, fault in faults if fault][:MOST]


def _unreadable(sql: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as fault:
        return str(fault).splitlines()[0]
    return ""


def missing_tables() -> list[str]:
    """Tables of this version that the database does not have."""
    present_tables = set(connection.introspection.table_names())
    wanted = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }
    return [
        _("the table %(name)s is gone") % {"name": name} for name in sorted(wanted - present_tables)
    ]


def dropped_triggers() -> list[str]:
    names = append_only.missing(connection)
    words = _("%(name)s is gone or switched off: records could be changed without a trace")
    return [words % {"name": name} for name in names]


# -- the chain -------------------------------------------------------------------------------------


def origins() -> list[str]:
    return list(Record.objects.order_by().values_list("origin", flat=True).distinct())


def minute(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


class Times:
    """Watches the records' times: the clock may stand still, it never goes back."""

    def __init__(self) -> None:
        self.last: dt.datetime | None = None
        self.faults: list[str] = []

    def __call__(self, record: Any) -> None:
        if record.at is None:
            words = _("record %(number)s has no time that can be read")
            self.faults.append(words % {"number": record.seq})
            return
        if self.last is not None and record.at < self.last - BACK:
            words = _(
                "record %(number)s is of %(moment)s, the one before it of %(before)s (UTC): "
                "the clock went back"
            )
            moments = {"moment": minute(record.at), "before": minute(self.last)}
            self.faults.append(words % {"number": record.seq, **moments})
        self.last = record.at

    def all_faults(self) -> list[str]:
        now = clock.now()
        if self.last is None or now >= self.last - AHEAD:
            return self.faults
        words = _(
            "it is %(now)s by the clock of this machine, but the last record is of %(moment)s (UTC)"
        )
        return [*self.faults, words % {"now": minute(now), "moment": minute(self.last)}]


class Marks:
    """Watches for the records that the anchor names."""

    def __init__(self, origin: str) -> None:
        self.missing = {mark.seq: mark for mark in anchor.epoch(anchor.marks(), origin)}
        self.count, self.last = len(self.missing), 0
        self.wrong: list[anchor.Mark] = []

    def __call__(self, record: Any) -> None:
        self.last = record.seq
        mark = self.missing.pop(record.seq, None)
        if mark is not None and mark.hash != record.hash:
            self.wrong.append(mark)

    def faults(self) -> list[str]:
        words = _(
            "record %(number)s is not the one that stood there at %(moment)s: "
            "the chain was written anew"
        )
        sentences = [words % {"number": mark.seq, "moment": mark.at} for mark in self.wrong[:3]]
        if self.missing:
            last = max(self.missing.values(), key=lambda mark: mark.seq)
            words = _(
                "the chain is cut: it ends at record %(end)s, but at %(moment)s "
                "it went to record %(number)s (%(mark)s…)"
            )
            names = {"end": self.last, "moment": last.at, "number": last.seq}
            sentences.append(words % {**names, "mark": last.hash[:12]})
        return sentences


def chain_checks(origin: str) -> Iterator[tuple[str, list[str]]]:
    """One walk over the chain of an origin, and what it tells."""
    head = ChainHead.objects.filter(origin=origin).first()
    times, marks = Times(), _marks(origin)
    watchers = [times] if isinstance(marks, str) else [times, marks]
    rows = Record.objects.filter(origin=origin).select_related("body_row").order_by("seq")
    records = chain.watched(rows.iterator(chunk_size=2000), *watchers)
    faults = [chain.sentence(seq, what) for seq, what in chain.faults(records, head)]
    count = head.seq if head else 0
    yield _("chain of %(origin)s, records: %(count)s") % {"origin": origin, "count": count}, faults
    yield _anchored(origin, marks)
    yield _("times of the records of %(origin)s") % {"origin": origin}, times.all_faults()


def _anchored(origin: str, marks: Marks | str) -> tuple[str, list[str]]:
    """What the anchor tells of the chain of an origin."""
    if isinstance(marks, str):
        return _("anchor of %(origin)s") % {"origin": origin}, [marks]
    if not marks.count:
        words = _(
            "anchor of %(origin)s: none yet (%(file)s), a cut end could not be noticed; "
            "the running site writes it"
        )
        return words % {"origin": origin, "file": anchor.place()}, []
    words = _("anchor of %(origin)s, marks: %(count)s, since %(since)s")
    what = words % {"origin": origin, "count": marks.count, "since": _began(origin)}
    return what, marks.faults()


def _marks(origin: str) -> Marks | str:
    try:
        return Marks(origin)
    except anchor.Unreadable as fault:
        words = _("%(file)s can not be read (%(why)s): a cut end of the chain could not be noticed")
        return words % {"file": anchor.place(), "why": fault}


def _began(origin: str) -> str:
    first = anchor.epoch(anchor.marks(), origin)[0]
    if not first.reason:
        return first.at
    return _("%(moment)s: %(why)s") % {"moment": first.at, "why": _reason(first.reason)}


READ_BACK = "the backup of %s was read back"  # as it stands in the file


def _reason(reason: str) -> str:
    """Why an epoch began, in the language of the answers."""
    before, after = READ_BACK.split("%s")
    if not (reason.startswith(before) and reason.endswith(after)):
        return reason
    moment = reason.removeprefix(before).removesuffix(after)
    return _("the backup of %(moment)s was read back") % {"moment": moment}


def unanchored() -> list[str]:
    """Origins the anchor names whose chain is gone altogether."""
    try:
        marks = anchor.marks()
    except anchor.Unreadable:
        return []
    present_origins = set(origins())
    gone = {mark.origin for mark in marks} - present_origins
    words = _("the whole chain of %(origin)s is gone, records: %(count)s")
    return [
        words % {"origin": origin, "count": anchor.epoch(marks, origin)[-1].seq}
        for origin in sorted(gone)
    ]


# -- erasure ---------------------------------------------------------------------------------------


def blanked_bodies() -> list[str]:
    """Bodies that are empty without an act that erased them: each such act counts the bodies it
    emptied.
    """
    acts = (
        Record.objects.done()
        .filter(verb="person.erased")
        .select_related("body_row")
        .order_by("seq")
    )
    allowed: Counter[int] = Counter()
    for record in acts:
        facts = record.body_row.body.get("told", {})
        allowed[_moment(record.at)] += (
            facts.get("bodies", 0) if record.body_row.erased_at is None else 0
        )
    erased = (
        RecordBody.objects.exclude(erased_at=None)
        .values_list("record__seq", "erased_at")
        .order_by("record__seq")
    )
    sentences = []
    for seq, moment in erased.iterator(chunk_size=2000):
        if moment is None:
            continue  # the query names only those that were emptied
        slot = next((slot for slot in _seconds_after(moment) if allowed[slot] > 0), None)
        if slot is None:
            words = _("record %(number)s was emptied at %(moment)s (UTC), but no act erased it")
            sentences.append(words % {"number": seq, "moment": minute(moment)})
        else:
            allowed[slot] -= 1
    return sentences


def _moment(moment: dt.datetime) -> int:
    return int(moment.timestamp())


def _seconds_after(moment: dt.datetime) -> range:
    """The seconds in which the record of that act may have been written."""
    return range(_moment(moment), _moment(moment) + 120)
