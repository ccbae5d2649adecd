"""Pages of session reports."""

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
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty

from . import papers, queries
from .forms import FilterForm
from .rules import State


@require_GET
def report_list(request: Request) -> HttpResponse:
    content = queries.report_list(request.person, request.GET)

    def go(**changed: Any) -> str:
        return address(request.GET, **({"after": "", "year": content["year"]} | changed))

    chips = [Chip(str(State(content["state"]).label), go(state=""))] if content["state"] else []
    chips += [Chip(content["group_name"], go(group=""))] if content["group"] else []
    year = content["year"]
    page = content | {
        "title": _("Session reports"),
        "crumbs": [
            Crumb(pgettext("wing", "Learn")),
            Crumb(_("Session reports")),
        ],
        "chips": chips,
        "clear_url": f"?year={year}",
        "filtered": bool(chips),
        "urls": {"all": go(state=""), **{state: go(state=state) for state in State.values}},
        "filter_form": FilterForm(
            initial={name: content[name] for name in ("year", "state", "group")},
            person=request.person,
        ),
        "order_note": _("The latest first"),
        "empty": Empty(
            _("No report in %(year)s yet.") % {"year": year},
            _("Once the leader has signed a session off, its page builds the report in one click."),
            "file-text",
            _("Study sessions"),
            reverse("sessions:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda report: report.pk),
        Column(_("Title"), lambda report: report.title),
        Column(_("Study group"), lambda report: report.group.name),
        Column(pgettext("session", "Number"), lambda report: report.session.number),
        Column(_("Topic"), lambda report: report.topic.title),
        Column(_("Due"), lambda report: report.due),
        Column(_("Sent on"), lambda report: report.sent_on),
        Column(pgettext("report", "Received on"), lambda report: report.received_on),
        Column(_("State"), lambda report: report.state_word(report.state)),
        Column(_("Text of the report"), lambda report: report.text),
    ]
    return listed(
        request,
        "reports/report_list.html",
        page,
        Listing(f"session-reports-{year}", content["every"], columns),
    )


@require_GET
def report(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reports/report.html", {"page": queries.report_page(request.person, code)}
    )


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    report = queries.paper(request.person, code)
    return papered(request, papers.report(report), report.url, report, "report")
