"""Pages of sessions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.outbox import readable_offline
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import covering, lists, queries
from .live import live_page
from .papers import PAPERS


@require_GET
def session_list(request: Request) -> HttpResponse:
    return listed(
        request, "study_sessions/session_list.html", lists.session_list(request.person, request.GET)
    )


@require_GET
def groups(request: Request) -> HttpResponse:
    """Which groups have met, which have arranged a session, which neither."""
    return listed(
        request, "spans/group_list.html", covering.groups_that_met(request.person, request.GET)
    )


@require_GET
def session(request: Request, code: str) -> HttpResponse:
    return render(
        request,
        "study_sessions/session.html",
        {"page": queries.session_page(request.person, code)},
    )


@require_GET
@readable_offline
def live(request: Request, code: str) -> HttpResponse:
    """While it takes place: attendance, speeches, what is caught; for whoever keeps the session,
    with or without network.
    """
    return render(request, "study_sessions/live.html", {"page": live_page(request.person, code)})


@require_GET
@in_county_language()
def paper(request: Request, code: str, name: str) -> HttpResponse:
    """One of ``papers.PAPERS``, as a page or (``?format=docx|pdf``) as a file."""
    record = queries.paper(request.person, code)
    return papered(request, PAPERS[name](record), record["session"].url, record["session"], name)
