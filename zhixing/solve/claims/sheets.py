"""Claimed topics of a unit, in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import YES, a_person, is_yes
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.intake.unitbook.things import STATE
from zhixing.foundation.kits.intake.unitbook.topics import topic_of, topic_words
from zhixing.foundation.kits.workbooks.forms import column, naming
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.spine.groups.queries import people_of

from .acts import claim_topic, confirm_claim
from .forms import ClaimTopicForm
from .models import Claim
from .rules import State as ClaimState


class Claims(Sheet):
    name, title, place = "claims", _("Claimed topics"), 30
    personal, keys = frozenset({"person"}), ("topic", "person")

    def fields(self) -> Iterable[Field]:
        return (
            column(
                ClaimTopicForm, "topic", "专题", "认领专题", width=28, example="常态化医疗废物管理"
            ),
            Field("person", ("认领人", "认领人员"), "Claimed by", needed=True, width=12),
            column(ClaimTopicForm, "subject", "调研课题", width=30),
            Field(
                "confirmed",
                ("组长确认", "是否确认"),
                "Confirmed by the leader",
                choices=YES,
                width=12,
            ),
            STATE,
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words, who = topic_words(scope), naming(people_of(scope.group)) if scope.group else {}
        for claim in (
            Claim.objects.holding()
            .filter(group=scope.group, topic__year=scope.year)
            .select_related("topic", "person")
            .order_by("thing__made_at", "pk")
            if scope.group
            else []
        ):
            yield {
                "topic": words.get(claim.topic_id, claim.topic.title),
                "person": who.get(claim.person_id, claim.person.name),
                "subject": claim.subject,
                "confirmed": YES[0] if claim.state == ClaimState.CONFIRMED else "",
                "state": str(claim.state_word(claim.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        confirmed = is_yes(row, "confirmed")
        topic, person = topic_of(scope, row), a_person(people_of(scope.group), row)
        claim = (
            Claim.objects.holding()
            .filter(group=scope.group, topic=topic, person=person)
            .select_related("thing")
            .first()
        )
        action = SAME
        if claim is None:
            claim, action = (
                scope.do(
                    claim_topic, scope.group, row, who=person, topic=topic, subject=row["subject"]
                ),
                NEW,
            )
        elif row["subject"] and not same(row["subject"], claim.subject):
            raise refused(
                "subject", _("A claim keeps its subject. Give it back, and claim the topic again.")
            )
        if confirmed and claim.state == ClaimState.CLAIMED:
            scope.do(confirm_claim, claim, row, {"": "confirmed"})
            row.change(self.table["confirmed"].heading, "", YES[0])
            action = action if action == NEW else CHANGED
        return action


register(Claims())
