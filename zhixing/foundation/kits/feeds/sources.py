"""What the spine and the kits give to calendars: tasks of which somebody is the owner, and the deadlines of what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.deadlines.rules import State as ClockState
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.tasks.rules import State

from .entries import Ask, Entry, gives


@gives
def tasks(ask: Ask) -> Iterator[Entry]:
    """The days by which the person's own open tasks are due."""
    if ask.person is None:
        return
    for one in Task.objects.filter(owner=ask.person.pk, state=State.OPEN, due__gte=ask.since).select_related("thing").order_by("due", "pk"):
        yield Entry(one.pk, _("%(what)s: %(title)s") % {"what": pgettext("calendar entry", "Task due"), "title": one.title}, one.due, one.thing.changed_at, one.thing.version, text=one.pk, path=one.url)


@gives
def deadlines(ask: Ask) -> Iterator[Entry]:
    """The last days of clocks that run for something that waits for the person: the same that Today shows."""
    if ask.person is None:
        return
    asked = {(code, ACTS[name].clock): ACTS[name].label for code, name in reversed(waiting_for(ask.person)) if ACTS[name].clock}
    clocks = Deadline.objects.filter(thing__in={code for code, _clock in asked}, state=str(ClockState.RUNNING), due__gte=ask.since).select_related("thing")
    for one in clocks.order_by("due", "thing", "clock"):
        if (one.thing_id, one.clock) in asked:
            what = asked[one.thing_id, one.clock]
            yield Entry(f"{one.thing_id}.{one.clock}", _("%(what)s: %(title)s") % {"what": what, "title": one.thing.title}, one.due, one.thing.changed_at, one.thing.version, text=one.thing_id, path=one.thing.url)
