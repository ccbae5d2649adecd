"""Pages of lectures, lecture series and policy notes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.act import Act
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty

from . import queries
from .acts import draft_note, found_series, plan_lecture
from .forms import FilterForm
from .rules import NoteState, State


def _act_buttons(request: Request, act: Act, primary: bool = True) -> list[dict[str, Any]]:
    """The way to an act, for those who may do it anywhere."""
    if not act.may.allows(request.person, None):
        return []
    return [Button(str(act.label), reverse("new", args=[act.name]), primary=primary)]


def _list_links(*names: str) -> list[dict[str, Any]]:
    words = {"list": _("Lectures"), "series_list": _("Lecture series"), "notes": _("Policy window")}
    return [Button(words[name], reverse(f"lectures:{name}")) for name in names]


@require_GET
def lecture_list(request: Request) -> HttpResponse:
    content = queries.lecture_list(request.person, request.GET)
    year = content["year"]

    def go(**changed: Any) -> str:
        return address(request.GET, **({"after": "", "year": year} | changed))

    words = {
        "state": State(content["state"]).label if content["state"] else "",
        "series": content["series_name"],
        "open": _("Open to residents") if content["open"] else "",
    }
    doing = _act_buttons(request, plan_lecture)
    page = content | {
        "title": _("Lectures"),
        "crumbs": queries.crumbs()[:1] + [Crumb(_("Lectures"))],
        "acts": [*_list_links("series_list", "notes"), *doing],
        "urls": {
            "all": go(state=""),
            "held": go(state=State.HELD),
            "planned": go(state=State.PLANNED),
        },
        "chips": [Chip(str(word), go(**{name: ""})) for name, word in words.items() if word],
        "clear_url": f"?year={year}",
        "filtered": any(words.values()),
        "filter_form": FilterForm(
            initial={name: content[name] for name in ("year", "state", "series", "open")},
            person=request.person,
        ),
        "order_note": _("The latest first"),
        "empty": Empty(
            _("No lecture in %(year)s yet.") % {"year": year},
            _(
                "Lectures go to where the work is: a village, a site, a service hall. They belong"
                " to a series, and one that is open to residents is announced on their page."
            ),
            "speakerphone",
            _("Begin a lecture series") if doing else "",
            reverse("new", args=["found_series"]) if doing else "",
        ),
    }
    columns = [
        Column(_("Code"), lambda lecture: lecture.pk),
        Column(_("Title"), lambda lecture: lecture.title),
        Column(_("Lecture series"), lambda lecture: lecture.series.name),
        Column(_("Unit"), lambda lecture: lecture.unit.name),
        Column(pgettext("session", "When"), lambda lecture: lecture.day),
        Column(pgettext("session", "Where"), lambda lecture: lecture.place),
        Column(_("Kind of place"), lambda lecture: lecture.get_place_kind_display()),
        Column(_("Lecturer"), lambda lecture: lecture.lecturer),
        Column(_("Filing number"), lambda lecture: lecture.filing),
        Column(_("For whom"), lambda lecture: lecture.for_whom),
        Column(_("Open to residents"), lambda lecture: lecture.open_to_all),
        Column(_("Topic"), lambda lecture: lecture.topic.title if lecture.topic else ""),
        Column(_("State"), lambda lecture: lecture.get_state_display()),
        Column(_("How many listened"), lambda lecture: lecture.listened),
    ]
    return listed(
        request,
        "lectures/lecture_list.html",
        page,
        Listing(f"lectures-{year}", content["every"], columns),
    )


@require_GET
def lecture(request: Request, code: str) -> HttpResponse:
    return render(
        request, "lectures/lecture.html", {"page": queries.lecture_page(request.person, code)}
    )


@require_GET
def series_list(request: Request) -> HttpResponse:
    content = queries.series_list(request.person, request.GET)
    doing = _act_buttons(request, found_series)
    page = content | {
        "title": _("Lecture series"),
        "crumbs": queries.crumbs(Crumb(_("Lecture series"))),
        "acts": [*_list_links("list"), *doing],
        "order_note": _("by name"),
        "empty": Empty(
            _("No lecture series yet."),
            _("A series has a name and an aim; its lectures are planned one by one."),
            "books",
            doing[0].label if doing else "",
            doing[0].url if doing else "",
        ),
    }
    columns = [
        Column(_("Code"), lambda series: series.pk),
        Column(pgettext("of a thing", "Name"), lambda series: series.name),
        Column(_("What it is for"), lambda series: series.aim),
        Column(_("Unit"), lambda series: series.unit.name),
        Column(pgettext("lectures", "Held"), lambda series: series.held),
        Column(pgettext("lectures", "Planned"), lambda series: series.planned),
        Column(_("How many listened"), lambda series: series.listeners),
        Column(_("State"), lambda series: series.get_state_display()),
    ]
    return listed(
        request,
        "lectures/series_list.html",
        page,
        Listing("lecture-series", content["every"], columns),
    )


@require_GET
def series(request: Request, code: str) -> HttpResponse:
    return render(
        request, "lectures/series.html", {"page": queries.series_page(request.person, code)}
    )


@require_GET
def note_list(request: Request) -> HttpResponse:
    content = queries.note_list(request.person, request.GET)
    doing = _act_buttons(request, draft_note)
    page = content | {
        "title": _("Policy window"),
        "crumbs": queries.crumbs(Crumb(_("Policy window"))),
        "acts": [
            *_list_links("list"),
            Button(_("The residents' page"), reverse("portal:window")),
            *doing,
        ],
        "order_note": _("The latest first"),
        "chips": ([Chip(str(NoteState(content["state"]).label), "?")] if content["state"] else []),
        "clear_url": "?",
        "filtered": bool(content["state"]),
        "empty": Empty(
            _("No policy note yet."),
            _(
                "A policy in plain words for residents: who can have what, where, until when. A"
                " publisher publishes it."
            ),
            "speakerphone",
            doing[0].label if doing else "",
            doing[0].url if doing else "",
        ),
    }
    columns = [
        Column(_("Code"), lambda note: note.pk),
        Column(_("Title"), lambda note: note.title),
        Column(_("In plain words"), lambda note: note.text),
        Column(_("Stands in"), lambda note: note.source),
        Column(_("Unit"), lambda note: note.unit.name),
        Column(_("Published on"), lambda note: note.published_on),
        Column(_("Valid until"), lambda note: note.valid_until),
        Column(_("State"), lambda note: note.get_state_display()),
    ]
    return listed(
        request, "lectures/note_list.html", page, Listing("policy-notes", content["every"], columns)
    )


@require_GET
def note(request: Request, code: str) -> HttpResponse:
    return render(request, "lectures/note.html", {"page": queries.note_page(request.person, code)})
