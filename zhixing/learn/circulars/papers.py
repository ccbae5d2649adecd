"""The paper of a circular: the words of the office, the numbers of the county with what they are
counted of, and where the office wants it a table of the groups in the order of the roster.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhixing.foundation.kits.documents.paper import (
    Block,
    Paper,
    Paragraph,
    paragraphs,
    section,
    table,
)
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.actors import Actor
from zhixing.ui.words import fulldate

from . import queries
from .models import Circular
from .rules import FIGURES, Line


def circular(circular: Circular, lines: Sequence[Line], day: dt.date) -> Paper:
    """通报. Nobody is named, nothing is sorted."""
    rates = [(figure.label, *figure.count(lines)) for figure in FIGURES]
    head = [pgettext("rate", "What"), pgettext("rate", "Kept"), pgettext("rate", "Of")]
    blocks: list[Block] = [
        *paragraphs(circular.text),
        *section(
            _("The numbers"),
            [
                table(head, rates, (60, 20, 20)),
                Paragraph(
                    _("Counted on %(day)s. Study groups: %(count)s.")
                    % {
                        "day": fulldate(day),
                        "count": len(lines),
                    }
                ),
            ],
        ),
        *(
            section(_("The study groups, in the order of the roster"), [_groups(lines)])
            if circular.by_group and lines
            else []
        ),
    ]
    return Paper(
        name=f"circular-{circular.pk}",
        title=circular.title,
        blocks=tuple(blocks),
        issuer=circular.issuer,
        date=circular.issued_on or day,
        code=circular.pk,
    )


def _groups(lines: Sequence[Line]) -> Block:
    head = [
        _("No."),
        _("Unit"),
        pgettext("circular", "Sessions"),
        _("Sessions that count"),
        _("Plan on file"),
        _("Reports received / due"),
        _("Make-ups open"),
    ]
    rows = [
        (
            at,
            line.name,
            line.studied,
            line.studied_counting,
            _("yes") if line.plan else _("no"),
            f"{line.reports} / {line.reports_due}",
            line.open,
        )
        for at, line in enumerate(lines, 1)
    ]
    return table(head, rows, (8, 26, 13, 13, 12, 15, 13))


def drawn(person: Actor, code: str) -> Paper:
    """The paper for a person. Raises Http404."""
    visible = queries.visible_circular(person, code)
    return circular(visible, *queries.numbers_of(visible))


registers(
    "circular", {"circular": PaperOf(gettext_lazy("Circular"), "circulars:print", drawn=drawn)}
)
