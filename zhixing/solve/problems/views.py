"""Pages of problems."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Button, Empty, Pager

from . import queries
from .models import Problem
from .rules import grouped


@require_GET
def problem_list(request: Request) -> HttpResponse:
    contents = queries.problem_list(request.person, request.GET)
    query = contents["query"]
    page = contents | {
        "title": _("Problems"),
        "clear_url": "?",
        "filtered": bool(contents["chosen"]),
        "order_note": _("the nearest deadline first, without deadline last"),
        "pager": Pager(
            first=contents["at"] + 1,
            last=contents["at"] + len(contents["rows"]),
            total=contents["total"],
            prev_url=f"?{query}&after={max(contents['at'] - queries.PAGE, 0)}"
            if contents["at"]
            else "",
            next_url=f"?{query}&after={contents['more']}" if contents["more"] else "",
        ),
        "acts": [
            Button(
                _("Register a resident's problem"),
                reverse("new", args=["register_resident_problem"]),
            ),
            Button(_("Note a problem"), reverse("new", args=["draft_problem"]), primary=True),
        ],
        "empty": Empty(
            _("No problem yet."),
            _(
                "Problems come from sessions, research, sit-ins, enterprises and residents; the"
                " county's ledger can be imported."
            ),
            "flag",
            _("Note a problem"),
            reverse("new", args=["draft_problem"]),
        ),
    }
    columns = [
        Column(_("Code"), lambda problem: problem.pk),
        Column(_("Problem"), lambda problem: problem.title),
        Column(_("Text"), lambda problem: problem.text),
        Column(_("Class"), lambda problem: problem.get_kind_display()),
        Column(_("Responsible unit"), lambda problem: problem.unit.name),
        Column(
            _("Responsible person"),
            lambda problem: problem.person.name if problem.person else problem.person_text,
        ),
        Column(_("State"), lambda problem: problem.get_state_display()),
        Column(_("Deadline"), lambda problem: problem.named_due),
        Column(_("How it stands"), lambda problem: named_words(problem)["words"]),
        Column(_("Received on"), lambda problem: problem.received_on),
    ]
    return listed(
        request, "problems/problem_list.html", page, Listing("problems", contents["all"], columns)
    )


@require_GET
def problem(request: Request, code: str) -> HttpResponse:
    return render(
        request, "problems/problem.html", {"page": queries.problem_page(request.person, code)}
    )


@require_GET
@never_cache
@in_county_language()
def receipt(request: Request, code: str) -> HttpResponse:
    """The receipt to print. The code on it is shown once, right after the registration; later only
    that there is one.
    """
    row = get_object_or_404(
        Problem.objects.visible_to(request.person)
        .exclude(receipt_hash="")
        .select_related("thing", "unit"),
        pk=code,
    )
    shown = request.session.pop("show_once", {})
    plain = shown.get(code, "") if isinstance(shown, dict) else ""
    address = request.build_absolute_uri(reverse("portal:home"))
    image = (
        segno.make(f"{address}#{plain}", error="m").svg_data_uri(scale=4, border=2) if plain else ""
    )
    page = {
        "title": _("Receipt"),
        "number": row.pk,
        "issuer": row.unit.name,
        "date": row.received_on or clock.today(),
        "back_url": row.url,
        "row": row,
        "plain": grouped(plain) if plain else "",
        "image": image,
        "address": address,
    }
    return render(request, "problems/receipt.html", {"page": page})
