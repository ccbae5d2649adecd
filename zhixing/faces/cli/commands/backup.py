"""``zhixing backup``: write database and files into one archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..speaking import _
from . import Adds


def words(add: Adds) -> None:
    parser = add("backup", _("write database and files into one archive"))
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the archive (.tar.gz)"))


def answer(options: argparse.Namespace) -> int:
    from ..archive import write

    print(write(options.file))
    return 0
