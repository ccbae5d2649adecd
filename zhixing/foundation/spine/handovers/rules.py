"""What a hand-over can be, and which roles go along with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import ADMINISTRATORS, RoleCode


class State(models.TextChoices):
    """A role at a unit is given by the security administrator alone: the hand-over waits for
    that.
    """

    WAITS = "waits", pgettext_lazy("hand-over", "waits for the roles")
    STANDS_IN = "stands_in", pgettext_lazy("hand-over", "for a time")
    DONE = "done", pgettext_lazy("hand-over", "done")


TONES = {State.WAITS: "soon", State.STANDS_IN: "going", State.DONE: "done"}
# for a time: what the loop can not go on without; a member on leave makes up for it
STOOD_IN_FOR = (GroupRoleCode.LEADER, GroupRoleCode.SECRETARY)
# the three administrators are appointed, each by itself; a juror is named for a round
STAYING = frozenset({*ADMINISTRATORS, RoleCode.JUROR})
