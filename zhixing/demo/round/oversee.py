"""The last part of the round: a supervisor sits in, and what they ask for is met."""

from __future__ import annotations

from ..steps import Step, planned


def oversee_steps() -> list[Step]:
    """The last part of the round: a supervisor sits in, and what they ask for is met."""
    return [
        planned(
            "supervisor",
            "plan_sitin",
            "group",
            "2026-05-08",
            "sitin",
            "sitin",
            day="2026-05-12",
            session="@session",
        ),
        planned(
            "supervisor", "record_check", "sitin", "2026-05-12", checked="计划已备案，记录齐全。"
        ),
        planned(
            "supervisor",
            "record_listening",
            "sitin",
            "2026-05-12",
            listened="主旨发言联系实际，交流发言偏少。",
        ),
        planned(
            "supervisor",
            "note_observation",
            "sitin",
            "2026-05-12",
            step="listen",
            text="交流发言只有一人",
        ),
        planned(
            "supervisor",
            "give_comment",
            "sitin",
            "2026-05-14",
            comment="联系实际好；交流发言要再多些。",
        ),
        planned(
            "supervisor",
            "issue_demand",
            "sitin",
            "2026-05-14",
            "demand",
            "demand",
            title="下次学习至少三人交流发言",
            text="每次学习交流发言不少于三人。",
            due="2026-06-20",
            opens="task",
        ),
        planned("secretary", "accept_demand", "demand", "2026-05-15", may=("leader", "clerk")),
        planned(
            "secretary",
            "meet_demand",
            "demand",
            "2026-06-15",
            may=("leader", "clerk"),
            evidence="6 月学习四人交流发言，记录附后。",
        ),
        planned(
            "supervisor",
            "verify_demand",
            "demand",
            "2026-06-16",
            found="看了 6 月学习记录，四人发言。",
        ),
        planned("supervisor", "close_sitin", "sitin", "2026-06-16"),
    ]
