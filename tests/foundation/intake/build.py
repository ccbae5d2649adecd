"""The county's own workbooks, and small ones made for a test."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from zhixing.foundation.kits.workbooks.reading import Workbook, read

DEMO = Path(__file__).resolve().parents[3] / "zhixing" / "demo" / "workbooks"


def demo(name: str) -> Workbook:
    return read(f"{name}.xlsx", (DEMO / f"{name}.xlsx").read_bytes())


def book(rows: list[list[object]], name: str = "t.xlsx") -> Workbook:
    """One sheet with these rows."""
    return read(name, content(rows))


def content(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as file:
        page = file.add_worksheet("表")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


ROSTER_HEAD = ["单位", "姓名", "职务", "身份", "电话"]
PLAN_HEAD = ["月份", "专题", "内容类别", "学习材料", "研讨题目", "调研课题", "学习形式", "牵头单位"]
LEDGER_HEAD = [
    "问题来源",
    "具体问题",
    "类别",
    "责任单位",
    "责任人",
    "完成时限",
    "整改进展",
    "是否销号",
]
