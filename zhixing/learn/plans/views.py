"""Pages of plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import papers, queries, texts
from .rules import State


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    found = queries.plan_list(request.person, request.GET)
    page = found | {
        "title": _("Annual study plans"),
        "chips": (
            [{"label": State(found["state"]).label, "remove_url": f"?year={found['year']}"}]
            if found["state"]
            else []
        ),
        "clear_url": f"?year={found['year']}",
        "filtered": bool(found["state"]),
        "empty": {
            "icon": "notebook",
            "sentence": _("No plan for %(year)s yet.") % {"year": found["year"]},
            "what": _(
                "The study secretary drafts one from the county's required topics; the group page"
                " has the button."
            ),
            "label": _("All units and groups"),
            "url": reverse("orgs:list"),
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Study group"), lambda one: one.group.name),
        Column(_("Version"), lambda one: one.version),
        Column(_("Topics"), lambda one: one.line_count),
        Column(_("State"), lambda one: one.state_label),
    ]
    return listed(
        request,
        "plans/plan_list.html",
        page,
        Listing(f"plans-{found['year']}", found["every"], columns, queries.with_line_counts),
    )


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.plan_page(request.person, code)
    return render(
        request,
        "plans/plan.html",
        {
            "page": (
                page
                | {
                    "print_url": reverse("plans:print", args=[code]),
                    "copy": texts.to_copy(page),
                }
            )
        },
    )


@require_GET
@in_county_language()
def paper(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.paper(request.person, code)
    return papered(request, papers.plan(found), found["plan"].url, found["plan"], "plan")


@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.plan_comparison(request.person, code)
    return render(
        request,
        "plans/compare.html",
        {
            "page": (
                found
                | {
                    "title": _("What changed"),
                    "crumbs": [{"label": str(found["plan"]), "url": found["plan"].url}],
                }
            )
        },
    )


@require_GET
def package(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "plans/package.html", {"page": queries.package_page(request.person, code)}
    )
