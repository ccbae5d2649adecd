"""What the pages, the act and the command line know of the county's plan."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhixing.foundation.kits.intake.kinds import Fact, Kind, Step
from zhixing.foundation.kits.intake.reading import Reading

from .acts import import_plan
from .export import rows
from .reading import read
from .table import PLAN
from .writing import carry_out


def facts(_reading: Reading) -> Iterator[Fact]:
    yield (
        "notebook",
        _("The topics are for all groups; no group's plan is made. Each group drafts its own."),
    )


KIND = Kind(
    code="plan",
    place=20,
    word=gettext_lazy("annual plan of the county"),
    title=gettext_lazy("Import the county's plan"),
    lead=gettext_lazy(
        "The county's required topics of a year. Groups draft their own plans from them."
    ),
    icon="notebook",
    act=import_plan,
    read=read,
    carry_out=carry_out,
    steps=(
        Step(
            "topics",
            pgettext_lazy("progress", "Topics"),
            gettext_lazy("Writing topics: %(done)s of %(total)s"),
        ),
    ),
    table=PLAN,
    rows=rows,
    facts=facts,
    takes=frozenset({"year"}),
    why_year=gettext_lazy("The title of the sheet names none."),
)
