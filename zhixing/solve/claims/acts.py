"""Acts on claims: 认领, 确认, 转认领."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import passes_on
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.refusals import Refused as GroupRefused
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.foundation.spine.topics.refusals import Refused as TopicRefused

from . import may
from .models import Claim
from .refusals import Refused
from .rules import HOLDING, State


@act(
    "topic.claimed",
    label=_("Claim a topic"),
    says=_("claimed the topic “%(topic)s”"),
    on=StudyGroup,
    may=may.CLAIMS,
    creates=Claim,
    primary=True,
)
def claim_topic(actor: Person, group: StudyGroup, *, topic: Topic, subject: str = "") -> Claim:
    """A member takes a topic of the group, learns it first and deeper. The same topic may be taken
    by several, each with a subject.
    """
    if topic.group_id not in (None, group.pk):
        raise TopicRefused.TOPIC_ELSEWHERE("topic")
    if Claim.objects.holding().filter(group=group, topic=topic, person=actor).exists():
        raise Refused.CLAIM_DOUBLE("topic")
    claim = begin(_new(actor, group, topic, subject))
    link(claim, Type.CLAIMS, topic)
    tell(topic=quoting(topic))
    return claim


@act(
    "claim.confirmed",
    label=_("Confirm the claim"),
    says=_("confirmed the claim"),
    on=Claim,
    may=may.LEADS,
    moves={State.CLAIMED: State.CONFIRMED},
    asks=True,
)
def confirm_claim(actor: Actor, claim: Claim) -> Claim:
    """The leader agrees that this member takes this topic."""
    return claim


@act(
    "claim.released",
    label=_("Give the claim back"),
    says=_("gave the claim back"),
    on=Claim,
    may=may.RELEASES,
    moves={State.CLAIMED: State.RELEASED, State.CONFIRMED: State.RELEASED},
    danger=True,
)
def release_claim(actor: Actor, claim: Claim, *, reason: str) -> Claim:
    """The member, or the leader for them, gives the topic back; the board shows it free again."""
    return claim


@act(
    "claim.taken_over",
    label=_("Let another member claim it"),
    says=_("let another member claim the topic"),
    on=Claim,
    may=may.LEADS,
    creates=Claim,
    moves={State.CLAIMED: State.RELEASED, State.CONFIRMED: State.RELEASED},
)
def reclaim_topic(
    actor: Actor, claim: Claim, *, person: Person, reason: str, subject: str = ""
) -> Claim:
    """转认领: the leader lets another member take the topic, with a reason. The old claim stays in
    the chain.
    """
    _check_claimant(claim, person)
    if person.pk == claim.person_id:
        raise Refused.CLAIM_SAME("person")
    claim.state = State.RELEASED
    made = _new(person, claim.group, claim.topic, subject or claim.subject)
    made.state = State.CONFIRMED
    begin(made)
    link(made, Type.CLAIMS, claim.topic)
    link(made, Type.FOLLOWS, claim)
    tell(person=claim.person_id)  # whom the reason is about
    return made


@act(
    "claim.heard",
    label=_("Note where it was heard"),
    says=_("recorded that it was heard at “%(session)s”"),
    on=Claim,
    may=may.HEARS,
)
def hear_claim(actor: Actor, claim: Claim, *, session: Thing) -> Claim:
    """The claimant gave the keynote at a session: the two are tied."""
    _same_group(claim, session)
    link(claim, Type.HEARD_AT, session)
    tell(session=quoting(session))
    return claim


def _same_group(claim: Claim, session: Thing) -> None:
    if session.kind != "session" or not session.is_of(claim.group_id):
        raise GroupRefused.SESSION_ELSEWHERE("session")


def _new(person: Person, group: StudyGroup, topic: Topic, subject: str) -> Claim:
    return Claim(
        group=group,
        topic=topic,
        unit=group.unit,
        person=person,
        subject=subject.strip() or topic.research_subject or topic.title,
        claimed_on=clock.today(),
    )


def _check_claimant(claim: Claim, person: Actor) -> None:
    """Whoever claims a topic of a group is in it. Raises BadInput."""
    if not claim.group.memberships.in_force(clock.today()).filter(person=person.pk).exists():
        raise Refused.NOT_IN_GROUP()


def _check_successor(claim: Claim, person: Actor) -> None:
    """The topic goes over with the post; nobody claims one twice."""
    _check_claimant(claim, person)
    same = Claim.objects.holding().filter(group=claim.group, topic=claim.topic, person=person.pk)
    if same.exists():
        raise Refused.CLAIM_SAME("person")


pass_claim_on = passes_on(Claim, "person", Q(state__in=HOLDING), _check_successor)
