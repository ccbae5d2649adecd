"""An independent, naive reckoning of a problem's clocks: counted day by day, over days off written
down here.

It knows nothing of the house's calendar, ledger or acts; what a move does is taken from the page of
states alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

ONE = dt.timedelta(days=1)
# The State Council's notices for 2025 and 2026; of 2027 only 1 January is known.
OFF = """
2025 0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008
2026 0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007
2027 0101
"""
WORKED = """
2025 0126 0208 0427 0928 1011
2026 0104 0214 0228 0509 0920 1010
"""


def _days(text: str) -> set[dt.date]:
    dates = set()
    for line in text.split("\n"):
        year, *days = line.split() or [""]
        dates |= {dt.date(int(year), int(day[:2]), int(day[2:])) for day in days}
    return dates


DAYS_OFF, MAKE_UPS = _days(OFF), _days(WORKED)


def works(day: dt.date) -> bool:
    """Whether people work that day."""
    return day in MAKE_UPS or (day.weekday() < 5 and day not in DAYS_OFF)


def plus(day: dt.date, count: int) -> dt.date:
    """So many working days after a day, walked one by one."""
    while count > 0:
        day += ONE
        if works(day):
            count -= 1
    return day


def between(first: dt.date, last: dt.date) -> int:
    """Working days after the first up to and with the last."""
    count, day = 0, first
    while day < last:
        day += ONE
        count += works(day)
    return count


def working_or_next(day: dt.date) -> dt.date:
    while not works(day):
        day += ONE
    return day


@dataclass
class Promise:
    """One clock: the date promised, and whether it still holds."""

    due: dt.date
    round: int = 1
    ended: str = ""  # "met" or "stopped"
    paused_on: dt.date | None = None
    until: dt.date | None = None
    before_pause: dt.date | None = None

    def wake(self, day: dt.date) -> None:
        """A pause with a named end is over from its end on."""
        if self.paused_on is not None and self.until <= day:
            self.paused_on = self.until = self.before_pause = None

    def go_on(self, day: dt.date) -> None:
        self.wake(day)
        if self.paused_on is not None:
            self.due = plus(self.before_pause, between(self.paused_on, day))
            self.paused_on = self.until = self.before_pause = None

    def end(self, day: dt.date, how: str) -> None:
        if not self.ended:
            self.go_on(day)
            self.ended = how


@dataclass
class Naive:
    """The clocks of one problem, as problem-states.md names them."""

    clocks: dict[str, Promise] = field(default_factory=dict)
    asked: int = 0
    concerned: bool = True

    def start(self, name: str, due: dt.date) -> None:
        before = self.clocks.get(name)
        assert before is None or before.ended, f"{name} is open already"
        self.clocks[name] = Promise(due, before.round + 1 if before else 1)

    def end(self, name: str, day: dt.date, how: str) -> None:
        if name in self.clocks:
            self.clocks[name].end(day, how)

    def reopen(self, name: str, day: dt.date) -> None:
        clock = self.clocks[name]
        if clock.ended:
            clock.ended, clock.due = "", max(clock.due, plus(day, 2))

    def stop_all(self, day: dt.date, but: tuple[str, ...] = ()) -> None:
        for name in self.clocks:
            if name not in but:
                self.end(name, day, "stopped")

    def is_open(self, name: str) -> bool:
        return name in self.clocks and not self.clocks[name].ended

    # -- what the acts do to them --

    def dispatch_problem(self, day: dt.date, due: dt.date | None = None, **_rest: object) -> None:
        self.start("answer", due or plus(day, 5))
        self.start("acceptance", plus(day, 2))

    def accept_problem(self, day: dt.date, **_rest: object) -> None:
        self.end("acceptance", day, "met")
        if self.concerned:
            self.start("contact", plus(day, 3))

    def return_problem(self, day: dt.date, **_rest: object) -> None:
        self.end("acceptance", day, "stopped")

    def rule_return(self, day: dt.date, **_rest: object) -> None:
        self.start("acceptance", plus(day, 2))

    def contact_reporter(self, day: dt.date, **_rest: object) -> None:
        self.end("contact", day, "met")

    def ask_extension(self, day: dt.date, days: int, **_rest: object) -> None:
        self.asked = days

    def decide_extension(self, day: dt.date, granted: bool, **_rest: object) -> None:
        clock = self.clocks["answer"]
        if granted:
            clock.wake(day)
            clock.due = plus(clock.due, self.asked)
            if clock.before_pause is not None:
                clock.before_pause = plus(clock.before_pause, self.asked)
        self.asked = 0

    def wait_problem(self, day: dt.date, until: dt.date, **_rest: object) -> None:
        clock = self.clocks["answer"]
        clock.paused_on, clock.until, clock.before_pause = day, until, clock.due
        clock.due = plus(clock.due, between(day, until))

    def resume_problem(self, day: dt.date, **_rest: object) -> None:
        self.clocks["answer"].go_on(day)

    def shelve_problem(
        self, day: dt.date, review_on: dt.date | None = None, **_rest: object
    ) -> None:
        self.asked = 0
        self.end("answer", day, "stopped")
        self.start("shelving_review", review_on or day + 90 * ONE)

    def unshelve_problem(self, day: dt.date, **_rest: object) -> None:
        self.end("shelving_review", day, "met")
        self.reopen("answer", day)

    def report_solved(self, day: dt.date, **_rest: object) -> None:
        self.asked = 0
        self.end("answer", day, "met")

    def refuse_verification(self, day: dt.date, **_rest: object) -> None:
        self.reopen("answer", day)

    def verify_problem(self, day: dt.date, **_rest: object) -> None:
        self.start("call_back", plus(day, 5))

    def call_back(self, day: dt.date, answer: str, **_rest: object) -> None:
        self.end("call_back", day, "met")
        if answer in ("partly", "not"):
            self.back(day)
        else:
            self.closed(day)

    answer_by_receipt = call_back

    def close_short(self, day: dt.date, **_rest: object) -> None:
        self.end("call_back", day, "met")
        self.closed(day)

    def closed(self, day: dt.date) -> None:
        if not self.is_open("effect_check"):
            self.stop_all(day)
            self.start("effect_check", working_or_next(day + 90 * ONE))

    def back(self, day: dt.date) -> None:
        self.end("effect_check", day, "stopped")
        self.reopen("answer", day)

    def archive_problem(self, day: dt.date, **_rest: object) -> None:
        self.end("effect_check", day, "met")

    def reopen_problem(self, day: dt.date, was: str, **_rest: object) -> None:
        if was in ("solved", "partly", "unsolved", "archived"):
            self.back(day)

    def withdraw_problem(self, day: dt.date, **_rest: object) -> None:
        self.asked = 0
        self.stop_all(day)

    decline_problem = void_problem = withdraw_problem
