"""Acts on papers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zhixing.examine.bank.rules import ItemKind
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic

from . import may
from .models import Paper, PaperItem
from .refusals import Refused
from .rules import FULL, State, total


@act(
    "paper.drafted",
    label=_("Make a paper"),
    says=_("began the paper “%(title)s”"),
    on=StudyGroup,
    may=may.DRAFTS,
    creates=Paper,
)
def draft_paper(
    actor: Actor, group: StudyGroup, *, topic: Topic, title: str = "", minutes: int = 20
) -> Paper:
    """An empty paper on a topic, for paper and pen."""
    paper = begin(
        Paper(
            group=group,
            unit=group.unit,
            topic=topic,
            title=title.strip() or topic.title,
            minutes=minutes,
        )
    )
    link(paper, Type.CONCERNS, topic)
    tell(title=paper.title)
    return paper


@act(
    "item.added",
    label=_("Add an item"),
    says=_("added item %(place)s"),
    on=Paper,
    may=may.KEEPS,
    moves={State.DRAFT: State.DRAFT},
)
def add_item(
    actor: Actor,
    paper: Paper,
    *,
    kind: str,
    text: str,
    marks: int,
    options: Sequence[str] = (),
    solution: str = "",
    stands_at: str = "",
) -> Paper:
    """One more question at the end. ``marks`` in hundredths. Raises BadInput when the key is not
    among the options.
    """
    kind = ItemKind(kind)
    key = (
        solution.strip().upper()
        if kind in (ItemKind.SINGLE, ItemKind.MULTIPLE)
        else solution.strip()
    )
    if kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        letters = "ABCDEFGH"[: len(options)]
        if len(options) < 2:
            raise Refused.ITEM_OPTIONS("options")
        if (
            not key
            or any(letter not in letters for letter in key)
            or (kind == ItemKind.SINGLE and len(key) != 1)
        ):
            raise Refused.ITEM_KEY("solution", letters=letters)
    place = paper.items.count() + 1
    PaperItem.objects.create(
        paper=paper,
        place=place,
        kind=kind,
        text=text.strip(),
        options=list(options),
        key=key,
        basis=stands_at,
        marks=marks,
    )
    tell(place=place)
    return paper


@act(
    "item.removed",
    label=_("Take an item out"),
    says=_("took item %(place)s out"),
    on=Paper,
    may=may.KEEPS,
    moves={State.DRAFT: State.DRAFT},
)
def remove_item(actor: Actor, paper: Paper, *, place: int) -> Paper:
    """A question leaves the draft; those behind move up."""
    item = paper.items.filter(place=place).first()
    if item is None:
        raise Refused.ITEM_UNKNOWN("place", place=place)
    item.delete()
    for later in paper.items.filter(place__gt=place).order_by("place"):
        later.place -= 1
        later.save(update_fields=["place"])
    tell(place=place)
    return paper


def _adds_up(paper: Paper) -> None:
    """Raises NotNow while the marks of the items are not a hundred."""
    marks = total(list(paper.items.values_list("marks", flat=True)))
    if marks != FULL:
        raise Refused.PAPER_SUM(mend="add_item", sum=f"{marks / 100:g}")


@act(
    "paper.closed",
    label=_("Close the paper for use"),
    says=_("closed the paper for use, items: %(count)s"),
    on=Paper,
    may=may.KEEPS,
    moves={State.DRAFT: State.READY},
    asks=may.READIES,
    ready=_adds_up,
)
def ready_paper(actor: Actor, paper: Paper) -> Paper:
    """From now on the items are fixed. Refused when the marks do not add up to a hundred."""
    tell(count=paper.items.count())
    return paper


@act(
    "paper.ended",
    label=_("Use it no longer"),
    says=_("ended its use"),
    on=Paper,
    may=may.KEEPS,
    moves={State.READY: State.ENDED, State.DRAFT: State.ENDED},
    danger=True,
)
def end_paper(actor: Actor, paper: Paper, *, reason: str) -> Paper:
    """No further test takes this paper; what was marked with it stays."""
    return paper
