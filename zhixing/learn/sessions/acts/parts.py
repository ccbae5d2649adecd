"""The three parts of a session (三位一体)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor

from .. import may
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    PART_FIELDS,
    Part,
    PartReport,
    PlaceKind,
    State,
    report_column,
)
from .checks import stays


@act(
    "part.written",
    label=_("Write one of the three parts"),
    says=_("wrote the part %(part)s"),
    tells={"part": Part},
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD, State.HELD),
)
def write_part(actor: Actor, session: StudySession, *, part: str, **fields: Any) -> StudySession:
    """现场学习, 集中调研, 工作落实, each with ``begins``, ``place``, ``place_kind``, ``people``,
    ``what`` and ``result``.
    """
    strange = set(fields) - set(PART_FIELDS)
    if strange:
        raise TypeError(f"not fields of a part: {sorted(strange)}")
    report = PartReport(**{name: _text(words) for name, words in fields.items()})
    empty = [name for name in ("place", "what") if not getattr(report, name)]
    if empty:
        raise Refused.PART_THIN(*empty)
    if report.place_kind:
        PlaceKind(report.place_kind)  # raises ValueError for a kind there is not
    session.parts = {**session.parts, str(Part(part)): report_column(report)}
    tell(part=str(Part(part)))
    return session


def _text(value: Any) -> str:
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value or "").strip()
