"""The standing cast for tests: see ``zhixing.demo.cast`` for who is who (``county.stranger``
must see nothing of 龙泉镇).
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from zhixing.demo import cast
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.people.models import Account

PASSWORD = "spring-rain-on-slate"


def build_county() -> SimpleNamespace:
    """The county, with a password the tests know, which its people have chosen themselves."""
    county = cast.build_county(PASSWORD)
    with traffic("test"):
        Account.objects.update(must_change=False)
    return county


def logins(client_class: Any, county: SimpleNamespace, *names: str) -> dict[str, Any]:
    """A logged-in Django client for each named person."""
    clients = {}
    for name in names:
        client = client_class()
        client.force_login(getattr(county, name).account)
        clients[name] = client
    return clients


SEEN = {"solved": True, "answered": True, "met": True, "satisfied": True}
"""What the verifier says of a problem that is solved: four attestations, none of them given by
default.
"""
