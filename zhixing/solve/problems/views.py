"""Pages of problems."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed
from zhixing.foundation.machinery.things.parts import PrintPage

from . import lists, queries
from .models import Problem
from .rules import grouped


@require_GET
def problem_list(request: Request) -> HttpResponse:
    return listed(
        request, "problems/problem_list.html", lists.problem_list(request.person, request.GET)
    )


@require_GET
def problem(request: Request, code: str) -> HttpResponse:
    return render(
        request, "problems/problem.html", {"page": queries.problem_page(request.person, code)}
    )


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(PrintPage):
    """The receipt of a problem: the code, and the way to the page that it opens, once."""

    row: Problem
    plain: str
    image: str
    address: str


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
    page = ReceiptPage(
        title=_("Receipt"),
        number=row.pk,
        issuer=row.unit.name,
        date=row.received_on or clock.today(),
        back_url=row.url,
        row=row,
        plain=grouped(plain) if plain else "",
        image=image,
        address=address,
    )
    return render(request, "problems/receipt.html", {"page": page})
