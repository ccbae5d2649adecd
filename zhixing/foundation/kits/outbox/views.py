"""What the browser needs to work without network: the service worker, the manifest, and the page that says that a page was not kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

ICONS = (("seal.svg", "any", "image/svg+xml"), ("seal-192.png", "192x192", "image/png"), ("seal-512.png", "512x512", "image/png"))


@lru_cache(maxsize=1)
def _script() -> str:
    return (Path(__file__).parent / "static" / "outbox" / "sw.js").read_text(encoding="utf-8")


@login_not_required
@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root because it answers for every page."""
    text = _script().replace("/*logout*/", reverse("logout")).replace("/*offline*/", reverse("outbox:offline")).replace("/*static*/", static(""))
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """So that the site can be put among the programs of a machine."""
    body = {
        "name": _("Zhixing"), "short_name": _("Zhixing"), "lang": translation.get_language(), "start_url": "/", "scope": "/", "display": "standalone", "background_color": "#f4f5f7", "theme_color": "#b3292e",
        "icons": [{"src": static(f"ui/{name}"), "sizes": sizes, "type": kind, "purpose": "any"} for name, sizes, kind in ICONS],
    }  # fmt: skip
    return JsonResponse(body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the browser in advance, and shown instead of a page that it does not have: the same for everybody, in both languages."""
    said = []
    for code, lang in (("zh-hans", "zh-CN"), ("en", "en")):
        with translation.override(code):
            said.append({
                "lang": lang, "title": _("No network, and this page is not kept on this machine."), "again": _("Try again"),
                "what": _("What you typed is not lost: drafts stay on this machine until the network is back. Pages that can be read without network say so; open them once while there is network."),
            })  # fmt: skip
    return render(request, "outbox/offline.html", {"said": said})
