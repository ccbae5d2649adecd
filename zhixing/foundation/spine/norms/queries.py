"""What norms say on a day: read once a process, and again when one was added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.page import ThingPage

from .models import Norm, NormVersion

_cache: dict[str, Any] = {"count": None, "rows": {}, "asked": 0.0}


@dataclass(frozen=True)
class Citation:
    """A norm as a check cites it."""

    code: str
    value: Any
    title: str
    source: str
    since: dt.date
    version: int
    url: str


def forget() -> None:
    _cache.update({"count": None, "asked": 0.0})


def _versions(key: str) -> list[NormVersion]:
    if _cache["count"] is None or settings.ZHIXING_TEST or monotonic() - _cache["asked"] > 1:
        count = NormVersion.objects.count()
        if count != _cache["count"] or (settings.ZHIXING_TEST and not _cache["rows"]):
            rows: dict[str, list[NormVersion]] = {}
            for norm_version in NormVersion.objects.select_related("norm").order_by("number"):
                rows.setdefault(norm_version.norm.key, []).append(norm_version)
            _cache.update({"rows": rows, "count": count})
        _cache["asked"] = monotonic()
    return _cache["rows"].get(key, [])


def version(key: str, on: dt.date) -> NormVersion:
    """The version in force on a day: the last one that began by then. Raises KeyError for a norm
    the county does not have.
    """
    return _in_force(key, _versions(key), on)


def _in_force(key: str, versions: list[NormVersion], on: dt.date) -> NormVersion:
    begun = [version for version in versions if version.since <= on]
    if not begun:
        raise KeyError(key)
    return max(begun, key=lambda version: (version.since, version.number))


def value(key: str, on: dt.date) -> Any:
    """The value in force on a day. Raises KeyError."""
    return version(key, on).value


def values(keys: Sequence[str], on: dt.date) -> list[Any]:
    """Several values in force on a day, looked up at once. Raises KeyError."""
    _versions(keys[0])
    return [_in_force(key, _cache["rows"].get(key, []), on).value for key in keys]


def cite(key: str, on: dt.date) -> Citation:
    """The norm with its source, since when, which version. Raises KeyError."""
    norm_version = version(key, on)
    return Citation(
        key,
        norm_version.value,
        norm_version.norm.name,
        str(norm_version.said_by),
        norm_version.since,
        norm_version.number,
        norm_version.norm.url,
    )


def value_or(key: str, on: dt.date, default: Any = None) -> Any:
    """The value in force on a day, or ``default`` for a norm the county does not have."""
    try:
        return value(key, on)
    except KeyError:
        return default


def basis(key: str, on: dt.date) -> dict[str, str]:
    """``basis`` and ``basis_url`` of ``ui/checks.html``: the norm as a check cites it, with its
    source and since when; empty for a norm the county does not have.
    """
    try:
        citation = cite(key, on)
    except KeyError:
        return {"basis": "", "basis_url": ""}
    return {
        "basis": (
            _("%(title)s · %(source)s · since %(since)s")
            % {
                "title": citation.title,
                "source": citation.source,
                "since": citation.since.isoformat(),
            }
        ),
        "basis_url": citation.url,
    }


@dataclass(frozen=True)
class ShownVersion:
    """A version, and its value in words."""

    version: NormVersion
    shown: str


@dataclass(frozen=True, kw_only=True)
class NormPage(ThingPage):
    """A norm with its versions, the newest first."""

    norm: Norm
    versions: list[ShownVersion]


def norm_page(person: Any, code: str) -> NormPage:
    norm = get_object_or_404(
        Norm.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )
    versions = [
        ShownVersion(version, shown(version.value)) for version in norm.versions.order_by("-number")
    ]
    return NormPage.of(person, norm, norm=norm, versions=versions, title=norm.name)


def shown(value: Any) -> str:
    """A value in words, in the active language."""
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ("、" if key == "zh" else ", ").join(
            str(entry.get(key, entry.get("code"))) if isinstance(entry, dict) else str(entry)
            for entry in value
        )
    return str(value)
