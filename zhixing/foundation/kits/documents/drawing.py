"""A registered paper of a thing, drawn for whoever may know of the thing: for what holds papers of
other rooms (a study pack).
"""

from __future__ import annotations

from django.http import Http404

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import Thing

from .official import in_county_language
from .paper import Paper
from .register import entries, with_entry
from .registrable import PAPERS, PaperOf


def drawable(kind: str) -> dict[str, PaperOf]:
    """The papers of this kind of thing that other rooms may hold."""
    return {code: known for code, known in PAPERS.get(kind, {}).items() if known.drawn is not None}


@in_county_language()
def drawn_paper(person: Actor, about: Thing, paper: str) -> Paper:
    """The paper with what the register says of it. Raises Http404 for whoever may not see it."""
    known = drawable(about.kind).get(paper)
    if known is None or known.drawn is None:
        raise Http404
    made = known.drawn(person, about.pk)
    return with_entry(made, entries([about.pk]).get((about.pk, paper, 0)))
