"""What the columns of several files have in common."""

from __future__ import annotations

from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.spine.orgs.models import Unit, UnitKind


def units() -> list[str]:
    return list(
        Unit.objects.active()
        .exclude(kind=UnitKind.COUNTY)
        .in_roster_order()
        .values_list("name", flat=True)
    )


NUMBER = Field("number", ("序号", "编号", "No", "№"), "No.", width=6)
