"""What the terminal says while the demo county is made."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from zhixing.demo.county import Listener

from .speaking import _


class Terminal(Listener):
    """Says what it hears, and each month that the county has come to."""

    month = ""

    def interrupted(self) -> None:
        words = _(
            "The demo county was interrupted while it was made. For a whole one, delete"
            " %(folder)s and start again."
        )
        print(words % {"folder": settings.VAR}, flush=True)

    def begins(self, short: bool) -> None:
        if short:
            words = _("Making the demo county 青禾县 (once) ...")
        else:
            words = _("Making the demo county 青禾县 (once), from December 2025 until today ...")
        print(words, flush=True)

    def day(self, day: dt.date) -> None:
        if self.month != (month := f"{day:%Y-%m}"):
            self.month = month
            print(" ", month, flush=True)

    def ready(self) -> None:
        print(_("The demo county is ready."), flush=True)
