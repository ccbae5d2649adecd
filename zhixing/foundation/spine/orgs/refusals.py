"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    COUNTY_EXISTS = ("county.exists", _("There is a county here already: %(name)s."), NotNow)
    UNIT_CIRCLE = ("unit.circle", _("A unit can not come below itself."))
    UNIT_ENDED = ("unit.ended", _("%(unit)s has ended. Choose the unit it was merged into."))
    UNIT_KIND = ("unit.kind", _("Choose what kind of unit it is; there is one county."))
    UNIT_TAKEN = ("unit.taken", _("“%(name)s” is already the name of %(unit)s."))
