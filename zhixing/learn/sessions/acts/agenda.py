"""The agenda of a session, and the results that a special meeting looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.links.models import Link, Type, link
from zhixing.foundation.machinery.things.models import Thing

from .. import may, queries
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    BROUGHT,
    AgendaItem,
    AgendaKind,
    Kind,
    agenda_checks,
    agenda_column,
    with_results,
)
from .checks import stays


@act(
    "agenda.set",
    label=_("Set the agenda"),
    says=_("set the agenda, items: %(count)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD),
)
def set_agenda(
    actor: Actor,
    session: StudySession,
    *,
    items: Sequence[Mapping[str, str]],
    materials: Iterable[str] | None = None,
    question: str | None = None,
    brought: Iterable[Thing] | None = None,
) -> StudySession:
    """Items in order, each with a kind and a title. What breaks a rule (no first item) is said at
    once and keeps the notice from being issued. ``brought`` names the results a special meeting
    looks at (measures, research, problems of the groups): each is an item and tied to the meeting;
    None leaves them as they are. Raises BadInput for a result brought to another kind of session,
    or one that is not theirs.
    """
    agenda = with_results(_typed_items(items), _results(session, brought))
    if not agenda:
        raise Refused.AGENDA_EMPTY("title_1")
    session.agenda = agenda_column(agenda)
    if materials is not None:
        session.materials = [
            str(material).strip()[:300] for material in materials if str(material).strip()
        ]
    if question is not None:
        session.question = question.strip()
    tell(count=len(agenda))
    return session


def _typed_items(items: Iterable[Mapping[str, str]]) -> list[AgendaItem]:
    """What was typed; empty rows fall away."""
    titled = [item for item in items if str(item.get("title", "")).strip()]
    return [
        AgendaItem(str(AgendaKind(item["kind"])), str(item["title"]).strip()[:200])
        for item in titled
    ]


def _results(session: StudySession, brought: Iterable[Thing] | None) -> list[tuple[str, str]]:
    """(code, title) of what is brought; the ties of the meeting are set to it."""
    if brought is None:
        return [(item.thing, item.title) for item in session.agenda_items if item.thing]
    things = {thing.pk: thing for thing in brought}
    if things and session.kind != Kind.SPECIAL:
        raise Refused.RESULTS_ELSEWHERE("brought")
    groups = [group.pk for group in session.groups]
    theirs = set(
        Thing.objects.of_groups(*groups)
        .filter(pk__in=list(things), kind__in=BROUGHT)
        .values_list("pk", flat=True)
    )
    if theirs != set(things):
        raise Refused.RESULTS_STRANGE("brought")
    Link.objects.filter(later=session.pk, type=Type.TAKES_UP).exclude(
        earlier__in=list(things)
    ).delete()
    for thing in things.values():
        link(session, Type.TAKES_UP, thing)
    return [(thing.pk, thing.title) for thing in things.values()]


def agenda_holds(session: StudySession) -> None:
    """Raises NotNow while a hard rule of the agenda is broken."""
    checks = agenda_checks(session.agenda_items, queries.agenda_norms(clock.today()))
    broken = next((check for check in checks if check.hard and not check.holds), None)
    if broken is not None:
        raise NotNow(broken.norm, broken.sentence, mend="set_agenda")
