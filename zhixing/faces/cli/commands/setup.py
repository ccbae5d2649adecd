"""``zhixing setup``: found the county."""

from __future__ import annotations

import argparse

from ..speaking import _
from . import Adds
from .migrate import bring_up_to_date


def words(add: Adds) -> None:
    parser = add("setup", _("found the county and open the first two accounts"))
    parser.add_argument("name", metavar=_("NAME"), help=_("name of the county"))


def answer(options: argparse.Namespace) -> int:
    from ..bootstrap import set_up_county

    bring_up_to_date()
    for line in set_up_county(options.name):
        print(line)
    return 0
