"""Keep, load and drop drafts: traffic, no act."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import Any

from django.db import DatabaseError

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.actors import Actor, key_of
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.unwritable import refusal_of

from .models import Draft
from .refusals import Refused

log = logging.getLogger("zhixing.drafts")
LIMIT = 200_000
LIVE = dt.timedelta(days=90)
NEVER = {"csrfmiddlewaretoken", "_key", "_seen", "password", "old", "new", "again"}


def keep(person: Actor, key: str, data: dict[str, Any]) -> Draft:
    """Keep what was typed. Raises BadInput beyond 200 kB."""

    fields = {name: value for name, value in data.items() if name not in NEVER}
    if len(json.dumps(fields, ensure_ascii=False)) > LIMIT:
        raise Refused.DRAFT_LONG()
    with traffic("draft"):
        return Draft.objects.update_or_create(
            person_id=key_of(person),
            key=key[:90],
            defaults={"data": fields, "kept_at": clock.now()},
        )[0]


def load(person: Actor, key: str) -> Draft | None:
    return Draft.objects.filter(person=person.pk, key=key[:90]).first()


def drop(person: Actor, key: str) -> None:
    """What was sent is no draft any more. It is done already: a disk that just filled up does not
    undo it, the draft stays until the next time or until it is swept.
    """
    try:
        with traffic("draft"):
            Draft.objects.filter(person=person.pk, key=key[:90]).delete()
    except DatabaseError as fault:
        if refusal_of(fault) is None:
            raise
        log.warning("the draft %s stays: %s", key, fault)


def sweep() -> None:
    """Drafts that nobody touched for as long as they are kept."""
    Draft.objects.filter(kept_at__lt=clock.now() - LIVE).delete()


registry.sweeps.append(sweep)
