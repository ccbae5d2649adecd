"""The form of the act on loose ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ThingChoice, text_field
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup

from . import acts, queries


class ExplainLooseEndForm(ActForm[StudyGroup]):
    act = acts.explain_loose_end
    thing = ThingChoice(label=_("What leads nowhere"))
    reason = text_field(_("Reason"), 3)

    def build(self) -> None:
        if self.row:
            self.offer(
                "thing",
                Thing.objects.filter(
                    pk__in=[end.thing.pk for end in queries.loose_ends_of(self.row, clock.today())]
                ),
            )
