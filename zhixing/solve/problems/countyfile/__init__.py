"""The problem ledger (整改台账), in and out."""

from zhixing.foundation.kits.intake.kinds import register

from . import forms, sentences
from .acts import import_ledger
from .kind import KIND

register(KIND)

__all__ = ["forms", "import_ledger", "sentences"]
