"""What the pages, the act and the command line know of a question bank."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhixing.foundation.kits.intake.kinds import Fact, Kind, Step
from zhixing.foundation.kits.intake.reading import Reading

from .acts import import_bank
from .export import rows
from .reading import read
from .table import BANK
from .writing import carry_out


def facts(_reading: Reading) -> Iterator[Fact]:
    yield (
        "zoom-question",
        _("Items come in as drafts; only those who make papers see them and their keys."),
    )


KIND = Kind(
    code="bank",
    place=40,
    word=gettext_lazy("question bank"),
    title=gettext_lazy("Import a question bank"),
    lead=gettext_lazy(
        "Questions with their keys. They come into the county's bank as drafts, each with the"
        " place where the answer stands."
    ),
    icon="zoom-question",
    act=import_bank,
    read=read,
    carry_out=carry_out,
    steps=(
        Step(
            "items",
            pgettext_lazy("progress", "Items"),
            gettext_lazy("Writing items: %(done)s of %(total)s"),
        ),
    ),
    table=BANK,
    rows=rows,
    facts=facts,
)
