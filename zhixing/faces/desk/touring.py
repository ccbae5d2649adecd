"""The tour through the demo: which stop a visitor is at stands in a cookie of their browser alone,
and every page they open meanwhile bears the bar that leads on.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zhixing.demo.tour.scenes import STOPS, Opened, Stop, opened
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.machinery.words import Words

COOKIE = "zhixing_tour"


@dataclass(frozen=True)
class TourBar:
    """Where the visitor is: stop ``number`` of ``count``, what to look at, what else may be opened
    from there, and the stop behind it; none after the last.
    """

    number: int
    count: int
    title: Words
    look: Words
    beside: Way | None
    following: Stop | None
    door_url: str
    template: str = "desk/tour.html"
    sheet: str = "desk/tour.css"


def bar(request: HttpRequest) -> TourBar | None:
    """The bar of whoever is on the tour: one query. Nobody else pays for it."""
    key = request.COOKIES.get(COOKIE, "")
    if not settings.ZHIXING_DEMO or not key or request.path == reverse("demo"):
        return None
    stops = opened(STOPS.in_order())
    present = next((stop for stop in stops if stop.scene.key == key), None)
    if present is None:
        return None
    behind = next((stop.scene for stop in stops if stop.number == present.number + 1), None)
    return TourBar(
        present.number,
        len(stops),
        present.scene.title,
        present.scene.look,
        _beside(present),
        behind,
        reverse("demo"),
    )


def _beside(stop: Opened[Stop]) -> Way | None:
    if stop.scene.beside is None or stop.beside is None:
        return None
    _row, words = stop.scene.beside
    return Way(str(words), stop.beside.url)


def go_on(answer: HttpResponse, stop: Opened[Stop]) -> None:
    """The visitor is at this stop now, until they leave the tour or close the browser."""
    answer.set_cookie(
        COOKIE, stop.scene.key, httponly=True, secure=settings.ZHIXING_HTTPS, samesite="Lax"
    )


def leave(request: HttpRequest, answer: HttpResponse) -> None:
    """The tour is over."""
    if COOKIE in request.COOKIES:
        answer.delete_cookie(COOKIE, samesite="Lax")
