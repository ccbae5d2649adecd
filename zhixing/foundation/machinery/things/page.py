"""What every thing page shows: acts open to me, trace strip, timeline. Two queries, whatever the thing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..act import ACTS, open_to
from ..forms import FORMS
from ..links.models import Link, Type
from ..links.rules import PARTS, STEPS, reached, tone
from ..records.models import Record
from ..registry import beside
from .models import STEP_WORDS, Partner, Thing, ThingRow, address_of

WING_WORDS = {
    "learn": lambda: pgettext("wing", "Learn"), "examine": lambda: pgettext("wing", "Examine"), "solve": lambda: pgettext("wing", "Solve"),
    "oversee": lambda: pgettext("wing", "Oversee"), "loop": lambda: pgettext("wing", "Loop"), "spine": lambda: pgettext("wing", "County"),
}  # fmt: skip


def thing_page(person: Any, row: ThingRow, **more: Any) -> dict[str, Any]:
    """The ``page`` of ``ui/thing.html`` for a row whose ``thing`` is loaded. ``more`` adds to it or overrides.

    The rooms' queries call this after they have found the row among those visible to the person.
    """
    acts = acts_of(person, row)
    strip = trace_strip(person, row)
    if not row.STEP and all(step["tone"] == "none" for step in strip):
        strip = []  # a norm, a plan, an import: nothing leads to it or from it
    return {
        "title": str(row.thing_title()),
        "code": row.pk,
        "thing": row.thing,
        "row": row,
        "state_word": row.state_word(getattr(row, "state", "")),
        "tone": row.tone,
        "crumbs": [{"label": WING_WORDS[row.WING](), "url": ""}, {"label": str(row.WORD), "url": ""}, {"label": row.pk, "url": ""}],
        "acts": acts,
        "trace": strip,
        "trace_parts": [{"label": PART_WORDS[part](), "span": span} for part, span in PARTS],
        "timeline": timeline(row),
        "beside": [part for part in (one(person, row) for one in beside) if part],
    } | more


PART_WORDS = {
    "learn": lambda: _("Learn a topic"), "research": lambda: _("Research a subject"), "solve": lambda: _("Solve a problem"), "drive": lambda: _("Drive a piece of work"),
}  # fmt: skip


def act_url(code: str, name: str) -> str:
    """Where a button of the act leads: to its form, or to the room's own page when one form is not enough."""
    form = FORMS.get(name)
    if form is not None and form.place:
        return reverse(form.place, args=form.arguments)
    if form is not None and form.page:
        return address_of(form.page, code)
    return reverse("act", args=[code, name])


def acts_of(person: Any, row: ThingRow) -> list[dict[str, Any]]:
    """The page's buttons: the acts open to this person now, and nothing else; the first asked one is the main one."""
    found = [
        {"name": one.name, "label": str(one.label), "url": act_url(row.pk, one.name), "primary": one.primary or bool(one.asks), "danger": one.danger} for one in open_to(person, row)
    ]
    main = next((one for one in found if one["primary"] and not one["danger"]), None)
    for one in found:
        one["primary"] = one is main
    return sorted(found, key=lambda one: (one["danger"], one["primary"]))


def trace_strip(person: Any, row: ThingRow) -> list[dict[str, Any]]:
    """The nine steps: filled only by things reached over typed links. One query loads the links of this topic and group; what took the thing up, on whatever topic, is kept on the row."""
    thing = row.thing
    ties: list[Link] = []
    if thing.topic_id and row.STEP == "topic":
        ties = list(Link.objects.select_related("later", "earlier").filter(topic=thing.topic_id))
    elif thing.topic_id:
        here = Q(group=thing.group_id) | Q(later__in=Partner.objects.filter(group=thing.group_id).values("thing"))
        found = Link.objects.select_related("later", "earlier").filter(Q(topic=thing.topic_id) & here | Q(earlier=thing.pk, type=Type.TAKES_UP))
        row.__dict__["taken_up"] = [tie.later for tie in found if tie.type == Type.TAKES_UP and tie.earlier_id == thing.pk]
        ties = [tie for tie in found if tie.topic_id == thing.topic_id]
    elif row.STEP:
        found = Link.objects.select_related("later", "earlier").filter(Q(later=thing.pk) | Q(earlier=thing.pk, type=Type.TAKES_UP))
        row.__dict__["taken_up"] = [tie.later for tie in found if tie.type == Type.TAKES_UP and tie.earlier_id == thing.pk]
        ties = [tie for tie in found if tie.later_id == thing.pk]
    things: dict[str, Thing] = {thing.pk: thing}
    for tie in ties:
        things.setdefault(tie.later_id, tie.later)
        things.setdefault(tie.earlier_id, tie.earlier)
    steps = {code: one.model.STEP for code, one in things.items()}
    codes = reached(thing.pk, [(tie.later_id, tie.earlier_id) for tie in ties], steps)
    by_step: dict[str, list[Thing]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        one = things[code]
        if steps[code]:
            by_step[steps[code]].append(one)
        for step, tones in one.model.STEP_ALSO.items():
            if one.state in tones and (step != "call_back" or row.STEP != "problem" or code == row.pk):
                also[step].append(tones[one.state])
    return [_step(step, by_step[step], also[step], row) for step in STEPS]


def _step(step: str, things: list[Thing], also: list[str], row: ThingRow) -> dict[str, Any]:
    here = row.STEP == step
    if here:
        things = [row.thing]
    tones = [one.model.TONES.get(one.state, "done" if not one.model.STATES else "none") for one in things] + also
    url, note = "", ""
    if len(things) == 1:
        url, note = things[0].url, str(things[0].state_word or things[0].title)
    elif things:
        url, note = things[0].url, _("%(count)s in all") % {"count": len(things)}
    word = tone(tones) if tones else "none"
    if things and word == "none":
        word = "going"
    return {"key": step, "label": str(STEP_WORDS[step]), "note": note, "url": url, "tone": word, "here": here, "codes": [one.pk for one in things]}


class _Words(dict):
    """Placeholders of a record's sentence; what was never told reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(record: Record) -> str:
    """The record in words, in the active language: codes as their words, text as it was typed."""
    done = ACTS.get(record.act)
    if done is None:
        return record.verb
    body = record.body_row.body if getattr(record, "body_row", None) else {}
    told = {name: done.word(name, fact) for name, fact in body.get("told", {}).items()}
    return str(done.says) % _Words(told)


def timeline(row: ThingRow, most: int = 60) -> list[dict[str, Any]]:
    """What happened, newest first: one query. Who decided comes first; who typed it for them stands behind."""
    records = Record.objects.done().filter(thing=row.pk).select_related("body_row", "typist", "decider").order_by("-seq")[:most]
    return [
        {
            "at": one.at,
            "who": one.decider.shown if one.decider_id == one.typist_id else one.typist.shown,
            "for_whom": "" if one.decider_id == one.typist_id else one.decider.shown,
            "sentence": sentence(one),
            "quote": one.body_row.body.get("told", {}).get("reason", "") or one.body_row.body.get("told", {}).get("public", ""),
            "key": "state" in one.body_row.body,
            "refused": False,
            "url": "",
            "verb": one.verb,
        }
        for one in records
    ]


def named(title: str, url: str) -> str:
    """A link inside a sentence."""
    return format_html('<a class="zx-link" href="{}">{}</a>', url, title)

