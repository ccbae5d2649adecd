"""The tables that a county's offices keep: their columns, in the words they use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.tables import Field, Table
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .rules import CLASSES, ROLES, SOURCES


def units() -> list[str]:
    return list(
        Unit.objects.active()
        .exclude(kind=UnitKind.COUNTY)
        .in_roster_order()
        .values_list("name", flat=True)
    )


def categories() -> list[str]:
    return [category["zh"] for category in value("content.categories", clock.today())]


NUMBER = Field("number", ("序号", "编号", "No", "№"), "No.", width=6)

ROSTER = Table(
    "roster",
    _("Roster"),
    (
        NUMBER,
        Field(
            "unit",
            ("单位", "单位名称", "所在单位", "部门", "工作单位", "所属单位", "单位全称"),
            "Unit",
            needed=True,
            down=True,
            sums=True,
            example="城关镇",
            width=24,
            help=_("One that is not known yet is founded, with its study group."),
        ),
        Field(
            "name",
            ("姓名", "名字", "人员姓名"),
            "Name",
            needed=True,
            sums=True,
            example="陈知行",
            width=12,
        ),
        Field(
            "post",
            ("职务", "现任职务", "职务职级", "工作职务"),
            "Post",
            example="镇党委书记",
            width=24,
        ),
        Field(
            "role",
            ("中心组身份", "身份", "中心组职务", "角色", "组内身份", "组内职务"),
            "Role",
            needed=True,
            example="组长",
            choices=tuple(ROLES),
            help=_("Two roles of one person: 成员、学习秘书."),
        ),
        Field(
            "phone",
            ("手机号", "手机号码", "联系电话", "电话", "手机", "联系方式", "电话号码"),
            "Telephone",
            kind="code",
            example="10000000001",
        ),
        Field("note", ("备注", "变动情况", "说明"), "Note", width=20),
    ),
)

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

BANK = Table(
    "bank",
    _("Question bank"),
    (
        NUMBER,
        Field(
            "kind",
            ("题型", "题目类型", "试题类型", "类型"),
            "Kind",
            choices=("单选", "多选", "判断", "填空", "简答"),
            example="单选",
            vital=True,
            width=10,
        ),
        Field(
            "text",
            ("题干", "题目", "试题内容", "试题", "题目内容", "问题"),
            "Question",
            kind="long",
            needed=True,
            sums=True,
            example="医疗废物暂时贮存的时间不得超过（　　）。",
            width=44,
        ),
        *(
            Field(
                letter,
                (f"选项{letter}", letter, f"{letter}选项", f"答案{letter}", f"选项{n}"),
                f"Option {letter}",
                vital=True,
                example=example,
                width=16,
            )
            for n, (letter, example) in enumerate(
                zip("ABCDEFGH", ("1天", "2天", "3天", "7天", "", "", "", ""), strict=True), 1
            )
        ),
        Field(
            "key",
            ("答案", "正确答案", "参考答案", "标准答案", "正确选项"),
            "Key",
            needed=True,
            example="B",
            width=10,
            help=_("A, ABC or A、C; 对 or 错 for true or false; the text itself otherwise."),
        ),
        Field(
            "explanation", ("解析", "答案解析", "试题解析"), "Explanation", kind="long", width=30
        ),
        Field(
            "topic",
            ("知识点", "专题", "所属专题", "考点", "分类"),
            "Topic",
            example="医疗废物管理",
            width=18,
        ),
        Field(
            "basis",
            ("出处", "依据", "来源", "法条", "答案依据"),
            "Basis",
            example="《医疗废物管理条例》第十七条",
            width=30,
            help=_("The document and its clause."),
        ),
        Field(
            "difficulty",
            ("难度", "难易程度", "难易度"),
            "Difficulty",
            choices=("易", "中", "难"),
            example="易",
            width=8,
        ),
        Field(
            "options",
            ("选项", "备选项", "选项内容", "备选答案", "全部选项"),
            "All options",
            kind="long",
            vital=True,
            width=30,
            help=_("Instead of a column for each option: one in a line."),
        ),
    ),
)
