"""Pages of threads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed
from zhixing.foundation.machinery.things.page import PART_WORDS, act_url
from zhixing.foundation.machinery.things.parts import Button, Crumb

from . import lists, queries


@require_GET
def overview(request: Request) -> HttpResponse:
    return listed(request, "threads/overview.html", lists.overview(request.person, request.GET))


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
    return listed(request, "threads/loose_ends.html", lists.loose_ends(request.person, request.GET))
