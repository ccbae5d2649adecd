"""Pages of threads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.page import PART_WORDS, act_url
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty, Pager, Way

from . import may, queries

LOOSE_PAGE = 50


@require_GET
def overview(request: Request) -> HttpResponse:
    page = queries.overview(request.person, request.GET) | {
        "title": _("How far each topic has come"),
        "empty": Empty(
            _("No topic in this year yet."),
            _(
                "The county's office sets the topics or imports its plan; groups plan, study and"
                " claim."
            ),
            "repeat",
            _("Topics"),
            reverse("topics:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda row: row["topic"].pk),
        Column(_("Title"), lambda row: row["topic"].title),
        *(
            Column(word, lambda row, at=at: row["steps"][at]["count"])
            for at, word in enumerate(page["steps"])
        ),
    ]
    return listed(
        request,
        "threads/overview.html",
        page,
        Listing(f"threads-{page['year']}", page["rows"], columns),
    )


@require_GET
def thread(request: Request, topic: str, group: str) -> HttpResponse:
    contents = queries.thread_page(request.person, topic, group)
    crumbs = [
        Crumb(pgettext("wing", "Loop")),
        Crumb(_("Threads"), reverse("threads:list")),
        Crumb(contents["group"].unit.name, contents["group"].url),
    ]
    acts = (
        [Button(_("Say why"), act_url(contents["group"].pk, "explain_loose_end"), primary=True)]
        if contents["ends"] and contents["may_close"]
        else []
    )
    for column in contents["columns"]:
        column["label"] = PART_WORDS[column["part"]]()
    page = contents | {
        "title": contents["topic"].title,
        "crumbs": crumbs,
        "acts": acts,
        "state_word": _("has come to: %(step)s") % {"step": contents["furthest"]},
        "tone": "going",
    }
    return render(request, "threads/thread.html", {"page": page})


@require_GET
def loose_ends(request: Request) -> HttpResponse:
    """What ended without a word, the rare kinds first; each kind can be looked at alone."""
    kind = request.GET.get("kind", "")
    chosen = queries.chosen_groups(request.person, request.GET)
    loose = queries.LooseEnds(chosen, clock.today(), kind, reader=request.person)
    at = number_in(request.GET.get("after")) or 0
    groups = {group.pk: group for group in chosen}
    rows = list(loose.part(at, LOOSE_PAGE))
    closable = {
        code: may.closes_ends(request.person, groups[code]) for code in {end.group for end in rows}
    }
    last, total = at + len(rows), len(loose)
    page = {
        "title": _("Loose ends"),
        "count": total,
        "filtered": bool(kind),
        "clear_url": "?",
        "chips": ([Chip(str(queries.END_WORDS[kind]), "?")] if kind in queries.END_WORDS else []),
        "kinds": [
            Way(str(queries.END_WORDS[code]), f"?kind={code}", number=number)
            for code, number in loose.counts.items()
        ],
        "rows": [
            {
                "end": end,
                "group": groups[end.group],
                "close_url": (
                    f"{act_url(end.group, 'explain_loose_end')}?thing={end.thing.pk}"
                    if closable[end.group]
                    else ""
                ),
            }
            for end in rows
        ],
        "pager": Pager(
            first=at + 1 if rows else 0,
            last=last if rows else 0,
            total=total,
            prev_url=address(request.GET, after=max(0, at - LOOSE_PAGE) or "") if at else "",
            next_url=address(request.GET, after=last) if rows and last < total else "",
        ),
        "empty": Empty(
            _("Nothing ended without a word."),
            _("Everything led somewhere, or says why it did not."),
            "circle-check",
        ),
    }
    columns = [
        Column(_("Code"), lambda end: end.thing.pk),
        Column(_("What"), lambda end: end.thing.title),
        Column(_("Unit"), lambda end: groups[end.group].name),
        Column(_("Why it is one"), lambda end: end.word),
    ]
    return listed(request, "threads/loose_ends.html", page, Listing("loose-ends", loose, columns))
