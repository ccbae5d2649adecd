"""The list of alerts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import first_rows
from zhixing.foundation.machinery.things.parts import Empty

from .models import Alert


@require_GET
def alert_list(request: Request) -> HttpResponse:
    verbs = {act.verb: act.label for act in ACTS.values()}
    every = Alert.objects.waiting_for(request.person).select_related("thing").order_by("-made_at")
    alerts, pager = first_rows(every, 200)
    rows = [{"alert": alert, "word": verbs.get(alert.verb, alert.verb)} for alert in alerts]
    page = {
        "title": _("Alerts"),
        "rows": rows,
        "pager": pager,
        "empty": Empty(
            _("No new alert."),
            _("Notices of sessions and changes stand here until you take them off."),
            "bell-off",
        ),
    }
    columns = [
        Column(_("Code"), lambda alert: alert.thing_id),
        Column(_("What"), lambda alert: alert.thing.title),
        Column(_("Act"), lambda alert: verbs.get(alert.verb, alert.verb)),
        Column(_("When"), lambda alert: alert.made_at),
    ]
    return listed(request, "alerts/alert_list.html", page, Listing("alerts", every, columns))


@require_POST
def seen(request: Request) -> HttpResponse:
    """Take them off the list."""
    with traffic("alerts"):
        Alert.objects.filter(person=request.person.pk, seen_on__isnull=True).update(
            seen_on=clock.today()
        )
    return redirect("alerts:list")
