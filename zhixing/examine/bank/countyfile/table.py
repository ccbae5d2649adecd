"""The columns of a question bank, in the words offices use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.tables import NUMBER
from zhixing.foundation.kits.workbooks.tables import Field, Table

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
