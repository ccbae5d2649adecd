"""The question bank: items that papers may be made of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import Holdings, holdings
from zhixing.foundation.machinery.things.models import (
    Audience,
    ThingRow,
    ThingRowQuerySet,
    visible_q,
)

from .may import MAKES_PAPERS
from .rules import MOST_KEY, TONES, ItemKind, State


class BankItemQuerySet(ThingRowQuerySet):
    def visible_to(self, person: Actor | None, held: Holdings | None = None) -> BankItemQuerySet:
        """Items and keys are for those who make papers: the roles above the unit that keeps them,
        and study secretaries. Never for whoever is tested.
        """
        held = held or holdings(person)
        if MAKES_PAPERS.allows(person, None, held):
            return self.all()
        return self.filter(visible_q(person, "thing__", held))

    def in_use(self) -> BankItemQuerySet:
        return self.exclude(state=State.WITHDRAWN)


class BankItem(ThingRow):
    """One question with its key. ``number`` counts its versions; what an earlier one said stays in
    the records.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "bank_item",
        "ST",
        _("item of the bank"),
        "examine",
        "bank:item",
        "zoom-question",
    )
    STATES, TONES = State, TONES
    FOLLOWS = ("same",)  # its own text, as the version that is running compares texts

    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose bank it is in"
    )
    kind = models.CharField(max_length=12, choices=ItemKind)
    text = models.TextField()
    same = models.CharField(
        max_length=200,
        db_index=True,
        help_text="the whole question as it is compared (rules.same_text)",
    )
    options = models.JSONField(default=list, blank=True)
    key = models.CharField(max_length=MOST_KEY, blank=True)
    explanation = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="where the answer stands")
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic_text = models.CharField(
        max_length=100,
        blank=True,
        help_text="as the workbook names it, when it is none of the topics",
    )
    difficulty = models.CharField(
        max_length=20, blank=True, help_text="as somebody has written it; never computed"
    )
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    objects: ClassVar = BankItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "same"],
                condition=~Q(state="withdrawn"),
                name="a_question_once_in_a_bank",
            )
        ]

    def thing_title(self) -> str:
        return self.text.splitlines()[0][:120] if self.text else ""

    def thing_audience(self) -> str:
        return Audience.PARTIES

    @property
    def lettered(self) -> list[tuple[str, str, bool]]:
        """(letter, option, whether it is right)."""
        return [
            (letter, option, letter in self.key)
            for letter, option in zip("ABCDEFGH", self.options, strict=False)
        ]
