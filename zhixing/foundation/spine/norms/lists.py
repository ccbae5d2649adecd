"""The list of norms."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Button, Empty
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .acts import confirm_norms
from .models import Norm, NormVersion
from .queries import shown


@dataclass(frozen=True)
class NormRow:
    """A norm with its newest version, and the value of that in words."""

    norm: Norm
    latest: NormVersion
    shown: str


def norm_list(person: Actor) -> ListPage:
    """Every norm with its newest version, by the wing its code begins with."""
    norms = (
        Norm.objects.visible_to(person)
        .select_related("thing")
        .prefetch_related("versions")
        .order_by("key")
    )
    rows = [_row(norm) for norm in norms]
    return ListPage(
        title=_("Norms"),
        acts=_confirm_button(person),
        columns=_columns(),
        rows=rows,
        every=rows,
        file="norms",
        kind=Norm,
        empty=Empty(_("No norm yet."), _("They are loaded when the county is set up."), "scale"),
    )


def _confirm_button(person: Actor) -> list[Button]:
    """For whoever answers for the county's norms."""
    county = Unit.objects.filter(kind=UnitKind.COUNTY).select_related("thing").first()
    if county is None or not confirm_norms.is_open(person, county):
        return []
    return [Button(str(confirm_norms.label), act_url(county.pk, confirm_norms.name), primary=True)]


def _row(norm: Norm) -> NormRow:
    latest = list(norm.versions.all())[-1]
    return NormRow(norm, latest, shown(latest.value))


def _columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda row: row.norm.pk),
        Column.title(_("Norm"), lambda row: row.norm.name, url=lambda row: row.norm.url),
        Column(
            _("Value"),
            lambda row: row.shown,
            lambda row: Truncator(row.shown).chars(60),
            labelled=False,
        ),
        Column(_("Source"), lambda row: row.latest.said_by, lambda row: _source(row.latest)),
        Column.of_file(_("How sure the source is"), lambda row: row.latest.get_evidence_display()),
        Column.day(_("In force from"), lambda row: row.latest.since),
    ]


def _source(version: NormVersion) -> Cell:
    """Who says so; how sure that is, where it is not the county's own."""
    tag = "" if version.is_ours else version.get_evidence_display()
    return Cell(version.said_by, tag=tag)
