"""A large volume that the worker packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.things.parts import Crumb, Progress

from ..models import UNDER_WAY, Packing, Stage
from ..rules import (
    StudyArchive,
)
from .groups import groups_of
from .page import crumbs, title_of
from .year import Year


def packing_of(person: Any, code: str, year: int) -> Packing | None:
    """What this person asked to be packed last, of an archive that is still open to the person.
    Raises Http404.
    """
    group = get_object_or_404(groups_of(person), pk=code)
    return (
        Packing.objects.filter(person=person.pk, group=group, year=year)
        .select_related("group")
        .order_by("-at")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class PackingPage:
    """The page on which a large volume is asked for and fetched."""

    title: str
    crumbs: list[Crumb]
    lead: str
    job: Packing | None
    progress: Progress | None
    file_url: str
    failed: bool


def packed_so_far(job: Packing) -> Progress:
    """How many pieces are in the zip."""
    heard = progress.read(job.pk)
    running = heard is not None and job.stage == Stage.RUNNING
    done, total = (heard.done, heard.total) if running and heard is not None else (0, 0)
    packed = _("pieces packed: %(done)s of %(total)s") % {"done": done, "total": total}
    return Progress(
        words=packed if total else _("Waits for its turn"),
        done=done,
        total=total,
        again=job.tries > 1,
        ask=reverse("archive:packing", args=[job.group_id, job.year]),
        again_say=_("The server stopped in the middle; it was taken up again from the beginning."),
        lost_say=_("The server does not answer at the moment. The page goes on asking."),
    )


def packing_page(seen: Year, archive: StudyArchive) -> PackingPage:
    """The page on which a large volume is asked for and fetched."""
    job = packing_of(seen.person, seen.group.pk, seen.year)
    here = [seen.group.pk, seen.year]
    under_way = job is not None and job.stage in UNDER_WAY
    ready = job is not None and job.stage == Stage.DONE and job.path.is_file()
    return PackingPage(
        title=title_of(seen),
        crumbs=crumbs(
            seen,
            Crumb(str(seen.year), reverse("archive:volume", args=here)),
            Crumb(_("Download the volume")),
        ),
        lead=_(
            "Papers: %(papers)s, each as PDF and docx, with the attached files, a list "
            "of contents and checksums."
        )
        % {"papers": archive.papers},
        job=job,
        progress=packed_so_far(job) if job is not None and under_way else None,
        file_url=reverse("archive:packed", args=here) if ready else "",
        failed=job is not None and job.stage == Stage.FAILED,
    )
