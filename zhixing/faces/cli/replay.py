"""Rows against the records: what the acts wrote down last is what must stand there. Whoever changes
a row by SQL leaves the records as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines.models import Clocked
from zhixing.foundation.machinery.act import ACTS, TAKEN_BACK, plain
from zhixing.foundation.machinery.act.records import column_values, unrecorded
from zhixing.foundation.machinery.act.things import facts_for_thing
from zhixing.foundation.machinery.records import lines
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing, ThingRow, kinds

AT_ONCE = 500
EMPTY: tuple[Any, ...] = (None, False, "", [], {})
PATHS = ("unit", "group", "topic")
UNRECORDED = ("norm",)  # older versions made the first norms without a record of each


@dataclass
class Known:
    """What the records say of one thing."""

    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    whole: bool = False  # also its making is told: what no record names is empty


def rows_unlike_records() -> tuple[list[str], list[str]]:
    """(things unlike their rows, rows unlike their records), in one walk over all things."""
    copies, changed = [], []
    erasures = Record.objects.done().filter(verb="person.erased").exists()
    for codes in _codes_by_kind():
        records = _replayed(list(chain.from_iterable(codes.values())))
        for kind, several in codes.items():
            model = kinds().get(kind)
            if model is None:
                words = _(
                    "%(code)s is a thing of the kind %(kind)s, which this version does not know"
                )
                copies.append(words % {"code": several[0], "kind": kind})
                continue
            rows = {row.pk: row for row in _with_names(model).filter(pk__in=several)}
            copies += _missing_rows(model, [code for code in several if code not in rows])
            for row in rows.values():
                copies += _unlike_thing(row)
                if row.pk not in records and kind not in UNRECORDED:
                    changed.append(_("%(code)s: no record made it") % {"code": row.pk})
                changed += _unlike_records(row, records[row.pk], erasures)
    return copies, changed


def _missing_rows(model: type[ThingRow], codes: list[str]) -> list[str]:
    """Things without a row, but for those that were taken back: of these nothing else is left."""
    taken = Thing.objects.filter(pk__in=codes, state=TAKEN_BACK, title="")
    rest = sorted(set(codes) - set(taken.values_list("pk", flat=True)))
    words = _("%(code)s: its row in %(table)s is gone")
    return [words % {"code": code, "table": model._meta.db_table} for code in rest]


def _codes_by_kind() -> Iterator[dict[str, list[str]]]:
    """Codes by kind, some hundred at a time."""
    rows = Thing.objects.order_by("code").values_list("code", "kind")
    some: dict[str, list[str]] = defaultdict(list)
    for number, (code, kind) in enumerate(rows.iterator(chunk_size=2000), 1):
        some[kind].append(code)
        if number % AT_ONCE == 0:
            yield some
            some = defaultdict(list)
    yield some


def _with_names(model: type[ThingRow]) -> Any:
    """Rows with what their Thing is copied from, so that nothing is asked for one by one."""
    paths = ["thing"]
    for part in filter(_is_thing, model._meta.concrete_fields):
        far = [name for name in PATHS if _has_thing_field(part.related_model, name)]
        paths += [part.name, *(f"{part.name}__{name}" for name in far)]
    return model._base_manager.select_related(*paths)


def _is_thing(part: Any) -> bool:
    return (
        part.is_relation
        and part.name != "thing"
        and issubclass(part.related_model, ThingRow | Thing)
    )


def _has_thing_field(model: Any, name: str) -> bool:
    return any(part.name == name and _is_thing(part) for part in model._meta.concrete_fields)


def _replayed(codes: list[str]) -> dict[str, Known]:
    known: dict[str, Known] = defaultdict(Known)
    columns = "thing_id", "act", "body_row__body", "body_row__erased_at"
    rows = (
        Record.objects.done()
        .filter(thing__in=codes)
        .order_by("origin", "seq")
        .values_list(*columns)
    )
    for code, act, body, erased_at in rows.iterator(chunk_size=2000):
        if erased_at is not None:
            known[code] = Known()  # what it changed is not known any more
        elif isinstance(body, dict):
            _take_record(known[code], kinds_of(act), body)
    return known


def kinds_of(act: str) -> type[ThingRow] | None:
    return ACTS[act].creates if act in ACTS else None


def _take_record(known: Known, creates: type[ThingRow] | None, body: dict[str, Any]) -> None:
    pairs = {name: pair for name, pair in body.items() if isinstance(pair, list) and len(pair) == 2}
    made = (
        creates is not None
        and not known.fields
        and all(old is None for old, _new in pairs.values())
    )
    known.whole = known.whole or (made and bool(pairs))
    known.fields.update({name: new for name, (_old, new) in pairs.items()})
    known.lines.update(body.get(lines.BELOW) or {})


def _unlike_thing(row: ThingRow) -> list[str]:
    thing = row.thing
    pairs = [(name, getattr(thing, name), value) for name, value in facts_for_thing(row).items()]
    words = _("%(code)s %(name)s: thing %(held)r, row %(value)r")
    return [
        words % {"code": row.pk, "name": name, "held": held, "value": value}
        for name, held, value in pairs
        if held != value
    ]


def _unlike_records(row: ThingRow, known: Known, erasures: bool) -> list[str]:
    faults, untold = [], _untold_names(row)
    for attname, value in column_values(row).items():
        name = attname.removesuffix("_id")
        if name in untold or (erasures and value in EMPTY):
            continue  # emptied: a person may have been erased from it
        if name in known.fields and known.fields[name] != value:
            words = _("%(code)s %(name)s: the records say %(told)s, there stands %(value)s")
            held = {"told": _short(known.fields[name]), "value": _short(value)}
            faults.append(words % {"code": row.pk, "name": name, **held})
        elif known.whole and name not in known.fields and not _explained(row, attname, value):
            words = _("%(code)s %(name)s: no record gave it %(value)s")
            faults.append(words % {"code": row.pk, "name": name, "value": _short(value)})
    for name, digest in known.lines.items():
        if name in row.LINES and lines.digest(getattr(row, name), plain) != digest:
            words = _("%(code)s: its %(name)s are not those the last record left")
            faults.append(words % {"code": row.pk, "name": name})
    return faults


def _untold_names(row: ThingRow) -> set[str]:
    """What no record tells: details of persons, and what is counted from the clocks, which are
    examined by themselves.
    """
    counted = (
        {part.name for part in Clocked._meta.get_fields()} if isinstance(row, Clocked) else set()
    )
    clocked = {"due"} if getattr(row, "DUE_CLOCK", "") else set()
    return set(unrecorded(row)) | counted | clocked | set(row.FOLLOWS)


def _explained(row: ThingRow, attname: str, value: Any) -> bool:
    """Why a column may hold what no record gave it."""
    later = attname.removesuffix("_id") in row.FILLED_LATER
    return value in EMPTY or later or _is_default(row, attname, value)


def _is_default(row: ThingRow, attname: str, value: Any) -> bool:
    part = row._meta.get_field(attname)
    if not isinstance(part, Field):
        return False
    return part.has_default() and plain(part.get_default()) == value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
