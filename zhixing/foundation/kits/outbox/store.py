"""Read and write shared sheets: traffic, no act. A room says with ``opens`` whose sheets there are
and what its page needs beside them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.actors import Actor, key_of
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.inputs import usable
from zhixing.foundation.machinery.may import Rule
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.spine.people.models import Person

from .models import Entry, Present, Rival, Sheet
from .refusals import Refused

LONGEST, MOST, AT_ONCE, REMEMBERED = 20_000, 600, 100, 20
HERE, RENEW, LIVE = dt.timedelta(seconds=30), dt.timedelta(seconds=15), dt.timedelta(days=90)
NAME = re.compile(r"[A-Za-z0-9_.-]{1,90}")


@dataclass(frozen=True)
class Opening:
    """Whose things have a sheet, who may use it, and what else the page is told when the thing has
    changed.
    """

    model: type[ThingRow]
    may: Rule
    state: Callable[[Any, Any], dict[str, Any]]


_openings: dict[str, Opening] = {}


def opens(model: type[ThingRow], may: Rule, state: Callable[[Any, Any], dict[str, Any]]) -> None:
    """Said once by a room (its ``store.py``): things of this kind have a sheet."""
    _openings[model.PREFIX] = Opening(model, may, state)


def find(person: Actor, code: str) -> tuple[Opening, ThingRow, int]:
    """The row behind the sheet, and the sheet's serial: one query. Raises Http404 for whoever may
    not keep it.
    """
    opening = _openings.get(code[:2])
    if opening is None or not person:
        raise Http404
    rows = (
        opening.model.objects.visible_to(person)
        .filter(opening.may.q(person), pk=code)
        .select_related("thing")
        .annotate(
            sheet_serial=Subquery(Sheet.objects.filter(pk=OuterRef("pk")).values("serial")[:1])
        )
    )
    row = rows.first()
    if row is None:
        raise Http404
    return opening, row, row.sheet_serial or 0


def words(moment: dt.datetime) -> str:
    """A moment as the page says it: hh:mm:ss of the county."""
    return timezone.localtime(moment).strftime("%H:%M:%S")


def read(code: str, since: int = 0) -> list[dict[str, Any]]:
    """The fields that changed after ``since``, each with the other texts that wait for a choice."""
    rows = (
        Entry.objects.filter(sheet=code, serial__gt=since)
        .select_related("by")
        .prefetch_related("rivals__by")
        .order_by("serial", "pk")
    )
    return [_as_json(entry) for entry in rows]


def snapshot(code: str) -> tuple[list[dict[str, Any]], int]:
    """All fields of a sheet and its serial, for the page itself."""
    sheet = Sheet.objects.filter(pk=code).first()
    return (read(code, -1), sheet.serial) if sheet is not None else ([], 0)


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "value": entry.value,
        "version": entry.version,
        "by": entry.by.name,
        "at": words(entry.at),
        "device": entry.device,
        "rivals": [
            {
                "id": rival.pk,
                "value": rival.value,
                "by": rival.by.name,
                "at": words(rival.at),
                "device": rival.device,
            }
            for rival in sorted(entry.rivals.all(), key=lambda rival: rival.pk)
        ],
    }


def write(
    person: Person, code: str, device: str, writes: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Take what was typed on one page. Each write names the version it saw; where another page
    wrote in between, both texts are kept and the answer says so. A key that is known is answered
    again. Raises BadInput for what is no write, and nothing of the lot is taken.
    """
    wanted = [_checked(write) for write in writes]
    if not 0 < len(wanted) <= AT_ONCE or not NAME.fullmatch(device or "") or len(device) > 40:
        raise Refused.SHEET_BAD()
    moment = clock.now()
    with traffic("sheet"), transaction.atomic():
        Sheet.objects.get_or_create(pk=code)
        sheet = Sheet.objects.select_for_update().get(pk=code)
        entries = {
            entry.name: entry
            for entry in (
                Entry.objects.filter(sheet=code, name__in=[write["name"] for write in wanted])
                .select_related("by")
                .prefetch_related("rivals__by")
            )
        }
        if sheet.entries.count() + len({write["name"] for write in wanted} - set(entries)) > MOST:
            raise Refused.SHEET_FULL()
        answers, before = [], sheet.serial
        for write in wanted:
            entry = entries.setdefault(
                write["name"], Entry(sheet=sheet, thing_id=code, name=write["name"])
            )
            answers.append(_take(sheet, entry, write, person, device, moment))
        if sheet.serial != before:
            sheet.save(update_fields=["serial"])
    return answers


def _checked(sent: Any) -> dict[str, Any]:
    write: dict[str, Any] = sent if isinstance(sent, dict) else {}
    good = (
        isinstance(write.get("name"), str)
        and NAME.fullmatch(write["name"])
        and isinstance(write.get("value"), str)
        and isinstance(write.get("key"), str)
        and 8 <= len(write["key"]) <= 64
    )
    good = (
        good
        and type(write.get("seen")) is int
        and 0 <= write["seen"] < 2**31
        and isinstance(write.get("settles", []), list)
        and all(type(pk) is int for pk in write.get("settles", []))
    )
    if not good or not usable(write["value"]) or not usable(write["key"]):
        raise Refused.SHEET_BAD()
    if len(write["value"]) > LONGEST:
        raise Refused.SHEET_LONG()
    return write


def _rivals_known(entry: Entry, rivals: list[Rival]) -> None:
    """The answer tells the entry without asking for them again."""
    entry.__dict__["_prefetched_objects_cache"] = {"rivals": rivals}


def _take(
    sheet: Sheet,
    entry: Entry,
    write: dict[str, Any],
    person: Person,
    device: str,
    moment: dt.datetime,
) -> dict[str, Any]:
    new = entry.pk is None
    if not new and write["key"] in entry.keys:
        return {
            "name": entry.name,
            "state": "saved",
            "version": entry.version,
            "value": entry.value,
            "at": words(entry.at),
        }
    rivals = [] if new else list(entry.rivals.all())
    settled = [rival for rival in rivals if rival.pk in write.get("settles", [])]
    # the word of a page is no secret: whoever else sends it is another page all the same
    own = (entry.device, entry.by_id) == (device, person.pk)
    in_between = not new and entry.version > write["seen"] and not own
    if in_between and entry.value != write["value"]:
        sheet.serial += 1
        rival, _new = Rival.objects.update_or_create(
            entry=entry,
            device=device,
            defaults={
                "thing_id": entry.thing_id,
                "key": write["key"],
                "value": write["value"],
                "by": person,
                "at": moment,
            },
        )
        entry.serial = sheet.serial
        entry.save(update_fields=["serial"])
        _rivals_known(entry, [*(other for other in rivals if other.pk != rival.pk), rival])
        return {"name": entry.name, "state": "clash", "at": words(moment), "now": _as_json(entry)}
    for rival in settled:
        rival.delete()
    _rivals_known(entry, [rival for rival in rivals if rival not in settled])
    if new or settled or entry.value != write["value"]:
        sheet.serial += 1
        entry.value, entry.version, entry.serial, entry.by, entry.at, entry.device = (
            write["value"],
            entry.version + 1,
            sheet.serial,
            person,
            moment,
            device,
        )
    entry.keys = [*entry.keys, write["key"]][-REMEMBERED:]
    entry.save()
    return {
        "name": entry.name,
        "state": "saved",
        "version": entry.version,
        "value": entry.value,
        "at": words(moment),
    }


def look_in(person: Actor, code: str) -> list[str]:
    """The others who have the sheet open; this person is one of them for half a minute."""
    moment = clock.now()
    rows = list(Present.objects.filter(thing=code).select_related("person"))
    mine = next((presence for presence in rows if presence.person_id == person.pk), None)
    if mine is None or mine.until < moment + RENEW:
        with traffic("present"), transaction.atomic():
            Present.objects.update_or_create(
                thing_id=code, person_id=key_of(person), defaults={"until": moment + HERE}
            )
            Present.objects.filter(thing=code, until__lt=moment).delete()
    return sorted(
        presence.person.name
        for presence in rows
        if presence.person_id != person.pk and presence.until >= moment
    )


def sweep() -> None:
    """Sheets nobody has written into for as long as they are kept, and whoever has left."""
    moment = clock.now()
    Present.objects.filter(until__lt=moment).delete()
    Entry.objects.filter(at__lt=moment - LIVE).delete()


registry.sweeps.append(sweep)
