"""``zhixing doctor``: is the site sound?"""

from __future__ import annotations

import argparse

from ..speaking import _
from . import Adds

FAULTS_SHOWN = 20


def words(add: Adds) -> None:
    add("doctor", _("verify chain, copies, clocks and settings"))


def answer(_options: argparse.Namespace) -> int:
    from ..doctor import examine

    bad = 0
    for what, faults in examine():
        print(_("BAD ") if faults else _("ok  "), what)
        for fault in faults[:FAULTS_SHOWN] + faults[FAULTS_SHOWN:][-1:]:
            print(f"      {fault}")
        if len(faults) > FAULTS_SHOWN + 1:
            more = _("and %(count)s more") % {"count": len(faults) - FAULTS_SHOWN - 1}
            print(f"      {more}")
        bad += len(faults)
    return 1 if bad else 0
