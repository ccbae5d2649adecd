"""The reporter's number: shown to whoever has to phone, when they ask, and each look is on record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.people.acts import NOBODY_ELSE

from ..may import SEES_NUMBER
from ..models import Problem


@act(
    "problem.number_shown",
    label=_("Show the reporter's number"),
    says=_("looked at the reporter's number"),
    on=Problem,
    may=SEES_NUMBER,
    may_record=NOBODY_ELSE,
    when=~Where(reporter_phone=""),
    looks=True,
)
def show_number(actor: Any, problem: Problem) -> dict[str, str]:
    """To phone the reporter: the caller, or the responsible person where the reporter allowed it.

    Everybody who may see the case reads who looked, and when; nobody looks for somebody else.
    """
    return {"reporter_name": problem.reporter_name, "reporter_phone": problem.reporter_phone}
