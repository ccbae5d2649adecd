"""Institutional outcomes of a unit, in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import YES, stands
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.intake.unitbook.things import STATE, by_code, by_title, coded
from zhixing.foundation.kits.intake.unitbook.topics import topic_words
from zhixing.foundation.kits.workbooks.forms import column
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.machinery.links.models import Link

from .acts import draft_outcome, issue_outcome
from .forms import DraftOutcomeForm, IssueOutcomeForm
from .models import Outcome
from .rules import State as OutcomeState


class Outcomes(Sheet):
    name, title, place = "outcomes", _("Institutional outcomes"), 120
    keys, once, also = ("code",), "code", ("title",)

    def fields(self) -> Iterable[Field]:
        return (
            coded("成果编号", "Outcome code"),
            column(DraftOutcomeForm, "title", "文件名称", "制度性成果", "名称", width=36),
            column(DraftOutcomeForm, "text", "主要内容", width=36),
            column(DraftOutcomeForm, "topic", "专题", width=24),
            column(
                DraftOutcomeForm,
                "origins",
                "来源编号",
                width=20,
                help=_("Codes of the sessions, problems, measures or research it comes from."),
            ),
            column(IssueOutcomeForm, "number", "文号", needed=False, width=20),
            column(IssueOutcomeForm, "issuer", "发文单位", needed=False, width=20),
            column(IssueOutcomeForm, "issued_on", "发文日期", needed=False, width=12),
            Field(
                "non_secret",
                ("不涉密", "是否不涉密"),
                "Not secret",
                choices=YES,
                width=10,
                help=_("是: it is declared that the document is not a state secret."),
            ),
            STATE,
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words = topic_words(scope)
        rows = (
            list(
                Outcome.objects.filter(group=scope.group)
                .exclude(state=OutcomeState.DROPPED)
                .select_related("topic")
                .order_by("thing__made_at", "pk")
            )
            if scope.group
            else []
        )
        origins: dict[str, list[str]] = {}
        for later, earlier in (
            Link.objects.visible_to(scope.actor)
            .filter(later__in=[outcome.pk for outcome in rows], type="comes_from")
            .order_by("pk")
            .values_list("later", "earlier")
        ):
            origins.setdefault(later, []).append(earlier)
        for outcome in rows:
            yield {
                "code": outcome.pk,
                "title": outcome.title,
                "text": outcome.text,
                "topic": words.get(outcome.topic_id or "", ""),
                "origins": "、".join(origins.get(outcome.pk, [])),
                "number": outcome.number,
                "issuer": outcome.issuer,
                "issued_on": outcome.issued_on or "",
                "non_secret": YES[0] if outcome.number else "",
                "state": str(outcome.state_word(outcome.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        of_group, action = Outcome.objects.filter(group=scope.group), SAME
        outcome = by_code(of_group, row)
        if outcome is None:
            rows = of_group.exclude(state=OutcomeState.DROPPED).select_related("thing")
            outcome = by_title(rows, row["title"])
        if outcome is None:
            names = ("title", "text", "topic", "origins")
            cells: dict[str, Any] = {name: row[name] for name in names if row[name]}
            outcome, action = scope.do(draft_outcome, scope.group, row, **cells), NEW
        else:
            topic = topic_words(scope).get(outcome.topic_id or "", "")
            now = {"title": outcome.title, "text": outcome.text, "topic": topic}
            stands(row, now, *now)
        issued = self._issue(scope, row, outcome)
        return CHANGED if issued and action == SAME else action

    def _issue(self, scope: Scope, row: Row, outcome: Outcome) -> bool:
        """Whether the row issues it. Raises RowRefused where it was issued otherwise."""
        columns = ("number", "issuer", "issued_on")
        if outcome.number:
            if any(row[name] and not same(row[name], getattr(outcome, name)) for name in columns):
                raise refused("number", _("It was issued; number, issuer and date stand."))
            return False
        if not row["number"]:
            return False
        scope.do(
            issue_outcome,
            outcome,
            row,
            number=row["number"],
            issuer=row["issuer"] or scope.unit.name,
            issued_on=row["issued_on"],
            non_secret=row["non_secret"],
        )
        row.change(self.table["number"].heading, "", row["number"])
        return True


register(Outcomes())
