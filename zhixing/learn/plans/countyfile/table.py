"""The columns of the county's plan, in the words offices use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.tables import NUMBER
from zhixing.foundation.kits.workbooks.tables import Field, Table
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.norms.queries import value


def categories() -> list[str]:
    return [category["zh"] for category in value("content.categories", clock.today())]


PLAN = Table(
    "plan",
    _("Annual plan of the county"),
    (
        NUMBER,
        Field(
            "months",
            ("月份", "时间", "学习时间", "学习月份", "时间安排"),
            "Months",
            needed=True,
            example="7-9月",
            help=_("5月, 7-9月, 第二季度 or 上半年."),
        ),
        Field(
            "title",
            ("专题", "学习专题", "学习主题", "专题名称", "主题"),
            "Topic",
            needed=True,
            sums=True,
            example="医疗废物规范处置",
            width=28,
        ),
        Field(
            "category",
            ("内容类别", "类别", "学习内容类别"),
            "Category",
            choices=categories,
            width=20,
        ),
        Field(
            "materials",
            ("学习材料", "学习资料", "学习内容"),
            "Materials",
            kind="long",
            example="《医疗废物管理条例》；《固体废物污染环境防治法》",
            width=36,
            help=_("Several are parted by ；."),
        ),
        Field(
            "question",
            ("研讨题目", "研讨题", "研讨主题"),
            "Question to discuss",
            kind="long",
            width=30,
        ),
        Field("research_subject", ("调研课题", "调研题目"), "Research subject", width=26),
        Field("forms", ("学习形式", "形式"), "Forms", example="集体学习研讨＋现场学习", width=22),
        Field(
            "lead",
            ("牵头单位", "责任单位", "牵头部门"),
            "Lead units",
            example="县卫生健康局",
            width=24,
            help=_("Several are parted by 、."),
        ),
        Field(
            "year",
            ("年度", "计划年度", "年份"),
            "Year",
            kind="number",
            width=8,
            help=_("Empty: the year of the title, or of the file."),
        ),
    ),
)
