"""Imports: what a workbook brought, for good; and files that wait to be confirmed, for a day."""

from __future__ import annotations

import datetime as dt
import secrets
import zlib
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.people.erasing import erases

KEEP = dt.timedelta(days=1)
KEEP_BEFORE = dt.timedelta(days=90)
STAYED_OUT = ("refused", "cell", "not_read")  # kinds of notes (``notes.WHAT_WORDS``)


class ImportState(models.TextChoices):
    DONE = "done", pgettext_lazy("import", "imported")
    UNDONE = "undone", pgettext_lazy("import", "undone")


class Import(ThingRow):
    """One import of one workbook. ``notes`` are the places to look at, without names or telephones
    (``notes.Note.kept``).
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "import",
        "DR",
        _("import"),
        "spine",
        "imports:import",
        "database-import",
    )
    STATES, TONES = ImportState, {ImportState.DONE: "done", ImportState.UNDONE: "none"}

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, help_text="code of a ``kinds.Kind``")
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    numbers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.DONE)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    def thing_title(self) -> str:
        return self.file

    @property
    def hands_back(self) -> bool:
        """Whether a row or cell stayed out, so that the file goes back to whoever filled it in."""
        return any(note["what"] in STAYED_OUT for note in self.notes)


class Before(models.Model):
    """What an import changed about somebody, as it stood before: records tell no details of
    persons, and without them it could not be set back.
    """

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="befores")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(
        "groups.Membership",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="when it is the post of a role",
    )
    old = models.JSONField()
    new = models.JSONField()


def new_key() -> str:
    return secrets.token_hex(12)


class Stage(models.TextChoices):
    """How far a file has come. Small ones go from waiting to imported within the request; large
    ones are handed to the worker.
    """

    WAITING = "waiting", pgettext_lazy("file", "waits to be confirmed")
    QUEUED = "queued", pgettext_lazy("file", "waits to be written")
    RUNNING = "running", pgettext_lazy("file", "is being written")
    DONE = "done", pgettext_lazy("file", "written")
    REFUSED = "refused", pgettext_lazy("file", "not written")


OPEN, UNDER_WAY = (Stage.WAITING, Stage.REFUSED), (Stage.QUEUED, Stage.RUNNING)


class Waiting(models.Model):
    """A file that was uploaded and not yet imported. Traffic, no act; gone when it was imported,
    or, where something stayed out, after a day; never while it is being written.
    """

    key = models.CharField(max_length=24, primary_key=True, default=new_key)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    county = models.ForeignKey("orgs.Unit", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, help_text="code of a ``kinds.Kind``")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    told = models.BinaryField(
        default=b"", help_text="what the reader told of it, packed: it is read once"
    )
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    act_key = models.CharField(
        max_length=64,
        blank=True,
        help_text="idempotency key of the act: however often it is taken up, it has one effect",
    )
    to_do = models.PositiveIntegerField(default=0, help_text="rows that are to be written")
    queued_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often a worker took it up")
    refusal = models.JSONField(
        default=dict, help_text="why it was not written: the sentence and its parameters"
    )
    made = models.CharField(
        max_length=20, blank=True, help_text="code of the import that came of it"
    )

    def book(self) -> Any:
        """The workbook, as it was read when it came; each look at its dry run asks for it."""
        from zhixing.foundation.kits.workbooks.reading import read, understood

        content = bytes(self.content)
        if not self.told:
            return read(self.name, content)
        return understood(self.name, content, zlib.decompress(self.told))

    @property
    def refused_say(self) -> str:
        """Why it was not written, in the reader's language; empty when it was not refused."""
        if not self.refusal:
            return ""
        sentence, params = gettext(self.refusal["sentence"]), self.refusal["params"]
        return sentence % params if params else sentence


declare(
    "imports.Before.person",
    purpose="to set an import back that changed details of the person",
    keep="until it is undone, at most 90 days; erased with the person",
    seen_by="nobody",
)
declare(
    "imports.Before.old",
    purpose="the telephone or post as it stood before the import",
    keep="until it is undone, at most 90 days; erased with the person",
    seen_by="nobody",
)
declare(
    "imports.Waiting.person",
    purpose="who uploaded the file and may confirm it, and is told what came of it",
    keep="1 day, or until a large file is written",
    seen_by="the person alone",
)
declare(
    "imports.Waiting.answers",
    purpose="what was said about the file: other names, mended cells",
    keep="until imported, 1 day where something stayed out",
    seen_by="the person alone",
)
declare(
    "imports.Waiting.told",
    purpose="the text of the workbook between dry run and import",
    keep="until imported, at most 1 day; while it waits to be written",
    seen_by="the person alone",
)
declare(
    "imports.Waiting.content",
    purpose="the workbook, to be imported and handed back with its remarks",
    keep="until imported, 1 day where something stayed out; while it waits to be written",
    seen_by="the person alone",
)


@erases
def forget_befores(person: Actor) -> None:
    """What stood about the person before an import."""
    Before.objects.filter(person=person.pk).delete()
