"""Stories: what people do over a year, told side by side and carried out in the order of the days,
through the forms of the acts as a page would.

A story is a generator. It yields the day on which its next steps are taken, and takes them with
``do`` when it goes on. ``tell`` lets many stories run, always the one whose day comes first; a
story whose next day has not come yet ends there.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.door import Order, carry_out
from zhixing.foundation.machinery.forms import ActForm, act_named, form_of
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.spine.calendar.queries import calendar

Story = Iterator["dt.date | list[Story]"]
MORNING, FIRST_WITHIN = 8 * 60 + 30, 2 * 60


def tell(
    stories: Iterable[Story],
    until: dt.date | None = None,
    seen: Callable[[dt.date], None] = lambda _day: None,
) -> int:
    """Run the stories to the end, or to ``until`` (today); how many steps of a day were taken. The
    chain of records comes out in the order of the days.

    A story that yields a list lets those stories begin. ``seen`` is told each day on which
    something happens.
    """
    now, until, steps, begun = clock.now(), until or clock.today(), 0, count()
    last = timezone.make_aware(dt.datetime(2000, 1, 1))
    waiting: list[tuple[dt.date, int, Story]] = []

    def go_on(story: Story, at: int, not_before: dt.date) -> None:
        while isinstance(following := next(story, None), list):
            for beginning in following:
                go_on(beginning, next(begun), not_before)
        if following is not None:
            heapq.heappush(waiting, (max(following, not_before), at, story))

    for story in stories:
        go_on(story, next(begun), dt.date.min)
    while waiting and waiting[0][0] <= until:
        day, at, story = heapq.heappop(waiting)
        seen(day)
        last = min(_moment(day, at, steps, last), now)
        with clock.at(last, ticking=True):
            go_on(story, at, day)
            last = clock.now()
        steps += 1
    return steps


def _moment(day: dt.date, at: int, steps: int, last: dt.datetime) -> dt.datetime:
    """When a step is taken: the first of a day in the morning, the others some minutes after the
    one before. Time never goes back.
    """
    minute = MORNING + (37 * at + 11 * steps) % FIRST_WITHIN
    morning = timezone.make_aware(dt.datetime.combine(day, dt.time(minute // 60, minute % 60)))
    return max(morning, last + dt.timedelta(minutes=2 + steps % 7))


def do(who: Any, act: str, row: Any, /, *, as_shown: bool = False, **data: Any) -> Any:
    """One act through its form; answers what the act answers. ``as_shown``: what the page proposes
    is taken, with ``data`` over it.

    Raises RuntimeError with the form's words when it can not be done: a demo that lies is none.
    """
    row.refresh_from_db()
    keep_holdings(who)  # as a page does for the length of a request
    doing = act_named(act)
    if doing is None:
        raise RuntimeError(f"{act}: there is no such act")
    proposed = _proposed(form_of(doing)(person=who, row=row)) if as_shown else {}
    typed = QueryDict(mutable=True)
    for name, value in (proposed | data).items():
        parts = value if isinstance(value, list | tuple) else [value]
        typed.setlist(name, [_as_typed(part) for part in parts])
    answer = carry_out(Order(who, doing, row, typed, "demo"))
    if not answer.done:
        raise RuntimeError(f"{act}: {answer.refusal or answer.faults}")
    return answer.result


def _proposed(form: ActForm) -> dict[str, Any]:
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in shown.items() if value is not None}


def _as_typed(value: Any) -> str:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return "" if value is None else str(getattr(value, "pk", value))


def working_day(day: dt.date, days: int = 0) -> dt.date:
    """The working day so many working days after (or before) this one; 0: this one, or the next."""
    return calendar().add_working_days(day, days)
