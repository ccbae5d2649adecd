"""The feed itself, which needs no log-in, and the pages on which one gets its address."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.visitors import address_of
from zhixing.foundation.spine.people import throttle
from zhixing.foundation.spine.people.models import LoginTry

from . import queries
from .acts import end_feed, end_group_feed, make_feed, make_group_feed
from .ical import TYPE


def site_of(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def feed_answer(request: Request, content: bytes, kind: str, cache: str) -> HttpResponse:
    """A feed as an answer, or 304 when whoever asks has it already."""
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    answer = HttpResponse(
        content, content_type=kind, headers={"ETag": etag, "Cache-Control": cache}
    )
    return get_conditional_response(request, etag=etag, response=answer) or answer


def calendar_answer(request: Request, content: bytes, name: str, cache: str) -> HttpResponse:
    """A calendar as an answer."""
    answer = feed_answer(request, content, TYPE, cache)
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


@login_not_required
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar at a secret address. Whoever guesses is slowed down; whoever has a right address
    never is.
    """
    feed = queries.find(token)
    if feed is None:
        pause = throttle.guessed(LoginTry.FEED, address_of(request))
        if pause:
            return HttpResponse(
                status=429, headers={"Retry-After": str(pause), "Cache-Control": "no-store"}
            )
        raise Http404
    answer = calendar_answer(
        request, queries.text_of(feed, site_of(request)), "zhixing", "private, max-age=900"
    )
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex, nofollow", "no-referrer"
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def mine(request: Request) -> HttpResponse:
    """One's own address: made, shown once, replaced, ended."""
    token, person = "", request.person
    if request.method == "POST":
        unit = queries.home_unit(person)
        if request.POST.get("do") == "end":
            end_feed.do(person, unit, channel="page")
            return redirect("feeds:mine")
        token = make_feed.do(person, unit, channel="page").show_once
    return render(
        request, "feeds/feed.html", {"page": queries.mine(person, token, site_of(request))}
    )


@require_http_methods(["GET", "POST"])
@never_cache
def group(request: Request, code: str) -> HttpResponse:
    """A group's address: for those in the group; the secretary and the leader make and end it, and
    who made it sees it once.
    """
    token, row = "", queries.own_group(request.person, code)
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_group_feed.do(request.person, row, channel="page")
            return redirect("feeds:group", code=code)
        token = make_group_feed.do(request.person, row, channel="page").show_once
    return render(
        request,
        "feeds/feed.html",
        {"page": queries.of_group(request.person, row, token, site_of(request))},
    )
