"""What the browser needs to work without network: the service worker, the manifest, the page that
says that a page was not kept; and the shared sheets.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.inputs import json_value, number_in
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.spine.people.models import person_of
from zhixing.ui.statics import kit_files

from . import store

FILES = (  # what the page for no network needs, and most pages
    *kit_files(),
    "ui/ui.js",
    "ui/seal.svg",
    "vendor/tabler-icons/icons.svg",
)
ICONS = (
    ("seal.svg", "any", "image/svg+xml"),
    ("seal-192.png", "192x192", "image/png"),
    ("seal-512.png", "512x512", "image/png"),
)


@lru_cache(maxsize=1)
def _script() -> str:
    return (Path(__file__).parent / "static" / "outbox" / "sw.js").read_text(encoding="utf-8")


@login_not_required
@require_GET
@never_cache
def worker(_request: Request) -> HttpResponse:
    """The service worker, at the root because it answers for every page."""
    text = (
        _script()
        .replace("/*logout*/", reverse("logout"))
        .replace("/*offline*/", reverse("outbox:offline"))
        .replace("/*static*/", static(""))
        .replace("/*files*/", " ".join(static(name) for name in FILES))
    )
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@login_not_required
@require_GET
def manifest(_request: Request) -> JsonResponse:
    """So that the site can be put among the programs of a machine."""
    body = {
        "name": _("Zhixing"),
        "short_name": _("Zhixing"),
        "lang": translation.get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f5f7",
        "theme_color": "#b3292e",
        "icons": [
            {"src": static(f"ui/{name}"), "sizes": sizes, "type": kind, "purpose": "any"}
            for name, sizes, kind in ICONS
        ],
    }
    return JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@login_not_required
@require_GET
def offline(request: Request) -> HttpResponse:
    """Kept by the browser in advance, and shown instead of a page that it does not have: the same
    for everybody, in both languages.
    """
    texts = []
    for code, lang in (("zh-hans", "zh-CN"), ("en", "en")):
        with translation.override(code):
            texts.append(
                {
                    "lang": lang,
                    "title": _("No network, and this page is not kept on this machine."),
                    "again": _("Try again"),
                    "what": _(
                        "What you typed is not lost: drafts stay on this machine until the network"
                        " is back. Pages that can be read without network say so; open them once"
                        " while there is network."
                    ),
                }
            )
    return render(request, "outbox/offline.html", {"texts": texts})


@require_http_methods(["GET", "POST"])
def sheet(request: Request, code: str) -> HttpResponse:
    """GET: what is new after ``?since=`` (fields), ``?version=`` (the thing) and who else is here;
    304 when nothing is. POST: what was typed (JSON).
    """
    try:
        opening, row, serial = store.find(request.person, code)
    except Http404:
        return JsonResponse(
            {
                "code": "invisible",
                "detail": _(
                    "You have no part in this sheet (any more). What you typed stays on this"
                    " machine."
                ),
            },
            status=404,
            json_dumps_params={"ensure_ascii": False},
        )
    if request.method == "POST":
        return _take_writes(request, code)
    others = store.look_in(request.person, code)
    mark = hashlib.sha256(
        json.dumps(
            [
                serial,
                row.thing.version,
                others,
                request.person.pk,
                translation.get_language(),
            ]
        ).encode()
    ).hexdigest()[:20]
    answer: HttpResponse
    if request.headers.get("If-None-Match", "").strip('W/"') == mark:
        answer = HttpResponseNotModified()
    else:
        since, version = (
            -1 if (number := number_in(request.GET.get(name))) is None else number
            for name in ("since", "version")
        )
        body = {
            "serial": serial,
            "version": row.thing.version,
            "others": others,
            "entries": store.read(code, since) if since != serial else [],
            "token": get_token(request),
        }
        if version != row.thing.version:
            body["state"] = opening.state(request.person, row)
        answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["ETag"] = f'"{mark}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _take_writes(request: Request, code: str) -> JsonResponse:
    try:
        body = json_value(request.body)
        device, writes = (
            (body.get("device", ""), body.get("writes", [])) if isinstance(body, dict) else ("", [])
        )
        if not isinstance(writes, list) or not isinstance(device, str):
            writes = []
    except ValueError:
        device, writes = "", []
    try:
        answers = store.write(person_of(request.person), code, device, writes)
    except Refusal as refusal:
        return JsonResponse(
            {"code": refusal.code, "detail": str(refusal)},
            status=refusal.status,
            json_dumps_params={"ensure_ascii": False},
        )
    return JsonResponse({"answers": answers}, json_dumps_params={"ensure_ascii": False})
