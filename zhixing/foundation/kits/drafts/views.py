"""The address the page's script sends drafts to."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhixing.foundation.machinery.requests import Request

from . import store


@require_POST
def keep(request: Request, key: str) -> JsonResponse:
    data = {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists()}
    draft = store.keep(request.person, key, data)
    return JsonResponse({"kept_at": timezone.localtime(draft.kept_at).strftime("%H:%M:%S")})
