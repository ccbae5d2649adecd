"""Papers and their items."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.examine.bank.rules import ItemKind
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import TONES, State


class Paper(ThingRow):
    """A fixed list of items on one topic, made by a group's secretary or by the county for all."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "paper",
        "SJ",
        _("paper"),
        "examine",
        "papers:paper",
        "file",
    )
    LINES = ("items",)
    STATES, TONES = State, TONES

    title = models.CharField(max_length=120)
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=20, help_text="time allowed, in minutes")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)

    objects: ClassVar = ThingRowQuerySet.as_manager()


class PaperItem(models.Model):
    """One question. ``marks`` in hundredths; ``options`` in order, ``key`` the letters, √/× or the
    text.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind)
    text = models.TextField()
    options = models.JSONField(default=list, blank=True)
    key = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="where the answer stands")
    marks = models.PositiveIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "place"], name="item_has_one_place"),
            models.CheckConstraint(name="item_is_worth_something", condition=Q(marks__gt=0)),
        ]
