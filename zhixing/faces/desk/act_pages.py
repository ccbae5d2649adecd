"""The page of an act: its form, and what stands around it."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import Any, Self

from django.urls import reverse

from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.errors import NotNow, Refusal
from zhixing.foundation.machinery.things.beginning import is_open_elsewhere
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.machinery.words import Words


@dataclass(frozen=True)
class ThingLine:
    """The thing above a form."""

    title: str
    code: str
    url: str
    state_word: Words
    tone: str

    @classmethod
    def of(cls, row: ThingRow) -> Self:
        state = row.state_word(getattr(row, "state", ""))
        return cls(row.thing_title(), row.pk, row.url, state, row.tone)


@dataclass(frozen=True)
class Warned:
    """What to know before an act is done, and the way to mend it first."""

    sentence: str
    way: Way | None


@dataclass(frozen=True)
class Draft:
    """Where what is typed is kept meanwhile, and when it was kept last."""

    url: str
    kept_at: dt.datetime | None


@dataclass(frozen=True)
class Pair:
    """What was typed beside what stands in the record now."""

    label: str
    yours: str
    now: str


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """The form of an act (``ui/form.html``). ``key``: under which it is done once; ``seen``: the
    version of the thing that the form was made of.
    """

    title: str
    button: str
    danger: bool
    cancel_url: str
    thing: ThingLine | None
    elsewhere_url: str
    warning: Warned | None
    draft: Draft | None
    refused: str
    stale: list[Pair] = field(default_factory=list)
    key: str
    seen: Any


def page_of(person: Any, doing: Act, row: ThingRow | None, form: Any, **changed: Any) -> ActPage:
    """The page around a form. ``changed``: what the answer to a POST has of its own."""
    made: dict[str, Any] = {
        "title": str(doing.label),
        "button": str(doing.label),
        "danger": doing.danger,
        "cancel_url": row.url if row is not None else reverse("today"),
        "thing": ThingLine.of(row) if row is not None else None,
        "elsewhere_url": _elsewhere_url(doing, person, row),
        "warning": _warning(doing, person, row),
        "draft": Draft(draft_url(doing, row), None) if form.fields else None,
        "refused": "",
        "key": secrets.token_hex(16),
        "seen": row.thing.version if row is not None else "",
    }
    return ActPage(**made | changed)


def draft_key(doing: Act, row: ThingRow | None) -> str:
    return f"{row.pk if row is not None else 'new'}.{doing.name}"


def draft_url(doing: Act, row: ThingRow | None) -> str:
    return reverse("drafts:keep", args=[draft_key(doing, row)])


def way_to_mend(person: Any, row: ThingRow, hurdle: Refusal) -> Way | None:
    """Label and address of the act that mends it, when this person may do it here now."""
    mend = ACTS.get(hurdle.mend) if isinstance(hurdle, NotNow) else None
    if mend is None or mend.on is not type(row) or not mend.is_open(person, row):
        return None
    return Way(str(mend.label), act_url(row.pk, mend.name))


def _warning(doing: Act, person: Any, row: ThingRow | None) -> Warned | None:
    """What to know before it is done, with the way to mend it first."""
    if doing.warns is None or row is None:
        return None
    warning = doing.warns(row)
    if warning is None:
        return None
    return Warned(str(warning), way_to_mend(person, row, warning))


def _elsewhere_url(doing: Act, person: Any, row: ThingRow | None) -> str:
    """Where something is begun in a unit or group that was filled in: the way to choose another."""
    if row is None or doing.creates is None or not is_open_elsewhere(person, doing):
        return ""
    return f"{reverse('new', args=[doing.name])}?where"
