"""The form of the act that brings a question bank in."""

from __future__ import annotations

from zhixing.foundation.kits.intake.forms import ImportForm

from .acts import import_bank


class ImportBankForm(ImportForm):
    act = import_bank
    arguments = ["bank"]
