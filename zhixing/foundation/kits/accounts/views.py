"""Accounts in one go: who is chosen, and the paper with their first passwords."""

from __future__ import annotations

import secrets
from itertools import chain

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhixing.foundation.kits.documents.answers import sent, written
from zhixing.foundation.kits.documents.pdf import refuse_without_pango
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.spine.people.acts import FirstPassword, give_accounts
from zhixing.foundation.spine.people.refusals import Refused

from . import queries
from .forms import GiveForm
from .papers import strips


@require_http_methods(["GET", "POST"])
@never_cache
def give(request: Request) -> HttpResponse:
    """The list of those without a password of their own; a POST answers the paper itself, which is
    kept nowhere.
    """
    if request.method == "POST":
        return _given(request)
    return _drawn(request)


def _drawn(request: Request, fault: str = "", status: int = 200) -> HttpResponse:
    page = queries.accounts_page(request.person, request.GET.get("who", ""))
    shown = {"page": page, "fault": fault, "key": secrets.token_hex(16)}
    return render(request, "accounts/give.html", shown, status=status)


def _given(request: Request) -> HttpResponse:
    unit = queries.unit_of(request.person)
    if unit is None:
        raise Refused.ACCOUNTS_NOT_YOURS()
    form = GiveForm(request.POST, people=queries.candidates(request.person, unit))
    if not form.is_valid():
        return _drawn(request, _fault_of(form), 422)
    kind = form.cleaned_data["do"]
    if kind == "pdf":
        refuse_without_pango()  # before anybody has a password that could not be printed
    try:
        passwords: list[FirstPassword] = give_accounts.do(
            request.person,
            unit,
            people=list(form.cleaned_data["people"]),
            key=request.POST.get("_key", ""),
            channel="page",
        )
    except Refusal as refusal:
        return _drawn(request, str(refusal), refusal.status)
    if not passwords:
        messages.info(request, _("That paper was made already. For a new one choose again."))
        return redirect("accounts:give")
    site = settings.ZHIXING_ADDRESS or request.build_absolute_uri("/")
    paper = strips(passwords, site)
    return sent(written(paper, kind), paper.name, kind, paper.title)


def _fault_of(form: GiveForm) -> str:
    return " ".join(map(str, chain.from_iterable(form.errors.values())))
