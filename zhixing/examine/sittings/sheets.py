"""Marks of tests on paper: typed by the first hand; by another hand once more. What was typed is
never shown in a workbook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME, Reading
from zhixing.foundation.kits.intake.sentences import Sentence, says
from zhixing.foundation.kits.intake.unitbook.cells import a_person_then
from zhixing.foundation.kits.intake.unitbook.rows import Row, RowRefused, refused, refused_naming
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.workbooks.forms import naming
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import plain, read_number
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.rehearsal import attempt
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.people.models import Person

from .acts import confirm_marks, type_marks
from .models import Test
from .rules import State

says(
    {
        "marks.conflict": Sentence(
            _("Marks of this test were typed already, and this file has others."),
            _("They are left as they are, until you choose."),
        ),
    }
)
HANDS = ("第一遍", "第二遍")

ABSENT = frozenset({"缺考", "缺席", "未参加", "请假", "absent", "-", "—", "/"})


class Marks(Sheet):
    name, title, place = "marks", _("Marks of tests"), 80
    personal, keys = frozenset({"person", "marks"}), ("test", "person", "hand")
    merges = False  # marks never leave in a workbook

    def fields(self) -> Iterable[Field]:
        return (
            Field(
                "test",
                ("测试编号",),
                "Test code",
                needed=True,
                width=16,
                help=_("Stands there already; leave it."),
            ),
            Field("paper", ("试卷", "测试名称"), "Paper", told=True, width=28),
            Field("day", ("测试日期",), "Test on", kind="day", told=True, width=12),
            Field("person", ("姓名", "人员"), "Name", needed=True, width=12),
            Field(
                "hand",
                ("录入",),
                "Typed",
                choices=HANDS,
                width=10,
                help=_(
                    "Stands there already: which hand is asked for. The second types from the"
                    " papers, not from the first file."
                ),
            ),
            Field(
                "marks",
                ("成绩", "得分", "分数"),
                "Mark",
                kind="number",
                needed=True,
                width=10,
                help=_("From 0 to 100, or 缺考. Marks that were typed are not shown here."),
            ),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        group = scope.group
        if group is None:
            return
        tests = Test.objects.filter(
            group=group,
            day__lte=scope.on,
            day__year=scope.on.year,
            state__in=[State.PLANNED, State.TYPED],
        )
        for test in tests.order_by("day", "pk"):
            seats = roll(group, test.day)
            words = naming(seat.person for seat in seats)
            for seat in seats:
                yield {
                    "test": test.pk,
                    "paper": test.title,
                    "day": test.day,
                    "person": words[seat.person_id],
                    "hand": HANDS[test.state == State.TYPED],
                }

    def words(self, row: Row) -> list[str]:
        return [row["paper"], row["person"]]

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        groups: dict[str, list[Row]] = defaultdict(list)
        tests = (
            {
                test.pk: test
                for test in Test.objects.filter(group=scope.group).select_related(
                    "thing", "group__unit", "topic", "unit", "paper"
                )
            }
            if scope.group
            else {}
        )
        for row in rows:
            code = row["test"].upper()
            if code in tests:
                groups[code].append(row)
            elif row.untouched:
                row.line.action = SAME
            else:
                self.refuse(
                    row, reading, refused("test", _("The group has no test with this code."))
                )
        for code, several in groups.items():
            self._test(scope, tests[code], several, reading)

    def _test(self, scope: Scope, test: Test, rows: list[Row], reading: Reading) -> None:
        """All marks of a test in one act, or none."""
        if not any(row["marks"] for row in rows):
            for row in rows:
                row.line.action = SAME
            return
        marks, missing = self._marks_of(test, rows, reading)
        good = [row for row in rows if row.line.action == NEW]
        try:
            if missing:
                raise _not_whole(missing)
            with attempt():
                action = self._typed(scope, test, marks, good[0], reading)
        except RowRefused as refusal:
            for row in good:
                self.refuse(row, reading, refusal)
            return
        for row in good:
            row.line.action = action

    def _marks_of(
        self, test: Test, rows: list[Row], reading: Reading
    ) -> tuple[dict[str, int | None], list[Person]]:
        """The mark of each person, and who has none that can be read without doubt. Rows that can
        not are refused.
        """
        people = [seat.person for seat in roll(test.group, test.day)]
        marks: dict[str, int | None] = {}
        seen, doubtful = set[str](), set[str]()
        for row in rows:
            row.line.action = NEW
            try:
                person = a_person_then(people, [test.group], test.day, row).pk
                if person in seen:
                    doubtful.add(person)
                    raise refused("person", _("This person stands in another row already."))
                seen.add(person)
                marks[person] = _mark(row["marks"])
            except RowRefused as refusal:
                self.refuse(row, reading, refusal)
        missing = [person for person in people if person.pk not in marks or person.pk in doubtful]
        return marks, missing

    def _typed(
        self, scope: Scope, test: Test, marks: dict[str, int | None], row: Row, reading: Reading
    ) -> str:
        typed_marks = dict(test.sittings.values_list("person", "marks"))
        fields: dict[str, Any] = {
            f"marks_{person}": None if mark is None else mark / 100
            for person, mark in marks.items()
        }
        names = dict.fromkeys(fields, "marks")
        if test.state == State.CONFIRMED:
            if typed_marks != marks:
                sentence = _("These marks were confirmed by a second hand; they stand.")
                raise refused("marks", sentence)
            return SAME
        if test.state == State.TYPED and row["hand"] == HANDS[1]:
            _refuse_copy(scope)
            scope.do(confirm_marks, test, row, names, **fields)
            return CHANGED
        if test.state == State.TYPED and not self._typed_again(
            scope, test, row, reading, differs=typed_marks != marks
        ):
            return SAME
        scope.do(type_marks, test, row, names, **fields)
        return CHANGED if typed_marks else NEW

    def _typed_again(
        self, scope: Scope, test: Test, row: Row, reading: Reading, *, differs: bool
    ) -> bool:
        """Whether the first hand types other marks than before, as was chosen. Raises RowRefused
        when it is another hand.
        """
        if not differs:
            return False
        records = Record.objects.done().filter(thing=test.pk, verb="marks.typed")
        first = records.order_by("-seq").first()
        if first is not None and first.typist_id != scope.actor.pk:
            raise refused(
                "marks",
                _(
                    "Somebody else has typed these marks once. The second hand fills in the"
                    " sheet that says 第二遍."
                ),
            )
        sides = ("here", "file")
        return reading.ask(row.line, "marks.conflict", row.header, "marks", {}, sides) == "file"


def _refuse_copy(scope: Scope) -> None:
    """Raises RowRefused when this very file has come in before."""
    if scope.again:
        raise refused(
            "hand",
            _("This very file has come in already. The second hand types from the papers."),
        )


def _not_whole(missing: list[Person]) -> RowRefused:
    """Why nobody's mark comes in: whose is missing, or stands twice."""
    return refused_naming(
        "",
        _(
            "The marks of a test come in whole: of these there is no row that can be read"
            " without doubt: %(names)s."
        ),
        {"names": "、".join(naming(missing).values())},
        _(
            "The marks of a test come in whole: %(count)s of those expected have no row that can be"
            " read."
        ),
        count=len(missing),
    )


def _mark(text: str) -> int | None:
    """Hundredths of a mark; None for absent."""
    if plain(text) in ABSENT:
        return None
    number = read_number(text)
    if not text or number is None or not 0 <= number <= 100 or number * 100 != int(number * 100):
        raise refused(
            "marks",
            _(
                "A mark is from 0 to 100, with two decimals at most; somebody who did not sit"
                " is 缺考."
            ),
        )
    return int(number * 100)


register(Marks())
