"""What it means when the database or the disk takes nothing: one place reads the faults of both
databases and of the system, and answers the refusal that says it (503, nothing was changed).
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

from .errors import Busy, Refusal

FULL, READ_ONLY, AWAY = "full", "read_only", "away"
OF_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: AWAY,
    errno.EMFILE: AWAY,
    errno.ENFILE: AWAY,
}
OF_SQLITE = {13: FULL, 8: READ_ONLY, 14: AWAY, 10: AWAY}  # FULL, READONLY, CANTOPEN, IOERR
OF_POSTGRES = {  # by class, or by the whole code (SQLSTATE)
    "53": FULL,  # of disk, memory or connections
    "25006": READ_ONLY,
    "57P": AWAY,  # it is being shut down, or has not come up yet
    "58": AWAY,  # the system beneath it
    "08": AWAY,  # the connection
}
SENTENCES = {
    FULL: _(
        "The disk of the server is full. Nothing was changed, and what you typed stands here still:"
        " send it again when there is room. Tell the system administrator."
    ),
    READ_ONLY: _(
        "The server can only read at the moment. Nothing was changed, and what you typed stands"
        " here still: send it again later. Tell the system administrator."
    ),
    AWAY: _(
        "The server can not reach its data at the moment. Nothing was changed, and what you typed "
        "stands here still: send it again in a minute."
    ),
}


class Unwritable(Refusal):
    """503: nothing can be kept now. Nothing was changed, nothing typed is lost."""

    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(f"store.{why}", SENTENCES[why])


def refusal_of(fault: BaseException | None) -> Refusal | None:
    """The refusal behind a fault of the store; None for any other fault."""
    while fault is not None:
        if isinstance(fault, Unwritable | Busy):
            return fault
        if is_locked(fault):
            return Busy()
        why = _reason_of_system(fault) or _reason_of_database(fault)
        if why:
            return Unwritable(why)
        fault = _fault_behind(fault)
    return None


def _fault_behind(fault: BaseException) -> BaseException | None:
    """Django's fault names that of the driver; a session that can not be saved only follows it."""
    if isinstance(fault, UpdateError | SessionInterrupted):
        return fault.__context__
    return fault.__cause__


def is_locked(fault: Any) -> bool:
    """SQLite has one writer, and it was busy for longer than we wait."""
    return isinstance(fault, OperationalError) and "database is locked" in str(fault).lower()


def _reason_of_database(fault: Any) -> str:
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None:
        return OF_SQLITE.get(code & 0xFF, "")
    state = getattr(fault, "sqlstate", None) or ""
    if not state and _is_of_driver(fault):
        return AWAY
    return next((why for head, why in OF_POSTGRES.items() if state.startswith(head)), "")


def _is_of_driver(fault: Any) -> bool:
    """PostgreSQL was not there to give its fault a code: nobody listens, or it hung up."""
    module, name = type(fault).__module__, type(fault).__name__
    return module.startswith("psycopg") and name in ("OperationalError", "PoolTimeout")


def _reason_of_system(fault: Any) -> str:
    """A file of ours that can not be written; a file that is missing is another matter."""
    if not isinstance(fault, OSError):
        return ""
    if fault.errno in (errno.EACCES, errno.EPERM):
        return READ_ONLY if _is_ours(fault.filename) else ""
    return OF_SYSTEM.get(fault.errno or 0, "")


def _is_ours(name: Any) -> bool:
    """Below the folder of the instance, or of its files."""
    if not isinstance(name, str | Path):
        return False
    return any(Path(name).is_relative_to(home) for home in (settings.VAR, settings.MEDIA_ROOT))
