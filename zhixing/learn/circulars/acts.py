"""Acts on circulars: draft one of a period, write it, issue it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.models import Person

from . import counting, may
from .models import Circular
from .refusals import Refused
from .rules import Period, State, stored_lines

WRITES = {State.DRAFT: State.DRAFT}


@act(
    "circular.drafted",
    label=_("Draft a circular"),
    says=_("drafted the circular “%(title)s”"),
    on=Unit,
    may=may.DRAFTS,
    when=Where(kind=UnitKind.COUNTY, until__isnull=True),
    creates=Circular,
)
def draft_circular(actor: Actor, unit: Unit, *, span: str) -> Circular:
    """通报 of a month, quarter or half year on the study of all groups. The numbers come from the
    record; the office writes the words. Raises BadInput for a period that has not begun, NotNow
    while there is a draft of it.
    """
    period = _period(span)
    if Circular.objects.filter(unit=unit, span=period.code, state=State.DRAFT).exists():
        raise Refused.CIRCULAR_DRAFT()
    title = counting.proposed_title(period)
    tell(title=title)
    return Circular(
        unit=unit,
        span=period.code,
        title=title,
        issuer=unit.name,
        text=counting.proposed_text(period),
    )


@act(
    "circular.written",
    label=_("Write the circular"),
    says=_("wrote the circular"),
    on=Circular,
    may=may.KEEPS,
    moves=WRITES,
)
def write_circular(
    actor: Actor, circular: Circular, *, title: str, text: str, issuer: str, by_group: bool = False
) -> Circular:
    """Title, words, who issues it, and whether the paper has a table of the groups. What stood
    there before stays in the record.
    """
    circular.title, circular.text, circular.issuer, circular.by_group = (
        _needed_text(title, "title"),
        text.replace("\r\n", "\n").strip(),
        _needed_text(issuer, "issuer"),
        by_group,
    )
    return circular


def _is_written(circular: Circular) -> None:
    if not circular.text.strip():
        raise Refused.CIRCULAR_EMPTY(mend="write_circular")


@act(
    "circular.issued",
    label=_("Issue the circular"),
    says=_("issued the circular to %(count)s people"),
    on=Circular,
    may=may.KEEPS,
    moves={State.DRAFT: State.ISSUED},
    asks=True,
    ready=_is_written,
)
def issue_circular(actor: Actor, circular: Circular) -> Circular:
    """印发: from now on everybody the county knows may read it, and its numbers stand as they are
    today. Leaders and study secretaries are told. Raises NotNow while nothing is written.
    """
    today = clock.today()
    lines = counting.lines_of(circular.unit, circular.period, today)
    circular.lines, circular.counted_on, circular.issued_on = stored_lines(lines), today, today
    people = (
        Membership.objects.in_force(today)
        .filter(
            group__in=[line.code for line in lines],
            role__in=[G.LEADER, G.SECRETARY],
            person__active=True,
        )
        .values("person")
    )
    receivers = list(Person.objects.filter(pk__in=people))
    for person in receivers:
        deliver("alert", to=person, thing=circular, verb="circular.issued")
    tell(count=len(receivers))
    return circular


def _period(span: str) -> Period:
    period = Period.read(span)
    if period is None or period.since > clock.today():
        raise Refused.SPAN_ODD("span")
    return period


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()
