"""Which papers can be registered, and where they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.words import Words

from .paper import Paper


@dataclass(frozen=True)
class PaperOf:
    """A paper that things of a kind have. ``place`` is the name of its page; ``yearly``: a thing
    has one each year, and the page's address ends with it. ``drawn`` draws it for a person, of the
    thing with this code, where other rooms may hold it: whoever may know of the thing may have it.
    """

    label: Words
    place: str
    yearly: bool = False
    drawn: Callable[[Actor, str], Paper] | None = None


PAPERS: dict[str, dict[str, PaperOf]] = {}


def registers(kind: str, papers: dict[str, PaperOf]) -> None:
    """A room says which papers its things have (``papers.py``): kind of the thing, then code of the
    paper.
    """
    PAPERS.setdefault(kind, {}).update(papers)


def url_of(about: Any, paper: str, of_year: int = 0) -> str:
    """The page of a paper. Raises KeyError for one that nobody has."""
    return reverse(
        PAPERS[_kind(about)][paper].place, args=[about.pk, of_year] if of_year else [about.pk]
    )


def _kind(about: Any) -> str:
    return about.KIND if isinstance(about, ThingRow) else about.kind
