"""``zhixing import``: read a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..speaking import _
from . import Adds, add_person_option


def words(add: Adds) -> None:
    parser = add(
        "import", _("read a workbook: roster, plan, ledger, bank, or the workbook of a unit")
    )
    kinds = ["roster", "plan", "ledger", "bank", "unit"]
    what = _("roster, plan, ledger (of problems), bank (of questions), unit (workbook of a unit)")
    parser.add_argument("what", choices=kinds, metavar=_("KIND"), help=what)
    parser.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the workbook: xlsx, xls, ods or csv")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_person_option(parser, _("user name or id of the person who imports"))
    parser.add_argument(
        "--year", type=int, metavar=_("YEAR"), help=_("year of dates that have none")
    )
    parser.add_argument(
        "--received",
        default="",
        metavar=_("DAY"),
        help=_("day on which the ledger's problems were received (YYYY-MM-DD)"),
    )
    parser.add_argument(
        "--alias",
        action="append",
        default=[],
        metavar=_("NAME=CODE"),
        help=_("another name of a unit, or what a role means, confirmed once and kept"),
    )
    parser.add_argument(
        "--unit",
        default="",
        metavar=_("NAME"),
        help=_("whose workbook it is, where the file does not say (name or code)"),
    )
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar=_("PLACE=CHOICE"),
        help=_("what counts where file and county differ; the dry run names the places"),
    )
    parser.add_argument("--whole", action="store_true", help=_("refuse the file when a row is bad"))


def answer(options: argparse.Namespace) -> int:
    from ..workbooks import run_import

    return run_import(options)
