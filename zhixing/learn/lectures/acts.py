"""Acts on lecture series, lectures and policy notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, copy_partners, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups import refusals as groups_refusals
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.models import Topic

from ..joint.refusals import Refused as JointRefused
from ..sessions.rules import PlaceKind
from . import may
from .models import CameBack, Lecture, LectureSeries, PolicyNote
from .refusals import Refused
from .rules import NoteState, SeriesState, State

MOST = 100_000  # nobody lectures to more; a slip of the finger does


# -- series ----------------------------------------------------------------------------------------


@act(
    "series.founded",
    label=_("Begin a lecture series"),
    says=_("began the lecture series “%(name)s”"),
    on=Unit,
    may=may.BEGINS,
    when=Where(until__isnull=True),
    creates=LectureSeries,
)
def found_series(actor: Actor, unit: Unit, *, name: str, aim: str = "") -> LectureSeries:
    """讲学品牌: a name and what it is for. Its lectures are planned one by one."""
    tell(name=name.strip())
    return LectureSeries(
        unit=unit, group=_group_of(unit), name=_needed_text(name, "name"), aim=aim.strip()
    )


@act(
    "series.corrected",
    label=_("Correct name or aim"),
    says=_("corrected the lecture series"),
    on=LectureSeries,
    may=may.KEEPS,
    moves={SeriesState.RUNNING: SeriesState.RUNNING},
)
def correct_series(
    actor: Actor, series: LectureSeries, *, name: str, aim: str = ""
) -> LectureSeries:
    """Name or aim were wrong or have changed; what they were stays in the record."""
    series.name, series.aim = _needed_text(name, "name"), aim.strip()
    return series


@act(
    "series.ended",
    label=_("End the lecture series"),
    says=_("ended the lecture series"),
    on=LectureSeries,
    may=may.KEEPS,
    moves={SeriesState.RUNNING: SeriesState.ENDED},
    danger=True,
)
def end_series(actor: Actor, series: LectureSeries, *, reason: str) -> LectureSeries:
    """No further lecture is planned in it; those that are planned can still be held."""
    return series


# -- lectures --------------------------------------------------------------------------------------


@act(
    "lecture.planned",
    label=_("Plan a lecture"),
    says=_("planned the lecture “%(title)s” for %(day)s at %(place)s"),
    on=LectureSeries,
    may=may.KEEPS,
    moves={SeriesState.RUNNING: SeriesState.RUNNING},
    creates=Lecture,
    primary=True,
)
def plan_lecture(
    actor: Actor,
    series: LectureSeries,
    *,
    title: str,
    day: dt.date,
    place: str,
    lecturer: str,
    begins: dt.time | None = None,
    place_kind: str = PlaceKind.FIELD,
    filing: str = "",
    for_whom: str = "",
    topic: Topic | None = None,
    open_to_all: bool = False,
    partners: Iterable[StudyGroup] = (),
) -> Lecture:
    """实景讲学: what, when, where, by whom, for whom. ``open_to_all`` announces it to residents on
    the public page, with the lecturer's name; ``partners`` are other study groups that are invited.
    Raises BadInput for a day that is over.
    """
    if day < clock.today():
        raise groups_refusals.Refused.DAY_PAST("day")
    lecture = begin(
        Lecture(
            series=series,
            unit=series.unit,
            group=series.group,
            topic=topic,
            day=day,
            begins=begins,
            place_kind=PlaceKind(place_kind),
            open_to_all=open_to_all,
            **_lecture_words(title, place, lecturer, filing, for_whom),
        )
    )
    _invite(lecture, partners)
    link(lecture, Type.PART_OF, series)
    if topic is not None:
        link(lecture, Type.CONCERNS, topic)
    tell(title=lecture.title, day=day, place=lecture.place)
    return lecture


@act(
    "lecture.corrected",
    label=_("Change the lecture"),
    says=_("changed the lecture: %(day)s, %(place)s"),
    on=Lecture,
    may=may.KEEPS,
    moves={State.PLANNED: State.PLANNED},
)
def correct_lecture(
    actor: Actor,
    lecture: Lecture,
    *,
    title: str,
    day: dt.date,
    place: str,
    lecturer: str,
    begins: dt.time | None = None,
    place_kind: str = PlaceKind.FIELD,
    filing: str = "",
    for_whom: str = "",
    open_to_all: bool = False,
    partners: Iterable[StudyGroup] | None = None,
) -> Lecture:
    """Before it is held. The public page and the calendars show the change."""
    if day < clock.today() and day != lecture.day:
        raise groups_refusals.Refused.DAY_PAST("day")
    for name, value in _lecture_words(title, place, lecturer, filing, for_whom).items():
        setattr(lecture, name, value)
    lecture.day, lecture.begins, lecture.place_kind, lecture.open_to_all = (
        day,
        begins,
        PlaceKind(place_kind),
        open_to_all,
    )
    if partners is not None:
        _invite(lecture, partners)
    tell(day=day, place=lecture.place)
    return lecture


def _invite(lecture: Lecture, partners: Iterable[StudyGroup]) -> None:
    """Other study groups listen: they may know of the lecture."""
    others = [group for group in dict.fromkeys(partners) if group.pk != lecture.group_id]
    before = set(lecture.partners.values_list("pk", flat=True))
    if any(group.until is not None and group.pk not in before for group in others):
        raise JointRefused.PARTNERS_DISSOLVED("partners")
    if {group.pk for group in others} != before:
        lecture.partners.set(others)
        copy_partners(lecture)
        tell(partners=sorted(group.pk for group in others))


@act(
    "lecture.cancelled",
    label=_("Cancel the lecture"),
    says=_("cancelled the lecture"),
    on=Lecture,
    may=may.KEEPS,
    moves={State.PLANNED: State.CANCELLED},
    danger=True,
)
def cancel_lecture(actor: Actor, lecture: Lecture, *, reason: str) -> Lecture:
    """It will not be held; the public page and the calendars say so until its day is over."""
    return lecture


@act(
    "lecture.held",
    label=_("Record the lecture as held"),
    says=_("recorded the lecture of %(on)s, listeners: %(listened)s"),
    on=Lecture,
    may=may.KEEPS,
    moves={State.PLANNED: State.HELD},
    primary=True,
)
def hold_lecture(
    actor: Actor, lecture: Lecture, *, listened: int, on: dt.date | None = None
) -> Lecture:
    """On which day it really was, and how many listened: a number counted on the spot and typed by
    hand. Raises BadInput for a day to come or a number that can not be.
    """
    on = on or lecture.day
    if on > clock.today():
        raise Common.DAY_FUTURE("on")
    lecture.day, lecture.listened = on, _listener_count(listened)
    tell(on=on, listened=lecture.listened)
    return lecture


@act(
    "lecture.recounted",
    label=_("Correct how many listened"),
    says=_("corrected how many listened: %(listened)s"),
    on=Lecture,
    may=may.KEEPS,
    moves={State.HELD: State.HELD},
)
def recount_lecture(actor: Actor, lecture: Lecture, *, listened: int, reason: str) -> Lecture:
    """The number was wrong; the old one stays in the record."""
    lecture.listened = _listener_count(listened)
    tell(listened=lecture.listened)
    return lecture


@act(
    "came_back.noted",
    label=_("Note what came back"),
    says=_("noted what came back, for %(unit)s to deal with"),
    on=Lecture,
    may=may.KEEPS,
    moves={State.HELD: State.HELD},
)
def note_came_back(
    actor: Actor, lecture: Lecture, *, text: str, unit: Unit | None = None
) -> CameBack:
    """What a listener said becomes a problem of the unit that is to deal with it (of the lecture's
    own unit, when none is named), tied to the lecture by the loop. Who said it is not written down.
    """
    made = CameBack.objects.create(
        lecture=lecture, text=_needed_text(text, "text"), unit=unit or lecture.unit, at=clock.now()
    )
    tell(
        came_back=made.pk, unit=made.unit.name
    )  # not the words: a lecture may be seen by more people than the problem
    return made


@act(
    "came_back.tied",
    label=_("Tie what came back"),
    says=_("made what came back a problem"),
    on=Lecture,
    may=may.CLOCKWORK,
    moves={State.HELD: State.HELD},
    inner_only=True,
)
def tie_came_back(actor: Actor, lecture: Lecture, *, came_back: int, thing: Thing) -> Lecture:
    """Called by the loop when the problem is made: the note shows what became of it."""
    CameBack.objects.filter(lecture=lecture, pk=came_back).update(thing=thing)
    tell(code=thing.pk)
    return lecture


# -- the policy window -----------------------------------------------------------------------------


@act(
    "policy.drafted",
    label=_("Draft a policy note"),
    says=_("drafted the policy note “%(title)s”"),
    on=Unit,
    may=may.BEGINS,
    when=Where(until__isnull=True),
    creates=PolicyNote,
)
def draft_note(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    text: str,
    source: str,
    valid_until: dt.date | None = None,
) -> PolicyNote:
    """A policy in plain words, with the document it stands in. Residents see it once a publisher
    has published it.
    """
    tell(title=title.strip())
    return PolicyNote(
        unit=unit, group=_group_of(unit), **_note_fields(title, text, source, valid_until)
    )


@act(
    "policy.corrected",
    label=_("Correct the policy note"),
    says=_("corrected the policy note"),
    on=PolicyNote,
    may=may.KEEPS,
    moves={NoteState.DRAFT: NoteState.DRAFT},
)
def correct_note(
    actor: Actor,
    note: PolicyNote,
    *,
    title: str,
    text: str,
    source: str,
    valid_until: dt.date | None = None,
) -> PolicyNote:
    """While it is a draft. What is published is withdrawn and drafted again, so that what residents
    read never changes unseen.
    """
    for name, value in _note_fields(title, text, source, valid_until).items():
        setattr(note, name, value)
    return note


@act(
    "policy.published",
    label=_("Publish the policy note"),
    says=_("published the policy note"),
    on=PolicyNote,
    may=may.PUBLISHES,
    moves={NoteState.DRAFT: NoteState.PUBLISHED},
    asks=True,
)
def publish_note(actor: Actor, note: PolicyNote, *, non_secret: bool) -> PolicyNote:
    """发布: from now on residents read it without a log-in. The publisher declares that nothing in
    it is secret. Raises BadInput without that, or when it is over already.
    """
    if not non_secret:
        raise Refused.NOTE_SECRET("non_secret")
    if note.valid_until is not None and note.valid_until < clock.today():
        raise Refused.NOTE_OVER("valid_until")
    note.published_on = clock.today()
    tell(non_secret=True)
    return note


@act(
    "policy.withdrawn",
    label=_("Withdraw the policy note"),
    says=_("withdrew the policy note"),
    on=PolicyNote,
    may=may.PUBLISHES,
    moves={NoteState.DRAFT: NoteState.WITHDRAWN, NoteState.PUBLISHED: NoteState.WITHDRAWN},
    danger=True,
)
def withdraw_note(actor: Actor, note: PolicyNote, *, reason: str) -> PolicyNote:
    """It was wrong, has changed, or is not needed; residents do not see it any more."""
    return note


# -- helpers ---------------------------------------------------------------------------------------


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def _group_of(unit: Unit) -> StudyGroup | None:
    return StudyGroup.objects.active().filter(unit=unit).first()


def _lecture_words(
    title: str, place: str, lecturer: str, filing: str, for_whom: str
) -> dict[str, str]:
    return {
        "title": _needed_text(title, "title"),
        "place": _needed_text(place, "place"),
        "lecturer": _needed_text(lecturer, "lecturer"),
        "filing": filing.strip(),
        "for_whom": for_whom.strip(),
    }


def _note_fields(title: str, text: str, source: str, valid_until: dt.date | None) -> dict[str, Any]:
    if valid_until is not None and valid_until < clock.today():
        raise groups_refusals.Refused.DAY_PAST("valid_until")
    return {
        "title": _needed_text(title, "title"),
        "text": _needed_text(text, "text"),
        "source": _needed_text(source, "source"),
        "valid_until": valid_until,
    }


def _listener_count(listened: int) -> int:
    if not 0 <= listened <= MOST:
        raise Common.NUMBER_ODD("listened")
    return listened
