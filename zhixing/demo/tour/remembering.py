"""Keep what the stories made under their names: traffic of the demo, no act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.models import ThingRow

from .models import Remembered


def remember(made: Mapping[str, Any]) -> None:
    """Things among what was made (name -> row), for those who look for them later; people and
    other rows are left out.
    """
    things = {name: row.pk for name, row in made.items() if isinstance(row, ThingRow)}
    with traffic("demo"):
        Remembered.objects.all().delete()
        Remembered.objects.bulk_create(
            Remembered(name=name, thing_id=code) for name, code in things.items()
        )
