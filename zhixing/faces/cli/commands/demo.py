"""``zhixing demo``: load the demo county, or give it back as it was."""

from __future__ import annotations

import argparse

from ..speaking import _, own_language
from . import Adds
from .migrate import bring_up_to_date


def words(add: Adds) -> None:
    parser = add("demo", _("load the demo county into an empty database"))
    parser.add_argument(
        "--short",
        action="store_true",
        help=_(
            "one topic of one town and the county's workbooks, without the year and the 45 groups"
        ),
    )
    parser.add_argument(
        "--reset",
        action="store_true",
        help=_("give the demo county back as it was made, also while the site runs"),
    )


def answer(options: argparse.Namespace) -> int:
    if options.reset:
        return _reset(options.short)
    load(options.short)
    return 0


def load(short: bool = False) -> None:
    """Make the demo county in an empty database, and keep a copy of it."""
    from zhixing.demo.county import load_demo, seldom_looking_for_garbage

    from ..giving_back import keep_copy
    from ..making import Terminal

    with seldom_looking_for_garbage():
        bring_up_to_date()
        loaded = load_demo(Terminal(), short=short)
    if loaded:
        with own_language():
            keep_copy(short)


def _reset(short: bool) -> int:
    from ..giving_back import give_back

    with own_language():
        print(give_back(short))
    return 0
