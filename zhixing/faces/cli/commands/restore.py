"""``zhixing restore``: read an archive back."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..speaking import _
from . import Adds


def words(add: Adds) -> None:
    parser = add("restore", _("read an archive back"))
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the archive (.tar.gz)"))
    parser.add_argument(
        "--replace", action="store_true", help=_("even when there is a county already")
    )
    parser.add_argument(
        "--another-chain",
        action="store_true",
        help=_("even when its records are not those this site has had"),
    )


def answer(options: argparse.Namespace) -> int:
    from ..restoring import read

    print(read(options.file, options.replace, options.another_chain))
    return 0
