"""The page of a volume."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.answers import KINDS
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.parts import Button, Crumb, Line
from zhixing.foundation.spine.norms.queries import Citation

from ..rules import Item, Keep, StudyArchive
from .volume import volume
from .year import Extent, Year, read


@dataclass(frozen=True)
class KeepClass:
    """The papers that are kept equally long, and the rule that says so."""

    keep: Keep
    word: str
    items: list[Item]
    cited: Citation | None


@dataclass(frozen=True, kw_only=True)
class VolumePage:
    """The volume of a year, class by class, with what is missing."""

    title: str
    crumbs: list[Crumb]
    acts: list[Button]
    archive: StudyArchive
    kinds: tuple[str, ...]
    classes: list[KeepClass]
    hints: list[Line]
    before_url: str
    after_url: str


def volume_page(person: Actor, code: str, year: int) -> VolumePage:
    """The volume of a group's year. Raises Http404."""
    seen = read(person, code, year, Extent.CONTENTS)
    archive = volume(seen)
    return VolumePage(
        title=title_of(seen),
        crumbs=crumbs(seen),
        acts=_buttons(code, year) if archive.items else [],
        archive=archive,
        kinds=KINDS,
        classes=[
            KeepClass(keep, str(keep.label), items, seen.cited[keep])
            for keep, items in archive.by_class()
        ],
        hints=[Line(hint.sentence, hint.url) for hint in archive.hints],
        before_url=reverse("archive:volume", args=[code, year - 1]),
        after_url=reverse("archive:volume", args=[code, year + 1]),
    )


def title_of(seen: Year) -> str:
    words = {"group": seen.group.name, "year": seen.year}
    return _("Study archive of %(group)s for %(year)s") % words


def crumbs(seen: Year, *more: Crumb) -> list[Crumb]:
    """The way to a page of the volume."""
    return [
        Crumb(pgettext("wing", "Learn")),
        Crumb(_("Study archives"), reverse("archive:list") + f"?year={seen.year}"),
        Crumb(seen.group.name, seen.group.url),
        *more,
    ]


def _buttons(code: str, year: int) -> list[Button]:
    contents = reverse("archive:contents", args=[code, year])
    download = reverse("archive:zip", args=[code, year])
    return [
        Button(_("Contents of the volume"), contents, icon="printer"),
        Button(_("Download the volume"), download, primary=True, icon="download"),
    ]
