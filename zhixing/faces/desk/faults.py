"""Refusals and faults, as pages for people and as problems for programs."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhixing.foundation.kits import drafts
from zhixing.foundation.machinery.errors import Invisible, Refusal
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.unwritable import refusal_of


def refused_page(
    request: Request, status: int, sentence: str = "", code: str = "", back: str = ""
) -> HttpResponse:
    return render(
        request,
        "ui/error.html",
        {"status": status, "sentence": sentence, "code": code, "home_url": "/", "back_url": back},
        status=status,
    )


def refused(request: Request, refusal: Refusal) -> HttpResponse:
    """A refusal that no page caught."""
    if _wants_json(request):
        return problem(refusal.status, refusal.code, str(refusal), getattr(refusal, "fields", {}))
    if isinstance(refusal, Invisible):
        return refused_page(request, 404)
    if refusal.status == 503 and request.method == "POST":
        return _unsent_page(request, refusal)
    return refused_page(request, refusal.status, str(refusal), refusal.code)


def _wants_json(request: Request) -> bool:
    """A machine, or a script of a page: no person reads the answer as it comes."""
    asked = request.headers.get("Accept", "")
    return (
        request.path.startswith("/api/")
        or "X-Zhixing-As" in request.headers
        or "json" in (request.content_type or "")
        or ("application/json" in asked and "text/html" not in asked)
    )


def _unsent_page(request: Request, refusal: Refusal) -> HttpResponse:
    """What was typed comes back with the refusal, to be sent again from here."""
    typed = []
    for name, values in request.POST.lists():
        if name not in drafts.NEVER:
            typed += [(name, value) for value in values]
    fault = {
        "status": refusal.status,
        "sentence": str(refusal),
        "code": refusal.code,
        "home_url": "/",
        "typed": typed,
        "action": request.get_full_path(),
        "files": bool(request.FILES),
    }
    return render(request, "ui/error.html", fault, status=refusal.status)


def problem(status: int, code: str, detail: str, fields: Any = None) -> JsonResponse:
    """RFC 9457."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if fields:
        body["errors"] = {
            name: [str(sentence) for sentence in sentences] for name, sentences in fields.items()
        }
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    refusal = refusal_of(exception)
    if refusal is not None:
        return refused(request, refusal)
    return refused_page(request, 400, _("The request can not be read. Go back and try again."))


def forbidden(
    request: Request,
    exception: Exception | None = None,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    return refused_page(request, 403)


def not_found(
    request: Request,
    exception: Exception | None = None,  # noqa: ARG001 - Django names it
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(404, "invisible", _("There is nothing here that you can see."))
    return refused_page(request, 404)


def broken(request: Request) -> HttpResponse:
    """A fault nothing caught, also outside of the views (a session that can not be written)."""
    refusal = refusal_of(sys.exc_info()[1])
    return refused(request, refusal) if refusal is not None else refused_page(request, 500)
