"""What came of some things: problems, research, measures, outcomes, over their typed ties."""

from __future__ import annotations

from collections.abc import Collection

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.things.models import Thing, kinds

RESULTS = ("research", "problem", "measure", "outcome")  # steps of the loop
HOPS = 3  # session -> problem -> measure -> outcome


def result_kinds() -> list[str]:
    """The kinds of things that stand at one of these steps."""
    return [kind for kind, model in kinds().items() if model.STEP in RESULTS]


def came_of(person: Actor, codes: Collection[str]) -> list[Thing]:
    """What came of the things with these codes, as far as this person may know of it, in the order
    of the loop: one query a hop, whatever their number.
    """
    results: dict[str, Thing] = {}
    reached: Collection[str] = set(codes)
    for _hop in range(HOPS):
        links = (
            Link.objects.visible_to(person)
            .filter(earlier__in=sorted(reached), later__kind__in=result_kinds())
            .select_related("later__unit")
            .order_by("later")
        )
        fresh = {link.later_id: link.later for link in links if link.later_id not in results}
        results |= fresh
        reached = fresh.keys()
    return sorted(results.values(), key=lambda thing: (RESULTS.index(thing.model.STEP), thing.pk))
