"""A lecture as a calendar shows it: for the public calendar of lectures. Nothing of it is in the
calendars of persons and groups.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from zhixing.foundation.kits.feeds.entries import Entry, Status

from .models import Lecture
from .rules import State

LENGTH = dt.timedelta(
    minutes=90
)  # nobody types when a lecture ends; a calendar has to show something


def entry(lecture: Lecture) -> Entry:
    """What is announced, and no more."""
    lines = [
        _("Lecturer: %(name)s") % {"name": lecture.lecturer},
        *([_("For: %(whom)s") % {"whom": lecture.for_whom}] if lecture.for_whom else []),
        lecture.unit.name,
        lecture.pk,
    ]
    status = Status.CANCELLED if lecture.state == State.CANCELLED else Status.CONFIRMED
    return Entry(
        lecture.pk,
        lecture.title,
        lecture.day,
        lecture.thing.changed_at,
        lecture.thing.version,
        lecture.begins,
        LENGTH,
        lecture.place,
        "\n".join(lines),
        "",
        status,
    )
