"""The residents' window: by the receipt, without login, how far it has come and whether it is
really solved.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.parts import Crumb, Picture
from zhixing.foundation.machinery.visitors import address_of
from zhixing.foundation.spine.files.queries import picture as drawn
from zhixing.foundation.spine.files.queries import published_pair
from zhixing.foundation.spine.files.views import shown as pixels
from zhixing.foundation.spine.people import throttle
from zhixing.foundation.spine.people.models import LoginTry, resident
from zhixing.solve.problems.acts import (
    allow_phone,
    answer_by_receipt,
    rate_by_receipt,
    withdraw_phone,
)
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.queries import PublicStatus, by_receipt, followed, public_status
from zhixing.solve.problems.rules import Answer, Grade, State, plain_code

from .refusals import Refused

LONGEST_CODE = 300  # the whole address of the QR may be pasted
COOKIE, SALT, HOLDS = "zhixing_receipt", "portal.receipt", dt.timedelta(minutes=30)


def _uncached(answer: HttpResponse) -> HttpResponse:
    """Not for search engines, not for caches."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    return answer


def enter(problem: Problem) -> HttpResponse:
    """To the case of a problem; a signed cookie holds the door open for a while."""
    answer = redirect("portal:case")
    answer.set_cookie(
        COOKIE,
        signing.dumps(problem.pk, salt=SALT),
        max_age=int(HOLDS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.ZHIXING_HTTPS,
    )
    return _uncached(answer)


def demo_case() -> Problem | None:
    """Demo mode: the case a visitor looks at as its resident, one that waits for an answer if there
    is one.
    """
    cases = Problem.objects.exclude(receipt_hash="").select_related("thing")
    return cases.filter(state=State.VERIFIED).first() or cases.first()


@dataclass(frozen=True, kw_only=True)
class CodePage:
    """Where the code of a receipt is typed; ``fault``: what was said of the last one."""

    title: str
    crumbs: list[Crumb] = field(default_factory=list)
    fault: str = ""
    typed: str = ""


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The case of a receipt, with what can be answered."""

    title: str
    state_word: str
    tone: str
    crumbs: list[Crumb]
    case: PublicStatus
    pictures: list[Picture]
    answers: list[tuple[str, str, str]]  # code, word, icon
    grades: list[Any]
    fault: str
    key: str


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def home(request: Request) -> HttpResponse:
    """Enter the receipt. The code travels in the body of a POST, never in an address; a QR carries
    it behind #, which no server sees.
    """
    page = CodePage(title=_("How far is my case?"))
    if request.method != "POST":
        return _uncached(render(request, "portal/home.html", {"page": page}))
    typed = request.POST.get("code", "")[:LONGEST_CODE]
    problem = by_receipt(typed)
    if problem is not None:
        return enter(problem)
    fault, status = _wrong_code(request, typed)
    return _uncached(
        render(
            request,
            "portal/home.html",
            {"page": replace(page, fault=fault, typed=typed)},
            status=status,
        )
    )


def _wrong_code(request: Request, typed: str) -> tuple[str, int]:
    """What is said of a code that opens nothing. Only such codes are counted, by address and by
    code: nobody is held up with a right one.
    """
    if throttle.guessed(LoginTry.RECEIPT, address_of(request), plain_code(typed)):
        return _("Too many tries. Wait a few minutes, then try again."), 429
    return (
        _(
            "There is no case with this code. Look at the receipt again: "
            "24 letters and digits, without 0, O, 1 and I."
        ),
        422,
    )


def _case(request: Request) -> Problem | None:
    try:
        code = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        return None
    return (
        Problem.objects.select_related("thing", "unit", "head__unit")
        .filter(pk=code)
        .exclude(receipt_hash="")
        .first()
    )


PHONES = {"allow": allow_phone, "withdraw": withdraw_phone}


def _perform_choice(problem: Problem, typed: Any) -> None:
    """What the resident pressed. Raises Refusal."""
    how = {"channel": "portal", "key": typed.get("key", "")[:64]}
    reason = typed.get("reason", "")[:1000]
    if typed.get("answer"):
        choice = typed["answer"] if typed["answer"] in Answer.values else Answer.NONE
        answer_by_receipt(resident(), problem, answer=choice, reason=reason, **how)
    elif typed.get("rating") in Grade.values:
        rate_by_receipt(resident(), problem, rating=typed["rating"], reason=reason, **how)
    elif typed.get("phone") in PHONES:
        PHONES[typed["phone"]](resident(), problem, **how)
    else:
        raise Refused.ANSWER_NONE()


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def case(request: Request) -> HttpResponse:
    """The case: five steps, and, once it is verified, the question."""
    problem = _case(request)
    if problem is None:
        return _uncached(redirect("portal:home"))
    fault, status = "", 200
    if request.method == "POST":
        try:
            _perform_choice(problem, request.POST)
        except Refusal as refusal:
            fault, status = str(refusal), refusal.status
        if not fault:
            return _uncached(redirect("portal:case"))
        problem = _case(request) or problem
    shown = public_status(problem)
    page = CasePage(
        title=shown.title,
        state_word=shown.state_word,
        tone=shown.tone,
        crumbs=[Crumb(_("Residents' window")), Crumb(shown.unit), Crumb(shown.code)],
        case=shown,
        pictures=_pictures(problem),
        answers=[
            (Answer.REALLY, _("Really solved"), "circle-check"),
            (Answer.PARTLY, _("Partly solved"), "circle-half-2"),
            (Answer.NOT, _("Not solved"), "circle-x"),
        ],
        grades=Grade.choices,
        fault=fault,
        key=secrets.token_hex(16),
    )
    return _uncached(render(request, "portal/case.html", {"page": page}, status=status))


def _pictures(problem: Problem) -> list[Picture]:
    """What of before and after is published of the case."""
    return [
        drawn(file, problem.title, reverse("portal:picture", args=[file.side]))
        for file in published_pair(followed(problem).pk)
    ]


@login_not_required
@require_safe
@never_cache
def picture(request: Request, side: str) -> HttpResponse:
    """One of the published pictures of the case whose door is open; to others there is none."""
    problem = _case(request)
    if problem is None:
        raise Http404
    pair = published_pair(followed(problem).pk)
    file = next((file for file in pair if file.side == side), None)
    if file is None:
        raise Http404
    return _uncached(pixels(file))
