"""The list of alerts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists
from .models import Alert


@require_GET
def alert_list(request: Request) -> HttpResponse:
    return listed(request, "alerts/alert_list.html", lists.alert_list(request.person))


@require_POST
def seen(request: Request) -> HttpResponse:
    """Take them off the list."""
    with traffic("alerts"):
        Alert.objects.filter(person=request.person.pk, seen_on__isnull=True).update(
            seen_on=clock.today()
        )
    return redirect("alerts:list")
