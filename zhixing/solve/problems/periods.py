"""What is counted of the problems of a period, and the list that opens each number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.things.lists import address

from .models import ProblemQuerySet
from .rules import ANSWERS, RATINGS


def problems_way(**conditions: object) -> str:
    """The list of problems under these conditions."""
    return reverse("problems:list") + address({}, **conditions)


@dataclass(frozen=True)
class Scope:
    """Which problems are looked at, and when they were closed or promised; ``narrow`` is what their
    lists ask for besides (``{"group": code}``).
    """

    mine: ProblemQuerySet
    today: dt.date
    span: Span
    narrow: Mapping[str, str] = field(default_factory=dict)

    def way(self, **conditions: object) -> str:
        """The list of those under these conditions."""
        return problems_way(**self.narrow, **conditions)

    @property
    def when(self) -> str:
        """The period in words."""
        return span_words(self.span, self.today.year)


def period_rows(scope: Scope) -> dict[str, ProblemQuerySet]:
    """What is counted of the period: what was closed in it, what the persons concerned said of that
    and how they rated it; what was promised for it, and what of that was kept.
    """
    closed = scope.mine.closed_in(scope.span)
    promised = scope.mine.with_kept(scope.span, scope.today, few=bool(scope.narrow))
    answers = {code: closed.filter(answer__in=codes) for code, codes in ANSWERS.items()}
    ratings = {code: closed.filter(rating__in=codes) for code, codes in RATINGS.items()}
    in_time = promised.filter(kept=True)
    return {"closed": closed, "promised": promised, "kept": in_time, **answers, **ratings}
