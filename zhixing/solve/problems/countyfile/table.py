"""The columns of a problem ledger, in the words offices use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.tables import NUMBER, units
from zhixing.foundation.kits.workbooks.tables import Field, Table

from .words import CLASSES, SOURCES

LEDGER = Table(
    "ledger",
    _("Problem ledger"),
    (
        NUMBER,
        Field(
            "code",
            ("问题编号", "问题代码", "编码"),
            "Code",
            width=16,
            help=_("Of a problem that is here already; leave it empty for a new one."),
        ),
        Field("source", ("问题来源", "来源"), "Source", choices=tuple(SOURCES), example="群众反映"),
        Field(
            "text",
            ("具体问题", "问题", "存在问题", "问题描述", "问题内容", "存在的问题"),
            "Problem",
            kind="long",
            needed=True,
            sums=True,
            example="医疗废物暂存间没有上锁",
            width=40,
        ),
        Field(
            "kind",
            ("类别", "问题类别", "问题性质"),
            "Class",
            choices=tuple(word for word in CLASSES if len(word) == 2),
            example="个性",
        ),
        Field(
            "unit",
            ("责任单位", "整改单位", "承办单位", "整改责任单位"),
            "Responsible unit",
            needed=True,
            sums=True,
            choices=units,
            width=24,
        ),
        Field("person", ("责任人", "整改责任人", "具体责任人"), "Responsible person", width=12),
        Field("remedy", ("整改措施", "解决措施"), "Remedy", kind="long", width=30),
        Field(
            "due",
            ("完成时限", "整改时限", "时限", "完成时间", "整改期限"),
            "Deadline",
            needed=True,
            exact=True,
            example="2026-09-30",
            help=_("A day, 9月底前, 立行立改 or 长期坚持."),
        ),
        Field(
            "progress",
            ("整改进展", "进展情况", "整改情况", "进展", "完成情况"),
            "Progress",
            kind="long",
            needed=True,
            example="正在推进",
            width=26,
            help=_("Begins with 未启动, 正在推进, 持续推进, 已列入…计划 or 已完成."),
        ),
        Field(
            "struck",
            ("是否销号", "销号", "销号情况"),
            "Struck off",
            needed=True,
            choices=("是", "否"),
            example="否",
        ),
        Field("note", ("备注", "说明"), "Note", width=20),
    ),
)
