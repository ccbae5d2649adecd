"""Names, telephones, user names, and how fast somebody may try to log in. No database, no clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from zhixing.foundation.spine.orgs.rules import compared, stored

HERE_TRIES, HERE_WITHIN = 5, dt.timedelta(minutes=15)
NAME_TRIES, NAME_WITHIN = 20, dt.timedelta(hours=1)
CALM = 5  # so many failures of one name, from wherever, cost no waiting
LONGEST = dt.timedelta(minutes=15)

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def person_name(text: str) -> str:
    """A person's name as it is kept: no blanks between two Han signs, one dot for all dots. Raises UnseenSign."""
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", stored(text))


def same_name(one: str, other: str) -> bool:
    return compared(one) == compared(other)


def phone(text: str) -> str:
    """A telephone as it is kept: ASCII digits, with + in front of a country code. Empty stays empty. Raises ValueError when it is none.

    The length decides (7 to 15 digits, ITU-T E.164; a mobile has 11), not the first digits.
    """
    plain = re.sub(r"[\s\-‐－—()（）.]", "", unicodedata.normalize("NFKC", str(text or "")))
    if not plain:
        return ""
    if not re.fullmatch(r"\+?[0-9]{7,15}", plain):
        raise ValueError("phone")
    return plain


ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}")


def email(text: str) -> str:
    """A mail address as it is kept: ASCII, full-width signs made narrow. Empty stays empty. Raises ValueError when it is none."""
    plain = unicodedata.normalize("NFKC", str(text or "")).strip()
    if plain and (len(plain) > 120 or not ADDRESS.fullmatch(plain)):
        raise ValueError("email")
    return plain


def wait(here: Iterable[dt.datetime], anywhere: Iterable[dt.datetime], now: dt.datetime) -> dt.timedelta:
    """How long until the next try is looked at. Zero: now.

    ``here``: failures of this name from this address; ``anywhere``: of this name from all. 5 in 15 minutes from one address; for a name 20
    an hour with a delay that doubles from the sixth (1 s, 2 s, 4 s ... at most 15 min). It always ends by itself (ASVS 6.1.1, 6.3.1).
    """
    near = sorted(at for at in here if now - at < HERE_WITHIN)
    far = sorted(at for at in anywhere if now - at < NAME_WITHIN)
    until = now
    if len(near) >= HERE_TRIES:
        until = max(until, near[-HERE_TRIES] + HERE_WITHIN)
    if len(far) >= NAME_TRIES:
        until = max(until, far[-NAME_TRIES] + NAME_WITHIN)
    elif len(far) > CALM:
        until = max(until, far[-1] + min(LONGEST, dt.timedelta(seconds=2 ** (len(far) - CALM - 1))))
    return until - now
