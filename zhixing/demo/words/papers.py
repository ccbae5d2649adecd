"""Minutes and reports of the demo county as a clerk would write them: from what was said and
agreed, each with who answers for it and by when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from . import Matter

LONGEST_REPORT = 1480
CLOSINGS = (
    "{chair}小结：先把“{first}”办到看得见，再排“{second}”，下次学习从这两件事问起。",
    "{chair}最后讲：“{first}”这件事，办的人下次自己来讲；“{second}”一时办不了的，把难处写上。",
    "{chair}归纳了两条：“{first}”定了就做，“{second}”先试一处，好用再铺开。",
    "{chair}要求分工到人，“{first}”每两周看一次，“{second}”到现场看，不听口头汇报。",
    "{chair}总结时说，今天没有吵出结果的是“{second}”，会后再走一趟；“{first}”照议定的办。",
    "{chair}提醒大家，“{first}”和“{second}”是一家人的两件事，经费和人手放在一起算。",
    "{chair}收尾只问一句：“{first}”谁来做、哪天看？“{second}”按同样的问法写进纪要。",
)
HIGHLIGHTS = (
    "学习从“{about}”说起。{here}{view}议到最后落成一句话：{doing}。",
    "这次没有念稿，{speaker}直接讲“{about}”：{here}大家认的办法是：{doing}。",
    "印象最深的是“{about}”。{here}{speaker}说：{view}盼的是：{effect}",
    "一半时间用在“{about}”上。{here}当场议定：{doing}，{effect}",
    "学习和手上的“{about}”连在一起看：{here}下一步{doing}。",
)
SHORTCOMINGS = (
    "“{about}”一时还没有定下办法，会后到现场再看一次。",
    "“{about}”只讲了难处，没有算经费，下次带着账来。",
    "“{about}”牵涉外单位，会上没有请到人。",
    "讲“{about}”的时间紧，后面两位没有讲完。",
)


@dataclass(frozen=True)
class Decision:
    """What was agreed: what is done, who answers for it, by when."""

    doing: str
    owner: str
    due: dt.date

    def __str__(self) -> str:
        return f"{self.doing}。责任人：{self.owner}；{self.due.month}月{self.due.day}日前。"


def minutes_of(
    opening: str,
    speeches: Sequence[str],
    raised: Sequence[str],
    decisions: Sequence[Decision],
    closing: str,
) -> str:
    """学习记录: who presided and what was read, who spoke on what, what people raised, what was
    agreed, the chair's closing. Who came stands in the record, and the paper prints it from there.
    """
    sections = [
        opening,
        "\n".join(speeches),
        _section("提出的问题和意见", raised),
        _section("议定事项", decisions),
        closing,
    ]
    return "\n\n".join(section for section in sections if section)


def opening_of(chair: str, reader: str, reading: str, matters: Sequence[Matter]) -> str:
    """Who presided, what was read and by whom, what was then discussed."""
    about = "、".join(f"“{matter.about}”" for matter in matters)
    return f"会议由{chair}主持。{reader}领学了{reading}。随后就{about}逐人发言。"


def speeches_of(speakers: Sequence[str], matters: Sequence[Matter]) -> list[str]:
    """Who spoke on what, in a line for each: the first two on a matter each, the third on more of
    the first.
    """
    lines = [
        f"{speaker}讲“{matter.about}”：{matter.here}建议{matter.doing}。"
        for speaker, matter in zip(speakers, matters, strict=False)
    ]
    lines += [f"{speaker}补充：{matters[0].more}" for speaker in speakers[len(matters) :]]
    return lines


def closing_of(chair: str, matters: Sequence[Matter], turn: int) -> str:
    """How whoever presides ends the session."""
    first, second = matters[0].about, matters[-1].about
    return CLOSINGS[turn % len(CLOSINGS)].format(chair=chair, first=first, second=second)


def highlight_of(matter: Matter, speaker: str, turn: int) -> str:
    """What was best, in a paragraph."""
    words = {name: getattr(matter, name) for name in ("about", "here", "view", "doing", "effect")}
    return HIGHLIGHTS[turn % len(HIGHLIGHTS)].format(speaker=speaker, **words)


def shortcoming_of(matter: Matter, turn: int) -> str:
    """What is still open, where nothing was put on record as a thing of its own."""
    return SHORTCOMINGS[turn % len(SHORTCOMINGS)].format(about=matter.about)


def report_of(text: str, highlight: str, shortcoming: str, decisions: Sequence[Decision]) -> str:
    """The report drafted from the record, with words of its own and the next steps."""
    head, _heading, rest = text.partition("亮点\n")
    best, _heading, after = rest.partition("\n\n不足\n")
    short, _heading, _steps = after.partition("\n\n下步打算\n")
    best = highlight if best == "没有登记。" else f"{best}\n{highlight}"
    short = short.replace("没有形成措施、问题或任务。", shortcoming)
    parts = (f"{head}亮点\n{best}", f"不足\n{short}", _section("下步打算", decisions))
    return "\n\n".join(parts)[:LONGEST_REPORT]


def _section(title: str, lines: Sequence[object]) -> str:
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join([title, *numbered]) if numbered else ""
