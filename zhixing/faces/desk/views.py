"""The desk: today, things, wings, search, oneself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhixing.foundation.machinery.actors import key_of
from zhixing.foundation.machinery.door import row_of
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.spine.people.acts import give_email
from zhixing.foundation.spine.people.models import person_of

from . import queries
from .acting import put_all_onto
from .entry import changed_password
from .forms import EmailForm, PasswordForm
from .today import today_page
from .wings import wing_page

ASIDE_COOKIE = "zhixing_aside"  # the first steps, put aside by whom it names


@require_GET
@never_cache
def today(request: Request) -> HttpResponse:
    put_aside = request.COOKIES.get(ASIDE_COOKIE, "") == request.person.pk
    page = today_page(request.person, request.GET, put_aside=put_aside)
    return render(request, "desk/today.html", {"page": page})


@require_POST
def put_first_steps_aside(request: Request) -> HttpResponse:
    """This browser shows them no more to this person, but as one line that leads back."""
    answer = redirect("today")
    answer.set_cookie(
        ASIDE_COOKIE,
        key_of(request.person),
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        secure=settings.ZHIXING_HTTPS,
        samesite="Lax",
    )
    return answer


@require_GET
def thing(request: Request, code: str) -> HttpResponse:
    """A code in the address opens its thing; kinds without a page of their own get a plain one."""
    row = row_of(request.person, code)
    if row.URL:
        return redirect(row.url)
    return render(request, "ui/thing.html", {"page": ThingPage.of(request.person, row)})


@require_GET
def records(request: Request, code: str) -> HttpResponse:
    """The record of a thing, page by page: its own page shows the newest entries."""
    row = row_of(request.person, code)
    before = number_in(request.GET.get("before"))
    page = queries.record_page(request.person, row, before)
    return render(request, "desk/records.html", {"page": page})


@require_GET
def wing(request: Request, wing: str) -> HttpResponse:
    """The front page of a wing."""
    return render(request, "desk/wing.html", {"page": wing_page(request.person, wing)})


@require_GET
def search(request: Request) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:100]
    code = typed(q)
    if q and Thing.objects.visible_to(request.person).filter(pk=code).exists():
        return redirect("thing", code=code)
    return render(request, "desk/search.html", {"page": queries.search(request.person, q)})


@require_http_methods(["GET", "POST"])
@never_cache
def me(request: Request) -> HttpResponse:
    """Who I am here: my roles, my group, my address for invitations, and the change of my password
    (the first one must be changed before anything else).
    """
    mine = request.method == "POST" and request.POST.get("do") == "email"
    form, status = PasswordForm(None if mine else request.POST or None), 200
    account: Any = request.user  # an Account: the page is for those who have logged in
    email = EmailForm(
        request.POST if mine else None,
        initial={"email": person_of(request.person).email if request.person else ""},
    )
    if mine:
        status = 422
        if email.is_valid() and not account.must_change:
            try:
                give_email.do(
                    request.person,
                    queries.home_unit(request.person),
                    email=email.cleaned_data["email"],
                    channel="page",
                )
            except Refusal as refusal:
                put_all_onto(email, refusal)
                status = refusal.status
            else:
                messages.success(request, _("The e-mail address is changed."))
                return redirect("me")
    elif request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = changed_password(
                    request, form.cleaned_data["old"], form.cleaned_data["new"]
                )
            except Refusal as refusal:
                put_all_onto(form, refusal)
                status = refusal.status
            else:
                update_session_auth_hash(request, changed)
                messages.success(request, _("The password is changed."))
                return redirect("today")
    return render(
        request,
        "desk/me.html",
        {
            "page": queries.me(request.person, account),
            "form": form,
            "email": email,
        },
        status=status,
    )
