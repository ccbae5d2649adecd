"""``zhixing setup``: found the county."""

from __future__ import annotations

import argparse

from ..speaking import _
from . import Adds
from .migrate import bring_up_to_date


def words(add: Adds) -> None:
    parser = add("setup", _("found the county and open the first two accounts"))
    parser.add_argument("name", metavar=_("NAME"), help=_("name of the county"))
    parser.add_argument(
        "--office",
        default="",
        metavar=_("PERSON"),
        help=_("who keeps the office of the county: gets the role and an account at once"),
    )


def answer(options: argparse.Namespace) -> int:
    from ..bootstrap import set_up_county

    bring_up_to_date()
    for line in set_up_county(options.name, options.office):
        print(line)
    print(_("These passwords are shown once, and changed at the first log-in. Next: zhixing run"))
    return 0
