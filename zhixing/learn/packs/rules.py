"""What a study pack (资料包) is made of, which version holds what, and what changed from one to the
next. No database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy


class ItemKind(models.TextChoices):
    """In the order in which a pack shows them. A self-test question is only a text here: the bank
    has its own room.
    """

    TEXT = "text", pgettext_lazy("pack", "text to read")
    PAPER = "paper", pgettext_lazy("pack", "paper of the record")
    DOCUMENT = "document", pgettext_lazy("pack", "document")
    LINK = "link", pgettext_lazy("pack", "link")
    QUESTION = "question", pgettext_lazy("pack", "question for discussion")
    SELF_TEST = "self_test", pgettext_lazy("pack", "question to test oneself")


SECTIONS = {
    ItemKind.TEXT: pgettext_lazy("pack", "Texts to read"),
    ItemKind.PAPER: pgettext_lazy("pack", "Papers of the record"),
    ItemKind.DOCUMENT: pgettext_lazy("pack", "Documents"),
    ItemKind.LINK: pgettext_lazy("pack", "Links"),
    ItemKind.QUESTION: pgettext_lazy("pack", "Questions for discussion"),
    ItemKind.SELF_TEST: pgettext_lazy("pack", "Test yourself"),
}
BROUGHT = (ItemKind.PAPER, ItemKind.DOCUMENT)  # all others are typed
TYPED = [(kind.value, kind.label) for kind in ItemKind if kind not in BROUGHT]
ADDED = [(kind.value, kind.label) for kind in ItemKind if kind != ItemKind.PAPER]


class State(models.TextChoices):
    """The next version of a published pack is prepared beside the one that everybody reads."""

    DRAFT = "draft", pgettext_lazy("pack", "draft")
    PUBLISHED = "published", pgettext_lazy("pack", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("pack", "withdrawn")


FOR_READERS = (  # verbs of records; what is done to the next version is for the keepers alone
    "pack.begun",
    "pack.corrected",
    "pack.published",
    "pack.withdrawn",
)
TONES = {State.DRAFT: "going", State.PUBLISHED: "done", State.WITHDRAWN: "none"}


class AdditionState(models.TextChoices):
    """What a group adds is its own until it offers it to all."""

    OWN = "own", pgettext_lazy("addition", "for our group")
    OFFERED = "offered", pgettext_lazy("addition", "offered to all")
    TAKEN = "taken", pgettext_lazy("addition", "taken into the pack")
    DECLINED = "declined", pgettext_lazy("addition", "not taken")
    REMOVED = "removed", pgettext_lazy("addition", "removed")


ADDITION_TONES = {
    AdditionState.OWN: "none",
    AdditionState.OFFERED: "going",
    AdditionState.TAKEN: "done",
    AdditionState.DECLINED: "soon",
    AdditionState.REMOVED: "none",
}


@dataclass(frozen=True)
class Line:
    """One item as one version holds it. ``key`` stays the same when its words change."""

    key: str
    kind: str
    title: str
    text: str = ""
    address: str = ""
    file: str = ""
    paper: str = ""  # whose it is, and which


@dataclass(frozen=True)
class Change:
    """What became of one item: ``added``, ``removed``, or ``changed`` from ``old`` to ``new``."""

    what: str
    old: Line | None
    new: Line | None

    @property
    def line(self) -> Line:
        line = self.new or self.old
        assert line is not None
        return line


def holds(since: int, until: int | None, version: int) -> bool:
    """Whether an item that came in with version ``since`` and is no more from version ``until`` on
    stands in this version.
    """
    return since <= version and (until is None or version < until)


def changes(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What one version has that the other has not, item by item: added, changed, removed."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    return [
        *(Change("added", None, line) for key, line in new.items() if key not in old),
        *(
            Change("changed", old[key], line)
            for key, line in new.items()
            if key in old and old[key] != line
        ),
        *(Change("removed", line, None) for key, line in old.items() if key not in new),
    ]
