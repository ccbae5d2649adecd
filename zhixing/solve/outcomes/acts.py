"""Acts on institutional outcomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic

from . import may
from .models import Outcome
from .refusals import Refused
from .rules import State

SOURCES = ("session", "problem", "measure", "research")


@act(
    "outcome.drafted",
    label=_("Begin an institutional outcome"),
    says=_("began the institutional outcome “%(title)s”"),
    on=StudyGroup,
    may=may.DRAFTS,
    creates=Outcome,
)
def draft_outcome(
    actor: Actor,
    group: StudyGroup,
    *,
    title: str,
    origins: Iterable[Thing],
    text: str = "",
    topic: Topic | None = None,
) -> Outcome:
    """制度性成果 in the making. ``origins`` are the sessions, problems, measures or research it
    comes from: at least one.
    """
    origins = list(origins)
    if not origins:
        raise Refused.ORIGINS_MISSING.at({"origins": [_("Choose at least one.")]})
    outcome = begin(
        Outcome(title=title.strip(), text=text, group=group, topic=topic, unit=group.unit)
    )
    for origin in origins:
        if origin.kind not in SOURCES:
            raise Refused.ORIGIN_KIND("origins")
        link(outcome, Type.COMES_FROM, origin)
    tell(title=outcome.title)
    return outcome


@act(
    "outcome.issued",
    label=_("Record number, issuer and date"),
    says=_("recorded its issue as %(number)s by %(issuer)s on %(issued_on)s"),
    on=Outcome,
    may=may.KEEPS,
    moves={State.DRAFT: State.ISSUED},
    asks=may.ASKED_TO_ISSUE,
)
def issue_outcome(
    actor: Actor,
    outcome: Outcome,
    *,
    number: str,
    issuer: str,
    issued_on: dt.date,
    non_secret: bool,
) -> Outcome:
    """It counts from now on. Raises BadInput for a future day, a number taken, or without the
    declaration that it is not secret.
    """
    if issued_on > clock.today():
        raise Common.DAY_FUTURE("issued_on")
    if not non_secret:
        raise Refused.SECRET_UNDECLARED("non_secret")
    if Outcome.objects.filter(number=number.strip(), issuer=issuer.strip()).exists():
        raise Refused.NUMBER_TAKEN("number", issuer=issuer, number=number)
    outcome.number, outcome.issuer, outcome.issued_on, outcome.non_secret = (
        number.strip(),
        issuer.strip(),
        issued_on,
        True,
    )
    tell(number=outcome.number, issuer=outcome.issuer, issued_on=issued_on)
    return outcome


@act(
    "outcome.ended",
    label=_("No longer in force"),
    says=_("ended it: no longer in force since %(ended_on)s"),
    on=Outcome,
    may=may.KEEPS,
    moves={State.ISSUED: State.ENDED},
)
def end_outcome(actor: Actor, outcome: Outcome, *, ended_on: dt.date, reason: str) -> Outcome:
    """The document ran out or was replaced; it still counts for its year."""
    outcome.ended_on = ended_on
    tell(ended_on=ended_on)
    return outcome


@act(
    "outcome.dropped",
    label=_("Drop it"),
    says=_("dropped it"),
    on=Outcome,
    may=may.KEEPS,
    moves={State.DRAFT: State.DROPPED},
    danger=True,
)
def drop_outcome(actor: Actor, outcome: Outcome, *, reason: str) -> Outcome:
    """It will not be issued; the reason is on record."""
    return outcome
