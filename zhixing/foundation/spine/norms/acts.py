"""Acts on norms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .models import Evidence, Kind, Norm, NormVersion
from .queries import forget
from .refusals import Refused
from .seeds import SEEDS, SINCE


@act(
    "norm.begun",
    label=_("Begin a norm"),
    says=_("began it with its first value"),
    on=Unit,
    may=may.SEEDS,
    creates=Norm,
    inner_only=True,
)
def begin_norm(actor: Actor, county: Unit, *, norm: Norm, first: NormVersion) -> Norm:
    """A norm with its first version, each with a record of its own, so that its value is known."""
    begin(norm)
    first.norm = norm
    first.save(force_insert=True)
    return norm


@act(
    "norms.seeded",
    label=_("Load the first norms"),
    says=_("loaded norms: %(count)s"),
    on=Unit,
    may=may.SEEDS,
)
def seed_norms(actor: Actor, county: Unit) -> Unit:
    """What a new county begins with; norms that are there already stay as they are."""
    existing_keys = set(Norm.objects.values_list("key", flat=True))
    made = 0
    for key, zh, en, kind, value, source, evidence in SEEDS:
        if key in existing_keys:
            continue
        norm = Norm(key=key, zh=zh, en=en, kind=kind, unit=county)
        first = NormVersion(number=1, value=value, since=SINCE, source=source, evidence=evidence)
        begin_norm(actor, county, norm=norm, first=first)
        made += 1
    forget()
    tell(count=made)
    return county


@act(
    "norms.confirmed",
    label=_("They are looked through"),
    says=_("looked the norms and the calendar through: %(source)s"),
    on=Unit,
    may=may.CONFIRMS,
    when=Where(kind="county"),
)
def confirm_norms(actor: Actor, county: Unit, *, source: str = "") -> Unit:
    """The county goes by its norms as they stand. ``source``: the paper or meeting that says so."""
    tell(source=source.strip())
    return county


@act(
    "norm.set",
    label=_("Set a new value"),
    says=_("set a new value from %(since)s: %(source)s"),
    on=Norm,
    may=may.SETS,
)
def set_norm(actor: Actor, norm: Norm, *, value: Any, since: dt.date, source: str) -> Norm:
    """A new version from a day on; what was decided under the old one stays. Raises BadInput when
    the value does not fit its kind.
    """
    if norm.kind in (Kind.DAYS, Kind.NUMBER) and (
        not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3660
    ):
        raise Refused.NORM_NUMBER("value")
    if (norm.kind == Kind.LIST and not isinstance(value, list)) or (
        norm.kind == Kind.YES and not isinstance(value, bool)
    ):
        raise Refused.NORM_KIND("value")
    last = norm.versions.order_by("-number").first()
    if last is not None and since < last.since:
        raise Refused.NORM_ORDER("since", since=last.since)
    NormVersion.objects.create(
        norm=norm,
        number=last.number + 1 if last else 1,
        value=value,
        since=since,
        source=source.strip(),
        evidence=Evidence.COUNTY,
    )
    forget()
    tell(since=since, source=source, value=value, today=clock.today())
    return norm
