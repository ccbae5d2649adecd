"""The reporter's number: shown to whoever has to phone, when they ask, and each look is on record;
and whether the responsible person may, which the reporter can change at any time.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.people.may import NOBODY_ELSE

from .. import may
from ..models import Problem


@act(
    "problem.number_shown",
    label=_("Show the reporter's number"),
    says=_("looked at the reporter's number"),
    on=Problem,
    may=may.SEES_NUMBER,
    may_record=NOBODY_ELSE,
    when=~Where(reporter_phone=""),
    looks=True,
)
def show_number(actor: Actor, problem: Problem) -> dict[str, str]:
    """To phone the reporter: the caller, or the responsible person where the reporter allowed it.

    Everybody who may see the case reads who looked, and when; nobody looks for somebody else.
    """
    return {"reporter_name": problem.reporter_name, "reporter_phone": problem.reporter_phone}


@act(
    "problem.phone_allowed",
    label=_("Let the responsible person phone"),
    says=_("recorded that the responsible person may phone the reporter"),
    on=Problem,
    may=may.PERMITS_CALLS,
    when=~Where(reporter_phone="") & Where(reporter_allows=False),
)
def allow_phone(actor: Actor, problem: Problem, *, reason: str = "") -> Problem:
    """The reporter lets the responsible person phone: said on the receipt page, or to the office,
    which writes down when and how (``reason``).
    """
    problem.reporter_allows = True
    return problem


@act(
    "problem.phone_withdrawn",
    label=_("Withdraw the permission to phone"),
    says=_("recorded that the responsible person may not phone the reporter any more"),
    on=Problem,
    may=may.PERMITS_CALLS,
    when=~Where(reporter_phone="") & Where(reporter_allows=True),
)
def withdraw_phone(actor: Actor, problem: Problem, *, reason: str = "") -> Problem:
    """From now on the caller alone sees the number. Who has looked before stays on record."""
    problem.reporter_allows = False
    return problem
