"""A pack in words: for whom, since when, what changed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.things.parts import Crumb, Line

from .. import rules
from ..models import Pack
from ..rules import ItemKind, State

CHANGE_WORDS = {
    "added": lambda: pgettext("pack", "added"),
    "changed": lambda: pgettext("pack", "changed"),
    "removed": lambda: pgettext("pack", "removed"),
}


CHANGE_TONES = {"added": "done", "changed": "soon", "removed": "over"}


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
        Crumb(_("Study packs"), reverse("packs:list")),
        *more,
    ]


def for_whom(pack: Pack) -> str:
    """Whom it goes to, in words; ``groups`` should have been read."""
    if pack.state == State.DRAFT:
        return "–"
    if pack.for_all:
        return _("all study groups")
    chosen = list(pack.groups.all())
    return (
        chosen[0].name
        if len(chosen) == 1
        else ngettext("%(count)s study group", "%(count)s study groups", len(chosen))
        % {"count": len(chosen)}
    )


def published_on(pack: Pack) -> Any:
    """The day of its present version; None for a draft."""
    return next(
        (version.published_on for version in pack.versions.all() if version.number == pack.number),
        None,
    )


def version_url(pack: Pack, number: int) -> str:
    return pack.url if number == pack.number else reverse("packs:version", args=[pack.pk, number])


def change_lines(changes: list[rules.Change]) -> list[Line]:
    """What changed, as lines: the title, what kind of item, what it was called before."""
    return [
        Line(
            change.line.title,
            note=str(ItemKind(change.line.kind).label)
            + (
                f" · {_('before: %(title)s') % {'title': change.old.title}}"
                if change.old and change.new and change.old.title != change.new.title
                else ""
            ),
            word=CHANGE_WORDS[change.what](),
            tone=CHANGE_TONES[change.what],
        )
        for change in changes
    ]
