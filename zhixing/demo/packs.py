"""The demo county's study packs: one on medical waste, in two versions, with what a group added and
offered.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.kits.documents.answers import written
from zhixing.foundation.kits.documents.paper import Heading, Numbered, Paper, Paragraph, table
from zhixing.foundation.kits.documents.pdf import NoPdf
from zhixing.foundation.spine.files.acts import Upload
from zhixing.learn.packs.acts import (
    add_pack_document,
    add_pack_item,
    add_pack_paper,
    add_to_pack,
    begin_pack,
    change_pack_item,
    offer_addition,
    publish_pack,
    take_addition,
)

from .stories import Story

YEAR = 2026  # as the round (round)
RULES = """医疗废物管理条例（国务院令第380号，2011年修订）要点：
医疗卫生机构应当及时收集本单位产生的医疗废物，按类别分置于防渗漏、防锐器穿透的专用包装物或者密闭容器内。
医疗废物的暂时贮存设施、设备不得露天存放；暂时贮存的时间不得超过2天。
转移医疗废物要填写转移联单；医疗废物的登记资料至少保存3年。
禁止任何单位和个人转让、买卖医疗废物；禁止在非贮存地点倾倒、堆放，或者混入其他废物和生活垃圾。
不具备集中处置条件的农村，医疗卫生机构应当按照县级卫生健康、生态环境部门的要求，自行就地处置。"""


def guide() -> Upload:
    """The county's own paper as a document of the pack: PDF, or docx where no PDF can be made."""
    blocks = (
        Heading("分类"),
        table(
            ("类别", "村卫生室常见的", "装在哪里"),
            [
                ("感染性", "棉签、纱布、输液管", "黄色垃圾袋"),
                ("损伤性", "针头、安瓿", "利器盒"),
                ("药物性", "过期药品", "单独登记，交卫生院"),
            ],
            (16, 44, 40),
        ),
        Heading("交接"),
        Numbered(
            ("当天称重、扎口、贴签。", "放进上锁的暂存柜，不超过两天。", "收运时双方在联单上签字。")
        ),
        Heading("记账"),
        Paragraph("一本台账，由收运企业的联单生成，村医不再另填。"),
    )
    paper = Paper("guide", "村卫生室医疗废物分类收集一页通", blocks, issuer="青禾县卫生健康局")
    try:
        return Upload("村卫生室医疗废物分类收集一页通.pdf", written(paper, "pdf"))
    except NoPdf:
        return Upload("村卫生室医疗废物分类收集一页通.docx", written(paper, "docx"))


def packs(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """资料包 on medical waste: version 1 in April, what 龙泉镇 added and offered in June, version 2
    with it; a local question that stays with the group.
    """
    topic = made.get("topic") or county.topic

    yield dt.date(YEAR, 4, 20)
    pack = begin_pack(
        county.office,
        county.publicity,
        title="常态化医疗废物管理资料包",
        about="配合“常态化医疗废物管理”专题：先读条例要点，再看分类一页通，带着问题到村卫生室去。",
        topic=topic,
    )
    add_pack_item(county.office, pack, kind="text", title="条例要点", text=RULES)
    add_pack_document(
        county.office,
        pack,
        upload=guide(),
        declared=True,
        title="村卫生室医疗废物分类收集一页通",
        text="到现场对着看。",
    )
    add_pack_item(
        county.office,
        pack,
        kind="link",
        title="医疗废物管理条例全文",
        address="https://www.gov.cn/zhengce/",
        text="国家行政法规库，按名称查。",
    )
    add_pack_item(
        county.office,
        pack,
        kind="question",
        title="山上的村卫生室，收运车到不了，废物放在哪里、谁来管？",
    )
    add_pack_item(county.office, pack, kind="question", title="村医现在要填几本账，哪几本可以并？")
    add_pack_item(
        county.office,
        pack,
        kind="self_test",
        title="医疗废物暂时贮存不得超过几天？",
        text="2天（条例第十七条）。",
    )
    yield dt.date(YEAR, 4, 21)
    publish_pack(county.office, pack, for_all=True, non_secret=True)
    yield dt.date(YEAR, 6, 4)
    case = add_to_pack(
        county.member,
        county.group,
        pack=pack,
        kind="text",
        title="龙泉镇：三个村合用一个收集点",
        text=(
            "柳沟、张家沟、上柳三村合设一个收集点，镇卫生院管钥匙和台账。村医顺路送，收运车每周二、"
            "五来一次。\n存放时间从最长11天降到2天以内。"
        ),
    )
    add_to_pack(
        county.secretary,
        county.group,
        pack=pack,
        kind="question",
        title="北坡村的收集点什么时候能建？",
    )
    yield dt.date(YEAR, 6, 5)
    offer_addition(county.secretary, case, word="三村用了一个月，别的山区镇也用得上。")
    yield dt.date(YEAR, 6, 8)
    take_addition(county.office, case)
    change_pack_item(
        county.office,
        pack,
        item=pack.items.of_version(pack.number).get(title="村医现在要填几本账，哪几本可以并？"),
        title="台账由收运联单生成以后，村医还要填什么？",
    )
    add_pack_item(
        county.office,
        pack,
        kind="self_test",
        title="医疗废物的登记资料至少保存几年？",
        text="3年（条例第十二条）。",
    )
    if made.get("session") is not None:
        for paper in ("notice", "minutes"):
            add_pack_paper(county.office, pack, about=made["session"].thing, paper=paper)
    yield dt.date(YEAR, 6, 9)
    publish_pack(
        county.office,
        pack,
        for_all=True,
        non_secret=True,
        said="加了龙泉镇三村合用收集点的做法和五月学习的文书，研讨题换成并账以后的事。",
    )
    made["pack"] = pack
