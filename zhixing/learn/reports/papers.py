"""The paper of a session report (学报): the text the secretary sent, its headings recognised."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.documents.paper import Block, Heading, Paper, Paragraph, paragraphs
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.actors import Actor

from . import queries

HEADS = ("Highlights", "Shortcomings", "Next steps")


def report(report: Any) -> Paper:
    """学报 of one session. Lines that are headings of ``rules.report_text`` become headings;
    nothing is added and nothing left out.
    """
    heads = set()
    for (
        language,
        _name,
    ) in settings.LANGUAGES:  # older texts are in the language of whoever had them built
        with translation.override(language):
            heads |= {_(word) for word in HEADS}
    blocks: list[Block] = [
        Heading(block.text) if isinstance(block, Paragraph) and block.text in heads else block
        for block in paragraphs(report.text)
    ]
    return Paper(
        name=f"report-{report.pk}",
        title=_("Session report: %(title)s") % {"title": report.title},
        blocks=tuple(blocks),
        issuer=report.group.name,
        date=report.sent_on,
        code=report.pk,
    )


def drawn(person: Actor, code: str) -> Paper:
    """The paper for a person. Raises Http404."""
    return report(queries.paper(person, code))


registers(
    "session_report",
    {"report": PaperOf(gettext_lazy("Session report"), "reports:print", drawn=drawn)},
)
