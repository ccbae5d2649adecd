"""Files: what was attached to a thing. The bytes lie under a random name outside every served
folder; the row says what they are.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import LyingWith, Thing, ThingRow, ThingRowQuerySet

from .rules import KINDS, PICTURES, Side


class StoredFileQuerySet(ThingRowQuerySet):
    def at_hand(self) -> StoredFileQuerySet:
        """Those whose bytes are still here."""
        return self.filter(withdrawn_on=None)

    def before_and_after(self, about: str) -> StoredFileQuerySet:
        """The pictures of a thing that say how it was or is, the newest last."""
        return self.at_hand().filter(about=about).exclude(side="").order_by("thing__made_at", "pk")


class StoredFile(LyingWith):
    """One attachment of one thing. Who may know of the thing may have the file."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "file",
        "WJ",
        _("file"),
        "spine",
        "files:file",
        "paperclip",
    )
    FOLLOWS = ("unit", "group", "topic")  # those of the thing it lies with, wherever that goes

    about = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey("topics.Topic", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what is kept")
    place = models.CharField(
        max_length=40, unique=True, help_text="where the bytes lie below MEDIA_ROOT"
    )
    added_on = models.DateField()
    side = models.CharField(
        max_length=8, choices=Side, blank=True, help_text="how it was before, or is after"
    )
    public = models.BooleanField(
        default=False, help_text="whoever holds the receipt of the case sees it"
    )
    withdrawn_on = models.DateField(
        null=True, blank=True, help_text="when the bytes were destroyed"
    )

    objects: ClassVar = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about", "withdrawn_on"])]
        constraints = [
            models.CheckConstraint(
                name="only_a_picture_shows_how_it_was",
                condition=models.Q(side="") | models.Q(kind__in=PICTURES),
            ),
            models.CheckConstraint(
                name="public_picture_says_what_it_shows",
                condition=models.Q(public=False) | ~models.Q(side=""),
            ),
        ]

    def thing_title(self) -> str:
        return self.name

    def go_along(self, row: ThingRow) -> list[str]:
        self.unit, self.group, self.topic = row.thing_unit(), row.thing_group(), row.thing_topic()
        return list(self.FOLLOWS)

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.place

    @property
    def kind_name(self) -> Any:
        return KINDS[self.kind][1]

    @property
    def after_url(self) -> str:
        """Where the page goes after it was attached: back to what it belongs to."""
        return self.about.url


def new_place() -> str:
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"
