"""Pages of the register of papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    page = queries.entry_list(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(pgettext("paper", "Number"), lambda one: one.number),
        Column(pgettext("paper", "Paper"), lambda one: str(one.word)),
        Column(_("Belongs to"), lambda one: one.about.title),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Date of issue"), lambda one: one.issued_on),
        Column(_("Signer"), lambda one: one.signer),
        Column(_("Copies to"), lambda one: one.copies),
        Column(_("Voided on"), lambda one: one.voided_on),
    ]
    return listed(
        request,
        "documents/entry_list.html",
        page,
        Listing(f"register-of-papers-{page['year']}", page["every"], columns),
    )


@require_GET
def entry(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "documents/entry.html", {"page": queries.entry_page(request.person, code)}
    )
