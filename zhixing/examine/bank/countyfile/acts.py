"""A question bank comes in as one act."""

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
    "bank.imported",
    label=_("Import a question bank"),
    says=_(
        "imported the question bank %(file)s: rows new: %(new)s, changed: %(changed)s, "
        "left out: %(refused)s"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_bank(
    actor: Actor,
    county: Unit,
    *,
    book: Workbook,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Items with their keys come into the county's bank as drafts; a question that is there becomes
    a new version where the file says otherwise. Raises as ``import_roster``.
    """
    return bring_in(actor, county, "bank", book, answers_of(aliases, cells, choices), whole)
