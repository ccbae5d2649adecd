"""The county's plan comes in as one act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.importing import COUNTY, Cells, Choices, answers_of, bring_in
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery.act import act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from . import may


@act(
    "plan.imported",
    label=_("Import the county's plan"),
    says=_(
        "imported the plan %(file)s: rows new: %(new)s, changed: %(changed)s, left out: %(refused)s"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_plan(
    actor: Actor,
    county: Unit,
    *,
    book: Workbook,
    year: int | None = None,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Required topics of a year; ``year`` where the title of the sheet names none. Raises as
    ``import_roster``.
    """
    return bring_in(actor, county, "plan", book, answers_of(aliases, cells, choices, year), whole)
