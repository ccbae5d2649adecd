"""Steps: who does what to what, on which day. The demo county takes them through the forms of the
acts, the journey tests over HTTP.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.queries import roll

from .stories import Story, do


@dataclass(frozen=True)
class Step:
    """``on`` and values beginning with ``@`` are names of things made before, a text may say
    ``{leader.name}``; ``makes`` names what this one makes (and of which kind).
    """

    who: str
    act: str
    on: str
    day: str
    data: dict[str, Any]
    makes: str = ""
    kind: str = ""
    may: tuple[str, ...] = ()  # of the nine, who may also take it

    @property
    def date(self) -> dt.date:
        return dt.date.fromisoformat(self.day)


def planned(
    who: str, act: str, on: str, day: str, makes: str = "", kind: str = "", /, **data: Any
) -> Step:
    may = data.pop("may", ())
    return Step(who, act, on, day, data, makes, kind, may)


def in_order(steps: list[Step]) -> list[Step]:
    """By day; steps of one day keep their order."""
    return sorted(steps, key=lambda step: step.day)


def resolved(step: Step, made: dict[str, Any]) -> dict[str, Any]:
    """The step's data with the codes and ids of what was made."""
    data: dict[str, Any] = {}
    for name, value in step.data.items():
        if value == "@attendance":
            for seat in roll(made["group"], step.date):
                away = seat.person_id == made["deputy"].pk
                data[f"status_{seat.person_id}"] = "LEAVE-DUTY" if away else "PRESENT"
            data["approved_by"] = made["leader"].pk
        elif value == "@marks":
            for at, seat in enumerate(roll(made["group"], step.date)):
                data[f"marks_{seat.person_id}"] = str((100, 60, 100, 40)[at % 4])
        elif value == "@finding":
            data[name] = made["research"].findings.order_by("pk").first().pk
        elif isinstance(value, str) and value.startswith("@"):
            data[name] = made[value[1:]].pk
        elif isinstance(value, str):
            data[name] = value.format_map(made)
        else:
            data[name] = value
    return data


def newest(kind: str, known: set[str]) -> Any:
    """The row of the thing of this kind that was made last and is not known yet."""
    thing = (
        Thing.objects.filter(kind=kind)
        .exclude(pk__in=known)
        .order_by("-made_at", "-changed_at")
        .first()
    )
    if thing is None:
        raise LookupError(f"no new {kind}")
    return thing.model._base_manager.select_related("thing").get(pk=thing.pk)


def known(county: SimpleNamespace) -> dict[str, Any]:
    """What the steps may name from the beginning."""
    return {
        name: getattr(county, name)
        for name in (
            "group",
            "town",
            "topic",
            "leader",
            "member",
            "deputy",
            "responsible",
            "secretary",
            "clerk",
        )
    }


def take(person: Any, made: dict[str, Any], step: Step) -> None:
    """One step. Raises RuntimeError where it can not be taken: a demo that lies is none."""
    do(person, step.act, made[step.on], **resolved(step, made))
    if step.makes:
        made[step.makes] = newest(
            step.kind, {row.pk for row in made.values() if hasattr(row, "thing_id")}
        )


def told(county: SimpleNamespace, steps: list[Step], made: dict[str, Any]) -> Story:
    """The steps as a story; what they make is kept in ``made``."""
    for step in steps:
        yield step.date
        take(getattr(county, step.who), made, step)


def walk(
    county: SimpleNamespace, steps: list[Step], made: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Take the steps through the forms of their acts, as the page would; answers what was made."""
    made = made if made is not None else known(county)
    for at, step in enumerate(steps):
        with clock.at(dt.datetime.combine(step.date, dt.time(9 + at % 8, (7 * at) % 60))):
            take(getattr(county, step.who), made, step)
    return made
