"""Acts on topics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.act.undo import Corrects
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .models import RelatedTopics, Required, Topic
from .refusals import Refused

FIELDS = (
    "first_month",
    "last_month",
    "category",
    "category_text",
    "materials",
    "question",
    "research_subject",
    "forms",
)


@act(
    "topic.set",
    label=_("Set a required topic"),
    says=_("set the topic “%(title)s”"),
    on=Unit,
    may=may.SETS,
    creates=Topic,
    when=Where(kind="county"),
)
def set_topic(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    year: int,
    lead_units: Iterable[Unit] = (),
    **fields: Any,
) -> Topic:
    """The county sets a topic for all groups of a year."""
    _refuse_double(unit, year, title)
    topic = begin(
        Topic(
            title=title, year=year, unit=unit, required=Required.REQUIRED, **_topic_fields(fields)
        )
    )
    topic.lead_units.set(lead_units)
    tell(title=title)
    return topic


@act(
    "topic.chosen",
    label=_("Add a topic of our own"),
    says=_("chose the topic “%(title)s”"),
    on=StudyGroup,
    may=may.CHOOSES,
    creates=Topic,
)
def choose_topic(actor: Actor, group: StudyGroup, *, title: str, year: int, **fields: Any) -> Topic:
    """A group's own topic (自选动作)."""
    _refuse_double(group.unit, year, title)
    tell(title=title)
    return Topic(
        title=title,
        year=year,
        unit=group.unit,
        group=group,
        required=Required.OWN,
        **_topic_fields(fields),
    )


def _as_it_was(_topic: Topic, old: dict[str, Any]) -> dict[str, Any]:
    """The arguments with which a correction is set back."""
    if "lead_units" not in old:
        return old
    return old | {"lead_units": list(Unit.objects.filter(pk__in=old["lead_units"]))}


@act(
    "topic.corrected",
    label=_("Correct the topic"),
    says=_("corrected the topic"),
    on=Topic,
    may=may.CORRECTS,
    undo=Corrects(_as_it_was, sets=("lead_units",)),
)
def correct_topic(
    actor: Actor, topic: Topic, *, lead_units: list[Unit] | None = None, **fields: Any
) -> Topic:
    """Period, category, materials, questions, lead units were wrong or have changed."""
    if lead_units is not None:
        before = list(topic.lead_units.order_by("pk").values_list("pk", flat=True))
        topic.lead_units.set(lead_units)
        tell(lead_units=[unit.pk for unit in lead_units], lead_units_before=before)
    for name, value in _topic_fields(fields).items():
        setattr(topic, name, value)
    return topic


@act(
    "topic.related",
    label=_("Relate to another topic"),
    says=_("related it to “%(other)s”: the two are studied as one"),
    on=Topic,
    may=may.CORRECTS,
    locks=("other",),
)
def relate_topics(actor: Actor, topic: Topic, *, other: Topic, reason: str) -> Topic:
    """相关专题: a field and its neighbour are studied as one; it holds both ways. Raises BadInput
    for a topic and itself, or two that are related already.
    """
    if other.pk == topic.pk:
        raise Refused.RELATED_TO_ITSELF("other")
    if RelatedTopics.objects.between(topic.pk, other.pk).exists():
        raise Refused.ALREADY_RELATED("other")
    if not reason.strip():
        raise Common.TEXT_MISSING("reason")
    RelatedTopics.objects.create(topic=topic, other=other, reason=reason.strip())
    tell(other=quoting(other))
    return topic


@act(
    "topic.separated",
    label=_("Separate from a related topic"),
    says=_("separated it from “%(other)s”"),
    on=Topic,
    may=may.CORRECTS,
    locks=("other",),
)
def separate_topics(actor: Actor, topic: Topic, *, other: Topic, reason: str) -> Topic:
    """The two are studied each by itself again. Raises BadInput where they are not related."""
    relations = RelatedTopics.objects.between(topic.pk, other.pk)
    if not relations.exists():
        raise Refused.NOT_RELATED("other")
    relations.delete()
    tell(other=quoting(other))
    return topic


def _topic_fields(fields: dict[str, Any]) -> dict[str, Any]:
    strange = set(fields) - set(FIELDS)
    if strange:
        raise TypeError(f"not fields of a topic: {sorted(strange)}")
    return fields


def _refuse_double(unit: Unit, year: int, title: str) -> None:
    if Topic.objects.filter(unit=unit, year=year, title=title).exists():
        raise Refused.TOPIC_EXISTS("title", year=year, title=title)
