"""What somebody has by name, and the act by which it goes to somebody else.

A room whose things name the person who has them says so with ``passes_on(Model, ...)`` in its
``acts``: when that person changes post or goes on leave, one act hands over all that waits
(``spine/handovers``), each thing through the inner act of its own room, so that row, record and
parties say the new name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .act import AnyAct, act, tell
from .actors import Actor
from .may import Known
from .things.models import ThingRow
from .things.quoting import naming

Check = Callable[[Any, Any], None]  # (row, who is to have it): raises a Refusal


@dataclass(frozen=True)
class ByName:
    """Things of one kind that name who has them: in which column, and while which condition holds
    they wait for that person.
    """

    model: type[ThingRow]
    column: str
    waits: Q
    act: AnyAct

    def rows(self, person: Actor) -> QuerySet[Any, Any]:
        """What this person has of it."""
        rows: QuerySet[Any, Any] = self.model._base_manager.filter(
            self.waits, **{self.column: person.pk}
        )
        return rows.select_related("thing").order_by("pk")


BY_NAME: dict[str, ByName] = {}  # kind of thing -> how it goes on


def passes_on(model: type[ThingRow], column: str, waits: Q, check: Check | None = None) -> AnyAct:
    """The inner act that gives a thing of this kind to another person. Raises RuntimeError when it
    is declared twice.
    """
    if model.KIND in BY_NAME:
        raise RuntimeError(f"{model.KIND} is passed on already")

    def pass_on(_actor: Actor, row: ThingRow, *, person: Actor) -> ThingRow:
        """Somebody else has it from now on: whoever had it hands over what waits for them."""
        if check is not None:
            check(row, person)
        old = getattr(row, column)
        setattr(row, column, person)
        tell(old=naming(old), new=naming(person))
        return row

    pass_on.__name__ = f"pass_{model.KIND}_on"
    pass_on.__module__ = f"{model.__module__.rpartition('.')[0]}.acts"  # it is the room's own
    inner = act(
        f"{model.KIND}.passed_on",
        label=_("Hand it over"),
        says=_("handed it over from %(old)s to %(new)s"),
        on=model,
        may=Known(),
        inner_only=True,
    )(pass_on)
    BY_NAME[model.KIND] = ByName(model, column, waits, inner)
    return inner
