"""Acts on the county's opinion on a year: draft it, write it, issue it."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.models import Person

from . import may
from .models import Opinion, OpinionTopic
from .refusals import Refused
from .rules import State
from .standing import proposed_demands, topics_now


@act(
    "opinion.drafted",
    label=_("Draft the opinion on a year"),
    says=_("drafted the opinion on the study of %(year)s"),
    on=Unit,
    may=may.DRAFTS,
    when=Where(kind=UnitKind.COUNTY, until__isnull=True),
    creates=Opinion,
)
def draft_opinion(actor: Actor, unit: Unit, *, year: int) -> Opinion:
    """年度学习意见: what the groups go by when they plan. The topics are those the county has set;
    what its norms ask stands there to write on from. Raises NotNow while there is a draft.
    """
    if Opinion.objects.filter(unit=unit, year=year, state=State.DRAFT).exists():
        raise Refused.DRAFT_THERE(year=year)
    tell(year=year)
    with in_county_language():
        return Opinion(
            unit=unit,
            year=year,
            title=_now("Opinion on the study of the study groups of %(county)s in %(year)s")
            % {"county": unit.name, "year": year},
            issuer=unit.name,
            demands=proposed_demands(year),
        )


@act(
    "opinion.written",
    label=_("Write the opinion"),
    says=_("wrote the opinion"),
    on=Opinion,
    may=may.KEEPS,
    moves={State.DRAFT: State.DRAFT},
)
def write_opinion(
    actor: Actor, opinion: Opinion, *, title: str, issuer: str, aim: str = "", demands: str = ""
) -> Opinion:
    """Its title, who issues it, what the year is about and what is asked of the groups."""
    for name, text in (("title", title), ("issuer", issuer)):
        if not text.strip():
            raise Common.TEXT_MISSING(name)
    opinion.title, opinion.issuer = title.strip(), issuer.strip()
    opinion.aim, opinion.demands = _lines(aim), _lines(demands)
    return opinion


def _is_written(opinion: Opinion) -> None:
    if not opinion.demands.strip():
        raise Refused.EMPTY(mend="write_opinion")
    if not topics_now(opinion.year):
        raise Refused.NO_TOPICS(year=opinion.year)


@act(
    "opinion.issued",
    label=_("Issue the opinion"),
    says=_("issued the opinion, people: %(count)s, topics: %(topics)s"),
    on=Opinion,
    may=may.KEEPS,
    moves={State.DRAFT: State.ISSUED},
    asks=True,
    ready=_is_written,
)
def issue_opinion(actor: Actor, opinion: Opinion) -> Opinion:
    """印发: everybody the county knows may read it, and its topics stand as they are today. Leaders
    and study secretaries are told. A later one of the same year stands beside it, it replaces none.
    """
    opinion.issued_on = clock.today()
    topics = topics_now(opinion.year)
    OpinionTopic.objects.bulk_create(
        OpinionTopic(opinion=opinion, **asdict(topic)) for topic in topics
    )
    receivers = _receivers()
    for person in receivers:
        deliver("alert", to=person, thing=opinion, verb="opinion.issued")
    tell(count=len(receivers), topics=len(topics))
    return opinion


def _receivers() -> list[Person]:
    """Leaders and study secretaries of all groups."""
    seats = Membership.objects.in_force(clock.today()).filter(
        group__in=StudyGroup.objects.active(), role__in=[G.LEADER, G.SECRETARY]
    )
    return list(Person.objects.filter(pk__in=seats.values("person"), active=True))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
