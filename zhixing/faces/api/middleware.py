"""The API always answers JSON, also where Django, a middleware or the log-in answers a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from zhixing.faces.desk.faults import problem

UNDER = "/api/"
NOT_LOGGED_IN = ("login.first", _("Log in first: an act has a person who answers for it."))
WORDS: dict[int, tuple[str, Any]] = {
    400: ("request.bad", _("The request can not be read.")),
    401: NOT_LOGGED_IN,
    403: (
        "forbidden",
        _("The request was refused: its token (X-CSRFToken) or its origin does not fit."),
    ),
    404: ("invisible", _("There is nothing here that you can see.")),
    405: ("method.unknown", _("This is not asked for in this way: look at the header Allow.")),
    413: ("request.big", _("This is too large.")),
    500: (
        "broken",
        _(
            "Something went wrong here. Nothing was changed; it is written down for the"
            " administrator."
        ),
    ),
}


class JsonMiddleware:
    """Under /api/ a refusal that is a page, or a way elsewhere, becomes a problem in JSON with the
    status it stands for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if (
            not request.path.startswith(UNDER)
            or answer.status_code < 300
            or "json" in answer.get("Content-Type", "")
        ):
            return answer
        return _in_json(answer, _status(request, answer))


def _status(request: HttpRequest, answer: HttpResponse) -> int:
    """Whoever is not logged in is told so first; an address that leads elsewhere is none of the
    API.
    """
    user = getattr(request, "user", None)
    if answer.status_code in (302, 403) and (user is None or not user.is_authenticated):
        return 401
    return 404 if answer.status_code in (301, 302) else answer.status_code


def _in_json(answer: HttpResponse, status: int) -> HttpResponse:
    code, sentence = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    refusal = problem(status, code, str(sentence))
    refusal.cookies = answer.cookies
    for name in ("Allow", "Retry-After", "Vary", "Cache-Control", "WWW-Authenticate"):
        if name in answer:
            refusal[name] = answer[name]
    return refusal
