"""A command is a file here: ``words`` says what may be typed, ``answer`` does it.

What a command needs is imported inside of ``answer``, for one reason: ``zhixing --help`` is quick
and needs no site; models can be imported only when Django knows its settings, which ``main`` sees
to between the words and the answer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from ..speaking import _

Adds = Callable[[str, str], argparse.ArgumentParser]  # name of the command, what it does


def add_person_option(parser: argparse.ArgumentParser, text: str, required: bool = False) -> None:
    """``--as``: who does it."""
    parser.add_argument(
        "--as", dest="person", default="", required=required, metavar=_("USER"), help=text
    )
