"""Who asks, and how a refusal is answered: the same from page and API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.act import is_locked
from zhixing.foundation.machinery.errors import Busy, Refusal
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.spine.people.models import PUBLIC

FREE = ("/me/", "/logout/", "/i18n/", "/static/")  # what somebody with a first password may open


class PersonMiddleware:
    """``request.person``: the person of the account, with what it holds (read once a request), or PUBLIC. Pages cost no write."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = PUBLIC
        if request.user.is_authenticated:
            person = request.user.person
            if person.active:
                request.person = keep_holdings(person)
            if request.user.must_change and not request.path.startswith(FREE):
                if request.path.startswith("/api/"):
                    from .views import problem

                    return problem(403, "password.first", _("Change your first password on the page first."))
                return redirect("me")
        return self.get_response(request)


class RefusalMiddleware:
    """A Refusal that no view caught becomes a page (or a JSON answer under /api/) with its status, code and sentence; so does a database that is busy."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_locked(exception):
            exception = Busy()
        if not isinstance(exception, Refusal):
            return None
        from .views import refused

        return refused(request, exception)
