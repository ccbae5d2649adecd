"""What must hold, examined: the chain, the copies, the clocks, the settings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.kits.deadlines.models import Clocked, Deadline, KeepsDue
from zhixing.foundation.kits.deadlines.rules import OPEN
from zhixing.foundation.kits.intake.models import UNDER_WAY, Waiting
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.files.store import faults as file_faults

from . import machine, modes, secrecy, soundness
from .replay import rows_unlike_records
from .takeover import applied_steps, half_way


def helps() -> dict[str, str]:
    """What to do about the faults of a check."""
    return {
        "pages": _(
            "Stop the site, copy the database aside, read the last good backup back (zhixing"
            " restore --replace)."
        ),
        "chain": _(
            "Something wrote past the acts. Keep a copy of the database as it is, compare it with"
            " the last backup, and ask who has access to this machine."
        ),
        "rows": _(
            "The records hold what was done. Compare with the page of the thing and the last"
            " backup; correct it by an act, with the reason."
        ),
        "triggers": _("Find out who dropped them; zhixing migrate --triggers puts them back."),
        "modes": _(
            "zhixing migrate sets them right: nobody but the account of the site may read these"
            " files."
        ),
        "tables": _(
            "zhixing migrate makes what is missing; where it was there before, read the last good"
            " backup back."
        ),
        "migrations": _(
            "zhixing migrate brings the database up to date; one that an older version left between"
            " two of its steps is first brought up to date with that version."
        ),
        "unknown": _("This may be a fault of the program: keep what it says and report it."),
        "settings": _("See docs/settings.md."),
    }


def examine() -> Iterator[tuple[str, list[str]]]:
    """(what, faults) one after the other; no faults is good. What can not be examined is a fault,
    never a traceback.
    """
    for check, help in _checks():
        yield from _safely(check, helps().get(help, ""))


def _checks() -> Iterator[tuple[Check, str]]:
    """Each check answers (name, faults), one or several."""
    yield named_check(_("settings of the database"), unsafe_settings), "settings"
    yield named_check(_("settings"), missing_settings), "settings"
    yield named_check(_("file modes"), modes.faults), "modes"
    yield named_check(_("room on the disk"), machine.faults), ""
    yield named_check(_("pages of the database"), soundness.damaged_pages), "pages"
    yield named_check(_("migrations"), pending_migrations), "migrations"
    yield named_check(_("tables of the database"), soundness.missing_tables), "tables"
    yield named_check(_("triggers"), soundness.dropped_triggers), "triggers"
    yield Check(_("chains"), _chains), "chain"
    yield named_check(_("erased values"), soundness.blanked_bodies), "chain"
    yield Check(_("rows"), _rows), "rows"
    yield named_check(_("deadlines can be counted again"), wrong_deadlines), ""
    yield named_check(_("files"), file_faults), ""
    yield named_check(_("large imports"), waiting_imports), ""
    yield Check(_("calendar"), _calendar), ""
    yield named_check(_("notices"), failed_notices), ""


def named_check(what: str, check: Callable[[], list[str]]) -> Check:
    def examined() -> Iterator[tuple[str, list[str]]]:
        yield what, check()

    return Check(what, examined)


@dataclass(frozen=True)
class Check:
    """A check of several answers; ``what`` names it where it comes to none."""

    what: str
    examined: Callable[[], Iterator[tuple[str, list[str]]]]


def _safely(check: Check, help: str) -> Iterator[tuple[str, list[str]]]:
    what = check.what
    try:
        for what, faults in check.examined():
            yield what, [*faults, *([help] if faults and help else [])]
    except Exception as fault:  # a damaged store fails in as many ways as it has pages
        first = (str(fault).splitlines() or [""])[0]
        words = _("can not be examined: %(fault)s")
        sentence = words % {"fault": f"{type(fault).__name__}: {first[:200]}"}
        yield what, [sentence, helps()[_help_for(fault, first)]]


def _help_for(fault: Exception, sentence: str) -> str:
    if "no such table" in sentence or "does not exist" in sentence:
        return "tables"
    return "pages" if isinstance(fault, DatabaseError | OSError | UnicodeError) else "unknown"


def _chains() -> Iterator[tuple[str, list[str]]]:
    if gone := soundness.unanchored():
        yield _("chains"), gone
    for origin in soundness.origins():
        yield from soundness.chain_checks(origin)


def _rows() -> Iterator[tuple[str, list[str]]]:
    copies, changed = rows_unlike_records()
    yield _("things hold what their rows say"), copies
    yield _("rows hold what the records say"), changed


def _calendar() -> Iterator[tuple[str, list[str]]]:
    year = clock.today().year
    sentence = _("%(year)s is provisional: enter the official notice") % {"year": year}
    yield (
        _("calendar of %(year)s") % {"year": year},
        [sentence] if calendar().provisional(year) else [],
    )


def waiting_imports() -> list[str]:
    late = Waiting.objects.filter(
        stage__in=UNDER_WAY, queued_at__lt=clock.now() - dt.timedelta(minutes=30)
    )
    words = _("%(name)s: has waited since %(moment)s; does the worker run?")
    return [
        words % {"name": waiting.name, "moment": f"{waiting.queued_at:%Y-%m-%d %H:%M}"}
        for waiting in late.defer("content", "told", "answers")
    ]


def failed_notices() -> list[str]:
    words = _("%(kind)s to %(person)s: %(fault)s")
    return [
        words % {"kind": failed.kind, "person": failed.to_id, "fault": failed.fault}
        for failed in Delivery.objects.filter(state=Delivery.FAILED)[:20]
    ]


def missing_settings() -> list[str]:
    """What a site that others reach needs, and nobody has set."""
    faults = []
    if settings.ZHIXING_HTTPS and not set(settings.ALLOWED_HOSTS) - set(settings.OWN_NAMES):
        faults.append(
            _("ALLOWED_HOSTS names this machine only: under any other name the site answers 400")
        )
    if settings.ZHIXING_HTTPS and not settings.ZHIXING_BEHIND_PROXY:
        faults.append(secrecy.no_tls())
    if settings.ZHIXING_MAIL and not settings.ZHIXING_ADDRESS:
        faults.append(_("ZHIXING_ADDRESS is not set: mails have no link to the site"))
    if not settings.SECRET_KEY:
        faults.append(_("the secret key is empty: sessions can be forged"))
    return faults


def unsafe_settings() -> list[str]:
    """What could lose an acknowledged write, or let a stranger in."""
    faults = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for pragma, wanted in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("foreign_keys", 1),
            ):
                cursor.execute(f"PRAGMA {pragma}")
                value = cursor.fetchone()[0]
                if (
                    value != wanted
                    and str(connection.settings_dict["NAME"]) != ":memory:"
                    and "memory" not in str(connection.settings_dict["NAME"])
                ):
                    words = _("SQLite %(setting)s is %(value)s, not %(wanted)s")
                    faults.append(words % {"setting": pragma, "value": value, "wanted": wanted})
        else:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"SHOW {name}")
                if cursor.fetchone()[0] != "on" and not settings.ZHIXING_TEST:
                    faults.append(_("PostgreSQL %(setting)s is off") % {"setting": name})
    if settings.ZHIXING_DEMO and settings.ZHIXING_HTTPS:
        faults.append(_("demo mode is on while the site is served to others (ZHIXING_HTTPS)"))
    return faults


def pending_migrations() -> list[str]:
    from django.db.migrations.executor import MigrationExecutor

    if rooms := half_way(applied_steps()):
        words = _("left by an older version between two of its steps (rooms: %(rooms)s)")
        return [words % {"rooms": ", ".join(rooms)}]
    executor = MigrationExecutor(connection)
    return [
        str(migration)
        for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def unlike_copies() -> list[str]:
    """Things that do not hold what their rows say."""
    return rows_unlike_records()[0]


def wrong_deadlines() -> list[str]:
    """Clocks that their ledger does not give, and rows that say otherwise than their clocks."""
    faults, open_clocks = [], defaultdict(list)
    for deadline in Deadline.objects.prefetch_related("events"):
        again = ledger.recount(deadline)
        if (again.due, str(again.state)) != (deadline.due, deadline.state):
            words = _("%(code)s %(clock)s: stored %(stored)s, counted %(counted)s")
            stored, counted = f"{deadline.due} {deadline.state}", f"{again.due} {again.state}"
            names = {"code": deadline.thing_id, "clock": deadline.clock}
            faults.append(words % {**names, "stored": stored, "counted": counted})
        if again.state in OPEN:
            open_clocks[deadline.thing_id].append(deadline)
    for model in kinds().values():
        if issubclass(model, KeepsDue):
            faults += _unlike_their_clocks(model, open_clocks)
    return faults


def _unlike_their_clocks(model: Any, open_clocks: dict[str, list[Deadline]]) -> Iterator[str]:
    for row in model._base_manager.iterator(chunk_size=2000):
        clocks = open_clocks.get(row.pk, [])
        own = next((deadline for deadline in clocks if deadline.clock == model.DUE_CLOCK), None)
        if own is not None and row.due != own.due:
            words = _("%(code)s: due %(due)s, its clock says %(counted)s")
            yield words % {"code": row.pk, "due": row.due, "counted": own.due}
        first = min(clocks, key=lambda deadline: deadline.rank, default=None)
        nearest = (first.clock, first.due) if first else ("", None)
        if issubclass(model, Clocked) and (row.named_clock, row.named_due) != nearest:
            words = _("%(code)s: names %(named)s, its clocks say %(told)s")
            named = f"{row.named_clock} {row.named_due}"
            yield words % {"code": row.pk, "named": named, "told": f"{nearest[0]} {nearest[1]}"}
