"""What the pages, the act and the command line know of a roster."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ..acts import import_roster
from ..kinds import Fact, Kind, Step
from ..reading import Reading
from .export import rows
from .reading import read
from .table import ROSTER
from .writing import carry_out


def facts(reading: Reading) -> Iterator[Fact]:
    numbers = reading.numbers
    sentence = ngettext(
        "%(rows)s rows are %(count)s person",
        "%(rows)s rows are %(count)s people",
        numbers["people"],
    )
    yield "users", sentence % {"rows": reading.good, "count": numbers["people"]}
    yield (
        "users-group",
        _("study groups: %(groups)s, of them complete: %(complete)s") % numbers,
    )


def new_in_words(reading: Reading) -> str:
    numbers = reading.numbers
    return _("rows: units %(units)s, groups %(groups)s, people %(people)s") % {
        "units": numbers["new_units"],
        "groups": numbers["new_groups"],
        "people": numbers["new_people"],
    }


KIND = Kind(
    code="roster",
    place=10,
    word=gettext_lazy("roster"),
    title=gettext_lazy("Import a roster"),
    lead=gettext_lazy(
        "Units, their study groups and their people with roles, from the list the offices keep."
    ),
    icon="users-group",
    act=import_roster,
    read=read,
    carry_out=carry_out,
    steps=(
        Step(
            "units",
            pgettext_lazy("progress", "Units and groups"),
            gettext_lazy("Units and groups, rows: %(done)s of %(total)s"),
        ),
        Step(
            "people",
            pgettext_lazy("progress", "People"),
            gettext_lazy("Writing people: %(done)s of %(total)s"),
        ),
        Step(
            "roles",
            pgettext_lazy("progress", "Roles"),
            gettext_lazy("Writing roles: %(done)s of %(total)s"),
        ),
    ),
    table=ROSTER,
    rows=rows,
    facts=facts,
    new_in_words=new_in_words,
)
