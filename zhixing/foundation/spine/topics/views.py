"""Pages of topics."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Empty

from . import queries


@require_GET
def topic_list(request: Request) -> HttpResponse:
    page = queries.topic_list(request.person, request.GET) | {
        "title": _("Topics"),
        "empty": Empty(
            _("No topic in this year yet."),
            _("The county's office sets them one by one, or imports its plan."),
            "notebook",
            _("Import the county's plan"),
            reverse("new", args=["import_plan"]),
        ),
    }
    columns = [
        Column(_("Code"), lambda row: row["topic"].pk),
        Column(_("Topic"), lambda row: row["topic"].title),
        Column(_("First month"), lambda row: row["topic"].first_month),
        Column(_("Last month"), lambda row: row["topic"].last_month),
        Column(_("Research subject"), lambda row: row["topic"].research_subject),
        Column(
            _("Lead units"),
            lambda row: pgettext("list separator", ", ").join(
                unit.name for unit in row["topic"].lead_units.all()
            ),
        ),
        Column(_("Groups that studied it"), lambda row: row["studied"]),
    ]
    return listed(
        request,
        "topics/topic_list.html",
        page,
        Listing(f"topics-{page['year']}", page["rows"], columns),
    )


@require_GET
def topic(request: Request, code: str) -> HttpResponse:
    return render(request, "topics/topic.html", {"page": queries.topic_page(request.person, code)})
