"""examine"""

from __future__ import annotations

from ..steps import Step, planned


def examine_steps() -> list[Step]:
    """examine"""
    return [
        planned(
            "secretary",
            "draft_paper",
            "group",
            "2026-05-15",
            "paper",
            "paper",
            topic="@topic",
            title="医疗废物管理测试",
            minutes="20",
        ),
        planned(
            "secretary",
            "add_item",
            "paper",
            "2026-05-15",
            may=("office",),
            kind="single",
            text="医疗废物暂时贮存的时间不得超过（　　）。",
            options="1天\n2天\n3天\n7天",
            solution="B",
            stands_at="《医疗废物管理条例》",
            marks="60",
        ),
        planned(
            "secretary",
            "add_item",
            "paper",
            "2026-05-15",
            may=("office",),
            kind="true_false",
            text="禁止任何单位和个人转让、买卖医疗废物。",
            options="",
            solution="√",
            marks="40",
        ),
        planned("secretary", "ready_paper", "paper", "2026-05-15", may=("office",)),
        planned(
            "secretary",
            "set_test",
            "group",
            "2026-05-18",
            "test",
            "test",
            paper="@paper",
            day="2026-05-18",
            session="@session",
        ),
        planned("secretary", "type_marks", "test", "2026-05-18", marks="@marks"),
        planned("leader", "confirm_marks", "test", "2026-05-19", may=("office",), marks="@marks"),
    ]
