"""Acts on demands."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import counts_again
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.quoting import quoting

from ..sitins.models import SitIn
from ..sitins.rules import State as SitInState
from . import may
from .models import Demand
from .rules import Opens, State


@act(
    "demand.issued",
    label=_("Issue a demand"),
    says=_("demanded “%(title)s” by %(due)s"),
    on=SitIn,
    may=may.SUPERVISES,
    moves={SitInState.LISTENED: SitInState.LISTENED, SitInState.COMMENTED: SitInState.COMMENTED},
    creates=Demand,
    checks="unit",
)
def issue_demand(
    actor: Actor, sitin: SitIn, *, title: str, text: str, due: dt.date, opens: str = Opens.TASK
) -> Demand:
    """整改要求: it opens a problem or a task at the unit (a reaction of the loop does)."""
    if due <= clock.today():
        raise Common.DUE_PAST("due")
    demand = begin(
        Demand(
            title=title.strip(),
            text=text,
            sitin=sitin,
            group=sitin.group,
            unit=sitin.unit,
            topic=sitin.topic,
            opens=Opens(opens),
            due=due,
        )
    )
    link(demand, Type.DEMANDED_AT, sitin)
    deadlines.start_until(demand, "demand", due)
    tell(title=quoting(demand), due=due, opens=str(demand.opens))
    return demand


@act(
    "demand.accepted",
    label=_("Accept the demand"),
    says=_("accepted the demand"),
    on=Demand,
    may=may.ANSWERS,
    moves={State.ISSUED: State.ACCEPTED},
    asks=may.ASKED_TO_ANSWER,
    clock="demand",
)
def accept_demand(actor: Actor, demand: Demand) -> Demand:
    """The unit has read it and begins."""
    return demand


@act(
    "demand.met",
    label=_("Report the demand met"),
    says=_("reported the demand met"),
    on=Demand,
    may=may.ANSWERS,
    moves={State.ISSUED: State.MET, State.ACCEPTED: State.MET, State.RETURNED: State.MET},
    asks=may.ASKED_TO_ANSWER,
    clock="demand",
)
def meet_demand(actor: Actor, demand: Demand, *, evidence: str) -> Demand:
    """What was done, and how it can be seen. Somebody else verifies."""
    demand.evidence, demand.met_on = evidence, clock.today()
    deadlines.meet(demand, "demand", clock.today())
    return demand


@act(
    "demand.verified",
    label=_("Verify the demand"),
    says=_("verified that the demand is met"),
    on=Demand,
    may=may.OUTSIDE,
    moves={State.MET: State.VERIFIED},
    asks=True,
    apart=("demand.met",),
    two_recorders=True,
    checks="unit",
)
def verify_demand(actor: Actor, demand: Demand, *, observation: str) -> Demand:
    """A supervisor, not of the unit, has looked: what was seen on the spot."""
    tell(reason=observation)
    return demand


@act(
    "demand.returned",
    label=_("Not met yet"),
    says=_("found it not met yet"),
    on=Demand,
    may=may.OUTSIDE,
    moves={State.MET: State.RETURNED},
    checks="unit",
)
def return_demand(actor: Actor, demand: Demand, *, reason: str) -> Demand:
    """What was reported is not enough; the clock runs on."""
    demand.met_on = None
    deadlines.reopen(demand, "demand", clock.today())
    return demand


@act(
    "demand.withdrawn",
    label=_("Withdraw the demand"),
    says=_("withdrew the demand"),
    on=Demand,
    may=may.SUPERVISES,
    moves={State.ISSUED: State.WITHDRAWN, State.ACCEPTED: State.WITHDRAWN},
    danger=True,
    checks="unit",
)
def withdraw_demand(actor: Actor, demand: Demand, *, reason: str) -> Demand:
    """It was a mistake, or is no longer needed."""
    deadlines.stop(demand, "demand", clock.today())
    return demand


count_demand_again = counts_again(Demand)
