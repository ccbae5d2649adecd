"""A study pack is begun, corrected, withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.models import Topic
from zhixing.foundation.spine.topics.refusals import Refused as TopicRefused

from .. import may
from ..models import Pack
from ..rules import State
from .content import OPEN, needed_text


@act(
    "pack.begun",
    label=_("Begin a study pack"),
    says=_("began the study pack “%(title)s”"),
    on=Unit,
    may=may.BEGINS,
    when=Where(until__isnull=True),
    creates=Pack,
)
def begin_pack(
    actor: Actor, unit: Unit, *, title: str, about: str = "", topic: Topic | None = None
) -> Pack:
    """资料包: a name, what it is for, the topic it belongs to. It is empty and nobody else reads it
    yet. Raises BadInput.
    """
    group = StudyGroup.objects.active().filter(unit=unit).first()
    if topic is not None and topic.group_id not in (None, group.pk if group else None):
        raise TopicRefused.TOPIC_ELSEWHERE("topic")
    pack = begin(
        Pack(
            unit=unit,
            group=group,
            topic=topic,
            title=needed_text(title, "title"),
            about=about.strip(),
        )
    )
    if topic is not None:
        link(pack, Type.CONCERNS, topic)
    tell(title=pack.title)
    return pack


@act(
    "pack.corrected",
    label=_("Correct title or purpose"),
    says=_("corrected the study pack"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def correct_pack(actor: Actor, pack: Pack, *, title: str, about: str = "") -> Pack:
    """Holds at once, for every version; what it said before stays in the record."""
    pack.title, pack.about = needed_text(title, "title"), about.strip()
    return pack


@act(
    "pack.withdrawn",
    label=_("Withdraw the study pack"),
    says=_("withdrew the study pack"),
    on=Pack,
    may=may.KEEPS,
    moves={State.DRAFT: State.WITHDRAWN, State.PUBLISHED: State.WITHDRAWN},
    danger=True,
)
def withdraw_pack(actor: Actor, pack: Pack, *, reason: str) -> Pack:
    """It was wrong or is over: it is pushed to nobody any more, and only the own unit and the roles
    above still find it.
    """
    pack.state = State.WITHDRAWN
    return pack
