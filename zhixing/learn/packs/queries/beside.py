"""Study packs on the pages of other things."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.lists import first_rows
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.parts import Line, Panel

from ..models import Pack


def side_panel(person: Any, row: ThingRow) -> Panel | None:
    """The packs of a topic on its page, with one query; on its sessions' pages the way to them."""
    if row.KIND == "session" and row.thing.topic_id:
        url = _packs_url(row.thing.topic_id)
        return Panel(_("Study packs"), url=url, label=_("Of this topic"))
    if row.KIND != "topic":
        return None
    rows = Pack.objects.visible_to(person).published().filter(topic=row.pk)
    packs, pager = first_rows(rows.select_related("unit").order_by("thing__made_at", "pk"), 12)
    if not packs:
        return None
    lines = [_pack_line(pack) for pack in packs]
    more = _packs_url(row.pk) if pager.total > len(lines) else ""
    return Panel(
        _("Study packs"), lines=lines, count=pager.total, url=more, label=_("Of this topic")
    )


def _packs_url(code: str) -> str:
    return f"{reverse('packs:list')}?for=all&topic={code}"


def _pack_line(pack: Pack) -> Line:
    version = _("Version %(number)s") % {"number": pack.number}
    note = f"{pack.unit.name} · {version}"
    return Line(pack.title, pack.url, note=note)
