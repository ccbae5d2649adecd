"""The columns of a roster, in the words offices use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.tables import Field, Table

from ..tables import NUMBER
from .roles import ROLES

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
