"""The anchor: heads of the chain, kept in a file outside the database.

Whoever cuts the last records off and mends the head leaves a chain that is whole in itself; the
file still names the records that are gone. An epoch ends when a backup is read back on purpose: the
line that begins the next one says so, and older lines are no longer asked for.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from django.conf import settings

from .. import clock
from .models import ChainHead, Record

log = logging.getLogger("zhixing.anchor")
EVERY = 60.0  # seconds between two looks at the head, in each process
HOURLY = dt.timedelta(days=7)  # a mark for each hour is kept so long, then one for each day
_last = 0.0


@dataclass(frozen=True)
class Mark:
    """At this moment this was the head. ``reason`` begins an epoch."""

    at: str
    origin: str
    epoch: int
    seq: int
    hash: str
    reason: str = ""


class Unreadable(Exception):
    """The file is there and can not be read as marks."""


def place() -> Path:
    return Path(settings.VAR) / "anchor.jsonl"


def marks() -> list[Mark]:
    """All marks, oldest first; none where there is no file. Raises Unreadable."""
    try:
        lines = place().read_text(encoding="utf-8").splitlines()
        return [Mark(**json.loads(line)) for line in lines if line.strip()]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as fault:
        raise Unreadable(str(fault)) from fault


def epoch(of: Iterable[Mark], origin: str) -> list[Mark]:
    """The marks of this origin that count: those since the last backup that was read back."""
    mine = [mark for mark in of if mark.origin == origin]
    last = max((mark.epoch for mark in mine), default=0)
    return [mark for mark in mine if mark.epoch == last]


def keep_soon() -> None:
    """As ``keep``, at most once a minute in a process: cheap enough to call after every act."""
    if monotonic() - _last >= EVERY and not settings.ZHIXING_TEST:
        keep()


def keep() -> None:
    """Write down the head. Never overwrites a mark the chain does not hold: that is what the doctor
    needs to see.

    A disk that is full or a file that can not be read stops nobody's work; the doctor says so.
    """
    global _last
    _last = monotonic()
    try:
        with _one_process():
            known = marks()
            heads = list(ChainHead.objects.exclude(seq=0))
            fresh = [mark for head in heads if (mark := _next_mark(known, head)) is not None]
            if fresh:
                _write(known + fresh)
    except (OSError, Unreadable) as fault:
        log.warning("the anchor was not written: %s", fault)


def begin_epoch(reason: str) -> None:
    """A backup was read back on purpose: the chain goes on from its head. Raises OSError."""
    with _one_process():
        try:
            known = marks()
        except Unreadable:
            known = []
        last = max((mark.epoch for mark in known), default=0)
        heads = ChainHead.objects.exclude(seq=0)
        _write(known + [_mark(head, last + 1, reason) for head in heads])


def _mark(head: ChainHead, number: int, reason: str = "") -> Mark:
    moment = clock.now().isoformat(timespec="seconds")
    return Mark(moment, head.origin, number, head.seq, head.hash, reason)


def _next_mark(known: list[Mark], head: ChainHead) -> Mark | None:
    """The mark to add for a head, if it has moved on from what is known."""
    mine = epoch(known, head.origin)
    if not mine:
        return _mark(head, 1)
    last = mine[-1]
    if last.seq >= head.seq:
        return None
    hashes = Record.objects.filter(origin=head.origin, seq=last.seq).values_list("hash", flat=True)
    if list(hashes) != [last.hash]:
        log.error("record %s of %s is not the one that was kept", last.seq, head.origin)
        return None
    return _mark(head, last.epoch)


def thinned(all_marks: list[Mark], now: dt.datetime) -> list[Mark]:
    """The last of each hour of a week, before that of each day; beginnings of epochs always."""
    last_marks: dict[tuple[str, int, str], Mark] = {}
    for number, mark in enumerate(all_marks):
        young = dt.datetime.fromisoformat(mark.at) > now - HOURLY
        slot = mark.at[: 13 if young else 10]
        last_marks[(mark.origin, mark.epoch, f"{number}" if mark.reason else slot)] = mark
    return list(last_marks.values())


def _write(all_marks: list[Mark]) -> None:
    target = place()
    part_file = target.with_name(target.name + ".part")
    lines = [
        json.dumps(asdict(mark), ensure_ascii=False) for mark in thinned(all_marks, clock.now())
    ]
    with open(part_file, "w", encoding="utf-8", opener=_open_private) as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())
    os.replace(part_file, target)


def _open_private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


@contextlib.contextmanager
def _one_process() -> Iterator[None]:
    """One process at a time."""
    place().parent.mkdir(parents=True, exist_ok=True)
    with open(place().with_name("anchor.lock"), "w", opener=_open_private) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
