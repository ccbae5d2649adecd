"""The door of the demo: in demo mode alone one enters with one click, as any of its cast, at the
page one came for. Elsewhere there is no such page.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhixing.demo.tour.players import usernames
from zhixing.demo.tour.scenes import CONTRASTS, RESIDENT, STOPS, Kind, Opened, Scenes, opened
from zhixing.faces.portal.views import demo_case, enter
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.spine.people.models import Account
from zhixing.solve.problems.models import Problem

from . import touring
from .door import door_page
from .entry import safe_next


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def demo(request: Request) -> HttpResponse:
    """The door; whoever comes back to it has left the tour."""
    if not settings.ZHIXING_DEMO:
        raise Http404
    if request.method == "POST":
        return _enter(request)
    answer = render(request, "desk/door.html", {"page": door_page()})
    touring.leave(request, answer)
    return answer


def _enter(request: Request) -> HttpResponse:
    """As whom (``as``), and where to: a stop of the tour, a contrast, or the page ``next``."""
    stop = _scene(STOPS, request.POST.get("stop", ""))
    scene: Opened[Any] | None = stop or _scene(CONTRASTS, request.POST.get("contrast", ""))
    who = scene.scene.who if scene is not None else request.POST.get("as", "")
    answer = _as_resident(request, scene) if who == RESIDENT else _as_cast(request, who, scene)
    if stop is not None:
        touring.go_on(answer, stop)
    else:
        touring.leave(request, answer)
    return answer


def _scene(scenes: Scenes[Kind], key: str) -> Opened[Kind] | None:
    """The scene of this key, where its story was told."""
    if not key:
        return None
    present = opened(scenes.in_order())
    return next((scene for scene in present if scene.scene.key == key), None)


def _as_resident(request: Request, scene: Opened[Kind] | None) -> HttpResponse:
    """Without an account: to the case of the scene, or to one that waits for an answer."""
    case = demo_case() if scene is None else _case_of(scene.thing.pk)
    if case is None:
        raise Http404
    logout(request)
    return enter(case)


def _case_of(code: str) -> Problem | None:
    """A problem that has a receipt."""
    cases = Problem.objects.exclude(receipt_hash="").select_related("thing")
    return cases.filter(pk=code).first()


def _as_cast(request: Request, who: str, scene: Opened[Kind] | None) -> HttpResponse:
    known = scene is not None or who in usernames()
    account = Account.objects.filter(username=who, is_active=True).first() if known else None
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(scene.url if scene is not None else safe_next(request, account))
