"""``zhixing demo``: load the demo county."""

from __future__ import annotations

import argparse

from ..speaking import _
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


def answer(options: argparse.Namespace) -> int:
    from zhixing.demo.county import load_demo

    from ..making import Terminal

    bring_up_to_date()
    load_demo(Terminal(), short=options.short)
    return 0
