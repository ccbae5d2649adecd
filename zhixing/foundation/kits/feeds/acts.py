"""Acts on calendar addresses. The address is on the returned row (``show_once``) this once and
never again; no record holds it.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.may import NOBODY_ELSE
from zhixing.foundation.spine.people.models import Person

from . import may
from .may import HasFeed
from .models import Feed, hash_of, new_token
from .refusals import Refused


@act(
    "feed.made",
    label=_("Make my calendar address"),
    says=_("made a calendar address"),
    on=Unit,
    may=may.OWN,
    may_record=NOBODY_ELSE,
    inner_only=True,
)
def make_feed(actor: Person, unit: Unit) -> Feed:
    """One's own secret address; one that was there before is replaced, and leads nowhere from now
    on. ``unit`` is one's own unit (or the county). Only the page of one's own calendar does it.
    """
    return _new_feed(person=actor)


@act(
    "feed.ended",
    label=_("End my calendar address"),
    says=_("ended a calendar address"),
    on=Unit,
    may=may.OWN,
    may_record=NOBODY_ELSE,
    inner_only=True,
    danger=True,
)
def end_feed(actor: Person, unit: Unit) -> Unit:
    """One's own address leads nowhere any more. Raises NotNow when there is none."""
    _end_feeds(person=actor)
    return unit


@act(
    "group_feed.made",
    label=_("Make the group's calendar address"),
    says=_("made the group's calendar address"),
    on=StudyGroup,
    may=may.KEEPS,
    may_record=NOBODY_ELSE,
    when=Where(until__isnull=True),
    inner_only=True,
)
def make_group_feed(actor: Actor, group: StudyGroup) -> Feed:
    """The secret address of the group's sessions, to hand on within the group; one that was there
    before is replaced. Only the page of the group's calendar does it.
    """
    return _new_feed(group=group)


@act(
    "group_feed.ended",
    label=_("End the group's calendar address"),
    says=_("ended the group's calendar address"),
    on=StudyGroup,
    may=may.KEEPS,
    may_record=NOBODY_ELSE,
    when=HasFeed(),
    inner_only=True,
    danger=True,
)
def end_group_feed(actor: Actor, group: StudyGroup) -> StudyGroup:
    """The group's address leads nowhere any more: it went to somebody it was not meant for, or
    nobody needs it.
    """
    _end_feeds(group=group)
    return group


def _new_feed(**whose: Any) -> Feed:
    token = new_token()
    feed, new = Feed.objects.update_or_create(
        **whose,
        defaults={
            "token_hash": hash_of(token),
            "language": (get_language() or "zh-hans")[:10],
            "made_on": clock.today(),
        },
    )
    feed.show_once = token
    tell(replaced=not new)
    return feed


def _end_feeds(**whose: Any) -> None:
    if not Feed.objects.filter(**whose).delete()[0]:
        raise Refused.FEED_NONE()
