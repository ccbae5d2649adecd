"""``zhixing run``: serve the site."""

from __future__ import annotations

import argparse
import os

from .. import port, secrecy
from ..speaking import _, fail, own_language
from . import Adds
from .demo import load as load_demo_county
from .migrate import bring_up_to_date

CONNECTIONS = 4096  # at once, in a process; an idle one is a file descriptor, for ten seconds


def words(add: Adds) -> None:
    parser = add("run", _("bring the database up to date and serve the site"))
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar=_("ADDRESS"),
        help=_("address to listen at (127.0.0.1)"),
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar=_("NUMBER"), help=_("port to listen at (8000)")
    )
    parser.add_argument(
        "--demo", action="store_true", help=_("the invented county, entered with one click")
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar=_("NUMBER"),
        help=_("server processes (ZHIXING_WORKERS, 2)"),
    )


def answer(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    if why := secrecy.hindrance(options.host):
        return fail(why)
    bring_up_to_date()
    _ask_first()
    if settings.ZHIXING_DEMO:
        load_demo_county()
    sqlite = connection.vendor == "sqlite"
    connection.close()
    if not sqlite:
        # the workers are forked from here: a connection of the pool would be shared, and its
        # answers mixed
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one
    workers = options.workers or settings.ZHIXING_WORKERS
    if why := port.hindrance(options.host, options.port):
        return fail(why)  # somebody else came while the database was brought up to date
    for line in secrecy.addresses(options.host, options.port):
        print(line, flush=True)
    os.environ["ZHIXING_WORKER_THREAD"] = "1" if sqlite else ""
    serve(options.host, options.port, workers)
    return 0


def _ask_first() -> None:
    """Refuse to run with a database that can lose what it acknowledged (docs/settings.md)."""
    from ..doctor import unsafe_settings

    with own_language():
        faults = unsafe_settings()
    for fault in faults:
        raise SystemExit(_("Zhixing does not start: %(why)s") % {"why": fault})


def serve(
    host: str, port: int, workers: int, target: str = "zhixing.config.serve:application"
) -> None:
    """Granian reads and writes the network; ``config/gate.py`` gives whole requests to the
    threads.
    """
    import resource

    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = CONNECTIONS + 512 if hard == resource.RLIM_INFINITY else min(hard, CONNECTIONS + 512)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http=HTTPModes.http1,
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        log_level=LogLevels.warning,
    ).serve()
