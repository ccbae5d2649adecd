"""``zhixing worker``: carry notices and write large imports."""

from __future__ import annotations

import argparse
import contextlib
import threading

from ..speaking import _
from . import Adds


def words(add: Adds) -> None:
    add(
        "worker",
        _("carry notices and write large imports (PostgreSQL; on SQLite the server does it)"),
    )


def answer(_options: argparse.Namespace) -> int:
    from zhixing.foundation.machinery.deliveries.worker import work

    print(_("Carrying notices and writing large imports. Ctrl-C ends it."), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        work(threading.Event())
    return 0
