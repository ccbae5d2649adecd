"""The paper of the county's opinion on a year."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.documents.paper import Paper, section, table
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.actors import Actor
from zhixing.ui.words import month_span

from . import queries
from .models import Opinion
from .rules import SetTopic
from .standing import topics_of


def opinion(opinion: Opinion, topics: Sequence[SetTopic]) -> Paper:
    """意见: what the year is about, its topics, what is asked of the groups."""
    head = [_("Month"), _("Topic"), _("Lead units"), _("To discuss"), _("To research")]
    rows = [
        (
            month_span(topic.first_month, topic.last_month),
            topic.title,
            topic.leads or "–",
            topic.question or "–",
            topic.subject or "–",
        )
        for topic in topics
    ]
    return Paper(
        name=f"opinion-{opinion.pk}",
        title=opinion.title,
        blocks=(
            *section(_("What the year is about"), opinion.aim),
            *section(_("The topics"), [table(head, rows, (12, 22, 20, 24, 22))] if rows else []),
            *section(_("What is asked of the groups"), opinion.demands),
        ),
        issuer=opinion.issuer,
        date=opinion.issued_on,
        code=opinion.pk,
    )


def drawn(person: Actor, code: str) -> Paper:
    """The paper for a person. Raises Http404."""
    visible = queries.visible_opinion(person, code)
    return opinion(visible, topics_of(visible))


registers(
    "opinion",
    {"opinion": PaperOf(gettext_lazy("Opinion on the year"), "opinions:print", drawn=drawn)},
)
