"""The pond of 北坡村, the story that a visitor follows all the way round: the group meets beside it
and a resident speaks; six visits find where the water comes from; a problem with its clock, solved
before its day and looked at by somebody from outside; the resident's own answer; a rule that stays.

``made`` carries its rows under the names that begin with ``pond_``.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ..stories import Story
from .research import research
from .rule import rule
from .session import session
from .sitting import sitting
from .solving import solving


def pond(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """From the claim in May to the check of its effect in November."""
    made["pond_topic"] = county.other_topic
    yield from session(county, made)
    yield [sitting(county, made)]
    yield from research(county, made)
    yield from solving(county, made)
    yield from rule(county, made)
