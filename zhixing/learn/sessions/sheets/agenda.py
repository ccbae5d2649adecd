"""An agenda in one cell: an item in a line, its kind before the colon."""

from __future__ import annotations

import re

from zhixing.foundation.kits.workbooks.forms import both
from zhixing.foundation.kits.workbooks.values import plain

from ..rules import AgendaKind


def agenda_words(agenda: list[dict[str, str]]) -> str:
    kinds = dict(AgendaKind.choices)
    return "\n".join(f"{kinds.get(item['kind'], item['kind'])}：{item['title']}" for item in agenda)


AGENDA_LINE = re.compile(r"(?:[(（]?\d{1,2}[.、．)）]\s*)?([^:：]+)(?:[:：](.*))?")


def read_agenda(text: str) -> list[dict[str, str]]:
    """Lines ``第一议题：…``: a kind before the colon, or none."""
    words: dict[str, str] = {}
    for value, label in AgendaKind.choices:
        words |= {plain(word): value for word in both(label)}
    agenda = []
    for line in text.replace("\r", "").split("\n"):
        item = AGENDA_LINE.fullmatch(line.strip())
        code = words.get(plain(item.group(1))) if item else None
        if item is not None and code is not None:
            title = (item.group(2) or "").strip() or item.group(1).strip()
            agenda.append({"kind": str(code), "title": title})
        elif line.strip():
            agenda.append({"kind": str(AgendaKind.OTHER), "title": line.strip()})
    return agenda
