"""Pages of sessions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.outbox import readable_offline
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty

from . import queries
from .forms import FilterForm
from .live import live_page
from .papers import PAPERS
from .rules import State

GROUPS = {
    "happened": lambda: pgettext("sessions", "held"),
    "ahead": lambda: pgettext("sessions", "still to come"),
}


@require_GET
def session_list(request: Request) -> HttpResponse:
    content = queries.session_list(request.person, request.GET)
    year, chips = content["year"], _chips(request, content)
    page = content | {
        "title": _("Study sessions"),
        "crumbs": [
            Crumb(pgettext("wing", "Learn")),
            Crumb(_("Study sessions")),
        ],
        "chips": chips,
        "filtered": bool(chips),
        "clear_url": f"?year={year}",
        "urls": _urls(request, year),
        "filter_form": FilterForm(
            initial={name: content[name] for name in ("year", "kind", "state", "group")},
            kinds=content["kinds"],
            person=request.person,
        ),
        "order_note": _("The latest first"),
        "empty": _empty(year),
    }
    rows = content["every"].select_related("group", "topic")
    columns = _columns(dict(content["kinds"]))
    listing = Listing(f"sessions-{year}", rows, columns, queries.with_attendance)
    return listed(request, "study_sessions/session_list.html", page, listing)


def _address(request: Request, year: int, **changed: Any) -> str:
    """The list under other conditions, from its beginning."""
    return address(request.GET, **({"after": "", "year": year} | changed))


def _urls(request: Request, year: int) -> dict[str, str]:
    """Where the numbers above the list lead."""
    states = {"all": "", "held": "happened", "ahead": "ahead", "to_sign": State.MINUTED.value}
    return {name: _address(request, year, state=state) for name, state in states.items()}


def _state_words(state: str) -> str:
    if state in State.values:
        return State(state).label
    return GROUPS[state]() if state else ""


def _chips(request: Request, content: dict[str, Any]) -> list[dict[str, str]]:
    """The conditions in force, each with the list without it."""
    words = {
        "kind": content["kind_word"],
        "state": _state_words(content["state"]),
        "group": content["group_name"],
    }
    return [
        Chip(str(word), _address(request, content["year"], **{name: ""}))
        for name, word in words.items()
        if content[name]
    ]


def _empty(year: int) -> dict[str, str]:
    return Empty(
        _("No session in %(year)s yet.") % {"year": year},
        _("The study secretary plans one on the page of the group: a topic, a day, a place."),
        "school",
        _("Study groups"),
        reverse("groups:list"),
    )


def _columns(kinds: dict[str, str]) -> list[Column]:
    """What the file of the list holds."""
    return [
        Column(_("Code"), lambda session: session.pk),
        Column(_("Study group"), lambda session: session.group.name),
        Column(pgettext("session", "Number"), lambda session: session.number),
        Column(pgettext("session", "When"), lambda session: session.day),
        Column(_("Topic"), lambda session: session.topic.title),
        Column(_("Title"), lambda session: session.title),
        Column(_("Kind"), lambda session: kinds.get(session.kind, session.kind)),
        Column(pgettext("session", "Where"), lambda session: session.place),
        Column(_("State"), lambda session: session.state_word(session.state)),
        Column(_("Expected"), lambda session: session.expected),
        Column(pgettext("attendance", "present"), lambda session: session.present),
    ]


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
