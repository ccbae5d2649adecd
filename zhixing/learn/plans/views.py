"""Pages of plans."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Chip, Empty

from . import papers, queries
from .rules import State


@require_GET
def plan_list(request: Request) -> HttpResponse:
    content = queries.plan_list(request.person, request.GET)
    page = content | {
        "title": _("Annual study plans"),
        "chips": (
            [Chip(State(content["state"]).label, f"?year={content['year']}")]
            if content["state"]
            else []
        ),
        "clear_url": f"?year={content['year']}",
        "filtered": bool(content["state"]),
        "empty": Empty(
            _("No plan for %(year)s yet.") % {"year": content["year"]},
            _(
                "The study secretary drafts one from the county's required topics; the group page"
                " has the button."
            ),
            "notebook",
            _("All units and groups"),
            reverse("orgs:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda plan: plan.pk),
        Column(_("Unit"), lambda plan: plan.unit.name),
        Column(_("Study group"), lambda plan: plan.group.name),
        Column(_("Version"), lambda plan: plan.version),
        Column(_("Topics"), lambda plan: plan.line_count),
        Column(_("State"), lambda plan: plan.state_label),
    ]
    return listed(
        request,
        "plans/plan_list.html",
        page,
        Listing(f"plans-{content['year']}", content["every"], columns, queries.with_line_counts),
    )


@require_GET
def plan(request: Request, code: str) -> HttpResponse:
    return render(request, "plans/plan.html", {"page": queries.plan_page(request.person, code)})


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    record = queries.paper(request.person, code)
    return papered(request, papers.plan(record), record["plan"].url, record["plan"], "plan")


@require_GET
def compare(request: Request, code: str) -> HttpResponse:
    return render(
        request, "plans/compare.html", {"page": queries.plan_comparison(request.person, code)}
    )


@require_GET
def package(request: Request, code: str) -> HttpResponse:
    return render(
        request, "plans/package.html", {"page": queries.package_page(request.person, code)}
    )
