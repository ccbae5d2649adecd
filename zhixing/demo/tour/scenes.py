"""Scenes of the demo: a page that is worth opening, the person as whom one opens it, and one line
what to look at there. ``STOPS`` are those of the tour, in its order; ``CONTRASTS`` stand beside it.

Whoever adds a story lets it remember a row and adds a scene here, from the module of that story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from zhixing.foundation.machinery.things.models import Thing, ThingRow, kinds
from zhixing.foundation.machinery.words import Words

from .models import Remembered

RESIDENT = "resident"  # enters without an account, by the receipt of a problem


@dataclass(frozen=True, kw_only=True)
class Scene:
    """``row``: the name under which a story remembered what is opened; ``who``: the user name of
    one of the cast, or RESIDENT; ``caption``: the day and the name, read from the row; ``part``:
    where on the page it stands (an id).
    """

    key: str
    order: int
    who: str
    row: str
    title: Words
    look: Words
    caption: Callable[[Any], str]
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Stop(Scene):
    """A scene of the tour. ``wing``: the word over it; ``opens``: the words of its link;
    ``drawing``: the template of its picture; ``beside``: a second row that the person may open
    from there, and the words of that link.
    """

    wing: Words
    opens: Words
    drawing: str
    beside: tuple[str, Words] | None = None


Kind = TypeVar("Kind", bound=Scene)


class Scenes(Generic[Kind]):
    """Scenes of one kind, open for later stories."""

    def __init__(self) -> None:
        self._scenes: dict[str, Kind] = {}

    def add(self, scene: Kind) -> None:
        """Raises ValueError where there is one of that key, or at that place."""
        same_place = any(other.order == scene.order for other in self._scenes.values())
        if scene.key in self._scenes or same_place:
            raise ValueError(f"a scene {scene.key}, or one at {scene.order}, is there already")
        self._scenes[scene.key] = scene

    def in_order(self) -> list[Kind]:
        """All of them."""
        return sorted(self._scenes.values(), key=lambda scene: scene.order)


STOPS: Scenes[Stop] = Scenes()
CONTRASTS: Scenes[Scene] = Scenes()


@dataclass(frozen=True)
class Opened(Generic[Kind]):
    """A scene whose thing is there; ``number`` counts those that are."""

    scene: Kind
    number: int
    thing: Thing
    beside: Thing | None = None

    @property
    def url(self) -> str:
        """The address of its page, at the part that is looked at."""
        return self.thing.url + (f"#{self.scene.part}" if self.scene.part else "")


def opened(scenes: Iterable[Kind]) -> list[Opened[Kind]]:
    """The scenes whose story was told: one query. A county that an earlier version made, or one
    that is no demo, has none.
    """
    wanted = list(scenes)
    seconds = {scene.key: _second_row(scene) for scene in wanted}
    names = [*(scene.row for scene in wanted), *seconds.values()]
    rows = Remembered.objects.filter(name__in=names).select_related("thing")
    things = {row.name: row.thing for row in rows}
    present = (scene for scene in wanted if scene.row in things)
    return [
        Opened(scene, at, things[scene.row], things.get(seconds[scene.key]))
        for at, scene in enumerate(present, 1)
    ]


def _second_row(scene: Scene) -> str:
    beside = scene.beside if isinstance(scene, Stop) else None
    return beside[0] if beside is not None else ""


def captions(openings: Iterable[Opened[Any]]) -> dict[str, str]:
    """key of a scene -> its day and name: one query for each kind of thing."""
    present = list(openings)
    codes: dict[str, list[str]] = {}
    for opening in present:
        codes.setdefault(opening.thing.kind, []).append(opening.thing.pk)
    rows: dict[str, ThingRow] = {}
    for kind, keys in codes.items():
        rows |= kinds()[kind]._base_manager.in_bulk(keys)
    return {opening.scene.key: opening.scene.caption(rows[opening.thing.pk]) for opening in present}
