"""The county's plan of topics, in and out."""

from zhixing.foundation.kits.intake.kinds import register

from . import forms, sentences
from .acts import import_plan
from .kind import KIND

register(KIND)

__all__ = ["forms", "import_plan", "sentences"]
