"""Whose files they are, and which units have a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.records.models import KeptKey
from zhixing.foundation.machinery.things.parts import Crumb, Panel
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from ..acts import import_roster
from ..kinds import UNIT
from ..may import imports_into
from ..models import KEEP, UNDER_WAY, Import, Waiting
from ..refusals import Refused

NO_BOOK = (UnitKind.COUNTY, UnitKind.VILLAGE, UnitKind.ENTERPRISE)


def units() -> Any:
    """Units that have a workbook: towns and departments; villages and enterprises enter what they
    have with their town.
    """
    return Unit.objects.active().exclude(kind__in=NO_BOOK).select_related("thing").in_roster_order()


@dataclass(frozen=True)
class UnitBook:
    """A unit, the last workbook that came back from it, and where its next one is."""

    unit: Unit
    last: Import | None
    book_url: str


def unit_books(person: Any) -> list[UnitBook]:
    """Each unit with the last workbook that came back from it: two queries."""
    last: dict[str, Import] = {}
    for imported in (
        Import.objects.visible_to(person)
        .filter(what=UNIT)
        .select_related("thing")
        .order_by("-thing__made_at")[:1000]
    ):
        last.setdefault(imported.numbers.get("of", ""), imported)
    return [
        UnitBook(unit, last.get(unit.pk), reverse("imports:unit", args=[unit.pk]))
        for unit in units()
    ]


def workbook_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a unit, for who may import: its workbook."""
    if (
        row.KIND != "unit"
        or row.kind in NO_BOOK
        or row.until is not None
        or not imports_into(person, row)
    ):
        return None
    url = reverse("imports:unit", args=[row.pk])
    return Panel(_("Workbook of the unit"), url=url, label=_("Download"))


def county_of(person: Any) -> Unit:
    """The county, when this person may import into it. Raises NotAllowed."""
    county = Unit.objects.select_related("thing").filter(kind=UnitKind.COUNTY).first()
    if county is None or not import_roster.is_open(person, county):
        raise Refused.IMPORT_OFFICE()
    return county


def may_import(person: Any) -> bool:
    try:
        county_of(person)
    except NotAllowed:
        return False
    return True


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of imports."""
    return [
        Crumb(pgettext("wing", "County"), reverse("wing", args=["county"])),
        Crumb(_("Imports"), reverse("imports:list")),
        *more,
    ]


def waiting_file(person: Any, key: str) -> Waiting:
    return _own_waiting(person, key, Waiting.objects.all())


def job_of(person: Any, key: str) -> Waiting:
    """The same without the file itself: asked for every second while it is written."""
    return _own_waiting(person, key, Waiting.objects.defer("content", "told", "answers"))


def _own_waiting(person: Any, key: str, rows: QuerySet[Waiting]) -> Waiting:
    waiting = rows.filter(
        Q(at__gte=clock.now() - KEEP) | Q(stage__in=UNDER_WAY), pk=key, person=person.pk
    ).first()
    if waiting is None:
        raise Http404
    waiting.person = person
    return waiting


def done_before(person: Any, key: str) -> Import | None:
    """What a form that was sent twice has brought the first time; its file is gone by then."""
    stored_key = (
        KeptKey.objects.filter(person=person.pk, key=key, act__startswith="import_").first()
        if key
        else None
    )
    return (
        Import.objects.visible_to(person).filter(pk__in=stored_key.answer["codes"]).first()
        if stored_key is not None and stored_key.answer
        else None
    )
