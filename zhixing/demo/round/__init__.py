"""One topic all the way round, as steps: from the plan over what the session raised to the rule
that came of it, and the supervisor who sat in.
"""

from __future__ import annotations

from ..steps import Step
from .afterwards import afterwards
from .examine import examine_steps
from .learn import learn_steps
from .oversee import oversee_steps
from .solve import solve_steps

__all__ = ["THE_NINE", "afterwards", "the_round"]

THE_NINE = (
    "secretary",
    "leader",
    "member",
    "office",
    "clerk",
    "responsible",
    "verifier",
    "caller",
    "supervisor",
)


def the_round() -> list[Step]:
    """Section 4 of the first issue, from plan to fact sheet."""
    return [*learn_steps(), *examine_steps(), *solve_steps(), *oversee_steps()]
