"""The first steps of a county: what somebody does before the loop runs, in which order.

A room says its steps in ``first_steps.py``. Today shows them to those whose they are until all are
ticked; a step ticks itself as soon as there is a row of what it makes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .may import Rule
from .things.parts import Way
from .words import Words


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """One step. ``rows`` is asked as one EXISTS of one query for all steps: it must be cheap where
    nothing is there, and where very much is.
    """

    key: str
    place: int  # in the order of all steps
    title: Words
    says: Words  # what it is, and what one needs for it
    minutes: int  # about so long
    whose: Rule  # who does it: asked with the county, or, of a group, whether they hold it anywhere
    role: Words  # who that is, for those who wait for it
    rows: Callable[[], QuerySet[Any]]  # it is ticked as soon as there is one
    label: Words  # of the button
    begin: Callable[[str], str]  # the address where it begins, from the code of county or group
    group: str = ""  # path from the rows to their study group, where each group does it
    after: str = ""  # the step without which it can not be done
    watched: Rule | None = None  # who waits for it too, and is shown that it is done
    template: Callable[[], Way] | None = None  # an empty workbook to be filled in
    tells: Callable[[int], str] | None = None  # what is there, from how many rows there are
    strip: str = ""  # the step of the trace strip that it reaches


_steps: dict[str, FirstStep] = {}


def first_step(step: FirstStep) -> FirstStep:
    """Say a step. Raises ValueError where there is one of that key, or at that place."""
    if step.key in _steps or any(other.place == step.place for other in _steps.values()):
        raise ValueError(f"a first step {step.key} or one at {step.place} is there already")
    _steps[step.key] = step
    return step


def first_steps() -> list[FirstStep]:
    """All steps, in their order."""
    return sorted(_steps.values(), key=lambda step: step.place)
