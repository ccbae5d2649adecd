"""The paper of totals that were taken: each number with its split by state."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.documents.paper import Paper, Paragraph, table
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.ui.words import fulldate

from .models import TakenTotals
from .queries import Split


def totals(taken: TakenTotals, splits: Sequence[Split]) -> Paper:
    """总数: as they stood on the day they were taken."""
    rows = [
        (
            split.label,
            split.number,
            "；".join(f"{part.label} {part.number}" for part in split.parts),
        )
        for split in splits
    ]
    return Paper(
        name=f"totals-{taken.pk}",
        title=taken.occasion,
        blocks=(
            Paragraph(
                _("%(unit)s and all below, %(since)s to %(until)s, as it stood on %(on)s.")
                % {
                    "unit": taken.unit.name,
                    "since": fulldate(taken.since),
                    "until": fulldate(taken.until),
                    "on": fulldate(taken.on),
                }
            ),
            table([_("Total"), _("Number"), _("By state")], rows, (28, 14, 58)),
        ),
        issuer=taken.unit.name,
        date=taken.on,
        code=taken.pk,
    )


registers("taken_totals", {"totals": PaperOf(gettext_lazy("Totals"), "totals:print")})
