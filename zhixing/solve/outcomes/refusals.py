"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NUMBER_TAKEN = ("number.taken", _("%(issuer)s has issued %(number)s already."))
    ORIGINS_MISSING = (
        "origins.missing",
        _("Say where it comes from: a session, problem, measure or research."),
    )
    ORIGIN_KIND = (
        "origin.kind",
        _("An outcome comes from a session, problem, measure or research."),
    )
    SECRET_UNDECLARED = (
        "secret.undeclared",
        _("Only what is declared not to be secret is recorded here."),
    )
