"""Everybody of the groups is told."""

from __future__ import annotations

from zhixing.foundation.kits.feeds.mail import post
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.spine.groups.queries import people_of

from ..models import StudySession


def tell_everybody(session: StudySession, verb: str, reason: str = "") -> int:
    """Alert everybody of the group, and write to those who have given an address; how many. Nobody
    is alerted for a day that is over.
    """
    people = list(people_of(session.groups, session.day))
    if session.day >= clock.today():
        for person in people:
            deliver("alert", to=person, thing=session, verb=verb)
            post(person, session, verb=verb, reason=reason.strip())
    return len(people)
