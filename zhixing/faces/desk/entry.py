"""Log-in and log-out, and the change of one's own password: where a password is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.unwritable import refusal_of
from zhixing.foundation.machinery.visitors import address_of
from zhixing.foundation.spine.people import throttle
from zhixing.foundation.spine.people.acts import change_password
from zhixing.foundation.spine.people.models import Account, LoginTry
from zhixing.loop.overview.may import BEGINS_HERE

from . import queries
from .forms import LoginForm

DEVICE_COOKIE, TICKET_COOKIE = "zhixing_device", "zhixing_turn"
TOO_MANY = gettext_lazy("Too many tries. Wait %(seconds)s s, then try again.")
CROWDED = gettext_lazy("Many people are logging in at this moment. Try again in some seconds.")


class Slowed(Refusal):
    """429: too many tries; nothing was looked at."""

    status = 429


@dataclass(frozen=True, kw_only=True)
class LoginPage:
    """Where name and password are typed."""

    title: str
    lead: str


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def log_in(request: Request) -> HttpResponse:
    """Name and password; slowed down, never shut, when somebody guesses."""
    if request.person:
        return redirect(first_page(request.user))
    form, status = LoginForm(request.POST or None), 200
    if request.method == "POST":
        answer, status = _try_where_writable(request, form) if form.is_valid() else (None, 422)
        if answer is not None:
            return answer
    page = LoginPage(
        title=_("Log in"), lead=_("With the user name the system administrator gave you.")
    )
    wanted = request.POST.get("next") or request.GET.get("next", "")
    shown = render(
        request, "desk/login.html", {"form": form, "page": page, "next": wanted}, status=status
    )
    if form.ticket:
        _set_cookie(shown, TICKET_COOKIE, form.ticket, 60 * 60)
    return shown


def _try_where_writable(request: Request, form: LoginForm) -> tuple[HttpResponse | None, int]:
    """One try; where nothing can be written nobody can log in, and hears why."""
    try:
        return _try_to_log_in(request, form)
    except (DatabaseError, OSError) as fault:
        refusal = refusal_of(fault)
        if refusal is None:
            raise
        form.add_error(None, str(refusal))
        return None, refusal.status


def _try_to_log_in(request: Request, form: LoginForm) -> tuple[HttpResponse | None, int]:
    """One try: the way in, or nothing and the status; what is wrong is said on the form."""
    name, device = (
        form.cleaned_data["username"].strip().lower(),
        request.COOKIES.get(DEVICE_COOKIE, ""),
    )
    with throttle.slot() as free:
        if not free:
            form.add_error(None, CROWDED)
            return None, 429
        turn = throttle.take(
            name, address_of(request), device, request.COOKIES.get(TICKET_COOKIE, "")
        )
        if not turn:
            form.add_error(None, TOO_MANY % {"seconds": turn.seconds})
            form.ticket = turn.ticket
            return None, 429
        account = authenticate(request, username=name, password=form.cleaned_data["password"])
    if account is None:
        form.add_error(None, _("This user name and password do not belong together."))
        return None, 422
    return _let_in(request, account, throttle.passed(turn, device)), 302


def _let_in(request: Request, account: Any, device: str) -> HttpResponse:
    login(request, account)
    answer = redirect(safe_next(request, account))
    _set_cookie(answer, DEVICE_COOKIE, device, int(throttle.DEVICE_AGE.total_seconds()))
    return answer


def _set_cookie(answer: HttpResponse, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, httponly=True, secure=settings.ZHIXING_HTTPS, samesite="Lax"
    )


def first_page(account: Any) -> str:
    """Where somebody begins who asked for no page: a county leader with the whole, others with
    their day.
    """
    person = account.person
    if BEGINS_HERE.allows(person, None, holdings(person)):
        return reverse("overview:page")
    return reverse("today")


def safe_next(request: Request, account: Any) -> str:
    """The page that was asked for, where it is one of ours; else where this person begins."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return first_page(account)


def changed_password(request: Request, old: str, new: str) -> Account:
    """Change one's own password. The present one is a password too: wrong ones are counted before
    they are looked at. Raises the act's refusals, and Slowed.
    """
    with throttle.slot() as free:
        if not free:
            raise Slowed("crowded", CROWDED)
        turn = throttle.take(request.user.username, None, what=LoginTry.OWN)
        if not turn:
            raise Slowed("slowed", TOO_MANY, seconds=turn.seconds)
        try:
            account = change_password.do(
                request.person, queries.home_unit(request.person), old=old, new=new, channel="page"
            )
        except Refusal as refusal:
            if refusal.code != "password.wrong":
                throttle.passed(turn)
            raise
    throttle.passed(turn)
    return account


@require_POST
def log_out(request: Request) -> HttpResponse:
    """The session ends, and so does what this browser kept of its pages."""
    logout(request)
    answer = redirect("login")
    answer["Clear-Site-Data"] = '"cache"'
    return answer
