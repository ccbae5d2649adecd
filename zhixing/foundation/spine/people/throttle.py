"""Log-in is slowed down by name and address, never for good and never for everybody behind one address.

``allowed(name, address, device)`` before the password is looked at, ``failed(...)`` after a wrong one, ``passed(...)`` after a right one. Unknown
names are treated like known ones. ``passed`` answers a token for a long-lived cookie: with it the owner of the name is not held up by what
strangers try from elsewhere (OWASP, device cookies); without the cookie everything works, only slower while the name is under attack.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.orgs.rules import compared

from .models import LoginTry
from .rules import HERE_WITHIN, NAME_WITHIN, wait

SALT = "people.throttle.device"
DEVICE_AGE = dt.timedelta(days=90)


@dataclass(frozen=True)
class Allowance:
    """True when the try may be looked at; otherwise ``seconds`` to wait, at least 1."""

    seconds: int = 0

    def __bool__(self) -> bool:
        return self.seconds == 0


def allowed(name: str, address: str | None, device: str = "") -> Allowance:
    """May this try be looked at? Two short queries, no write."""
    now = clock.now()
    known = _device(name, device)
    if known:
        here = LoginTry.objects.filter(name_hash=known, at__gt=now - HERE_WITHIN).values_list("at", flat=True)
        return _allowance(wait(here, (), now))
    rows = list(LoginTry.objects.filter(name_hash=_hash(name), at__gt=now - NAME_WITHIN).values_list("at", "address"))
    here = [at for at, where in rows if where == _address(address)]
    return _allowance(wait(here, [at for at, _where in rows], now))


def failed(name: str, address: str | None, device: str = "") -> None:
    """A wrong name or password: remembered for a day as a keyed hash."""
    known = _device(name, device)
    with traffic("login"):
        LoginTry.objects.create(name_hash=known or _hash(name), address=None if known else _address(address), at=clock.now())


def passed(name: str, address: str | None, device: str = "") -> str:
    """A right password: what failed here before is forgotten. Returns the token of this device for the cookie."""
    known = _device(name, device)
    here = LoginTry.objects.filter(name_hash=known) if known else LoginTry.objects.filter(name_hash=_hash(name), address=_address(address))
    with traffic("login"):
        here.delete()
    return device if known else signing.dumps([_hash(name), secrets.token_hex(8)], salt=SALT)


def sweep() -> int:
    """Forget what is older than a day; the worker calls it."""
    with traffic("login"):
        return LoginTry.objects.filter(at__lt=clock.now() - dt.timedelta(days=1)).delete()[0]


registry.sweeps.append(sweep)


def _allowance(left: dt.timedelta) -> Allowance:
    return Allowance(-int(-left.total_seconds() // 1) if left else 0)


def _hash(name: str) -> str:
    return salted_hmac("people.throttle", compared(name[:200]), algorithm="sha256").hexdigest()


def _address(address: str | None) -> str | None:
    """An IPv4 address, or the /64 net of an IPv6 one; None when there is none."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False).network_address)


def _device(name: str, token: str) -> str:
    if not token:
        return ""
    try:
        name_hash, seed = signing.loads(token, salt=SALT, max_age=DEVICE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return hashlib.sha256(f"{name_hash}{seed}".encode()).hexdigest() if name_hash == _hash(name) else ""
