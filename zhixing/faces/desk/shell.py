"""What every page's frame needs: place, person, wings, alerts. Costs at most one query beside what
the middleware has read.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.queries import county_name
from zhixing.foundation.spine.orgs.roles import RoleCode

from . import touring
from .following import draw_next

WINGS = (
    ("learn", lambda: pgettext("wing", "Learn"), "notebook"),
    ("examine", lambda: pgettext("wing", "Examine"), "pencil-check"),
    ("solve", lambda: pgettext("wing", "Solve"), "walk"),
    ("oversee", lambda: pgettext("wing", "Oversee"), "eye-check"),
    ("loop", lambda: pgettext("wing", "Loop"), "repeat"),
    ("county", lambda: pgettext("wing", "County"), "building-community"),
)


def shell(request: Request) -> dict[str, Any]:
    person = getattr(request, "person", None)
    frame: dict[str, Any] = {
        "county": county_name(),
        "home_url": "/",
        "login_url": reverse("login"),
        "demo": settings.ZHIXING_DEMO,
        "demo_url": reverse("demo") if settings.ZHIXING_DEMO else "",
        "tour": touring.bar(request),
        "notices": (
            [
                _(
                    "One person may hold the duties of the system, security and audit"
                    " administrators here (profile small). Separate them when you can."
                )
            ]
            if settings.ZHIXING_PROFILE == "small"
            else []
        ),
    }
    if person:
        frame |= {
            "place": person.unit.name if person.unit_id else frame["county"],
            "place_note": "",
            "person_name": person.name,
            "person_role": role_words(person),
            "person_key": person.pk,
            "wings": wings(request.path),
            "today_url": reverse("today"),
            "search_url": reverse("search"),
            "logout_url": reverse("logout"),
            "me_url": reverse("me"),
            "alerts": alerts(person),
            "alerts_url": alerts_url(),
            "worker_url": reverse("outbox:worker"),
            "manifest_url": reverse("outbox:manifest"),
            "whose": partial(whose, person),
            "draw_next": partial(draw_next, request),
        }
    return {"shell": frame}


def whose(person: Actor) -> str:
    """Over what the numbers of a page are counted, where that depends on who looks. One query, none
    for the county.

    A page asks for it lazily: what prints no total pays nothing.
    """
    held = holdings(person)
    if held.sees_county():
        return _("Counted for the whole county.")
    names = (
        Unit.objects.filter(path__in=held.seeing()).in_roster_order().values_list("name", flat=True)
    )
    places = [_("%(unit)s and below") % {"unit": name} for name in names]
    if held.group_codes():
        places.append(_("your study group"))
    places.append(_("what you take part in or may read"))
    return _("Counted over what you may see: %(places)s.") % {
        "places": pgettext("enumeration", ", ").join(places)
    }


def wings(path: str) -> list[dict[str, Any]]:
    entries = [
        {
            "label": _("Today"),
            "url": reverse("today"),
            "icon": "calendar-check",
            "here": path == "/",
        }
    ]
    return entries + [
        {"label": word(), "url": f"/{name}/", "icon": icon, "here": path.startswith(f"/{name}/")}
        for name, word, icon in WINGS
    ]


def role_words(person: Actor) -> str:
    """The first role, as its holder would say it: in the group before at a unit."""
    held = person.__dict__.get("_holdings")
    if held is None:
        return ""
    for role in (G.SECRETARY, G.LEADER, G.DEPUTY, G.MEMBER, G.INVITED, G.ATTENDEE):
        if held.groups.get(role):
            return str(role.label)
    for code in RoleCode.values:
        if held.units.get(code):
            return str(RoleCode(code).label)
    return ""


def alerts(person: Actor) -> int:
    return Alert.objects.waiting_for(person).count()


def alerts_url() -> str:
    return reverse("alerts:list")
