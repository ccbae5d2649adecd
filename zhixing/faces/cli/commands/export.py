"""``zhixing export``: write the workbooks of units."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..speaking import _
from . import Adds, add_person_option


def words(add: Adds) -> None:
    parser = add(
        "export",
        _("write the workbook of a unit, or of every unit, to be filled in and imported again"),
    )
    parser.add_argument(
        "folder", type=Path, metavar=_("FOLDER"), help=_("where the files are written")
    )
    parser.add_argument(
        "units", nargs="*", metavar=_("UNIT"), help=_("names or codes; none: all of them")
    )
    add_person_option(parser, _("user name or id of the person who exports"))


def answer(options: argparse.Namespace) -> int:
    from ..workbooks import run_export

    return run_export(options)
