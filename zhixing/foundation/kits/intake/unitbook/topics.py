"""How the topics of a year are named in a cell."""

from __future__ import annotations

from django.db.models import Q

from zhixing.foundation.kits.workbooks.forms import Unreadable, naming, one_of
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.topics.models import Topic

from .rows import Row, RowRefused, said
from .scope import Scope


def topics(scope: Scope, year: int = 0) -> list[Topic]:
    """Topics of the year that the group may study: the county's and its own."""
    return list(
        Topic.objects.filter(year=year or scope.year)
        .filter(Q(group=None) | Q(group=scope.group))
        .select_related("thing")
    )


def topic_words(scope: Scope, year: int = 0) -> dict[str, str]:
    """How each topic is named in a cell: by its title, or by its code where two have the same."""
    return naming(topics(scope, year))


def topic_of(
    scope: Scope, row: Row, column_: str = "topic", *, new: bool = False, year: int = 0
) -> Topic | None:
    """The topic that a cell names. ``new``: none is an answer too. Raises RowRefused."""
    offered = topics(scope, year)
    if new and not any(
        compared(row[column_]) in (compared(topic.title), compared(topic.pk)) for topic in offered
    ):
        return None
    try:
        topic: Topic = one_of(offered, row[column_])
    except Unreadable as fault:
        raise RowRefused((column_, said(fault.sentence, fault.params))) from fault
    return topic
