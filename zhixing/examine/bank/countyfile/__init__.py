"""The question bank of an office, in and out."""

from zhixing.foundation.kits.intake.kinds import register

from . import forms, sentences
from .acts import import_bank
from .kind import KIND

register(KIND)

__all__ = ["forms", "import_bank", "sentences"]
