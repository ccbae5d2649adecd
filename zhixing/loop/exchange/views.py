"""Pages of the exchange meeting and of the four questions across a topic."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import queries


@require_GET
def meeting(request: Request, code: str) -> HttpResponse:
    return render(
        request, "exchange/meeting.html", {"page": queries.exchange_page(request.person, code)}
    )


@require_GET
def questions(request: Request, code: str) -> HttpResponse:
    page = queries.questions_page(request.person, code, request.GET)
    return listed(request, "exchange/questions.html", page)
