"""What must hold, examined: the chain, the copies, the clocks, the settings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.kits.deadlines.models import Clocked, Deadline
from zhixing.foundation.kits.deadlines.rules import OPEN
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import _facts
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.files.store import faults as file_faults
from zhixing.loop.imports.models import UNDER_WAY, Waiting


def examine() -> Iterator[tuple[str, list[str]]]:
    """(what, faults) one after the other; no faults is good."""
    yield "settings of the database", unsafe_settings()
    yield "migrations", pending()
    for origin in Record.objects.order_by().values_list("origin", flat=True).distinct():
        records = Record.objects.filter(origin=origin).select_related("body_row").order_by("seq").iterator(chunk_size=2000)
        head = ChainHead.objects.filter(origin=origin).first()
        faults = [f"record {seq}: {what}" for seq, what in chain.faults(records, head)]
        yield f"chain of {origin}, {head.seq if head else 0} records", faults
    yield "things hold what their rows say", unlike_copies()
    yield "deadlines can be counted again", wrong_deadlines()
    yield "files", file_faults()
    yield "large imports", [f"{one.name}: has waited since {one.queued_at:%Y-%m-%d %H:%M}; does the worker run?" for one in Waiting.objects.filter(stage__in=UNDER_WAY, queued_at__lt=clock.now() - dt.timedelta(minutes=30)).defer("content", "answers")]
    year = clock.today().year
    yield f"calendar of {year}", [f"{year} is provisional: enter the official notice"] if calendar().provisional(year) else []
    yield "notices", [f"{one.kind} to {one.to_id}: {one.fault}" for one in Delivery.objects.filter(state=Delivery.FAILED)[:20]]


def unsafe_settings() -> list[str]:
    """What could lose an acknowledged write, or let a stranger in."""
    found = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
                cursor.execute(f"PRAGMA {pragma}")
                value = cursor.fetchone()[0]
                if value != wanted and str(connection.settings_dict["NAME"]) != ":memory:" and "memory" not in str(connection.settings_dict["NAME"]):
                    found.append(f"SQLite {pragma} is {value}, not {wanted}")
        else:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"SHOW {name}")
                if cursor.fetchone()[0] != "on" and not settings.ZHIXING_TEST:
                    found.append(f"PostgreSQL {name} is off")
    if settings.ZHIXING_DEMO and settings.ZHIXING_HTTPS:
        found.append("demo mode is on while the site is served to others (ZHIXING_HTTPS)")
    return found


def pending() -> list[str]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def unlike_copies() -> list[str]:
    wrong = []
    for model in kinds().values():
        for row in model._base_manager.select_related("thing").iterator(chunk_size=500):
            wrong += [f"{row.pk} {name}: thing {getattr(row.thing, name)!r}, row {value!r}" for name, value in _facts(row).items() if getattr(row.thing, name) != value]
    return wrong


def wrong_deadlines() -> list[str]:
    """Clocks that their ledger does not give, and rows that say otherwise than their clocks."""
    found, open_clocks = [], defaultdict(list)
    for deadline in Deadline.objects.prefetch_related("events"):
        again = ledger.recount(deadline)
        if (again.due, str(again.state)) != (deadline.due, deadline.state):
            found.append(f"{deadline.thing_id} {deadline.clock}: stored {deadline.due} {deadline.state}, counted {again.due} {again.state}")
        if again.state in OPEN:
            open_clocks[deadline.thing_id].append(deadline)
    for model in kinds().values():
        if issubclass(model, Clocked) or getattr(model, "DUE_CLOCK", ""):
            found += _unlike_their_clocks(model, open_clocks)
    return found


def _unlike_their_clocks(model: Any, open_clocks: dict[str, list[Deadline]]) -> Iterator[str]:
    for row in model._base_manager.iterator(chunk_size=2000):
        clocks = open_clocks.get(row.pk, [])
        own = next((deadline for deadline in clocks if deadline.clock == model.DUE_CLOCK), None)
        if own is not None and row.due != own.due:
            yield f"{row.pk}: due {row.due}, its clock says {own.due}"
        named = min(clocks, key=lambda deadline: deadline.rank, default=None)
        told = (named.clock, named.due) if named else ("", None)
        if issubclass(model, Clocked) and (row.named_clock, row.named_due) != told:
            yield f"{row.pk}: names {row.named_clock} {row.named_due}, its clocks say {told[0]} {told[1]}"
