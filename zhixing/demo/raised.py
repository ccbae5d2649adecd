"""What became of what sessions raised: problems in every state a county knows, measures that are
adopted and carried out, tasks that are done and looked at. A story goes as far as its days have
come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.people.models import Person

from .groups import Cast
from .stories import Story, do, working_day
from .words import Matter

REVIEW = dt.timedelta(days=120)


@dataclass(frozen=True)
class Raised:
    """A problem, measure or task (``row``) of a group's session: about which matter, who answers
    for it, raised on which day.
    """

    cast: Cast
    row: Any
    matter: Matter
    person: Person
    day: dt.date

    def after(self, days: int) -> dt.date:
        return working_day(self.day, days)

    def before_today(self, days: int) -> dt.date:
        """So many working days before the demo is loaded; not before the problem is on the list."""
        return max(working_day(self.cast.county.today, -days), self.after(3))

    def do(self, who: Any, act: str, **data: Any) -> None:
        do(who, act, self.row, **data)


def made_of(note: Any) -> Any:
    """The row that a note of what was raised became."""
    note.refresh_from_db()
    return note.thing.model._base_manager.select_related("thing").get(pk=note.thing_id)


def became(raised: Raised, unusual: bool = False) -> Story:
    """What becomes of it; ``unusual``: not always the straight way."""
    kind = raised.row.KIND
    if kind == "problem":
        yield from _taken_in(raised)
    ways = WAYS[kind]
    way = ways[raised.cast.county.docket[kind] % len(ways)] if unusual else ways[0]
    raised.cast.county.docket[kind] += unusual
    yield from way(raised)


# -- problems --------------------------------------------------------------------------------------


def _taken_in(case: Raised) -> Story:
    yield case.after(2)
    case.do(case.cast.office, "register_problem", received_on=clock.today())


def _dispatched(case: Raised, day: dt.date, due: dt.date) -> Story:
    """On the list, and to the unit that raised it, with somebody who answers for it."""
    yield day
    case.do(case.cast.office, "list_problem", kind="individual")
    unit = case.cast.group.unit
    case.do(case.cast.office, "dispatch_problem", unit=unit, person=case.person, due=due)


def _begun(case: Raised, due: dt.date | None = None) -> Story:
    yield from _dispatched(case, case.after(3), due or case.after(22))
    yield case.after(4)
    case.do(case.person, "accept_problem", person=case.person)
    case.do(case.person, "start_problem", remedy=f"{case.matter.doing}。")


def _reported(case: Raised, day: dt.date) -> Story:
    yield day
    after = f"照议定的办了：{case.matter.doing}。"
    case.do(case.person, "report_solved", before=case.matter.here, after=after)


def _solved(case: Raised, day: dt.date) -> Story:
    """Reported, looked at by somebody from outside, called back, and in the end struck off."""
    county = case.cast.county
    yield from _reported(case, day)
    yield working_day(clock.today(), 2)
    seen = f"到{case.matter.place[0]}看过，{case.matter.about}这件事办了。"
    case.do(county.verifier, "verify_problem", found=seen, solved="yes")
    yield working_day(clock.today(), 2)
    heard = f"{case.matter.raised.by}说：{case.matter.effect}"
    case.do(county.caller, "call_back", answer="really", reason=heard)
    clocks = Deadline.objects.filter(thing=case.row.pk, clock="effect_check")
    yield working_day(clocks.latest("pk").due)
    lasting = f"隔了三个月再到{case.matter.place[0]}看，没有反复。"
    case.do(case.cast.office, "archive_problem", reason=lasting)


def straight(case: Raised) -> Story:
    yield from _begun(case)
    yield from _solved(case, case.after(15))


def extended(case: Raised) -> Story:
    """More time was asked for once, and granted."""
    yield from _begun(case)
    yield case.after(12)
    why = f"{case.matter.about}要等专业队伍进场，请延十个工作日。"
    case.do(case.person, "ask_extension", days=10, reason=why)
    yield case.after(13)
    granted = "队伍已签合同，同意延期一次，每周报进度。"
    case.do(case.cast.office, "decide_extension", granted="yes", reason=granted)
    yield from _solved(case, case.after(30))


def shelved(case: Raised) -> Story:
    """It can not be done now: the leader agreed, with a day on which it is looked at again."""
    yield from _begun(case)
    yield case.after(9)
    why = f"{case.matter.about}要列入下一年度预算，眼下没有资金来源。"
    case.do(case.person, "propose_shelving", reason=why)
    yield case.after(11)
    review = working_day(case.day + REVIEW)
    agreed = "同意挂账，先做临时防护，预算下达后重新启动。"
    case.do(case.cast.leader, "shelve_problem", reason=agreed, review_on=review)
    yield review
    case.do(case.cast.leader, "unshelve_problem", reason="预算已经列入，重新启动。")
    yield from _solved(case, working_day(review, 15))


def ruled(case: Raised) -> Story:
    """The unit gave it back, and the arbiter ruled that it is the unit's."""
    yield from _dispatched(case, case.after(3), case.after(22))
    yield case.after(4)
    case.do(case.person, "return_problem", reason="现场跨两家的地界，建议由对方牵头。")
    yield case.after(6)
    ruling = "点位主要在你单位管的一侧，由你单位牵头，对方配合。"
    unit, arbiter = case.cast.group.unit, case.cast.county.arbiter
    case.do(arbiter, "rule_return", unit=unit, person=case.person, reason=ruling)
    yield case.after(7)
    case.do(case.person, "accept_problem", person=case.person)
    case.do(case.person, "start_problem", remedy=f"{case.matter.doing}。")
    yield from _solved(case, case.after(20))


def waits_for_ruling(case: Raised) -> Story:
    """It took a while to find out where it is; then the unit gave it back, and the arbiter has
    not ruled yet.
    """
    office = case.cast.office
    yield case.after(3)
    case.do(office, "ask_for_info", reason="只说了大概位置，要问清是哪一段、归谁管护。")
    yield case.before_today(3)
    case.do(office, "supply_info", text="到现场量过，两家各管一半，界桩在中间。")
    due = working_day(case.cast.county.today, 15)
    yield from _dispatched(case, case.before_today(2), due)
    yield case.before_today(1)
    case.do(case.person, "return_problem", reason="界桩以东不归我单位管护，请裁定由谁牵头。")


def refused(case: Raised) -> Story:
    """Reported solved, and not so on the spot: it went back once."""
    yield from _begun(case)
    yield from _reported(case, case.after(10))
    yield case.after(12)
    seen = f"到{case.matter.place[0]}看，只做了一半，另一半还没有动。"
    case.do(case.cast.county.verifier, "refuse_verification", reason=seen)
    yield case.after(13)
    case.do(case.person, "start_problem", remedy=f"把另一半补上：{case.matter.doing}。")
    yield from _solved(case, case.after(20))


def waits(case: Raised) -> Story:
    """The clock stands still: it waits for something from outside."""
    yield from _begun(case)
    yield case.after(8)
    cause = f"{case.matter.about}要用的设备已经订货，厂家发货函在案，到货再装。"
    case.do(case.person, "wait_problem", until=case.after(45), cause=cause)
    yield case.after(45)
    case.do(case.person, "resume_problem")
    yield from _solved(case, case.after(52))


def asks_for_time(case: Raised) -> Story:
    """More time was asked for yesterday; the office has not decided yet."""
    yield from _begun(case, due=max(case.after(22), working_day(case.cast.county.today, 5)))
    yield case.before_today(1)
    why = f"{case.matter.about}碰上连续降雨，请延八个工作日。"
    case.do(case.person, "ask_extension", days=8, reason=why)


def declined(case: Raised) -> Story:
    """Not for this list; whoever raised it is told where to go."""
    yield case.after(3)
    case.do(
        case.cast.office,
        "decline_problem",
        reason=f"{case.matter.about}属合同双方的事，不列入清单，已告知到司法所申请调解。",
    )


# -- measures and tasks ----------------------------------------------------------------------------


def _adopted(measure: Raised) -> Story:
    yield measure.after(4)
    measure.do(measure.cast.leader, "adopt_measure", as_shown=True, due=measure.after(25))


def _carried_out(measure: Raised, day: dt.date) -> Story:
    yield day
    result = f"已经办了：{measure.matter.raised.text}。{measure.matter.raised.by}看过。"
    measure.do(measure.cast.keeper, "report_measure", result=result)
    yield working_day(clock.today(), 2)
    measure.do(measure.cast.leader, "confirm_measure")


def carried_out(measure: Raised) -> Story:
    yield from _adopted(measure)
    yield from _carried_out(measure, measure.after(18))


def sent_back(measure: Raised) -> Story:
    """Reported too early: sent back once."""
    yield from _adopted(measure)
    yield measure.after(10)
    measure.do(measure.cast.keeper, "report_measure", result="通知已经发下去了。")
    yield measure.after(11)
    measure.do(measure.cast.leader, "send_measure_back", reason="发了通知不算办，办到哪一步再报。")
    yield from _carried_out(measure, measure.after(21))


def dropped(measure: Raised) -> Story:
    """Not adopted; the reason is on record."""
    yield measure.after(4)
    why = f"{measure.matter.about}上级已有统一安排，不再单独做。"
    measure.do(measure.cast.leader, "drop_measure", reason=why)


def _looked_at(task: Raised, day: dt.date) -> Story:
    cast = task.cast
    yield day
    evidence = f"已办：{task.matter.raised.text}，清单交学习秘书。"
    task.do(task.person, "finish_task", evidence=evidence)
    yield working_day(clock.today(), 2)
    other = cast.keeper if cast.keeper != task.person else cast.leader
    task.do(other, "verify_task")


def done(task: Raised) -> Story:
    yield from _looked_at(task, task.after(15))


def done_again(task: Raised) -> Story:
    """Given back once: what was reported was not enough."""
    cast = task.cast
    yield task.after(9)
    task.do(task.person, "finish_task", evidence="初稿已经有了。")
    yield task.after(11)
    other = cast.keeper if cast.keeper != task.person else cast.leader
    task.do(other, "return_task", reason="只有目录，没有内容，请补齐再报。")
    yield from _looked_at(task, task.after(19))


Way = Callable[[Raised], Story]
WAYS: dict[str, tuple[Way, ...]] = {
    "problem": (
        straight,
        extended,
        shelved,
        waits_for_ruling,
        refused,
        waits,
        asks_for_time,
        ruled,
        declined,
    ),
    "measure": (carried_out, sent_back, carried_out, dropped),
    "task": (done, done_again, done),
}
