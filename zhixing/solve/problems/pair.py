"""How it was and how it is: the last problem of some that was really solved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.blocks import PairBlock
from zhixing.foundation.spine.files.queries import pair_of
from zhixing.ui.words import shortdate

from .models import ProblemQuerySet
from .rules import Answer


def last_pair(person: Actor, problems: ProblemQuerySet) -> PairBlock:
    """The last of them that was really solved and of which both are told, with its pictures."""
    solved = problems.narrowed(answer=Answer.REALLY)
    described = solved.exclude(before="").exclude(after="").order_by("-closed_on", "pk")
    problem = described.select_related("unit").first()
    title = _("The last one solved")
    if problem is None:
        return PairBlock(title=title, none=_("Nothing with before and after was solved lately."))
    return PairBlock(
        title=title,
        pictures=pair_of(person, problem, before=problem.before, after=problem.after),
        note=shortdate(problem.closed_on),
        name=problem.title,
        url=problem.url,
        before=problem.before,
        before_on=problem.received_on,
        after=problem.after,
        after_on=problem.verified_on,
        word=str(Answer.REALLY.label),
        where=problem.unit.name,
    )
