"""Names, telephones, user names, and how fast somebody may try to log in. No database, no clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from zhixing.foundation.spine.orgs.rules import stored

HERE_TRIES, HERE_WITHIN = 5, dt.timedelta(minutes=15)
NEARBY_TRIES = 30  # of whatever name, from one address, as long; an office mistypes less often
NAME_WITHIN = dt.timedelta(hours=1)
CALM = 5  # so many failures of one name, from wherever, cost no waiting
LONGEST = dt.timedelta(minutes=15)

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def person_name(text: str) -> str:
    """A person's name as it is kept: no blanks between two Han signs, one dot for all dots. Raises
    UnseenSign.
    """
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", stored(text))


def phone(text: str) -> str:
    """A telephone as it is kept: ASCII digits, with + in front of a country code. Empty stays
    empty. Raises ValueError when it is none.

    The length decides (7 to 15 digits, ITU-T E.164; a mobile has 11), not the first digits.
    """
    plain = re.sub(r"[\s\-‐－—()（）.]", "", unicodedata.normalize("NFKC", str(text or "")))
    plain = "".join(
        sign for sign in plain if unicodedata.category(sign) != "Cf"
    )  # they come along when it is copied
    if not plain:
        return ""
    if not re.fullmatch(r"\+?[0-9]{7,15}", plain):
        raise ValueError("phone")
    return plain


ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}"
)


def email(text: str) -> str:
    """A mail address as it is kept: ASCII, full-width signs made narrow. Empty stays empty. Raises
    ValueError when it is none.
    """
    plain = unicodedata.normalize("NFKC", str(text or "")).strip()
    if plain and (len(plain) > 120 or not ADDRESS.fullmatch(plain)):
        raise ValueError("email")
    return plain


def wait(
    here: Iterable[dt.datetime],
    anywhere: Iterable[dt.datetime],
    now: dt.datetime,
    nearby: Iterable[dt.datetime] = (),
) -> dt.timedelta:
    """How long until the next try is looked at: zero for now, never more than a quarter of an
    hour.

    ``here``: tries of this name from this address, 5 in 15 minutes. ``nearby``: of any name from
    this address, 30 in 15 minutes (somebody tries one password with many names). ``anywhere``: of
    this name from all addresses within the hour; from the sixth on the pause after the last one
    doubles (1 s, 2 s, 4 s ... 15 min). It always ends by itself (ASVS 6.1.1, 6.3.1).
    """
    far = sorted(at for at in anywhere if now - at < NAME_WITHIN)
    pauses = [_until_free(here, HERE_TRIES, now), _until_free(nearby, NEARBY_TRIES, now)]
    if len(far) > CALM:
        pauses.append(
            far[-1] + min(LONGEST, dt.timedelta(seconds=2 ** min(len(far) - CALM - 1, 10))) - now
        )
    return max(*pauses, dt.timedelta(0))


def _until_free(tries: Iterable[dt.datetime], most: int, now: dt.datetime) -> dt.timedelta:
    """How long until fewer than ``most`` of these lie within the last quarter of an hour."""
    near = sorted(at for at in tries if now - at < HERE_WITHIN)
    return near[-most] + HERE_WITHIN - now if len(near) >= most else dt.timedelta(0)
