"""Pages of the register of papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def entry_list(request: Request) -> HttpResponse:
    page = queries.entry_list(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda entry: entry.pk),
        Column(pgettext("paper", "Number"), lambda entry: entry.number),
        Column(pgettext("paper", "Paper"), lambda entry: str(entry.word)),
        Column(_("Belongs to"), lambda entry: entry.about.title),
        Column(_("Unit"), lambda entry: entry.unit.name),
        Column(_("Date of issue"), lambda entry: entry.issued_on),
        Column(_("Signer"), lambda entry: entry.signer),
        Column(_("Copies to"), lambda entry: entry.copies),
        Column(_("Voided on"), lambda entry: entry.voided_on),
    ]
    return listed(
        request,
        "documents/entry_list.html",
        page,
        Listing(f"register-of-papers-{page['year']}", page["every"], columns),
    )


@require_GET
def entry(request: Request, code: str) -> HttpResponse:
    return render(
        request, "documents/entry.html", {"page": queries.entry_page(request.person, code)}
    )
