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
    _say_what_for()
    return 1 if bad else 0


def _say_what_for() -> None:
    """What the machine is good for; where the site can not be asked that was said above."""
    from django.db import DatabaseError

    from .. import machine

    try:
        sentences = list(machine.says(machine.measured()))
    except (DatabaseError, OSError):
        return
    print(_("What this machine is good for"))
    for sentence in sentences:
        print(f"      {sentence}")
