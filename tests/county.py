"""The standing cast for tests: see ``zhixing.demo.cast`` for who is who (``county.stranger``
must see nothing of 龙泉镇).
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from zhixing.demo import cast
from zhixing.foundation.kits.snapshots.store import Keeper
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records import append_only
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Account

PASSWORD = "spring-rain-on-slate"


def build_county() -> SimpleNamespace:
    """The county, with a password the tests know, which its people have chosen themselves."""
    county = cast.build_county(PASSWORD)
    with traffic("test"):
        Account.objects.update(must_change=False)
    return county


def committed_county() -> SimpleNamespace:
    """The county in tables of its own, for tests that commit and empty them afterwards; what stood
    there for other tests goes, and the triggers that would hinder it.
    """
    append_only.remove(connection)
    if Unit.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    return build_county()


def worker_comes_by() -> None:
    """What the worker keeps for the pages is there, as in a county that is served: it makes a few
    in one round, and goes on until nothing is stale.
    """
    keeper = Keeper()
    while keeper.refresh():
        pass


def logins(client_class: Any, county: SimpleNamespace, *names: str) -> dict[str, Any]:
    """A logged-in Django client for each named person."""
    clients = {}
    for name in names:
        client = client_class()
        client.force_login(getattr(county, name).account)
        clients[name] = client
    return clients


def known_since(day: dt.date, *groups: Any) -> None:
    """The county knew of these groups on that day already, so that it asks them for the time since
    (all others are asked from the day on which the tests run).
    """
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    with traffic("test"):
        Thing.objects.filter(pk__in=[group.pk for group in groups]).update(made_at=moment)
    for group in groups:
        group.thing.made_at = moment


SEEN = {"solved": True, "answered": True, "met": True, "satisfied": True}
"""What the verifier says of a problem that is solved: four attestations, none of them given by
default.
"""
