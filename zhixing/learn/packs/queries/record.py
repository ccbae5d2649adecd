"""Papers of the record that a pack can hold, and those it holds, drawn for whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from zhixing.foundation.kits.documents.drawing import drawable, drawn_paper
from zhixing.foundation.kits.documents.paper import Paper
from zhixing.foundation.kits.documents.registrable import PAPERS
from zhixing.foundation.machinery.things.models import Thing

from ..models import Pack, PackItem

MOST = 60  # things among whose papers one chooses


@dataclass(frozen=True)
class OfferedPaper:
    """A paper that may be added, and what it is called in the choice."""

    about: Thing
    paper: str
    words: str


def papers_for(person: Any, pack: Pack) -> dict[str, OfferedPaper]:
    """Key -> paper: of the sessions, reports, plans of the pack's topic, without a topic of its
    group, as far as this person may know of them; the newest first. One query.
    """
    kinds = [kind for kind in PAPERS if drawable(kind)]
    things = Thing.objects.visible_to(person).filter(kind__in=kinds).exclude(state="cancelled")
    if pack.topic_id:
        things = things.filter(topic=pack.topic_id)
    elif pack.group_id:
        things = things.of_groups(pack.group_id)
    offered: dict[str, OfferedPaper] = {}
    for thing in things.order_by("-made_at", "pk")[:MOST]:
        for code, known in drawable(thing.kind).items():
            words = f"{known.label} · {thing.title} ({thing.pk})"
            offered[f"{thing.pk}.{code}"] = OfferedPaper(thing, code, words)
    return offered


def drawn_papers(person: Any, items: Sequence[PackItem]) -> dict[int, Paper]:
    """Item -> its paper. One that is gone meanwhile is left out."""
    papers: dict[int, Paper] = {}
    for item in items:
        if item.about is None:
            continue
        try:
            papers[item.pk] = drawn_paper(person, item.about, item.paper)
        except Http404:
            continue
    return papers
