"""Speeches with the four questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import differs, read_cell
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet
from zhixing.foundation.kits.workbooks.forms import column, naming
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.spine.groups.queries import people_of

from ..acts import add_speech, correct_speech
from ..forms import AddSpeechForm
from ..models import Speech
from ..rules import QUESTIONS, SpeechKind, State
from .finding import CODE, DAY, find_session

OUTLINE = ("q1", "q2", "q3", "q4", "text")


class Speeches(Sheet):
    name, title, place = "speeches", _("Speeches"), 60
    personal, keys = frozenset({"person"}), ("session", "day", "person", "kind")
    also = ("day", "person", "kind")

    def fields(self) -> Iterable[Field]:
        return (
            CODE,
            DAY,
            column(AddSpeechForm, "person", "发言人", width=12),
            column(AddSpeechForm, "kind", "发言类别", "发言类型", needed=True, width=12),
            *(
                Field(
                    name,
                    (f"四问{n}", f"治学四问{n}"),
                    f"Question {n}",
                    kind="long",
                    width=26,
                    help=question,
                )
                for n, (name, _word, question) in enumerate(QUESTIONS, 1)
            ),
            Field("text", ("发言要点", "主要观点"), "Main points", kind="long", width=30),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        kinds, words = (
            dict(SpeechKind.choices),
            (naming(people_of(scope.group)) if scope.group else {}),
        )
        for speech in (
            Speech.objects.filter(session__group=scope.group, session__year=scope.year)
            .exclude(session__state=State.CANCELLED)
            .select_related("session", "person")
            .order_by("session__day", "pk")
            if scope.group
            else []
        ):
            yield {
                "session": speech.session_id,
                "day": speech.session.day,
                "person": words.get(speech.person_id, speech.person.name),
                "kind": str(kinds[speech.kind]),
                **{name: getattr(speech, name) for name in OUTLINE},
            }

    def words(self, row: Row) -> list[str]:
        return [row["day"], row["person"], row["kind"]]

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        session = find_session(scope, row)
        form = form_of(add_speech)(person=scope.actor, row=session)
        kind, who = (read_cell(form, name, row) for name in ("kind", "person"))
        speech = (
            Speech.objects.filter(session=session, person=who, kind=kind)
            .select_related("person")
            .first()
        )
        outline: dict[str, Any] = {name: row[name] for name in OUTLINE}
        if speech is None:
            scope.do(add_speech, session, row, person=row["person"], kind=row["kind"], **outline)
            return NEW
        if not differs(row, self, {name: getattr(speech, name) for name in OUTLINE}, *OUTLINE):
            return SAME
        outline = {name: row[name] or getattr(speech, name) for name in OUTLINE}
        scope.do(correct_speech, session, row, speech=speech, **outline)
        return CHANGED
