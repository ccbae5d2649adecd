"""Acts on reading: the list of a year, a member's own plan and notes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.foundation.spine.topics.refusals import Refused as TopicRefused

from . import may
from .models import Reading, ReadNote, SelfStudy
from .refusals import Refused
from .rules import Kind, State


@act(
    "reading.set",
    label=_("Put a reading on the county's list"),
    says=_("put “%(title)s” on the reading list of %(year)s"),
    on=Unit,
    may=may.SETS,
    when=Where(kind="county"),
    creates=Reading,
)
def set_reading(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    kind: str,
    source: str,
    year: int,
    required: bool = True,
    topic: Topic | None = None,
) -> Reading:
    """A title for all groups: what, of which kind, where it comes from, required (必修课) or
    offered. Raises BadInput when it stands there already.
    """
    return _new_reading(unit, None, title, kind, source, year, required, topic)


@act(
    "reading.added",
    label=_("Add a reading of our own"),
    says=_("put “%(title)s” on the reading list of %(year)s"),
    on=StudyGroup,
    may=may.ADDS,
    when=Where(until__isnull=True),
    creates=Reading,
)
def add_reading(
    actor: Actor,
    group: StudyGroup,
    *,
    title: str,
    kind: str,
    source: str,
    year: int,
    required: bool = True,
    topic: Topic | None = None,
) -> Reading:
    """A title for the own group, beside the county's."""
    return _new_reading(group.unit, group, title, kind, source, year, required, topic)


def _new_reading(
    unit: Unit,
    group: StudyGroup | None,
    title: str,
    kind: str,
    source: str,
    year: int,
    required: bool,
    topic: Topic | None,
) -> Reading:
    title = " ".join(title.split())
    if Reading.objects.in_force().filter(unit=unit, year=year, title=title).exists():
        raise Refused.READING_EXISTS("title", title=title, year=year)
    if topic is not None and topic.group_id not in (None, group.pk if group else None):
        raise TopicRefused.TOPIC_ELSEWHERE("topic")
    tell(title=title, year=year)
    return Reading(
        title=title,
        kind=Kind(kind),
        source=source.strip(),
        year=year,
        required=required,
        unit=unit,
        group=group,
        topic=topic,
    )


@act(
    "reading.taken_off",
    label=_("Take it off the list"),
    says=_("took it off the reading list"),
    on=Reading,
    may=may.TAKES_OFF,
    when=Where(off_on__isnull=True),
    danger=True,
)
def take_off_reading(actor: Actor, reading: Reading, *, reason: str) -> Reading:
    """It is not to be read any more; what somebody noted of it stays theirs."""
    reading.off_on = clock.today()
    return reading


@act(
    "self_study.written",
    label=_("Write my plan of self-study"),
    says=_("wrote a plan of self-study for %(year)s"),
    on=StudyGroup,
    may=may.STUDIES,
    when=Where(until__isnull=True),
    creates=SelfStudy,
)
def write_self_study(
    actor: Person, group: StudyGroup, *, year: int, books: str = "", focus: str = ""
) -> SelfStudy:
    """个人自学计划: what a member wants to read and to look into. Nobody must write one; it is the
    member's own. Raises NotNow when there is one.
    """
    if SelfStudy.objects.filter(person=actor, group=group, year=year).exists():
        raise Refused.SELF_STUDY_EXISTS(year=year)
    tell(year=year, person=actor)  # so that these words go too, when the person is erased
    return SelfStudy(
        person=actor, group=group, year=year, books=_clean_lines(books), focus=focus.strip()
    )


@act(
    "self_study.corrected",
    label=_("Change it"),
    says=_("changed the plan of self-study"),
    on=SelfStudy,
    may=may.OWN,
    moves={State.OWN: State.OWN, State.HANDED: State.HANDED},
)
def correct_self_study(
    actor: Actor, plan: SelfStudy, *, books: str = "", focus: str = ""
) -> SelfStudy:
    """In the course of the year it becomes another one."""
    plan.books, plan.focus = _clean_lines(books), focus.strip()
    tell(person=actor)
    return plan


@act(
    "self_study.handed",
    label=_("Hand it to the leader"),
    says=_("handed the plan of self-study to the leader"),
    on=SelfStudy,
    may=may.OWN,
    moves={State.OWN: State.HANDED},
)
def hand_self_study(actor: Actor, plan: SelfStudy) -> SelfStudy:
    """From now on whoever leads the group today may read it; nobody else. They are told of it."""
    plan.handed_on = clock.today()
    for membership in (
        plan.group.memberships.in_force(clock.today())
        .filter(role=G.LEADER)
        .exclude(person=actor)
        .select_related("person")
    ):
        deliver("alert", to=membership.person, thing=plan, verb="self_study.handed")
    return plan


@act(
    "reading.noted",
    label=_("Note that I read it"),
    says=_("noted a reading"),
    on=SelfStudy,
    may=may.OWN,
    moves={State.OWN: State.OWN, State.HANDED: State.HANDED},
)
def note_read(actor: Actor, plan: SelfStudy, *, reading: Reading, words: str = "") -> SelfStudy:
    """A few words on what was read, for oneself: when one likes, as often as one likes. How long it
    took is nobody's business.
    """
    if reading.year != plan.year or reading.group_id not in (None, plan.group_id):
        raise Refused.READING_ELSEWHERE("reading")
    ReadNote.objects.update_or_create(
        self_study=plan, reading=reading, defaults={"words": words.strip(), "on": clock.today()}
    )
    return plan


@act(
    "reading.note_taken_back",
    label=_("Take a note back"),
    says=_("took a note on a reading back"),
    on=SelfStudy,
    may=may.OWN,
    moves={State.OWN: State.OWN, State.HANDED: State.HANDED},
)
def take_note_back(actor: Actor, plan: SelfStudy, *, reading: Reading) -> SelfStudy:
    """The note is gone."""
    if not ReadNote.objects.filter(self_study=plan, reading=reading).delete()[0]:
        raise Refused.NOTE_NONE("reading")
    return plan


def _clean_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
