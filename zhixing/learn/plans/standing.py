"""What the paper of a plan said of others' rows when it was sent for filing: its topics, and who
studies. What the group wrote itself stands in the plan, which nobody can write once it is filed.

People stand here by their keys, so that the name of somebody who is erased does not stay. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class FiledTopic:
    """A topic as it stood in the plan; ``related``: titles of those of the plan it is studied with
    as one.
    """

    title: str
    required: str
    category: str
    category_text: str
    related: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Filed:
    """``people`` are pairs of a role in the group and the keys of those who held it."""

    group: str
    people: list[list[Any]]
    topics: dict[str, FiledTopic]


def as_column(filed: Filed) -> dict[str, Any]:
    """As it stands in the column of the plan."""
    return asdict(filed)


def from_column(column: Mapping[str, Any]) -> Filed | None:
    """What stands in the column; None for a plan that was filed before this was kept."""
    if not column:
        return None
    topics = {code: FiledTopic(**topic) for code, topic in column["topics"].items()}
    return Filed(column["group"], column["people"], topics)
