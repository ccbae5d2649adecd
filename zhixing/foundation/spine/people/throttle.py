"""Guessing is slowed down by name and address, never for good, and never for everybody behind one
address.

Passwords: ``take`` counts the try as wrong **before** the password is looked at, so that twenty at
once are no more than the rule allows; ``passed`` takes it back after a right one. Unknown names
are treated like known ones. ``passed`` answers a token for a long-lived cookie: with it the owner
of a name is not held up by what others try from elsewhere (OWASP, device cookies). Who has no such
cookie and is told to wait gets a signed ticket: after the pause that was named their next try is
looked at, whatever others have tried meanwhile (once, and five times in a quarter of an hour for
an address). ``slot`` keeps the costly hashing of passwords from taking all threads.

Codes (receipts, calendar addresses): whoever has a right one is never slowed down. ``guessed``
counts a wrong one, after it was found to be wrong.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.orgs.rules import compared

from .models import LoginTry
from .rules import HERE_TRIES, HERE_WITHIN, LONGEST, NAME_WITHIN, wait

SALT = "people.throttle.device"
DEVICE_AGE = dt.timedelta(days=90)
DEVICES = 5  # so many people may be known on one machine
TICKET_SALT = "people.throttle.ticket"
LOCK = 7_310_001  # of PostgreSQL: whoever counts tries waits for whoever counts tries
IN_LINE = 6  # hashing a password takes a tenth of a second and 100 MB

_in_line = threading.BoundedSemaphore(IN_LINE)


@dataclass(frozen=True)
class Turn:
    """True when the try may be looked at (it is counted already); otherwise ``seconds`` to wait,
    at least 1, and the ticket for it.
    """

    name: str
    what: str = LoginTry.LOGIN
    seconds: int = 0
    ticket: str = ""
    address: str | None = None
    device: str = ""
    number: int = 0

    def __bool__(self) -> bool:
        return self.seconds == 0


def take(
    name: str, address: str | None, device: str = "", ticket: str = "", what: str = LoginTry.LOGIN
) -> Turn:
    """May this try be looked at? If so it counts as a wrong one from now on, until ``passed``. Two
    at once are looked at one after the other.
    """
    now, known = clock.now(), _device_key(name, device)
    with traffic("login"), transaction.atomic():
        _hold_lock()
        left = _pause_left(known, what, name, address, now)
        if left and not _use_ticket(name, address, ticket, now):
            return _waiting_turn(what, name, ticket, now, left)
        row = LoginTry.objects.create(
            what=what, name_hash=known or _hash(name), address=None if known else address, at=now
        )
    return Turn(name, what, address=address, device=known, number=row.pk)


def passed(turn: Turn, device: str = "") -> str:
    """A right password: what failed here before is forgotten. Returns the value of the cookie by
    which this device is known.
    """
    row = LoginTry.objects.filter(pk=turn.number)
    here = (
        {"name_hash": turn.device}
        if turn.device
        else {"name_hash": _hash(turn.name), "address": turn.address}
    )
    before = LoginTry.objects.filter(what=turn.what, **here)
    with traffic("login"):
        (row | before).delete()
    return device if turn.device else _cookie_with_device(turn.name, device)


def guessed(what: str, address: str | None, word: str = "") -> int:
    """A wrong code: counted by address and by the code itself. Answers the seconds to wait; 0: it
    was simply wrong.
    """
    now, since = clock.now(), clock.now() - HERE_WITHIN
    keys = [_hash(what), *([_hash(f"{what} {word}")] if word else [])]
    with traffic("login"), transaction.atomic():
        _hold_lock()
        here = LoginTry.objects.filter(
            what=what, name_hash=keys[0], address=address, at__gt=since
        ).values_list("at", flat=True)
        same = (
            LoginTry.objects.filter(what=what, name_hash=keys[-1], at__gt=since).values_list(
                "at", flat=True
            )
            if word
            else ()
        )
        left = max(wait(here, (), now), wait(same, (), now))
        if not left:
            LoginTry.objects.bulk_create(
                LoginTry(what=what, name_hash=key, address=address, at=now) for key in keys
            )
    return _seconds(left)


@contextmanager
def slot() -> Iterator[bool]:
    """A place in the line of those whose password is looked at, so many in a process. False: the
    line is full, nothing was looked at. Nobody waits here: a thread that waits keeps others out,
    and how many compute at a time is the server's matter.
    """
    free = _in_line.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _in_line.release()


def sweep() -> int:
    """Forget what is older than a day; the worker calls it."""
    yesterday = clock.now() - dt.timedelta(days=1)
    with traffic("login"):
        return LoginTry.objects.filter(at__lt=yesterday).delete()[0]


registry.sweeps.append(sweep)


# -- how long ------------------------------------------------------------------------------------


def _pause_left(
    known: str, what: str, name: str, address: str | None, now: dt.datetime
) -> dt.timedelta:
    """What is left of the pause: for a known device what failed on it alone, else what failed with
    this name and at this address.
    """
    if known:
        own = LoginTry.objects.filter(name_hash=known, at__gt=now - HERE_WITHIN)
        return wait(own.values_list("at", flat=True), (), now)
    tries = list(
        LoginTry.objects.filter(
            what=what, name_hash=_hash(name), at__gt=now - NAME_WITHIN
        ).values_list("at", "address")
    )
    here = [at for at, where in tries if where == address]
    nearby = (
        LoginTry.objects.filter(what=what, address=address, at__gt=now - HERE_WITHIN).values_list(
            "at", flat=True
        )
        if address
        else ()
    )
    return wait(here, [at for at, _where in tries], now, nearby)


def _waiting_turn(what: str, name: str, ticket: str, now: dt.datetime, left: dt.timedelta) -> Turn:
    """The pause, and the ticket for it; whoever was told before hears the same end of it again."""
    ready_at, _nonce = _read_ticket(name, ticket)
    if ready_at is not None and ready_at > now:
        return Turn(name, what, seconds=_seconds(min(ready_at - now, left)), ticket=ticket)
    promise = [_hash(name), (now + left).timestamp(), secrets.token_hex(8)]
    return Turn(name, what, seconds=_seconds(left), ticket=signing.dumps(promise, salt=TICKET_SALT))


def _use_ticket(name: str, address: str | None, ticket: str, now: dt.datetime) -> bool:
    """The visitor was told to wait until now or some minutes ago: the word is kept, once."""
    ready_at, nonce = _read_ticket(name, ticket)
    if ready_at is None or not now - LONGEST < ready_at <= now:
        return False
    used = LoginTry.objects.filter(what=LoginTry.TICKET, at__gt=now - HERE_WITHIN)
    if (
        used.filter(address=address).count() >= HERE_TRIES
        or used.filter(name_hash=_hash(nonce)).exists()
    ):
        return False
    LoginTry.objects.create(what=LoginTry.TICKET, name_hash=_hash(nonce), address=address, at=now)
    return True


def _read_ticket(name: str, ticket: str) -> tuple[dt.datetime | None, str]:
    """When the pause of this ticket ends, and its number; None for a ticket of another name, or of
    nobody.
    """
    name_hash, ready_at, nonce = _signed_parts(ticket, TICKET_SALT, LONGEST * 2, 3)
    if name_hash != _hash(name):
        return None, ""
    return dt.datetime.fromtimestamp(float(ready_at), dt.UTC), str(nonce)


def _signed_parts(token: str, salt: str, age: dt.timedelta, parts: int) -> list[Any]:
    """What we signed ourselves; empty parts when it is too old or was not signed by us."""
    try:
        content = signing.loads(token, salt=salt, max_age=age) if token else None
    except (signing.BadSignature, ValueError, TypeError):
        content = None
    return content if isinstance(content, list) and len(content) == parts else [""] * parts


def _seconds(left: dt.timedelta) -> int:
    return -int(-left.total_seconds() // 1) if left else 0


def _hold_lock() -> None:
    """On SQLite the transaction is the only writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


# -- keys ----------------------------------------------------------------------------------------


def _hash(name: str) -> str:
    return salted_hmac("people.throttle", compared(name[:200]), algorithm="sha256").hexdigest()


def _device_key(name: str, cookie: str) -> str:
    """The key of this device for this name; empty when it is not known."""
    for token in cookie.split("~")[:DEVICES]:
        name_hash, seed = _signed_parts(token, SALT, DEVICE_AGE, 2)
        if name_hash == _hash(name):
            return hashlib.sha256(f"{name_hash}{seed}".encode()).hexdigest()
    return ""


def _cookie_with_device(name: str, cookie: str) -> str:
    """The cookie with this name in front; others who are known on the machine stay so."""
    others = [
        token
        for token in cookie.split("~")
        if _signed_parts(token, SALT, DEVICE_AGE, 2)[0] not in ("", _hash(name))
    ]
    return "~".join(
        [signing.dumps([_hash(name), secrets.token_hex(8)], salt=SALT), *others][:DEVICES]
    )
