"""The act on loose ends: nothing ends without a result or a recorded reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup

from . import may, queries
from .models import Explanation
from .refusals import Refused


@act(
    "loose_end.explained",
    label=_("Say why something leads nowhere"),
    says=_("said why “%(title)s” leads nowhere"),
    on=StudyGroup,
    may=may.CLOSES_ENDS,
)
def explain_loose_end(actor: Actor, group: StudyGroup, *, thing: Thing, reason: str) -> StudyGroup:
    """A loose end is closed with a reason. Raises NotNow when the thing is none (any more)."""
    kinds = {
        end.kind
        for end in queries.LooseEnds([queries.line_of(group)], clock.today(), among=[thing.pk])
    }
    if not kinds:
        raise Refused.LOOSE_END_NONE()
    for kind in kinds:
        Explanation.objects.create(
            group=group, thing=thing, kind=kind, reason=reason, on=clock.today()
        )
    tell(title=quoting(thing))
    return group
