"""What the desk's pages show. Today costs a constant number of queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS, waiting_for
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import act_url, named, sentence
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.models import Account, Person
from zhixing.ui.words import datewords

WING_ICONS = {"learn": "notebook", "examine": "pencil-check", "solve": "walk", "oversee": "eye-check", "loop": "repeat", "spine": "checklist"}


def today_page(person: Any) -> dict[str, Any]:
    """What waits for me, what I wait for, what happened, two weeks of working days."""
    now, held = clock.today(), holdings(person)
    waiting = waiting_for(person, held)
    mine = list(dict.fromkeys(Record.objects.done().filter(decider=person.pk, at__gte=clock.now() - dt.timedelta(days=60), thing__isnull=False).order_by("-seq").values_list("thing", flat=True)[:80]))
    codes = {code for code, _name in waiting}
    things = {one.pk: one for one in Thing.objects.filter(pk__in=codes | set(mine)).select_related("unit")}
    clocks = ledger.of(set(things))
    items = [_item(things[code], ACTS[name], clocks.get(code, []), now) for code, name in waiting if code in things]
    items = _once(sorted(items, key=lambda one: (one["due"] or dt.date.max, one["code"])))
    for at, one in enumerate(items):
        one["primary"] = at == 0
    over = sum(one["tone"] == "over" for one in items)
    others = [_other(things[code], clocks.get(code, [])) for code in mine if code in things and code not in codes and things[code].tone == "going" and things[code].kind in WAITED][:5]
    return {
        "title": _("Today"), "items": items, "count": len(items), "over": over, "today": now, "days": _fortnight(now, items), "others": others, "news": _news(person, held),
        "next": _next_session(person, held, now), "said": calendar_words(now),
    }  # fmt: skip


WAITED = {"problem", "plan", "session_report", "measure", "demand", "task", "claim"}


def _item(thing: Thing, act: Any, deadlines: list[Any], now: dt.date) -> dict[str, Any]:
    told = ledger.row_words(deadlines, act.clock) if act.clock else {"words": "", "tone": "going", "due": None}
    due = act.by(now) if act.by is not None and told["due"] is None else None
    if due is not None:
        told = ledger.until(due, now)
    return {
        "code": thing.pk, "act": act.name, "date": told["due"], "due": told["due"], "icon": WING_ICONS.get(thing.model.WING, "point"), "title": _("%(what)s: %(title)s") % {"what": act.label, "title": thing.title},
        "url": thing.url, "words": told["words"] or _("no deadline"), "tone": told["tone"] if told["words"] else "none", "source": f"{thing.kind_word} {thing.pk}" + (f" · {thing.unit.title}" if thing.unit_id else ""),
        "label": str(act.label), "act_url": act_url(thing.pk, act.name), "primary": False,
    }  # fmt: skip


def _once(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line a thing: the first act asked stands for the others, which its page shows."""
    seen: set[str] = set()
    return [one for one in items if not (one["code"] in seen or seen.add(one["code"]))]


def _other(thing: Thing, deadlines: list[Any]) -> dict[str, Any]:
    told = ledger.row_words(deadlines)
    return {"title": thing.title, "url": thing.url, "note": f"{thing.kind_word} · {thing.state_word}" + (f" · {told['words']}" if told["words"] else ""), "word": "", "tone": told["tone"]}


def _fortnight(now: dt.date, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days = calendar()
    marks: dict[dt.date, list[str]] = {}
    for one in items:
        if one["due"]:
            marks.setdefault(max(one["due"], now), []).append(one["tone"])
    return [
        {"date": one.date, "kind": "plain" if one.kind == "due" else one.kind, "label": "", "nth": None, "note": "", "marks": marks.get(one.date, [])[:4], "url": ""}
        for one in days.explain(now, now + dt.timedelta(days=13))
    ]  # fmt: skip


def calendar_words(now: dt.date) -> str:
    """Today in words, and the next make-up day if there is one within the fortnight."""
    days = calendar()
    words = datewords(now, now.year)
    odd = [one for one in days.oddities(now, now + dt.timedelta(days=13)) if one.working]
    if odd:
        return _("%(today)s. %(day)s is a working day.") % {"today": words, "day": datewords(odd[0].first)}
    return _("%(today)s.") % {"today": words}


def _news(person: Any, held: Any) -> list[dict[str, Any]]:
    """The last things that others did, as far as I may know of them."""
    rows = (
        Record.objects.done().filter(at__gte=clock.now() - dt.timedelta(days=14), thing__in=Thing.objects.visible_to(person, held).exclude(kind__in=["unit", "norm", "topic", "group", "calendar_year"]).values("pk"))
        .exclude(decider=person.pk).select_related("body_row", "decider", "thing").order_by("-seq")[:8]
    )  # fmt: skip
    return [{"at": one.at, "sentence": _("%(who)s %(what)s") % {"who": one.decider.shown, "what": sentence(one)}, "url": one.thing.url, "thing": named(one.thing.title, one.thing.url)} for one in rows]


def _next_session(person: Any, held: Any, now: dt.date) -> dict[str, Any] | None:
    codes = held.group_codes()
    if not codes:
        return None
    found = Thing.objects.of_groups(*sorted(codes)).filter(kind="session", state__in=["planned", "noticed"]).order_by("made_at").first()
    return {"title": found.title, "url": found.url, "note": str(found.state_word)} if found else None


def search(person: Any, q: str) -> dict[str, Any]:
    """Things by code, title or unit; people by name (their unit, no telephone)."""
    page: dict[str, Any] = {"title": _("Search"), "q": q, "things": [], "people": []}
    if q:
        visible = Thing.objects.visible_to(person).select_related("unit")
        page["things"] = list(visible.filter(Q(pk__startswith=q.upper()) | Q(title__icontains=q) | Q(unit__title__icontains=q)).order_by("-changed_at")[:60])
        page["people"] = list(Person.objects.filter(active=True, system="", name__icontains=q).select_related("unit")[:20])
    page["sentence"] = ngettext("%(count)s thing found", "%(count)s things found", len(page["things"])) % {"count": len(page["things"])} if q else _("What are you looking for?")
    return page


def me(person: Any) -> dict[str, Any]:
    now = clock.today()
    return {
        "title": person.name, "person": person, "mail": settings.ZHIXING_MAIL is not None, "appointments": list(person.appointments.in_force(now).select_related("unit")), "memberships": list(person.memberships.in_force(now).select_related("group")),
    }  # fmt: skip


def home_unit(person: Any) -> Unit:
    """The unit at which a person's own affairs are recorded: theirs, or the county."""
    return person.unit if person.unit_id else Unit.objects.get(kind=UnitKind.COUNTY)


def cast(names: dict[str, Any]) -> dict[str, Any]:
    """The demo's cast (user name -> what they are), in the order of the loop."""
    rows = {one.username: one for one in Account.objects.filter(username__in=list(names), is_active=True).select_related("person__unit")}
    found = [{"username": name, "person": rows[name].person, "role": str(role)} for name, role in names.items() if name in rows]
    return {"title": _("Enter as"), "lead": _("An invented county. Nothing you do here reaches anybody."), "cast": found}
