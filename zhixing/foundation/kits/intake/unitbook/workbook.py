"""The workbook of a unit, as it is sent out."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _now

from zhixing.foundation.kits.workbooks.guide import COVER
from zhixing.foundation.kits.workbooks.writing import LONGEST, Filled, template
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit

from .merging import texts
from .scope import Scope
from .sheet import Sheet, rows_of, sheets_in_order


def filled(
    actor: Actor,
    units: Iterable[Unit],
    on: dt.date,
    wanted: Iterable[str] = (),
    *,
    empty: bool = False,
) -> list[Filled]:
    """The sheets with what stands in them now. Of several units each row names its unit; ``empty``:
    the headings alone.
    """
    units, names = list(units), set(wanted)
    scopes = [] if empty else _scopes(actor, units, on)
    own = units[0].name if len(units) == 1 else ""
    return [
        _filled_sheet(sheet, scopes, own)
        for sheet in sheets_in_order()
        if not names or sheet.name in names
    ]


def _scopes(actor: Actor, units: list[Unit], on: dt.date) -> list[Scope]:
    """The units, each with its study group: one query."""
    rows = StudyGroup.objects.active().select_related("thing", "unit__thing")
    groups = {group.unit_id: group for group in rows.filter(unit__in=units)}
    return [Scope(actor, unit, groups.get(unit.pk), on) for unit in units]


def _filled_sheet(sheet: Sheet, scopes: list[Scope], own: str) -> Filled:
    """A sheet of one unit (``own``: its name), or of several, each of whose rows names its unit."""
    rows = []
    for scope in scopes:
        more = {} if own else {"unit": scope.unit.name}
        rows += [line | more for line in rows_of(sheet, scope)]
    table = sheet.table.without("unit") if own else sheet.table
    title = f"{own} · {sheet.title}" if own else ""
    return Filled(table, rows, name=str(sheet.title), title=title)


def workbook(actor: Actor, unit: Unit, on: dt.date, *, empty: bool = False) -> bytes:
    """The workbook of one unit, to be worked on and read again: a cover, its sheets, explanations,
    and the hidden sheet that says whose it is.
    """
    cover = [
        (_now("Unit"), unit.name),
        (_now("As of"), on),
        (_now("Filled in by"), ""),
        (
            "",
            _now(
                "Fill in what is new or has changed, and send the file back to the office of the"
                " county. Grey columns only tell which row it is. Nobody of the unit needs an"
                " account."
            ),
        ),
        (
            "",
            _now(
                "Everything that is sent is tried first: what can not come in is sent back with a"
                " remark in its cell."
            ),
        ),
    ]
    sheets = filled(actor, [unit], on, empty=empty)
    return template(
        sheets,
        made=on,
        marks={"unit": unit.pk, "year": str(on.year), **as_sent(sheets)},
        cover=(str(COVER), cover),
    )


def as_sent(sheets: Iterable[Filled]) -> dict[str, str]:
    """The rows as they are sent, for the hidden sheet."""
    marks = {}
    for filled_sheet in sheets:
        table = filled_sheet.table
        own = next(sheet for sheet in sheets_in_order() if sheet.name == table.name)
        for nth, row in enumerate(filled_sheet.rows):
            words = json.dumps(texts(own, row), ensure_ascii=False)
            if len(words) < LONGEST:
                marks[f"{table.name}#{nth}"] = words
    return marks


def workbooks(actor: Actor, units: Iterable[Unit], on: dt.date) -> bytes:
    """A zip of the workbooks of several units."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:  # each is packed already
        for unit in units:
            book.writestr(f"{unit.name}-{on:%Y-%m}.xlsx", workbook(actor, unit, on))
    return out.getvalue()
