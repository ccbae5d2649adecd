"""What became of the round after its last step: the county looks again whether it has lasted, and
what the village doctor asked for is answered too.
"""

from __future__ import annotations

from ..steps import Step, planned


def afterwards() -> list[Step]:
    """Until both cases are struck off. The tests of the round end before."""
    return [*_of_the_ledger(), *_of_the_measure(), *_struck_off()]


def _of_the_ledger() -> list[Step]:
    """The village doctor had to keep the same ledger twice."""
    case = "guest_problem"
    return [
        planned("office", "register_problem", case, "2026-05-12", received_on="2026-05-12"),
        planned("office", "list_problem", case, "2026-05-12", kind="individual"),
        planned(
            "office",
            "dispatch_problem",
            case,
            "2026-05-19",
            unit="@town",
            person="@responsible",
            due="2026-06-12",
        ),
        planned("clerk", "accept_problem", case, "2026-05-20", person="@responsible"),
        planned(
            "responsible",
            "start_problem",
            case,
            "2026-05-21",
            remedy="同收运企业商定，台账由联单生成，村医不再另填。",
        ),
        planned(
            "responsible",
            "report_solved",
            case,
            "2026-06-09",
            before="同一袋废物，村医记两本台账。",
            after="扫联单生成台账，镇卫生院一处记，村医不再填。",
        ),
        planned(
            "verifier",
            "verify_problem",
            case,
            "2026-06-11",
            found="看了柳沟、上柳两个卫生室 6 月的台账，都从联单生成。",
            solved="yes",
        ),
        planned(
            "caller",
            "call_back",
            case,
            "2026-06-16",
            answer="really",
            reason="村医说现在只扫一次码。",
        ),
    ]


def _of_the_measure() -> list[Step]:
    """What a member proposed at the session is adopted and carried out, before the special meeting
    of July makes a rule of it.
    """
    return [
        planned(
            "leader",
            "adopt_measure",
            "session_measure",
            "2026-05-20",
            unit="@town",
            person="@responsible",
            due="2026-06-12",
        ),
        planned(
            "responsible",
            "report_measure",
            "session_measure",
            "2026-06-09",
            result="镇卫生院一处记账，38 个村卫生室不再另填。",
        ),
        planned("leader", "confirm_measure", "session_measure", "2026-06-11"),
    ]


def _struck_off() -> list[Step]:
    """Ninety days after the call somebody looks again."""
    return [
        planned(
            "office",
            "archive_problem",
            "problem",
            "2026-09-07",
            reason="8 月、9 月各看一次：两个收集点在用，交接记录不断，废物不过夜。",
        ),
        planned(
            "office",
            "archive_problem",
            "guest_problem",
            "2026-09-14",
            reason="抽看三个卫生室，台账仍由联单生成，没有第二本。",
        ),
    ]
