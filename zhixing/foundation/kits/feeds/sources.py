"""What the spine and the kits give to calendars: tasks of which somebody is the owner, and the
deadlines of what waits for somebody.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.deadlines.rules import State as ClockState
from zhixing.foundation.kits.deadlines.wording import WORDS
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.tasks.rules import State

from .entries import Ask, Entry, gives


@gives
def tasks(ask: Ask) -> Iterator[Entry]:
    """The days by which the person's own open tasks are due."""
    if ask.person is None:
        return
    for task in (
        Task.objects.filter(owner=ask.person.pk, state=State.OPEN, due__gte=ask.since)
        .select_related("thing")
        .order_by("due", "pk")
    ):
        yield Entry(
            task.pk,
            _("%(what)s: %(title)s")
            % {
                "what": pgettext("calendar entry", "Task due"),
                "title": task.title,
            },
            task.due or ask.since,
            task.thing.changed_at,
            task.thing.version,
            text=task.pk,
            path=task.url,
        )


@gives
def deadlines(ask: Ask) -> Iterator[Entry]:
    """The last days of clocks that run for something that waits for the person: the same that Today
    shows.
    """
    if ask.person is None:
        return
    codes = {code for code, name in waiting_for(ask.person) if ACTS[name].clock}
    named: dict[str, Deadline] = {}
    days = calendar()
    for deadline in Deadline.objects.open_of(codes).select_related("thing"):
        nearest = named.setdefault(deadline.thing_id, deadline)
        if deadline.rank < nearest.rank:
            named[deadline.thing_id] = deadline
    running = (
        deadline
        for deadline in named.values()
        if deadline.state == ClockState.RUNNING and deadline.due >= ask.since
    )
    for deadline in sorted(running, key=lambda deadline: (deadline.due, deadline.thing_id)):
        thing, what = deadline.thing, str(WORDS.get(deadline.clock, deadline.clock))
        title = _("%(what)s: %(title)s") % {
            "what": what + provisional(deadline.counted_from, deadline.due, days),
            "title": thing.title,
        }
        yield Entry(
            f"{thing.pk}.{deadline.clock}",
            title,
            deadline.due,
            thing.changed_at,
            thing.version,
            text=thing.pk,
            path=thing.url,
        )
