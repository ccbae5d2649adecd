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
from zhixing.foundation.kits.documents.register import PaperOf, registers
from zhixing.ui.words import fulldate

from .models import Circular
from .rules import FIGURES, Line


def circular(one: Circular, lines: Sequence[Line], day: dt.date) -> Paper:
    """通报. Nobody is named, nothing is sorted."""
    rates = [(figure.label, *figure.count(lines)) for figure in FIGURES]
    head = [pgettext("rate", "What"), pgettext("rate", "Kept"), pgettext("rate", "Of")]
    blocks: list[Block] = [
        *paragraphs(one.text),
        *section(
            _("The numbers"),
            [
                table(head, rates, (60, 20, 20)),
                Paragraph(
                    _("Counted on %(day)s. %(count)s study groups.")
                    % {
                        "day": fulldate(day),
                        "count": len(lines),
                    }
                ),
            ],
        ),
        *(
            section(_("The study groups, in the order of the roster"), [_groups(lines)])
            if one.by_group and lines
            else []
        ),
    ]
    return Paper(
        name=f"circular-{one.pk}",
        title=one.title,
        blocks=tuple(blocks),
        issuer=one.issuer,
        date=one.issued_on or day,
        code=one.pk,
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
            one.name,
            one.studied,
            one.studied_counting,
            _("yes") if one.plan else _("no"),
            f"{one.reports} / {one.reports_due}",
            one.open,
        )
        for at, one in enumerate(lines, 1)
    ]
    return table(head, rows, (8, 26, 13, 13, 12, 15, 13))


registers("circular", {"circular": PaperOf(gettext_lazy("Circular"), "circulars:print")})
