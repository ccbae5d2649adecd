"""What the pages, the act and the command line know of a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhixing.foundation.kits.intake.kinds import Fact, Kind, Step
from zhixing.foundation.kits.intake.reading import Reading

from .acts import import_ledger
from .export import rows
from .reading import read
from .table import LEDGER
from .writing import carry_out


def facts(reading: Reading) -> Iterator[Fact]:
    numbers = reading.numbers
    yield (
        "flag",
        _(
            "%(open)s are still open; %(closed_before)s were struck off and count in no"
            " rate and no total."
        )
        % numbers,
    )
    if numbers["contradictory"]:
        yield (
            "alert-triangle",
            _("%(contradictory)s were struck off though not done; they stand among the loose ends.")
            % numbers,
        )
    if numbers["as_text"]:
        yield (
            "user",
            _(
                "%(as_text)s responsible people are not on the roster; they stay as text,"
                " to be linked later."
            )
            % numbers,
        )


KIND = Kind(
    code="ledger",
    place=30,
    word=gettext_lazy("problem ledger"),
    title=gettext_lazy("Import a problem ledger"),
    lead=gettext_lazy("Problems as they stand, each in the state its own words say."),
    icon="flag",
    act=import_ledger,
    read=read,
    carry_out=carry_out,
    steps=(
        Step(
            "problems",
            pgettext_lazy("progress", "Problems"),
            gettext_lazy("Writing problems: %(done)s of %(total)s"),
        ),
    ),
    table=LEDGER,
    rows=rows,
    facts=facts,
    takes=frozenset({"year", "received_on"}),
    why_year=gettext_lazy("Of deadlines that name none, such as 9月底前."),
    why_received=gettext_lazy("The day from which its problems count."),
)
