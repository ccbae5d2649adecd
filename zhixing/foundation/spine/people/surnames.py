"""Surnames that are read otherwise than the same sign elsewhere, and names as they sound.

The readings are those that 现代汉语词典 marks 姓, without their tones; where it marks two, or
families differ (覃 in Guangxi and elsewhere), each reading finds the person.
"""

from __future__ import annotations

from zhixing.foundation.machinery.sounds import spelled

SURNAMES: dict[str, tuple[str, ...]] = {
    "万俟": ("mo qi",),
    "尉迟": ("yu chi",),
    "长孙": ("zhang sun",),
    "澹台": ("tan tai",),
    "令狐": ("ling hu",),
    "单于": ("chan yu",),
    "单": ("shan",),
    "仇": ("qiu",),
    "曾": ("zeng",),
    "解": ("xie",),
    "区": ("ou",),
    "查": ("zha",),
    "朴": ("piao",),
    "员": ("yun",),
    "秘": ("bi",),
    "缪": ("miao",),
    "种": ("chong",),
    "召": ("shao",),
    "折": ("she",),
    "洗": ("xian",),
    "繁": ("po",),
    "祭": ("zhai",),
    "句": ("gou",),
    "乜": ("nie",),
    "佴": ("nai",),
    "能": ("nai",),
    "卜": ("bu",),
    "薄": ("bo",),
    "都": ("du",),
    "阚": ("kan",),
    "盖": ("ge", "gai"),
    "翟": ("zhai", "di"),
    "覃": ("qin", "tan"),
    "乐": ("yue", "le"),
    "隗": ("kui", "wei"),
    "牟": ("mou", "mu"),
    "郇": ("xun", "huan"),
    "谌": ("chen", "shen"),
}
LONGEST = 2  # signs of a surname


def spelled_person(name: str) -> str:
    """A person's name as it sounds: the surname as a surname, in each of its readings."""
    for signs in range(LONGEST, 0, -1):
        readings = SURNAMES.get(name[:signs])
        if readings and len(name) > signs:
            rest = spelled(name[signs:])
            return "/".join(f"{reading} {rest}".rstrip() for reading in readings)
    return spelled(name)
