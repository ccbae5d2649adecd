"""What the rows of the plan are to become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.models import Topic


@dataclass
class TopicPlan:
    title: str
    year: int
    fields: dict[str, Any]
    leads: list[Unit]
    topic: Topic | None = None
    # columns in which the sheet says something, if only nothing
    counting: frozenset[str] = frozenset()
    changes: dict[str, Any] = field(default_factory=dict)
