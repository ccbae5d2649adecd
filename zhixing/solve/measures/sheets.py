"""Measures of a unit, in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import differs, stands
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.intake.unitbook.things import STATE, by_code, by_title, coded
from zhixing.foundation.kits.intake.unitbook.topics import topic_words
from zhixing.foundation.kits.workbooks.forms import column
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.machinery.links.models import Link

from .acts import propose_measure, report_measure
from .forms import ProposeMeasureForm, ReportMeasureForm
from .models import Measure
from .rules import State as MeasureState


class Measures(Sheet):
    name, title, place = "measures", _("Measures"), 110
    keys, once, also = ("code",), "code", ("title",)

    def fields(self) -> Iterable[Field]:
        return (
            coded("措施编号", "Measure code"),
            column(ProposeMeasureForm, "title", "措施", "意见建议及措施", width=36),
            column(ProposeMeasureForm, "text", "具体内容", width=36),
            column(ProposeMeasureForm, "topic", "专题", width=24),
            column(
                ProposeMeasureForm,
                "origin",
                "来源编号",
                width=16,
                help=_("Code of the session, research or problem it comes from."),
            ),
            column(ProposeMeasureForm, "due", "完成时限", "时限", width=12),
            STATE,
            column(ReportMeasureForm, "result", "落实情况", needed=False, width=36),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words = topic_words(scope)
        rows = list(
            Measure.objects.filter(unit=scope.unit)
            .exclude(state=MeasureState.DROPPED)
            .filter(proposed_on__year=scope.on.year)
            .select_related("topic")
            .order_by("thing__made_at", "pk")
        )
        origins = dict(
            Link.objects.visible_to(scope.actor)
            .filter(
                later__in=[measure.pk for measure in rows],
                earlier__kind__in=["session", "research", "problem"],
            )
            .values_list("later", "earlier")
        )
        for measure in rows:
            yield {
                "code": measure.pk,
                "title": measure.title,
                "text": measure.text,
                "topic": words.get(measure.topic_id or "", ""),
                "origin": origins.get(measure.pk, ""),
                "due": measure.due or "",
                "state": str(measure.state_word(measure.state)),
                "result": measure.result,
            }

    def take(self, scope: Scope, row: Row) -> str:
        measure = by_code(Measure.objects.filter(unit=scope.unit), row)
        if measure is None and scope.group is not None:
            rows = Measure.objects.filter(group=scope.group, proposed_on__year=scope.on.year)
            measure = by_title(rows.select_related("thing"), row["title"])
        if measure is None:
            self._propose(scope, row)
            return NEW
        now = {
            "title": measure.title,
            "text": measure.text,
            "topic": topic_words(scope).get(measure.topic_id or "", ""),
            "due": measure.due or "",
        }
        stands(row, now, *now)
        if not differs(row, self, {"result": measure.result}, "result"):
            return SAME
        scope.do(report_measure, measure, row, who=measure.person, result=row["result"])
        return CHANGED

    def _propose(self, scope: Scope, row: Row) -> None:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        if row["result"]:
            raise refused("result", _("A measure is adopted first; then it is reported."))
        names = ("title", "text", "topic", "origin", "due")
        cells: dict[str, Any] = {name: row[name] for name in names if row[name]}
        scope.do(propose_measure, scope.group, row, **cells)


register(Measures())
