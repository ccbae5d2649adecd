"""A ledger comes in as one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.importing import COUNTY, Cells, Choices, answers_of, bring_in
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery.act import act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from . import may


@act(
    "ledger.imported",
    label=_("Import a problem ledger"),
    says=_(
        "imported the ledger %(file)s: rows new: %(new)s, changed: %(changed)s, left "
        "out: %(refused)s"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_ledger(
    actor: Actor,
    county: Unit,
    *,
    book: Workbook,
    received_on: dt.date | None = None,
    year: int | None = None,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Problems as they stand. ``received_on``: the day they count as received (default: today);
    ``year``: of deadlines that name none. Raises as ``import_roster``.
    """
    return bring_in(
        actor,
        county,
        "ledger",
        book,
        replace(answers_of(aliases, cells, choices, year, received_on), by=actor),
        whole,
    )
