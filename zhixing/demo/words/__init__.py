"""What the people of the demo county speak about at their sessions: invented, the practical work of
an invented county. It is data: ``units/*.toml`` holds matters by unit, ``topics.toml`` what opens
an agenda and what is read, by title of the demo's annual plan.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LAST_TOPIC = "总结与述学"  # at the end of the year anything may be spoken about


@dataclass(frozen=True)
class Remark:
    """What came of a matter: its kind as a session knows it, in a sentence, who spoke of it."""

    kind: str
    text: str
    by: str


@dataclass(frozen=True)
class Matter:
    """One matter of a unit: where it can be seen, what it is like (``here``, and ``more`` of it
    from somebody else), how to look at it, what is to be done, what will be better then.
    """

    about: str
    topics: tuple[str, ...]
    place: tuple[str, str]
    here: str
    more: str
    view: str
    doing: str
    effect: str
    raised: Remark

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Matter:
        lists = {name: tuple(fields[name]) for name in ("topics", "place")}
        return cls(**fields | lists | {"raised": Remark(*fields["raised"])})


@dataclass(frozen=True)
class Lens:
    """A topic: the word by which matters name it, what opens an agenda, what is read aloud."""

    word: str
    firsts: tuple[str, ...]
    readings: tuple[str, ...]


@cache
def matters() -> dict[str, tuple[Matter, ...]]:
    """Name of a unit -> its matters, in the order of the files."""
    gathered: dict[str, tuple[Matter, ...]] = {}
    for path in sorted(FOLDER.glob("units/*.toml")):
        for unit, rows in tomllib.loads(path.read_text("utf-8")).items():
            gathered[unit] = tuple(Matter.of(row) for row in rows)
    return gathered


@cache
def lenses() -> dict[str, Lens]:
    """Title of a topic -> its lens."""
    rows = tomllib.loads((FOLDER / "topics.toml").read_text("utf-8"))
    return {
        title: Lens(row["word"], tuple(row["firsts"]), tuple(row["readings"]))
        for title, row in rows.items()
    }


def lens_of(topic: str) -> Lens:
    return lenses().get(topic) or lenses()[LAST_TOPIC]


class Repertoire:
    """What a unit has to speak about over the sessions that are told of it: what was spoken about
    least comes first, so that no session repeats the one before.
    """

    def __init__(self, unit: str) -> None:
        self.matters = matters()[unit]
        self.spoken: Counter[str] = Counter()

    def speaks_of(self, topic: str) -> bool:
        """Whether the topic is any of the unit's work."""
        return bool(self._fitting(topic))

    def take(self, topic: str, count: int = 2) -> list[Matter]:
        """As many matters for a session: one of the topic leads, and what is new goes with it."""
        fitting = self._fitting(topic)
        lead = min(fitting or self.matters, key=self._times_spoken)
        others = [matter for matter in self.matters if matter is not lead]
        others.sort(key=lambda matter: (self._times_spoken(matter), matter not in fitting))
        taken = [lead, *others[: count - 1]]
        self.spoken.update(matter.about for matter in taken)
        return taken

    def _times_spoken(self, matter: Matter) -> int:
        return self.spoken[matter.about]

    def _fitting(self, topic: str) -> list[Matter]:
        word = lens_of(topic).word
        return [matter for matter in self.matters if topic == LAST_TOPIC or word in matter.topics]


REASONS = ("DUTY", "DUTY", "LEAVE", "OTHER")
MADE_UP = (
    "自学会议材料，向组长口头汇报",
    "听回放录音，与学习秘书交流",
    "自学规定书目有关章节，写了发言提纲",
    "到项目点补看一次，问了三个问题",
    "读了会议记录，就议定的两件事写了半页想法",
    "与当天的主旨发言人面谈，补了笔记",
)
RETURNED_PLANS = (
    "九类学习内容缺“法律法规”一类，请补一个专题。",
    "第三季度没有安排集体学习，每季度至少一次。",
    "重点发言人没有落到人，请写明姓名。",
)
LATE_NOTICE = ("县里临时调整会期", "防汛值守，时间改了两次")
