"""``zhixing migrate``: bring the database up to date."""

from __future__ import annotations

import argparse

from ..speaking import _
from . import Adds


def words(add: Adds) -> None:
    parser = add("migrate", _("bring the database up to date, and set file modes right"))
    parser.add_argument(
        "--triggers",
        action="store_true",
        help=_("put back the triggers that keep records as they are"),
    )


def answer(options: argparse.Namespace) -> int:
    bring_up_to_date()
    if options.triggers:
        from django.db import connection

        from zhixing.foundation.machinery.records import append_only

        append_only.install(connection)
    print(_("The database is up to date."))
    return 0


def bring_up_to_date() -> None:
    """Catalogues, tables, file modes and norms as this version has them. Ends with a sentence where
    the database is older than this version takes over.
    """
    from django.core.management import call_command

    from zhixing.foundation.machinery.guard import traffic
    from zhixing.foundation.machinery.messages import compile_stale

    from .. import modes
    from ..bootstrap import new_norms
    from ..takeover import applied_steps, half_way

    compile_stale()
    if half_way(applied_steps()):
        raise SystemExit(
            _(
                "This database is older than this version takes over: bring it up to date with an"
                " earlier version first, then with this one. Nothing was changed."
            )
        )
    with traffic("migrate"):
        call_command("migrate", verbosity=0, interactive=False)
    modes.set_right()
    if count := new_norms():
        print(
            _(
                "Norms that this version brings along: %(count)s. They have their first values;"
                " look at them under County, Norms."
            )
            % {"count": count}
        )
