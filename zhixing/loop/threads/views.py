"""Pages of threads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.page import PART_WORDS, act_url

from . import queries


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    page = queries.overview(request.person, request.GET) | {
        "title": _("How far each topic has come"),
        "empty": {"icon": "repeat", "sentence": _("No topic in this year yet."), "what": _("The county's office sets the topics or imports its plan; groups plan, study and claim."), "label": _("Topics"), "url": reverse("topics:list")},
    }  # fmt: skip
    return render(request, "threads/overview.html", {"page": page})


@require_GET
def thread(request: HttpRequest, topic: str, group: str) -> HttpResponse:
    found = queries.thread_page(request.person, topic, group)
    crumbs = [{"label": pgettext("wing", "Loop"), "url": ""}, {"label": _("Threads"), "url": reverse("threads:list")}, {"label": found["group"].unit.name, "url": found["group"].url}]
    acts = [{"label": _("Say why"), "url": act_url(found["group"].pk, "explain_loose_end"), "primary": True, "danger": False}] if found["ends"] and found["may_close"] else []
    for column in found["columns"]:
        column["label"] = PART_WORDS[column["part"]]()
    page = found | {"title": found["topic"].title, "crumbs": crumbs, "acts": acts, "state_word": _("has come to: %(step)s") % {"step": found["furthest"]}, "tone": "going"}
    return render(request, "threads/thread.html", {"page": page})


@require_GET
def loose_ends(request: HttpRequest) -> HttpResponse:
    found = queries.overview(request.person, request.GET)
    page = found | {
        "title": _("Loose ends"), "rows": found["loose"], "group_names": {one.pk: one for one in found["groups"]},
        "empty": {"icon": "circle-check", "sentence": _("Nothing ended without a word."), "what": _("Everything led somewhere, or says why it did not."), "label": "", "url": ""},
    }  # fmt: skip
    page["rows"] = [{"end": end, "group": page["group_names"][end.group], "close_url": act_url(end.group, "explain_loose_end") + f"?thing={end.thing.pk}" if queries.may_close(request.person, page["group_names"][end.group]) else ""} for end in found["loose"]]
    return render(request, "threads/loose_ends.html", {"page": page})
