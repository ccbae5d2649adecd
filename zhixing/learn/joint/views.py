"""Pages of joint groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty
from zhixing.foundation.spine.groups.models import StudyGroup

from . import queries
from .acts import found_joint
from .models import JointGroup
from .rules import State


@require_GET
def joint_list(request: Request) -> HttpResponse:
    content = queries.joint_list(request.person, request.GET)
    founding = _founding() if found_joint.may.allows(request.person, None) else None
    state = content["state"]
    page = content | {
        "title": _("Joint study"),
        "crumbs": queries.crumbs()[:1] + [Crumb(_("Joint study"))],
        "order_note": _("in the order in which they were founded"),
        "acts": [*_ways(content["groups"][:1]), *([founding] if founding else [])],
        "chips": [Chip(str(State(state).label), "?")] if state else [],
        "clear_url": "?",
        "filtered": bool(state),
        "empty": _empty(founding),
    }
    listing = Listing("joint-groups", content["every"], _columns(), dress=_with_words)
    return listed(request, "joint/joint_list.html", page, listing)


def _founding() -> Button:
    """The button that founds a joint group, whichever group leads it."""
    return Button(str(found_joint.label), reverse("new", args=["found_joint"]), primary=True)


def _ways(groups: list[StudyGroup]) -> list[Button]:
    """Whom these groups could study with."""
    return [
        Button(_("Whom to study with"), reverse("joint:partners", args=[group.pk]))
        for group in groups
    ]


def _empty(founding: Button | None) -> Empty:
    return Empty.beginning(
        _("No joint group yet."),
        _(
            "Groups with linked duties, or with few members, study one topic together: one"
            " session, one record, counted once for each of them."
        ),
        "users-group",
        founding,
    )


def _with_words(joints: list[JointGroup]) -> list[JointGroup]:
    return [queries.with_words(joint) for joint in joints]


def _columns() -> list[Column]:
    """What the file of the list holds."""
    return [
        Column(_("Code"), lambda joint: joint.pk),
        Column(pgettext("of a thing", "Name"), lambda joint: joint.name),
        Column(_("Leads and keeps the record"), lambda joint: joint.group.name),
        Column(_("Groups that study with it"), lambda joint: joint.names),
        Column(_("Joined by"), lambda joint: joint.get_why_display()),
        Column(_("Reason"), lambda joint: joint.reason),
        Column(pgettext("joint group", "From"), lambda joint: joint.since),
        Column(pgettext("joint group", "Until"), lambda joint: joint.until),
        Column(_("Studied together"), lambda joint: joint.held),
        Column(_("State"), lambda joint: joint.get_state_display()),
    ]


@require_GET
def joint(request: Request, code: str) -> HttpResponse:
    return render(request, "joint/joint.html", {"page": queries.joint_page(request.person, code)})


@require_GET
def partners(request: Request, code: str) -> HttpResponse:
    """Whom one group could study with, and why; nobody is ranked."""
    content = queries.partners_page(request.person, code, request.GET)
    columns = [
        Column(_("Code"), lambda suggestion: suggestion["group"].pk),
        Column(_("Study group"), lambda suggestion: suggestion["group"].name),
        Column(
            _("Reason"),
            lambda suggestion: pgettext("clause separator", "; ").join(suggestion["reasons"]),
        ),
    ]
    page = content | {
        "order_note": _("in the order of the roster"),
        "empty": Empty(
            _("Nothing suggests a group to study with."),
            _(
                "Suggestions come from the plans of the year, from topics that units lead, from"
                " claims, and from who deals with what came from study."
            ),
            "users-group",
        ),
    }
    return listed(
        request, "joint/partners.html", page, Listing("study-partners", content["every"], columns)
    )
