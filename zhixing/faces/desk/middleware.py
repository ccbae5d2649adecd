"""Who asks, and how a refusal is answered: the same from page and API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import key_of
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.inputs import check_request, usable
from zhixing.foundation.machinery.refusals import Refused
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.unwritable import refusal_of
from zhixing.foundation.spine.people.models import PUBLIC

from .faults import not_found, problem, refused

FREE = (
    "/me/",
    "/logout/",
    "/i18n/",
    "/static/",
    "/sw.js",
    "/manifest.webmanifest",
    "/offline/",
)  # what somebody with a first password may open


class CookieMiddleware:
    """A cookie that no browser of ours was given, because no database could hold it, is as good as
    none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if usable(value)}
        return self.get_response(request)


class PersonMiddleware:
    """``request.person``: the person of the account, with what it holds (read once a request), or
    PUBLIC. Pages cost no write.

    The answer names the person (an opaque id): what a browser keeps belongs to one person, and goes
    when another one is there. A script that sends what was typed before says for whom
    (``X-Zhixing-As``); under anybody else's name nothing is done.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.person = PUBLIC
        if request.user.is_authenticated:
            person = request.user.person
            if person.active:
                request.person = keep_holdings(person)
            if request.user.must_change and not request.path.startswith(FREE):
                if request.path.startswith("/api/"):
                    return problem(
                        403, "password.first", _("Change your first password on the page first.")
                    )
                return redirect("me")
        typed_by = request.headers.get("X-Zhixing-As", "")
        if typed_by and typed_by != request.person.pk:
            return problem(
                409,
                "other_person",
                (
                    _(
                        "Somebody else is logged in now. What was typed waits until its writer logs"
                        " in again."
                    )
                    if request.person
                    else _(
                        "You are logged out. What was typed waits on this machine until you log in"
                        " again."
                    )
                ),
            )
        answer = self.get_response(request)
        if request.person:
            answer["X-Zhixing-Person"] = key_of(request.person)
            if "max-age" not in answer.get("Cache-Control", ""):
                patch_cache_control(answer, no_store=True, private=True)
        return answer


class RefusalMiddleware:
    """A Refusal that no view caught becomes a page (or a JSON answer under /api/) with its status,
    code and sentence; so does a database that is busy, or a disk that is full, and what no database
    can hold: that is refused before a view reads it.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 503:
            answer.headers.setdefault("Retry-After", "60")
        return answer

    def process_view(
        self, request: Request, _view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not usable(request.path):
            return not_found(request)
        try:
            check_request(request)
        except Refusal as refusal:
            return refused(request, refusal)
        return None

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError):
            exception = Refused.UNFIT()
        refusal = exception if isinstance(exception, Refusal) else refusal_of(exception)
        if refusal is None:
            return None
        return refused(request, refusal)
