"""The tour: one story, the pond, from the session at its edge to the rule that came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhixing.ui.words import shortdate

from .scenes import RESIDENT, STOPS, Stop


def _on(day: dt.date | None, *words: str) -> str:
    """Day and name, as they stand below the title of a scene."""
    return " ".join(filter(None, (shortdate(day) if day else "", *words)))


def _session(session: Any) -> str:
    number = {"number": session.number}
    return _on(session.day, _("study session no. %(number)s of the year") % number)


def _research(research: Any) -> str:
    return _on(research.reported_on, research.title)


def _problem(problem: Any) -> str:
    return _on(problem.received_on, problem.pk)


def _verified(problem: Any) -> str:
    return _on(problem.verified_on, _("verified on the spot"))


def _answered(problem: Any) -> str:
    return str(problem.title)


def _outcome(outcome: Any) -> str:
    return _on(outcome.issued_on, outcome.number)


STOPS.add(
    Stop(
        key="session",
        order=10,
        wing=pgettext_lazy("wing", "Learn"),
        who="secretary",
        row="pond_session",
        title=gettext_lazy("They meet at the pond"),
        look=gettext_lazy(
            "A resident said she dares open no window: raised there, a problem since. "
            "Below: the three parts."
        ),
        opens=gettext_lazy("See this session"),
        caption=_session,
        part="caught",
        drawing="tour/session.html",
    )
)
STOPS.add(
    Stop(
        key="visits",
        order=20,
        wing=pgettext_lazy("wing", "Solve"),
        who="member3",
        row="pond_research",
        title=gettext_lazy("Claimed, and six visits"),
        look=gettext_lazy(
            "Six visits, each with place, people and what was seen: "
            "the water comes from three drains."
        ),
        opens=gettext_lazy("See the visits"),
        caption=_research,
        drawing="tour/visits.html",
    )
)
STOPS.add(
    Stop(
        key="clock",
        order=30,
        wing=pgettext_lazy("wing", "Solve"),
        who="office",
        row="pond_problem",
        title=gettext_lazy("A problem, and its clock"),
        look=gettext_lazy(
            "Each step has its day: by when, and when it was done. "
            "Reported solved three days early."
        ),
        opens=gettext_lazy("See the problem"),
        caption=_problem,
        drawing="tour/clock.html",
    )
)
STOPS.add(
    Stop(
        key="pictures",
        order=40,
        wing=pgettext_lazy("wing", "Oversee"),
        who="verifier",
        row="pond_problem",
        title=gettext_lazy("The pond has become a park"),
        look=gettext_lazy(
            "Before and after; who went there to verify it belongs to the county, not to the town."
        ),
        opens=gettext_lazy("See before and after"),
        caption=_verified,
        part="before-after",
        drawing="tour/pictures.html",
    )
)
STOPS.add(
    Stop(
        key="really",
        order=50,
        wing=pgettext_lazy("wing", "Public"),
        who=RESIDENT,
        row="pond_followup",
        title=gettext_lazy("Really solved: she says so"),
        look=gettext_lazy(
            "What the resident sees, without an account. “Really solved” is her own answer."
        ),
        opens=gettext_lazy("See her page"),
        caption=_answered,
        drawing="tour/really.html",
    )
)
STOPS.add(
    Stop(
        key="rule",
        order=60,
        wing=pgettext_lazy("wing", "Loop"),
        who="county_leader",
        row="pond_outcome",
        title=gettext_lazy("One case becomes a rule"),
        look=gettext_lazy(
            "A rule with number, issuer and date, the way back to the pond, "
            "and one more in the total."
        ),
        opens=gettext_lazy("See the rule"),
        caption=_outcome,
        drawing="tour/rule.html",
        beside=("pond_total", gettext_lazy("The total that counts it")),
    )
)
