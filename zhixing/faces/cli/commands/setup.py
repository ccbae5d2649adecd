"""``zhixing setup``: found the county."""

from __future__ import annotations

import argparse

from ..speaking import _, fail, own_language
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
    from django.db import transaction

    from zhixing.foundation.machinery.errors import Refusal

    from ..bootstrap import set_up_county

    bring_up_to_date()
    try:
        with transaction.atomic():
            lines = list(set_up_county(options.name, options.office))
    except Refusal as refusal:
        with own_language():
            return fail(str(refusal))
    for line in lines:
        print(line)
    print(_("These passwords are shown once, and changed at the first log-in. Next: zhixing run"))
    return 0
